"""Clauses that came or went and mean nothing by themselves: headings, dates, contact, pointers, debris of markup."""

import re
from collections.abc import Collection, Sequence, Set

from tracker.assessment.meaning import ChangedClause, Weight
from tracker.assessment.phrases import Found, PhraseBook
from tracker.assessment.rulebook import Table
from tracker.assessment.words import BREAK, EMAIL, URL, Words, read_words

RECIPIENTS, DATA, THANKS = "recipient_sections", "data_sections", "thanks_sections"
"""Sorts of sections: where a line is a company, where it is a kind of data, where it is a name."""
LONGEST_HEADING = 9
LONGEST_QUESTION = 16
LONGEST_LABEL = 4
LONGEST_DATE_LINE = 14
LONGEST_CONTACT = 40
LONGEST_NOTICE = 60
"""Words; longer ones say more than that."""
CONTACT_SHARE = 0.25
"""Share of the words of a contact line that are signs of one: "Suite", a number, an e-mail address."""
POINTER_REACH = 6
"""Words of a sentence within which it sends the reader elsewhere ("For more information, see ...")."""
_LISTS = ("pointers", "dates", "contact", "update_notices", "change_log", "months", RECIPIENTS, DATA, THANKS)
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE_END = (".", ";", ",", ":", "!")
# What Markdown leaves of a link: "[name]: /address", "](https://address)".
_LINK_DEBRIS = re.compile(r"\W*+[\w-]++\]?(?:\]\(|\]:|:)\s*[^\s/]*/\S*|\]\(http\S+.*", re.DOTALL)
# Such as: Personal Data, in quotation marks, means any information about a person.
_DEFINITION = re.compile(r"\W*[A-Z][\w -]{2,40}[”\"'’]?[\s:–-]+(?:means?|refers? to|shall mean|has the meaning)\b")
_FULL_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")


class TrivialClauses:
    """Says of a clause that came or went why it means nothing, by the lists of `trivial.toml`."""

    def __init__(self, table: Table) -> None:
        """Compile the lists."""
        self._book = PhraseBook(
            [(name, phrase) for name in _LISTS for phrase in table["trivial"][name]], table["lists"]
        )
        self._contracts = PhraseBook([("contract", phrase) for phrase in table["trivial"]["contracts"]], table["lists"])
        self._data = PhraseBook([("data", phrase) for phrase in table["trivial"]["of_data"]], table["lists"])

    def sorts_of_section(self, heading: Words) -> frozenset[str]:
        """Return of which sorts a section is, by the headings above it."""
        return frozenset(match.name for match in self._book.find(heading)) & {RECIPIENTS, DATA, THANKS}

    def is_of_contract(self, change: ChangedClause) -> bool:
        """Whether a clause stands in terms or an agreement and does not speak of anyone's data."""
        is_contract = self._contracts.find(read_words(change.section.replace(">", ".")))
        return bool(is_contract) and not self.speaks_of_data(change)

    def speaks_of_data(self, change: ChangedClause) -> bool:
        """Whether a clause speaks of someone's data, privacy or cookies."""
        return bool(self._data.find(read_words(f"{change.old} . {change.new}")))

    def why_trivial(self, words: Words, sections: Collection[str], *, is_heading: bool) -> tuple[Weight, str] | None:
        """Return the weight of a clause that means nothing and the sort of it; None where it may mean something."""
        if not _LETTER.search(words.text) or all(word in (BREAK, URL) for word in words.words):
            return Weight.COSMETIC, "no words"
        if _LINK_DEBRIS.fullmatch(words.text.strip()):
            return Weight.COSMETIC, "link"
        sort = self._sort(words, sections, is_heading=is_heading)
        return (Weight.EDITORIAL, sort) if sort else None

    def is_date(self, words: Words) -> bool:
        """Whether a line says no more than of which day the document is."""
        if _count(words) > LONGEST_DATE_LINE:
            return False
        return _is_date(words, {match.name for match in self._book.find(words)})

    def _sort(self, words: Words, sections: Collection[str], *, is_heading: bool) -> str | None:
        found = self._book.find(words)
        names = {match.name for match in found}
        length = _count(words)
        sorts = {
            "list of thanks": THANKS in sections,
            "date": _is_date(words, names),
            "change log": length <= LONGEST_NOTICE and {"change_log", "months"} <= names,
            "notice of an update": length <= LONGEST_NOTICE and "update_notices" in names,
            "heading": is_heading or looks_like_heading(words, sections),
            "definition": _DEFINITION.match(words.text),
            "contact": _is_contact(words, found),
            "pointer": _is_pointer(words, found),
        }
        return next((sort for sort, applies in sorts.items() if applies), None)


def _is_date(words: Words, names: Set[str]) -> bool:
    is_dated = bool(names & {"dates", "months"}) and _FULL_DATE.search(words.text) is not None
    return is_dated and _count(words) <= LONGEST_DATE_LINE


def looks_like_heading(words: Words, sections: Collection[str]) -> bool:
    """Whether a line is short, begins with a capital letter and ends no sentence; in a list of data, like a title."""
    text = words.text.strip()
    if text.endswith("?") and _count(words) <= LONGEST_QUESTION:
        return BREAK not in words.words[:-1] or text[0].isdigit()
    if _count(words) <= LONGEST_LABEL and text.endswith(":"):
        return True
    if _count(words) > LONGEST_HEADING or text.endswith(_SENTENCE_END) or re.search(r"[|(:]", text):
        return False
    first = _LETTER.search(text)
    if EMAIL in words.words or first is None or first[0].islower() or RECIPIENTS in sections:
        return False
    return DATA not in sections or _is_title(text)


def _count(words: Words) -> int:
    return sum(word != BREAK for word in words.words)


def _is_title(text: str) -> bool:
    """Whether a line is written like a title: two words with a capital letter at least, and few without."""
    words = [word for word in text.split() if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return capitals >= 2 and capitals * 2 > len(words)


def _is_contact(words: Words, found: Sequence[Found]) -> bool:
    signs = sum(match.name == "contact" for match in found)
    signs += sum(word in (EMAIL, URL) or word[0].isdigit() for word in words.words)
    length = _count(words)
    return signs >= max(2, CONTACT_SHARE * length) and length <= LONGEST_CONTACT


def _is_pointer(words: Words, found: Sequence[Found]) -> bool:
    """Whether each sentence sends the reader elsewhere and does nothing else."""
    starts = [match.start for match in found if match.name == "pointers"]
    return len(words.words) <= LONGEST_NOTICE and sends_elsewhere(words, starts)


def sends_elsewhere(words: Words, starts: Sequence[int]) -> bool:
    """Whether each sentence of two words and more has one of the places where a pointer begins near its beginning."""
    if not starts:
        return False
    begin = 0
    for end in [*(place for place, word in enumerate(words.words) if word == BREAK), len(words.words)]:
        if end - begin >= 2 and not any(begin <= start < min(end, begin + POINTER_REACH) for start in starts):
            return False
        begin = end + 1
    return True
