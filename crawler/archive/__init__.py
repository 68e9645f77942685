"""Archives as they are: bases and dialects, CDX listings, replay answers, WARC and WACZ files."""
