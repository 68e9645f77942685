"""The life of a site as a row of events, and the captures and known edits that follow from them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from sample.edits import Edit, KnownEdit, Policy, apply_edit, describe_edits, numbered, read_policy
from sample.pages import Page

HTML = "text/html"
Markup = Callable[[Page], bytes]


@dataclass(frozen=True, slots=True)
class Design:
    """From now on pages are drawn with this markup and served as this content type, with these headers."""

    markup: Markup
    content_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """From now on the policy is at this address."""

    url: str


@dataclass(frozen=True, slots=True)
class Brand:
    """From now on the site has this name in its title and footer."""

    name: str


@dataclass(frozen=True, slots=True)
class Revision:
    """The owner edits the policy."""

    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """The archive captures the policy; `revisit` if it stores no bytes, since they are those of the capture before."""

    timestamp: str
    revisit: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """The archive captures something that is not the policy: a homepage, a redirect, an error, a page of frames."""

    timestamp: str
    url: str
    draw: Callable[[Page], bytes] | None = None
    status: str = "200 OK"
    location: str | None = None
    note: str | None = None
    content_type: str = HTML


Event = Design | Address | Brand | Revision | Seen | Aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """An invented site: `document` is the address to crawl, `policy` the file of its first version."""

    name: str
    document: str
    policy: str
    events: tuple[Event, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A capture to write; `policy` is the text it shows, None if it shows something else."""

    url: str
    timestamp: str
    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    policy: Policy | None = None
    revisit_of: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEdit:
    """A known edit between the last capture without it and the first with it."""

    between: tuple[str, str]
    edit: KnownEdit


@dataclass(slots=True, kw_only=True)
class Life:
    """A site lived through: its captures in order of time, and the edits of its policy."""

    site: Site
    captures: list[Capture] = field(default_factory=list)
    edits: list[DatedEdit] = field(default_factory=list)

    @property
    def shown(self) -> list[Capture]:
        """The captures that show the policy."""
        return [capture for capture in self.captures if capture.policy]

    @property
    def texts(self) -> int:
        """How many distinct texts the policy had."""
        return len({capture.policy for capture in self.shown})


@dataclass(slots=True, kw_only=True)
class _State:
    policy: Policy
    is_numbered: bool
    design: Design | None = None
    url: str = ""
    brand: str = ""
    pending: tuple[Edit, ...] = ()

    def page(self, timestamp: str) -> Page:
        policy = numbered(self.policy) if self.is_numbered else self.policy
        return Page(brand=self.brand, policy=policy, timestamp=timestamp, policy_url=self.url)


def live(site: Site) -> Life:
    """Return the captures and the known edits of a site."""
    life = Life(site=site)
    state = _State(policy=read_policy(site.policy), is_numbered=site.is_numbered, url=site.document)
    for event in site.events:
        match event:
            case Design():
                state.design = event
            case Address(url=url):
                state.url = url
            case Brand(name=name):
                state.brand = name
            case Revision(edits=edits):
                for edit in edits:
                    state.policy = apply_edit(state.policy, edit)
                state.pending += edits
            case Seen():
                _capture_policy(life, state, event)
            case Aside():
                life.captures.append(_capture_aside(state.page(event.timestamp), event))
    return life


def _capture_policy(life: Life, state: _State, event: Seen) -> None:
    assert state.design is not None
    page = state.page(event.timestamp)
    before = life.shown[-1] if life.shown else None
    capture = Capture(
        url=state.url,
        timestamp=event.timestamp,
        status="200 OK",
        headers=(("Content-Type", state.design.content_type), *state.design.headers),
        body=state.design.markup(page),
        policy=page.policy,
    )
    if event.revisit:
        assert before is not None
        capture = replace(capture, body=before.body, revisit_of=before.revisit_of or before.timestamp)
    if before is not None and before.policy is not None:
        for edit in describe_edits(before.policy, page.policy, state.pending):
            life.edits.append(DatedEdit(between=(before.timestamp, event.timestamp), edit=edit))
    state.pending = ()
    life.captures.append(capture)


def _capture_aside(page: Page, event: Aside) -> Capture:
    headers = [("Content-Type", event.content_type)]
    if event.location:
        headers.append(("Location", urljoin(event.url, event.location)))
    body = event.draw(page) if event.draw else b""
    return Capture(
        url=event.url,
        timestamp=event.timestamp,
        status=event.status,
        headers=tuple(headers),
        body=body,
        note=event.note,
    )
