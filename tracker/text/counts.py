"""Numbers of things in words, and of words in texts of any script."""

import re

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def counted(count: int, noun: str) -> str:
    """Return a number of things in words.

    >>> counted(1, "fetch"), counted(2, "fetch"), counted(0, "target")
    ('1 fetch', '2 fetches', '0 targets')
    """
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"


def count_words(text: str) -> int:
    """Return the number of words; where a script has no spaces, two characters count as one.

    >>> count_words("our privacy policy"), count_words("隐私政策")
    (3, 2)
    """
    if text.isascii():
        return len(text.split())
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + unspaced // 2
