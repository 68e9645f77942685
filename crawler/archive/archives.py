"""Which archive: the Wayback Machine's dialect, a pywb collection, or WARC files; and the addresses to ask it at."""

from dataclasses import dataclass

from crawler.archive.cdx import Dialect

WAYBACK_MACHINE = "https://web.archive.org"
WARC_BASE = "warc://files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An archive's base address and dialect; `replay_prefix` is what a person opens a capture with."""

    base: str
    dialect: Dialect

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
