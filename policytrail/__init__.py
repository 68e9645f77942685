"""Trace every clause of a privacy policy through the Wayback Machine."""
