"""How long a text is and how hard to read: its words, its language, the school grade it takes."""

import re
from functools import lru_cache

import py3langid

_WORD = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W_]+(?:['’.-][^\\W_]+)*")
_SENTENCE_END = re.compile(r"(?<![.!?:;])[.!?:;]++(?=\s|$)|\n")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouysxzhcg]es)$")
_LANGUAGE_SAMPLE = 4000
"""Characters; more don't change the answer."""
_MIN_FOR_LANGUAGE = 60
_MIN_WORDS_FOR_GRADE = 100


def count_words(text: str) -> int:
    """Return the number of words; scripts without spaces count by characters.

    >>> count_words("We don't sell e-mail addresses."), count_words("個人情報")
    (5, 4)
    """
    return len(_WORD.findall(text))


def language_of(text: str, *, declared: str | None) -> str | None:
    """Return the language of the text (ISO 639-1); `declared` is what the page says, used where text is scarce.

    What pages declare is often that of their template, so the words decide.
    """
    if len(text) < _MIN_FOR_LANGUAGE:
        primary = re.match(r"[a-zA-Z]{2,3}(?=$|[-_])", declared or "")
        return primary[0].lower() if primary else None
    language: str = py3langid.classify(text[:_LANGUAGE_SAMPLE])[0]
    return language


def reading_grade(text: str) -> float | None:
    """Return the Flesch-Kincaid grade of an English text (a US school grade), None for less than 100 words.

    The formula is that of Kincaid et al. (1975): 0.39 words a sentence + 11.8 syllables a word - 15.59; syllables
    are counted as groups of vowels, less silent endings. A line break ends a sentence: headings and list items do.
    """
    words = [word for word in re.findall(r"[a-z]+(?:['’][a-z]+)?", text.lower()) if word]
    if len(words) < _MIN_WORDS_FOR_GRADE:
        return None
    sentences = sum(1 for part in _SENTENCE_END.split(text) if any(map(str.isalpha, part)))
    syllables = sum(map(_syllables, words))
    return round(0.39 * len(words) / max(1, sentences) + 11.8 * syllables / len(words) - 15.59, 1)


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> int:
    groups = len(_VOWELS.findall(word))
    if groups > 1 and _SILENT_END.search(word):
        groups -= 1
    return max(1, groups)
