"""Answers to a listing, whether an archive sent them as text or we made them from files."""

from scrapy.http import Response

from crawler.archive.cdx import Listing, read_listing


class ListingResponse(Response):
    """A listing that was made here: not passed through text, in which a blank in a media type would break a row."""

    def __init__(self, url: str, *, listing: Listing) -> None:
        """Hold the listing."""
        super().__init__(url)
        self.listing = listing


def listing_of(response: Response) -> Listing:
    """Return the listing of an answer: as it was made here, or as the archive's text is read."""
    return response.listing if isinstance(response, ListingResponse) else read_listing(response.body)
