"""Edits that mean nothing: typography, spelling, synonyms, dates, contact details, names of companies, references."""

import re
from collections.abc import Callable, Iterator

from rapidfuzz.fuzz import ratio

from tracker.assessment.edits import Edit, bare
from tracker.assessment.phrases import PhraseBook
from tracker.assessment.rulebook import Table
from tracker.assessment.trivial_clauses import sends_elsewhere
from tracker.assessment.words import BREAK, EMAIL, URL, read_words
from tracker.text.phrases import fold

SAME_SPELLING = 80
"""Of 100 by Indel: "Miscrosoft" and "Microsoft" reach it."""
SHORTEST_STEM = 4
"""Letters of a word that another one only lengthens: "link" and "linking", "repos" and "repository" not."""
NEAR_CONTACT = 80
NEAR_DATE = 25
NEAR_SECTION = 60
"""Characters on both sides of an edit in which an address, a date, the word "section" makes it part of one."""
_WORD = re.compile(r"[^\W_][\w'’&-]*")
_CONTACT_CLAUSE = re.compile(
    r"\b(?:street|st|suite|avenue|road|floor|p\.?o\.? box|gmbh|attn|call(?:ing)?|phone|telephone|address(?:ed)?"
    r"|registered office|e-?mail)\b|@|\+\d|\b\d{5}\b",
    re.IGNORECASE,
)
_QUOTES = '"“”„«»'
_DATE_BEFORE, _DATE_AFTER = re.compile(r"\d[./-]$"), re.compile(r"[./-]\d")
_UNIT_AFTER = re.compile(r"(?:\.\d+)?[\s-]*(?:business\s+)?(?:hour|day|week|month|year)s?\b", re.IGNORECASE)
STEM = 5
"""Letters of a word in all its forms: "share" and "shared"."""
_AUXILIARIES = frozenset({"do", "does", "did", "nor", "neither", "now", "ever", "yours", "ours"})
_ORDINALS = frozenset({"may", "st", "nd", "rd", "th", "s", "t", "z", "am", "pm"})
"""Words of dates that are other words too."""

Row = tuple[str, ...]


