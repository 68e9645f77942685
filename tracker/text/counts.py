"""Numbers of things in words."""


def counted(count: int, noun: str) -> str:
    """Return a number of things in words.

    >>> counted(1, "fetch"), counted(2, "fetch"), counted(0, "target")
    ('1 fetch', '2 fetches', '0 targets')
    """
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"
