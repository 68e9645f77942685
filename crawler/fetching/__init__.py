"""How requests are sent: handlers, retries, and one politeness for listings and replay."""
