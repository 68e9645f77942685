"""Says what a page says and how it changed: extraction, clauses, diff, lineage; the command line around it."""
