"""Which archive: the Wayback Machine's dialect, a pywb collection, or WARC files; and the addresses to ask it at."""

from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from crawler.archive.cdx import Dialect

WAYBACK_MACHINE = "https://web.archive.org"
ARCHIVE_BASES = {
    "wayback": WAYBACK_MACHINE,
    "arquivo": "https://arquivo.pt/wayback",
    "ukwa": "https://www.webarchive.org.uk/wayback/archive",
    "loc": "https://webarchive.loc.gov/all",
    "archive-it": "https://wayback.archive-it.org/all",
}
"""Archives that speak a dialect read here; which one is found out by asking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An archive's base address and dialect; `authorization` is the header it wants, and is shown nowhere."""

    base: str
    dialect: Dialect
    authorization: str | None = field(default=None, repr=False)

    @property
    def cdx_endpoint(self) -> str:
        """Where CDX queries go."""
        return f"{self.base}/cdx" if self.dialect is Dialect.PYWB else f"{self.base}/cdx/search/cdx"

    @property
    def replay_place(self) -> str:
        """What stands before `{timestamp}id_/{url}` in the address at which a capture is replayed."""
        return f"{self.base}/web/" if self.dialect is Dialect.WAYBACK else f"{self.base}/"

    def replay_address(self, timestamp: str, url: str) -> str:
        """Return the address of the original bytes of a capture; the captured URL stands in it verbatim."""
        return f"{self.replay_place}{timestamp}id_/{url}"


def name_of(base: str) -> str:
    """Return the name of the archive at a base address: one of ARCHIVE_BASES, or else the address.

    >>> name_of("https://web.archive.org"), name_of("http://127.0.0.1:8080/web")
    ('wayback', 'http://127.0.0.1:8080/web')
    """
    return next((name for name, known in ARCHIVE_BASES.items() if known == base), base)


def is_address(archive: str) -> bool:
    """Whether `--archive` names a server rather than files."""
    return archive.startswith(("http://", "https://"))


def without_credentials(address: str) -> tuple[str, str | None]:
    """Return an address without the name and password in it, and the header that says them (RFC 7617).

    >>> without_credentials("https://joe:secret@archive.example/web")
    ('https://archive.example/web', 'Basic am9lOnNlY3JldA==')
    >>> without_credentials("https://archive.example")
    ('https://archive.example', None)
    """
    parts = urlsplit(address)
    credentials, at, host = parts.netloc.rpartition("@")
    if not at:
        return address, None
    encoded = b64encode(unquote(credentials).encode()).decode()
    return urlunsplit(parts._replace(netloc=host)), f"Basic {encoded}"
