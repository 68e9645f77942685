"""Words that came or went in a clause without any rule that knows them: a name in a list, one more kind of data.

"We share data with Meta" to "with Meta and Criteo": no rule knows Criteo, but the clause is one that shares.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from tracker.assessment.edits import Edit
from tracker.assessment.meaning import Voice
from tracker.assessment.statements import Statement
from tracker.assessment.trivial_edits import TrivialEdits

POINTS_OF_NAME = 3.0
POINTS_OF_WORD = 0.6
MOST_POINTS = 3.0
REPLACED = 3
"""Words that more came than went where something came, though something went too."""
_LIST_BEFORE = re.compile(r"(?:[,(/]|\b(?:and|or|with|like|as|including|include|by|using|to|use|from))\s*$")
# A name, or some names, that are used: "We use Acoustic, ".
_USED = re.compile(r"\b(?:use|uses|using|utili[sz]es?)\s+(?:[A-Z][\w.]*(?: [A-Z]\w*)?(?:, | and |, and ))*$")
_LIST_JOINT = re.compile(r"[\s,/(]*(?:(?:and|or)\s+)?")
_SHARING = frozenset({"recipient_sections", "third-party-sharing-collection"})
_LISTS = frozenset({"recipient_sections", "data_sections"})
_PROTECTIVE = frozenset({"user-choice-control", "user-access-edit-deletion", "data-security", "policy-change"})
_PRACTICE = frozenset({
    "first-party-collection-use", "third-party-sharing-collection", "cookies", "ai-training",
    "international-transfer", "data-retention",
})  # fmt: skip


def word_voices(
    edits: Sequence[Edit],
    statements: Sequence[Statement | Voice],
    sections: Collection[str],
    topics: Collection[str],
    trivial: TrivialEdits,
) -> list[Voice]:
    """Return what the words that came or went say: more of what the clause permits or promises, or less."""
    side = _side(statements, sections, topics)
    if not side:
        return []
    names_count = bool(_SHARING & {*sections, *topics})
    voices = []
    for edit in edits:
        if (names_count or _USED.search(edit.before)) and all(
            _is_name_in_list(edit, text, trivial) for text in (edit.old, edit.new)
        ):
            quote = f"{edit.new.strip()} for {edit.old.strip()}"
            voices.append(Voice(rule="recipient", says="name", toward=0, points=POINTS_OF_NAME, quote=quote, came=True))
            continue
        new, old = Counter(trivial.content(edit.new)), Counter(trivial.content(edit.old))
        came, went = (new - old).total(), (old - new).total()
        if came and came >= (max(went * 2, went + REPLACED) if went else 0):
            is_name = names_count and _is_name_in_list(edit, edit.new, trivial)
            voices.append(_voice(edit.new, came, side, is_name=is_name, came=True))
        elif went and not came:
            is_name = names_count and _is_name_in_list(edit, edit.old, trivial)
            voices.append(_voice(edit.old, went, -side, is_name=is_name, came=False))
    return voices


def _side(statements: Sequence[Statement | Voice], sections: Collection[str], topics: Collection[str]) -> int:
    """Return which side more words in the clause speak for; 0 where it neither permits nor promises anything."""
    lean = sum(map(_lean, statements))
    if lean:
        return 1 if lean > 0 else -1
    if _PROTECTIVE & set(topics):
        return 1
    return -1 if _PRACTICE & set(topics) or _LISTS & set(sections) else 0


def _lean(said: Statement | Voice) -> float:
    """Return which side a statement speaks for, and how much; what went speaks of what was there before."""
    return said.toward * said.points * (-1 if isinstance(said, Voice) and not said.came else 1)


def _is_name_in_list(edit: Edit, text: str, trivial: TrivialEdits) -> bool:
    """Whether the words are a name among others: after a comma, a bracket, or a word such as "and" or "with"."""
    joined = _LIST_JOINT.match(text)
    before = edit.before + (joined[0] if joined else "")
    return trivial.is_name(text) and bool(_LIST_BEFORE.search(before))


def _voice(text: str, words: int, side: int, *, is_name: bool, came: bool) -> Voice:
    points = POINTS_OF_NAME if is_name else min(MOST_POINTS, POINTS_OF_WORD * words)
    return Voice(rule="words", says="words", toward=side, points=points, quote=text.strip(" ,;.\n"), came=came)
