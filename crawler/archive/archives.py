"""Which archive: the Wayback Machine's dialect, a pywb collection, or WARC files; and the addresses to ask it at."""

from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from crawler.archive.cdx import Dialect

WAYBACK_MACHINE = "https://web.archive.org"
WARC_BASE = "warc://files"


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

    def replay_address(self, timestamp: str, url: str) -> str:
        """Return the address of the original bytes of a capture; the captured URL stands in it verbatim."""
        collection = self.base if self.dialect is Dialect.PYWB else f"{self.base}/web"
        return f"{collection}/{timestamp}id_/{url}"


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
