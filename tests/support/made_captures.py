"""Captures made up for tests: a policy through its years, and what stands around it in a real archive."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

from crawler.archive.replay import sha1_base32

_SECTIONS = (
    ("What we collect", "we collect your name, your e-mail address and the pages of this website that you visit"),
    ("How we use it", "we use personal information to answer your questions, to ship your orders and to send invoices"),
    ("Cookies", "we use cookies to remember what is in your basket, and you may refuse them in your browser"),
    ("Whom we share it with", "we do not sell personal data, and we share it with the carriers who bring your order"),
    ("How long we keep it", "we keep invoices for ten years, as the law demands, and delete all other personal data"),
    ("Your rights", "you have the right to access, correct and delete your personal data, and to withdraw consent"),
    ("Contact", "write to our data protection officer with any question about this privacy policy"),
)


@dataclass(frozen=True, kw_only=True)
class MadeCapture:
    """A capture and how the archive replays it: as it is, as another one (`substituted`), or damaged.

    `headers` are those of the archived answer. `revisit` gives a CDX row of a revisit record with the body's digest.
    """

    timestamp: str
    url: str
    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    revisit: bool = False
    substituted: bool = False

    @cached_property
    def digest(self) -> str:
        return sha1_base32(self.body)

    @property
    def mimetype(self) -> str:
        return "warc/revisit" if self.revisit else dict(self.headers)["Content-Type"].partition(";")[0]


def moment_of(timestamp: str) -> datetime:
    """Return the moment a 14-digit timestamp names."""
    return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def policy_page(
    *, version: int, nonce: int = 0, title: str = "Privacy policy", company: str = "Weavers & Sons"
) -> bytes:
    """Return a policy of which each version differs from the one before in one clause; `nonce` is no text."""
    parts = [f"<h1>{title}</h1><p>This policy says what {company} does with the personal data of its customers.</p>"]
    for place, (heading, text) in enumerate(_SECTIONS):
        edit = version // len(_SECTIONS) + (place < version % len(_SECTIONS))
        addition = f" Since revision {edit} of this section, this also holds for our shops abroad." if edit else ""
        parts.append(f"<h2>{heading}</h2><p>At {company}, {text}.{addition}</p>")
    head = f'<title>{title}</title><meta name="csrf-token" content="{nonce:016x}">'
    body = "\n".join(parts)
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body><main>\n{body}\n</main></body></html>".encode()


def policy_life(
    url: str, *, captures: int, versions: int, seed: int = 1, start: str = "20100101000000", days: int = 20
) -> list[MadeCapture]:
    """Return captures in order of time of a policy that changes `versions` - 1 times; each has its own digest."""
    chance = random.Random(seed)
    changes = sorted(chance.sample(range(1, captures), versions - 1))
    moment = moment_of(start)
    life = []
    for place in range(captures):
        version = sum(change <= place for change in changes)
        body = policy_page(version=version, nonce=chance.getrandbits(60))
        life.append(MadeCapture(timestamp=f"{moment:%Y%m%d%H%M%S}", url=url, body=body))
        moment += timedelta(days=days, seconds=chance.randrange(86_400))
    return life


def instead(life: list[MadeCapture], place: int, **fields: object) -> list[MadeCapture]:
    """Return the captures with one of them changed."""
    return [*life[:place], replace(life[place], **fields), *life[place + 1 :]]
