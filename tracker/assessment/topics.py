"""What a clause is about: phrases counted in points for each topic, in the clause and in the heading above it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.assessment.edits import Edit
from tracker.assessment.meaning import ChangedClause, Voice
from tracker.assessment.phrases import PhraseBook
from tracker.assessment.rulebook import Table
from tracker.assessment.words import Words, read_words

POINTS = {"strong": 3.0, "plain": 2.0, "weak": 1.0}
MOST_OF_A_KIND = 3
"""Phrases of a kind that count; what is collected and shared has more words than all else."""
HEADING, OPENING = 3.5, 3.0
"""Points for the heading above a clause, and for the first words of one that begins with its own."""
LEAST = 3.0
NEAR = 0.65
"""A topic with less of the points of the strongest is only touched upon."""
NEAR_OF_CHANGE = 0.7
TOUCHED = 0.6
NARROW = 0.5
VOICE = 4.0
"""Points for the topic of the rule that decided; half of it for the next two."""
MOST = 3
FIRST_WORDS = 8
OTHER = "other"
_TITLE = re.compile(
    r"\b(?:privacy|data protection|data)\s+(?:policy|notice|statement|declaration|agreement)\W*$"
    r"|\bterms\s+(?:of\s+(?:use|service)|and\s+conditions)\W*$|^\W*last\s+(?:updated|modified|revised)\b",
    re.IGNORECASE,
)
"""Headings that say which document it is, or of which day."""
UNMISTAKABLE = frozenset({"do-not-track", "international-specific-audiences", "children", "cookies"})
"""Topics that a change has wherever it names them: what it says of children, it says of children."""
WIDE = frozenset({"first-party-collection-use", "third-party-sharing-collection"})
WIDE_SHARE = 1.2
"""What is collected and shared is mentioned in nearly every clause; it must outweigh what else a clause speaks of."""
NARROWER = {
    "cookies": ("first-party-collection-use",),
    "ai-training": ("first-party-collection-use",),
    "children": ("first-party-collection-use", "international-specific-audiences"),
    "international-transfer": ("first-party-collection-use", "international-specific-audiences"),
    "legal-basis": ("first-party-collection-use",),
    "data-retention": ("first-party-collection-use",),
    "do-not-track": ("user-choice-control", "cookies"),
    "dates": ("policy-change", OTHER),
}
"""Wide topics that a narrow one stands for in a change."""
BESIDE = frozenset(NARROWER) - {"do-not-track"}
"""Topics of our own, that a clause has beside those of OPP-115."""


class TopicFinder:
    """Finds the topics of texts by the lists of a table."""

    def __init__(self, table: Table) -> None:
        """Compile the lists."""
        lists, topics = table["lists"], table["topics"]
        self._book = PhraseBook(
            (
                (f"{name}\t{kind}\t{phrase}", phrase)
                for name, topic in topics.items()
                for kind in POINTS
                for phrase in _phrases(topic, kind)
            ),
            lists,
        )
        self._headings = PhraseBook(
            ((name, phrase) for name, topic in topics.items() for phrase in topic["headings"]), lists
        )

    def score(self, text: Words, heading: Words) -> dict[str, float]:
        """Return the points of each topic that any phrase speaks of."""
        counts = Counter(tuple(name.split("\t")[:2]) for name in {match.name for match in self._book.find(text)})
        points: dict[str, float] = {}
        for (topic, kind), count in counts.items():
            points[topic] = points.get(topic, 0.0) + POINTS[kind] * min(count, MOST_OF_A_KIND)
        opening = read_words(" ".join(text.words[:FIRST_WORDS]))
        for named, worth in ((self._named(heading), HEADING), (self._named(opening), OPENING)):
            for topic in named:
                points[topic] = points.get(topic, 0.0) + worth
        return points

    def _named(self, heading: Words) -> set[str]:
        return {match.name for match in self._headings.find(heading)}

    def topics_of_clause(self, text: str, heading: str = "") -> tuple[str, ...]:
        """Return all topics of a clause, the strongest first; none where nothing is spoken of."""
        points = self.score(read_words(text), read_words(heading))
        broad = {topic: count for topic, count in points.items() if topic not in BESIDE}
        other = max((count for topic, count in broad.items() if topic not in WIDE), default=0.0)
        kept = {topic: count for topic, count in broad.items() if topic not in WIDE or count >= WIDE_SHARE * other}
        narrow = {topic: count for topic, count in points.items() if topic in BESIDE}
        found = {*_nearest(kept, NEAR), *_nearest(narrow, NEAR)}
        return tuple(sorted(found, key=lambda topic: (-points[topic], topic)))

    def topics_of_heading(self, text: str, section: str) -> tuple[str, ...]:
        """Return the topics that a heading names, or else the headings above it."""
        above = headings_above(section)
        return tuple(sorted(self._named(read_words(text)) or self._named(above)))[:MOST] or (OTHER,)

    def topics_of_change(
        self, change: ChangedClause, edits: Sequence[Edit], voices: Sequence[Voice]
    ) -> tuple[str, ...]:
        """Return what a change is about, MOST topics at most; what was touched counts more than the rest."""
        heading = headings_above(change.section)
        points = self.score(read_words(change.new or change.old), heading)
        if edits:
            touched = self.score(read_words(touched_sentences(edits)), heading)
            points = {
                topic: TOUCHED * touched.get(topic, 0.0) + (1 - TOUCHED) * points.get(topic, 0.0)
                for topic in points.keys() | touched.keys()
            }
        for number, voice in enumerate(voices[:3]):
            if voice.topic:
                points[voice.topic] = points.get(voice.topic, 0.0) + (VOICE if number == 0 else VOICE / 2)
        return _nearest(_narrowed(points), NEAR_OF_CHANGE)[:MOST] or (OTHER,)


def _phrases(topic: Table, kind: str) -> Iterator[str]:
    """Yield the phrases of a kind; those of other languages are strong."""
    yield from topic.get(kind, ())
    if kind == "strong":
        for phrases in topic.get("in", {}).values():
            yield from phrases


def headings_above(section: str) -> Words:
    """Return the words of the two nearest headings that say what a clause is about: a document's title does not."""
    told = [heading for heading in section.split(" > ") if not _TITLE.search(heading)]
    return read_words(" . ".join(told[-2:]))


def touched_sentences(edits: Iterable[Edit]) -> str:
    """Return the sentences around the edits, those that went with those that came."""
    return " . ".join(
        re.split(r"[.!?] |\n", edit.before)[-1] + edit.old + " " + edit.new + re.split(r"[.!?] |\n", edit.after)[0]
        for edit in edits
    )


def _narrowed(points: Mapping[str, float]) -> dict[str, float]:
    """Return the points without wide topics of which a narrower one is the matter: cookies within what is collected."""
    wide = {
        wider
        for topic, widers in NARROWER.items()
        for wider in widers
        if points.get(topic, 0.0) >= max(LEAST, NARROW * points.get(wider, 0.0))
    }
    return {topic: count for topic, count in points.items() if topic not in wide}


def _nearest(points: Mapping[str, float], near: float) -> tuple[str, ...]:
    """Return the topics with LEAST points that come near the strongest; "other" only where it is alone or strongest."""
    strongest = max(points.values(), default=0.0)
    chosen = [
        topic
        for topic, count in points.items()
        if count >= LEAST and (count >= near * strongest or topic in UNMISTAKABLE)
    ]
    if len(chosen) > 1 and points.get(OTHER, 0.0) < strongest:
        chosen = [topic for topic in chosen if topic != OTHER]
    return tuple(sorted(chosen, key=lambda topic: (-points[topic], topic)))
