"""The sample archive: invented sites, their policies and how they were edited."""
