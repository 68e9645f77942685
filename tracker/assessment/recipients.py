"""Who gets data: the company that a row or an item of a list names, and names that came or went in a sentence.

"Hex | Data analytics | USA" names Hex; "OneSignal: for push notifications" names OneSignal.
"""

import re
from collections.abc import Collection

from rapidfuzz.fuzz import ratio

from tracker.assessment.meaning import Voice
from tracker.text.phrases import fold

RECIPIENT_SECTIONS = "recipient_sections"
POINTS = 5.0
SAME_NAME = 80
"""Of 100 by Indel: "Chartmogul" and "ChartMogul", "Miscrosoft Clarity" and "Microsoft Clarity"."""
LONGEST_NAME = 6
_NO_NAMES = frozenset({
    "data", "information", "details", "our", "your", "we", "you", "with", "how", "what", "other", "controls", "choices",
    "purposes", "yes", "no", "third", "parties", "party", "providers", "partners", "the", "this", "these", "note",
    "category", "categories", "section", "purpose", "legal", "published", "updated",
})  # fmt: skip
"""Words that no company is called, and headings of tables are."""
_NAME = re.compile(r"[^\W_a-z][^|:\n]{0,60}?(?=\s*(?:\||:|\s[(–-]|$|,? which | \())")


def recipient(text: str, sections: Collection[str]) -> str | None:
    """Return the company that a line of a list of recipients begins with; None where the section is no such list."""
    match = _NAME.match(text.strip()) if RECIPIENT_SECTIONS in sections else None
    if match is None:
        return None
    name, rest = match[0].strip(), text.strip()[match.end() :].strip()
    words = name.split()
    is_list_line = rest[:1] in ("|", ":", "(", "-", "–") or (not rest and len(words) <= 4 and not name.endswith("."))
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in words)
    is_name = capitals * 2 >= len(words) and not any(fold(word) in _NO_NAMES for word in words)
    return name if is_list_line and is_name and len(words) <= LONGEST_NAME else None


def recipient_voice(old: str | None, new: str | None) -> list[Voice]:
    """Return what a recipient before and after says: it came, it went, it was replaced; nothing if it stayed."""
    if old and new:
        if _is_same(old.lower(), new.lower()):
            return []
        return [_voice(f"{new} for {old}", 0, came=True)]
    name = new or old
    return [_voice(name, -1 if new else 1, came=bool(new))] if name else []


def _is_same(old: str, new: str) -> bool:
    return ratio(old, new) >= SAME_NAME or old in new or new in old


def _voice(quote: str, toward: int, *, came: bool) -> Voice:
    topic = "third-party-sharing-collection"
    return Voice(rule="recipient", says="recipient", toward=toward, points=POINTS, quote=quote, came=came, topic=topic)
