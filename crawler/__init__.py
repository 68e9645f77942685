"""Speaks to archives: which captures exist, which to fetch next, and what their replay brought."""
