"""A fetched page read in a process of its own: its fingerprint, the policy it is, or where it leads."""
