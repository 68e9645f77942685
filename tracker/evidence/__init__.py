"""The proof bundle of a change."""
