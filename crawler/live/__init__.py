"""The page of tonight: captured by ourselves, as WARC records."""
