"""The Datasette site, a plugin: a page for a change, a page for a document's history, links in tables, safe headers."""

from policytrail.site.cells import render_cell
from policytrail.site.headers import asgi_wrapper
from policytrail.site.routes import menu_links, register_routes

__all__ = ["asgi_wrapper", "menu_links", "register_routes", "render_cell"]
