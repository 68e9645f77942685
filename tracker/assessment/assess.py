"""What a change means: first whether it means anything, then what came and what went, and for whom."""

from collections.abc import Collection, Sequence

from tracker.assessment.differences import came_and_went, spoken
from tracker.assessment.edits import Edit, bare, find_edits
from tracker.assessment.judgment import STRONG, SUBSTANTIVE, Judgment, judge, trivial
from tracker.assessment.meaning import Assessment, ChangedClause, Voice, Weight
from tracker.assessment.recipients import recipient, recipient_voice
from tracker.assessment.restatement import Gist, is_said_by, nearest, split_sentences
from tracker.assessment.rulebook import Table
from tracker.assessment.spans_of_time import time_voices
from tracker.assessment.statements import StatementFinder
from tracker.assessment.topics import OTHER, TopicFinder
from tracker.assessment.trivial_clauses import DATA, TrivialClauses, looks_like_heading
from tracker.assessment.trivial_edits import TrivialEdits
from tracker.assessment.words import Words, read_words
from tracker.assessment.words_added import word_voices

LONGEST_ITEM = 25
"""Words of an item that names a kind of data and nothing else."""
SHORT = 200
"""Characters of a clause that a changed date or address is about."""
GENERAL = frozenset({"exception", "reserves", "disclaims"})
"""Rules that speak of anything; they mean something for data where the clause speaks of data."""
_TOPICS_OF_REASONS = {
    "date": ("dates",), "change log": ("dates",), "notice of an update": ("dates",), "contact": ("contact",),
    "list of thanks": (OTHER,), "no words": (OTHER,), "link": (OTHER,),
}  # fmt: skip