class TrivialEdits:
    """Says of an edit why it means nothing, by the lists of `trivial.toml`."""

    def __init__(self, table: Table) -> None:
        """Read the lists."""
        lists = table["trivial"]
        self._weighty = frozenset(lists["weighty"])
        self._function = frozenset(lists["function_words"]) - self._weighty
        self._contact = frozenset(word for entry in lists["contact"] for word in entry.split())
        self._months = frozenset(lists["months"])
        self._legal_forms = frozenset(lists["legal_forms"])
        self._company_signs = frozenset(lists["company_signs"])
        self._synonyms = {row(entry): number for number, group in enumerate(lists["synonyms"]) for entry in group}
        self._turning = (self._weighty | _AUXILIARIES) - {"sell", "consent"}
        self._longest = max(map(len, self._synonyms))
        self._pointers = PhraseBook([("pointer", phrase) for phrase in lists["pointers"]], table["lists"])
        self._tests: tuple[tuple[str, Callable[[Edit, Row, Row], bool]], ...] = (
            ("date", self._is_date),
            ("contact", lambda _, old, new: all(word in (EMAIL, URL) for word in (*old, *new))),
            ("spelling", lambda _, old, new: self._is_spelling(old, new)),
            ("wording", lambda _, old, new: list(self._meaning(old)) == list(self._meaning(new))),
            ("reference", lambda edit, *_: _is_reference(edit)),
            ("contact", self._is_contact),
            ("company", self._is_company),
            ("pointer", lambda edit, *_: self._is_pointer(edit.old) and self._is_pointer(edit.new)),
        )

    def why_trivial(self, edit: Edit) -> str | None:
        """Return in a word why the edit means nothing; None where it may mean something."""
        before, after = bare(edit.old), bare(edit.new)
        if before == after:
            return "typography"
        if before.replace(" ", "") == after.replace(" ", ""):
            return "spelling"
        old, new = row(edit.old), row(edit.new)
        return next((why for why, test in self._tests if test(edit, old, new)), None)

    def content(self, text: str) -> list[str]:
        """Return the words of a text that carry meaning."""
        return [word for word in row(text) if word not in self._function]

    def stems(self, text: str) -> frozenset[str]:
        """Return the beginnings of the words of a text that say what it speaks of, whoever does it or may."""
        return frozenset(word[:STEM] for word in self.content(text) if word not in self._turning)

    def is_name(self, text: str) -> bool:
        """Whether a text is a name: every word that carries meaning has a capital letter, or is a legal form."""
        words = [word for word in _WORD.findall(text) if fold(word) not in self._function or not word.islower()]
        return bool(words) and all(
            any(character.isupper() for character in word) or fold(word) in self._legal_forms for word in words
        )

    def _is_date(self, edit: Edit, old: Row, new: Row) -> bool:
        """Whether both sides are parts of a date: with a month or a year among them, or beside them."""
        words = {*old, *new}
        if (
            _UNIT_AFTER.match(edit.after)
            or not words
            or not all(_is_day_or_year(word) or word in self._months for word in words)
        ):
            return False
        around = words | {*row(edit.before[-NEAR_DATE:]), *row(edit.after[:NEAR_DATE])}
        has_month = bool(around & (self._months - _ORDINALS))
        has_year = any(_is_day_or_year(word) and len(word) == 4 for word in around)
        return has_month or has_year or bool(_DATE_BEFORE.search(edit.before) or _DATE_AFTER.match(edit.after))

    def _is_spelling(self, old: Row, new: Row) -> bool:
        """Whether the words are the same but for a few letters; what turns a sentence is never a spelling."""
        if {*old, *new} & self._weighty or not old or not new:
            return False
        first, second = sorted(("".join(old), "".join(new)), key=len)
        if any(character.isdigit() for character in first + second):
            return False
        is_stem = len(old) == len(new) == 1 and len(first) >= SHORTEST_STEM and second.startswith(first)
        return is_stem or ratio(first, second) >= SAME_SPELLING

    def _meaning(self, words: Row) -> Iterator[str]:
        """Yield what is left of the words when function words go and synonyms become one."""
        at = 0
        while at < len(words):
            length = next(
                (size for size in range(self._longest, 0, -1) if words[at : at + size] in self._synonyms), None
            )
            if length:
                yield f"={self._synonyms[words[at : at + length]]}"
            elif words[at] not in self._function:
                yield words[at]
            at += length or 1

    def _is_contact(self, edit: Edit, old: Row, new: Row) -> bool:
        """Whether the words are parts of an address or a telephone number in a clause that gives such."""
        words = {*old, *new}
        has_sign = bool(words & self._contact) or any(word[0].isdigit() for word in words)
        if words & self._weighty or not has_sign:
            return False
        around = f"{edit.before[-NEAR_CONTACT:]}{edit.old} {edit.new}{edit.after[:NEAR_CONTACT]}"
        return bool(_CONTACT_CLAUSE.search(around)) and all(map(self._is_address, (edit.old, edit.new)))

    def _is_address(self, text: str) -> bool:
        words = _WORD.findall(text)
        known = self._contact | self._function
        return all(not word[0].islower() or fold(word) in known for word in words)

    def _is_company(self, edit: Edit, old: Row, new: Row) -> bool:
        """Whether the words are a company's name with its legal form, or what it was called before."""
        if not self._company_signs & {*old, *new}:
            return False
        return all(not text.strip() or self.is_name(text) for text in (edit.old, edit.new))

    def _is_pointer(self, text: str) -> bool:
        """Whether each sentence of a text sends the reader elsewhere; so does no text."""
        words = read_words(text)
        return not words.words or sends_elsewhere(words, [match.start for match in self._pointers.find(words)])


def row(text: str) -> Row:
    """Return the words of a text without the ends of its sentences."""
    return tuple(word for word in read_words(text).words if word != BREAK)


def _is_day_or_year(word: str) -> bool:
    """Whether a number may be part of a date: one or two digits, or a year."""
    return word.isdigit() and (len(word) <= 2 or (len(word) == 4 and word[:2] in ("19", "20")))


def _is_reference(edit: Edit) -> bool:
    """Whether the words stand within quotation marks that name a section of the policy."""
    is_quoted = sum(edit.before.count(mark) for mark in _QUOTES) % 2 == 1
    return is_quoted and "section" in (edit.before[-NEAR_SECTION:] + edit.after[:NEAR_SECTION]).lower()
