"""What a change of a policy means: its weight, its direction, its topics, and how much it matters. Pure.

A change is assessed by rules and lexicons that a person can read (`data/*.toml`), test and contest.
"""
