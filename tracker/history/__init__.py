"""Versions in time: what was shown when, the lineage of each clause, steps, blame, search."""
