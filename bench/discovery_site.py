"""A made-up site with fifteen years of monthly captures: three homepages, and a policy that moves four times.

It moves by a 301, by a page that refreshes, to another host that the homepage links to, and with a redesign; for some
years the homepage has no link. The old address of a site that never tells where its policy went ends in errors.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

HOST = "larkfield-post.example"
WWW = f"http://www.{HOST}"
FIRST_MONTH, LAST_MONTH = (2004, 7), (2019, 6)

_BODY = (
    "We collect the name, the postal address and the e-mail address that you give us when you order a subscription.",
    "We use this personal information to deliver the paper, to send invoices and to answer your questions.",
    "Our servers record the pages you visit, your IP address and the kind of browser you use in log files.",
    "We use cookies to remember that you are signed in. You can refuse cookies in the settings of your browser.",
    "We do not sell your personal information to third parties.",
    "We share your address with the carriers who bring the paper to your door, and with nobody else.",
    "We keep your personal data for as long as you are a subscriber, and for two years after that.",
    "Children under thirteen may not register with us; we delete what they sent us.",
    "You may ask us at any time what we know about you, and have it corrected or deleted.",
    "We protect your personal data with passwords, locked rooms and encrypted connections.",
    "If we change this privacy policy, we will post the new one on this page before it takes effect.",
    "Questions about your privacy? Write to the Larkfield Post, 12 Mill Lane, Larkfield.",
)
_EDITS = (
    ((2004, 7), 0, _BODY[0]),
    ((2006, 2), 3, "We use cookies to remember that you are signed in and what you read. You can refuse cookies."),
    ((2008, 9), 6, "We keep your personal data for as long as you are a subscriber, and for seven years after that."),
    ((2010, 6), 5, "We share your address with carriers and with partners who offer what may interest you."),
    ((2012, 10), 4, "We may sell aggregated information to third parties; it names nobody."),
    (
        (2014, 10),
        2,
        "Our servers and those of our analytics provider record your visits, your device and your IP address.",
    ),
    ((2016, 3), 9, "We protect your personal data as the law asks, and tell you within 72 hours of a breach."),
    ((2018, 5), 8, "You have the right of access, rectification, erasure, restriction, portability and objection."),
)
"""When a clause of the policy was rewritten: (year, month), its place, its new text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCapture:
    """A capture of the made-up site."""

    url: str
    timestamp: str
    body: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def overlay_line(self) -> str:
        """The capture as a replica of the Wayback Machine reads it from an overlay file."""
        row = {"url": self.url, "timestamp": self.timestamp, "status": self.status, "body": self.body}
        return json.dumps({**row, "mimetype": "text/html", "headers": self.headers})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """An address of the policy: its months, and what stands there afterwards (None: the archive has nothing)."""

    url: str
    first: tuple[int, int]
    last: tuple[int, int]
    after: str | None


STAYS = (
    Stay(url=f"{WWW}/privacy.htm", first=FIRST_MONTH, last=(2007, 3), after="301"),
    Stay(url=f"{WWW}/about/privacy.html", first=(2007, 4), last=(2010, 5), after="refresh"),
    Stay(url=f"{WWW}/legal/privacy-policy", first=(2010, 6), last=(2014, 9), after="404"),
    Stay(url=f"http://legal.{HOST}/privacy", first=(2014, 10), last=(2017, 1), after=None),
    Stay(url=f"https://{HOST}/policies/privacy-notice", first=(2017, 2), last=LAST_MONTH, after=None),
)
UNLINKED = ((2011, 1), (2013, 6))
"""The months in which the homepage had no link to the policy."""


