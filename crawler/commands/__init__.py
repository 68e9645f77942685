"""The commands that speak to archives."""
