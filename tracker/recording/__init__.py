"""A fetched page into the history: read, compared with what is known, recorded with its evidence."""