def month_range(first: tuple[int, int], last: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the months from the first to the last, inclusive."""
    for number in range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1]):
        yield number // 12, number % 12 + 1


def policy_at(month: tuple[int, int]) -> tuple[str, ...]:
    """Return the paragraphs of the policy as it stood in a month."""
    clauses = list(_BODY)
    for since, place, text in _EDITS:
        if since <= month:
            clauses[place] = text
    return tuple(clauses)


def change_months() -> tuple[tuple[int, int], ...]:
    """Return the months in which the text became another one, the first of them with the first text."""
    return tuple(since for since, _, _ in _EDITS)


def made_captures() -> tuple[MadeCapture, ...]:
    """Return every capture of the site, by time: of its homepage and of each address of its policy."""
    captures = [
        MadeCapture(url=f"{WWW}/", timestamp=_stamp(month, 3), body=_homepage(month))
        for month in month_range(FIRST_MONTH, LAST_MONTH)
    ]
    for stay, following in zip(STAYS, (*STAYS[1:], None), strict=True):
        captures += [
            MadeCapture(url=stay.url, timestamp=_stamp(month, 11), body=_policy_page(month))
            for month in month_range(stay.first, stay.last)
        ]
        if stay.after is not None and following is not None:
            captures += _aftermath(stay, following)
    return tuple(sorted(captures, key=lambda capture: (capture.timestamp, capture.url)))


def _aftermath(stay: Stay, following: Stay) -> list[MadeCapture]:
    """Three years of what an old address answers after the policy left it."""
    months = list(month_range(stay.last, (stay.last[0] + 3, stay.last[1])))[1:]
    if stay.after == "301":
        made = [("", 301, {"Location": following.url})] * len(months)
    elif stay.after == "refresh":
        page = f"<html><head><meta http-equiv='refresh' content='0; url={following.url}'></head><body></body></html>"
        made = [(page, 200, {})] * len(months)
    else:
        page = "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
        made = [(page, 404, {})] * len(months)
    return [
        MadeCapture(url=stay.url, timestamp=_stamp(month, 11), body=body, status=status, headers=headers)
        for month, (body, status, headers) in zip(months, made, strict=True)
    ]


def _stamp(month: tuple[int, int], day: int) -> str:
    return date(*month, day).strftime("%Y%m%d") + "093000"


def _linked(month: tuple[int, int]) -> str | None:
    if UNLINKED[0] <= month <= UNLINKED[1]:
        return None
    return next(stay.url for stay in STAYS if stay.first <= month <= stay.last)


def _homepage(month: tuple[int, int]) -> str:
    link, news = _linked(month), f"News of {month[1]}/{month[0]}: the mill, the market, the football."
    if month < (2008, 1):
        image = f'<a href="{link}"><img src="/img/priv.gif" alt="Privacy Policy" border=0></a>'
        return (
            "<HTML><HEAD><TITLE>The Larkfield Post</TITLE></HEAD><BODY BGCOLOR=white><TABLE width=100%><TR>"
            f'<TD width=120><a href="/sport.htm"><img src="/img/sport.gif" alt="Sport"></a><BR>{image}</TD>'
            f"<TD><FONT face=Arial>{news}</FONT></TD></TR></TABLE></BODY></HTML>"
        )
    footer = '<a href="/contact">Contact</a> | <a href="/terms">Terms of use</a>'
    if month < (2017, 2):
        privacy = f' | <a href="{link}">Privacy policy</a>' if link else ""
        return (
            "<!DOCTYPE html><html><head><title>Larkfield Post</title></head><body><div id='content'><h1>Today</h1>"
            f"<p>{news}</p></div><div id='footer'>{footer}{privacy}</div></body></html>"
        )
    return (
        '<!doctype html><html lang="en"><head><title>Larkfield Post</title><script src="/app.js" defer></script></head>'
        f'<body><div id="root"><main><p>{news}</p></main><footer><nav><ul><li><a href="{link}">Privacy notice</a></li>'
        f'<li>{footer}</li></ul></nav></footer></div><script>window.__DATA__={{"n":{month[0] * month[1]}}}</script>'
        "</body></html>"
    )


def _policy_page(month: tuple[int, int]) -> str:
    clauses = policy_at(month)
    teaser = f"<p class='teaser'><a href='/news/{month[0]}-{month[1]}'>Read on</a></p>"
    text = _paragraphs(clauses)
    if month < (2008, 1):
        return (
            "<HTML><HEAD><TITLE>The Larkfield Post: Privacy Policy</TITLE></HEAD><BODY><TABLE><TR><TD width=120>"
            f"<a href='/'>Home</a></TD><TD><H1>Privacy Policy</H1>{text}</TD></TR></TABLE></BODY></HTML>"
        )
    return (
        "<!DOCTYPE html><html><head><title>Privacy Policy - Larkfield Post</title></head><body><nav><a href='/'>Home"
        f"</a></nav><main><h1>Privacy Policy</h1>{text}</main><footer>{teaser}</footer></body></html>"
    )


def _paragraphs(clauses: Sequence[str]) -> str:
    return "".join(f"<p>{clause}</p>\n" for clause in clauses)