class Assessor:
    """Assesses changes by the rules of a table (`rulebook.read_tables`)."""

    def __init__(self, table: Table) -> None:
        """Compile the rules."""
        self._topics = TopicFinder(table)
        self._statements = StatementFinder(table)
        self._edits = TrivialEdits(table)
        self._clauses = TrivialClauses(table)

    def topics_of_clause(self, text: str, section: str = "") -> tuple[str, ...]:
        """Return all topics of one clause, the strongest first."""
        return self._topics.topics_of_clause(text, section)

    def assess(self, change: ChangedClause) -> Assessment:
        """Return what the change means."""
        edits = find_edits(change.old, change.new) if change.old and change.new else []
        judged = self._judge(change, edits)
        return judged.with_topics(self._topics_of(change, edits, judged))

    def is_restated(self, text: str, sentences: Sequence[str]) -> bool:
        """Whether one of the sentences says, in whatever words, each thing that the text states."""
        own = [(sentence, self._gist(sentence)) for sentence in split_sentences([text])]
        stated = [(sentence, gist) for sentence, gist in own if gist.statements]
        return bool(stated) and all(
            any(is_said_by(gist, self._gist(other)) for other in nearest(sentence, sentences))
            for sentence, gist in stated
        )

    def _gist(self, sentence: str) -> Gist:
        statements = self._statements.find(read_words(sentence))
        return Gist(
            statements=frozenset((each.rule.name, each.denied) for each in statements),
            words=self._edits.stems(sentence),
        )

    def _topics_of(self, change: ChangedClause, edits: Sequence[Edit], judged: Judgment) -> tuple[str, ...]:
        text = change.new or change.old
        if judged.sort in _TOPICS_OF_REASONS and (not edits or len(text) < SHORT):
            return _TOPICS_OF_REASONS[judged.sort]
        if (
            judged.weight is not Weight.SUBSTANTIVE
            and judged.sort != "contact"
            and self._clauses.is_of_contract(change)
        ):
            return (OTHER,)
        if judged.sort == "heading":
            return self._topics.topics_of_heading(text, change.section)
        return self._topics.topics_of_change(change, edits, judged.voices)

    def _judge(self, change: ChangedClause, edits: Sequence[Edit]) -> Judgment:
        if bare(change.old) == bare(change.new):
            differ = "where a link leads differs" if change.kind == "link" else "typography or the place differ"
            return trivial(Weight.COSMETIC, "typography", f"only {differ}")
        sections = self._clauses.sorts_of_section(read_words(" . ".join(change.section.split(" > ")[-2:])))
        if not edits:
            return self._one_sided(change, sections)
        return self._modified(change, edits, sections)

    def _one_sided(self, change: ChangedClause, sections: Collection[str]) -> Judgment:
        came = bool(change.new)
        words = read_words(change.new or change.old)
        what = "added" if came else "removed"
        voices = spoken(self._statements.find(words), came=came)
        why = self._clauses.why_trivial(words, sections, is_heading=change.is_heading)
        if why is not None and not (why[1] == "contact" and any(voice.points >= STRONG for voice in voices)):
            weight, sort = why
            return trivial(weight, sort, f"{what}: {sort}")
        named = recipient(words.text, sections)
        if named is not None:
            voices = [*recipient_voice(None if came else named, named if came else None), *voices]
        elif not voices and _names_data(words, sections):
            side = -1 if came else 1
            voices = [Voice(rule="item", says="data", toward=side, points=2.0, quote=words.text, came=came)]
        return self._of_data(judge(voices, otherwise=f"{what}: wording"), change)

    def _modified(self, change: ChangedClause, edits: Sequence[Edit], sections: Collection[str]) -> Judgment:
        old, new = read_words(change.old), read_words(change.new)
        named = recipient_voice(recipient(change.old, sections), recipient(change.new, sections))
        are_dates = self._clauses.is_date(old) and self._clauses.is_date(new)
        if named and not are_dates:
            return judge(named, otherwise="")
        reasons = [self._edits.why_trivial(edit) for edit in edits]
        if None not in reasons:
            return _only_trivial(edits, [reason or "" for reason in reasons])
        if change.is_heading or (looks_like_heading(old, sections) and looks_like_heading(new, sections)):
            return trivial(Weight.EDITORIAL, "heading", "heading reworded")
        before, after = self._statements.find(old), self._statements.find(new)
        voices = [*came_and_went(before, after), *time_voices(change.old, change.new)]
        if are_dates and not voices:
            return trivial(Weight.EDITORIAL, "date", f"date: {change.old} → {change.new}")
        if sum(voice.points for voice in voices) < SUBSTANTIVE:
            left = [edit for edit, reason in zip(edits, reasons, strict=True) if reason is None]
            topics = self._topics.topics_of_change(change, edits, ())
            practices = [voice for voice in voices if voice.background]
            words = word_voices(left, practices or after, sections, topics, self._edits)
            voices += [voice for voice in words if voice.came or not voices]
        return self._of_data(judge(voices, otherwise="wording"), change)

    def _of_data(self, judged: Judgment, change: ChangedClause) -> Judgment:
        """Return the judgment; what a contract says of other things than data means nothing for the reader's data."""
        if judged.weight is not Weight.SUBSTANTIVE:
            return judged
        is_general = all(voice.rule in GENERAL for voice in judged.voices) and not self._clauses.speaks_of_data(change)
        if is_general or self._clauses.is_of_contract(change):
            return trivial(Weight.EDITORIAL, "contract", "terms of a contract, not of data")
        return judged


def _names_data(words: Words, sections: Collection[str]) -> bool:
    """Whether a clause is an item of a list of data, a few words and no sentence."""
    is_short = len(words.words) <= LONGEST_ITEM
    return DATA in sections and is_short and not words.text.rstrip().endswith((".", "?", "!", ":"))


def _only_trivial(edits: Sequence[Edit], reasons: Sequence[str]) -> Judgment:
    """Return the judgment on edits of which none means anything: cosmetic where all are typography."""
    for edit, reason in zip(edits, reasons, strict=True):
        if reason != "typography":
            quote = f"{edit.old.strip()} → {edit.new.strip()}" if edit.new.strip() else f"without {edit.old.strip()}"
            return trivial(Weight.EDITORIAL, reason, f"{reason}: {quote}")
    return trivial(Weight.COSMETIC, "typography", "only typography differs")
