"""Answers to a listing, whether an archive sent them as text or we made them from files."""

from scrapy.http import Response

from crawler.archive.cdx import Listing, read_listing
from crawler.archive.timemap import is_timemap, read_timemap


class ListingResponse(Response):
    """A listing that was made here: not passed through text, in which a blank in a media type would break a row."""

    def __init__(self, url: str, *, listing: Listing) -> None:
        """Hold the listing."""
        super().__init__(url)
        self.listing = listing


def listing_of(response: Response) -> Listing:
    """Return the listing of an answer: as it was made here, or as the archive's text is read."""
    if isinstance(response, ListingResponse):
        return response.listing
    if response.body.lstrip()[:1] == b"<" and is_timemap(text := response.body.decode("utf-8", "replace")):
        return read_timemap(text)
    return read_listing(response.body)
