"""The Datasette plugin: a page for a change, a page for a document's history, links in tables, and safe headers."""

from tracker.datasette_plugin.cells import render_cell
from tracker.datasette_plugin.headers import asgi_wrapper
from tracker.datasette_plugin.routes import menu_links, register_routes

__all__ = ["asgi_wrapper", "menu_links", "register_routes", "render_cell"]
