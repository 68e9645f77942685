"""The frame of every page of ours: one design, rendered on the server, whole without a script.

Pages are rendered by an environment of our own and not by Datasette's, so that the same templates make the site, a
file to send and a static copy; the `Frame` says where links lead in each of them.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from policytrail.meanings import MARKS, TOPIC_WORDS
from tracker.assessment.meaning import Direction
from tracker.text.printable import printable
from tracker.text.timestamps import readable_date, readable_time, readable_window

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?")
STYLE_PATH = "/-/policytrail.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds a page: the site's title, where a path of it leads, and its `origin`, as in https://a.example.

    `inline_style` puts the style sheet into the page, and leaves out what leads elsewhere on the site.
    """

    title: str
    link: Callable[[str], str]
    origin: str = ""
    inline_style: bool = False

    def absolute(self, path: str) -> str:
        """Return the whole address of a path of the site."""
        return self.origin + self.link(path)


@cache
def stylesheet() -> str:
    """Return the one style sheet of all pages."""
    return (files("policytrail.site") / "style.css").read_text(encoding="utf-8")


@cache
def style_address() -> str:
    """Return the path of the style sheet, with its hash, so that a browser keeps it until it changes."""
    return f"{STYLE_PATH}?{hashlib.sha256(stylesheet().encode()).hexdigest()[:12]}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("policytrail.site", "templates/trail"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": lambda timestamp: days_whole(readable_date(timestamp)),
        "time": lambda timestamp: days_whole(readable_time(timestamp)),
        "whole": days_whole,
        "printable": printable,
        "topic": lambda topic: TOPIC_WORDS.get(topic, topic),
        "mark": lambda direction: MARKS[Direction(direction)],
    }
    environment.globals |= {
        "window": lambda *edges: days_whole(readable_window(*edges)),
        "web": is_web_address,
        "query": query_string,
        "topics": TOPIC_WORDS,
    }
    return environment


def render(template: str, context: Mapping[str, object], frame: Frame) -> str:
    """Return a page; whatever is put into a template is escaped there."""
    style = Markup(stylesheet()) if frame.inline_style else None  # noqa: S704 - our own file
    return (
        _environment()
        .get_template(template)
        .render(context, url=frame.link, site_title=frame.title, style=style, style_address=style_address())
    )


def days_whole(text: str) -> Markup:
    """Return a text in which no day is broken at the end of a line.

    >>> str(days_whole("seen 2018-05-25 & gone"))
    'seen <span class="day">2018-05-25</span> &amp; gone'
    """
    return Markup(_DAY.sub(r'<span class="day">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped first


def is_web_address(address: str) -> bool:
    """Whether an address may be linked: an archive's `javascript:` never is."""
    return address.lower().startswith(("https://", "http://"))


def query_string(parameters: Mapping[str, object], **changed: object) -> str:
    """Return parameters, some of them changed, as the end of an address; empty ones are left out.

    >>> query_string({"q": "a b", "page": 2}, page=3)
    '?q=a+b&page=3'
    """
    kept = {name: value for name, value in {**parameters, **changed}.items() if value not in {"", None}}
    return f"?{urlencode(kept, doseq=True)}" if kept else ""
