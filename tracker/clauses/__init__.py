"""The unit that is compared: the clause, its hash, the keys under which texts are equal, its Markdown."""
