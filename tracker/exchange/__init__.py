"""Corpora in and out: what others keep becomes documents with versions, and ours what others can read."""
