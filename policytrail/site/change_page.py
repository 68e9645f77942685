"""A change as a redline: what a step did to each clause, what it means, and the two captures around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.errors import UnknownTarget
from db.store import Store
from policytrail.meanings import assessment_to_json
from policytrail.site.answers import Answer, Row
from policytrail.site.asked import Asked
from policytrail.site.overview import Topic
from policytrail.site.step_sides import StepPage, StepSide, read_step
from tracker.assessment.meaning import Assessment, Weight
from tracker.assessment.step import assess_comparison
from tracker.clauses.clause import Clause
from tracker.diff.changes import Comparison, change_to_json, compare
from tracker.diff.outline import TOP, Entry, Fold, outline, total
from tracker.diff.rewriting import find_rewriting
from tracker.diff.word_diff import Segment, SegmentKind
from tracker.history.assessments import shipped_rules
from tracker.text.timestamps import readable_window

_REPLAY = re.compile(r"\A(https?://web\.archive\.org/web/)(\d{14})id_/(.+)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """A change as the page shows it; `old` and `new` are the two sides of the redline."""

    number: int
    label: str
    section: str
    entry: Entry
    meaning: Assessment
    old: tuple[Segment, ...]
    new: tuple[Segment, ...]
    two_sided: bool
    quotation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFold:
    """Clauses that stayed as they were."""

    text: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redline:
    """Two texts compared, as pages show it; `hidden` changes are of less weight or about other topics than asked."""

    parts: tuple[ShownChange | ShownFold, ...]
    total: str
    hidden: int
    rewriting: str
    renamed: tuple[str, ...]
    rows: tuple[Row, ...]


def change_page(store: Store, asked: Asked) -> Answer:
    """Answer with a step as a redline; raises UnknownTarget, and UsageError for a weight or topic that is none."""
    number = asked.part("step")
    step = read_step(store, number)
    if step is None:
        message = f"No change has the number {number}."
        raise UnknownTarget(message)
    redline = make_redline(step.old.clauses, step.new.clauses, asked, citation(step))
    context = {
        "step": step,
        "redline": redline,
        "view": "sides" if asked.text("view") == "sides" else "inline",
        "wayback": wayback_comparison(step.old.replay_url, step.new.replay_url),
    }
    about = {
        "document": step.document.name,
        "not_before": step.not_before,
        "first_capture": step.first_capture,
        "technical": step.technical,
        "old": side_to_json(step.old),
        "new": side_to_json(step.new),
    }
    return Answer(template="change.html", context=context, rows=redline.rows, about=about)


def side_to_json(side: StepSide) -> Row:
    """Return a side with what proves it."""
    names = ("label", "shown", "url", "replay_url", "text_sha256", "page_sha256")
    return {name: getattr(side, name) for name in names}


def citation(step: StepPage) -> str:
    """Return where a quotation of a change is from: document, window, both captures."""
    window = readable_window(step.not_before, step.first_capture)
    addresses = "\n".join(side.replay_url for side in (step.old, step.new) if side.replay_url)
    return f"{step.document.name}, changed {window} (archived captures)\n{addresses}".strip()


def wayback_comparison(old: str, new: str) -> str | None:
    """Return the Wayback Machine's own comparison of two of its captures of one address; None for others.

    >>> wayback_comparison(*(f"https://web.archive.org/web/{day}id_/https://a.example/" for day in ("20200101000000",
    ...     "20210101000000")))
    'https://web.archive.org/web/diff/20200101000000/20210101000000/https://a.example/'
    """
    before, after = _REPLAY.match(old), _REPLAY.match(new)
    if not before or not after:
        return None
    return f"{after[1]}diff/{before[2]}/{after[2]}/{after[3]}"


def make_redline(old: Sequence[Clause], new: Sequence[Clause], asked: Asked, source: str) -> Redline:
    """Return the redline of two texts with the changes that the address asks for; `source` is cited."""
    comparison = compare(old, new)
    meanings = dict(
        zip(
            ((change.old, change.new) for change in comparison.changes),
            assess_comparison(comparison, old, new, shipped_rules().assessor),
            strict=True,
        )
    )
    least, topic = asked.choice("weight", Weight) or Weight.COSMETIC, asked.choice("topic", Topic)
    weights = list(Weight)
    wanted = {
        places
        for places, meaning in meanings.items()
        if weights.index(meaning.weight) >= weights.index(least) and (topic is None or topic in meaning.topics)
    }
    rewriting = find_rewriting(old, new, comparison)
    return Redline(
        parts=tuple(_parts(old, new, comparison, meanings, wanted, source)),
        total=total(new, comparison),
        hidden=len(meanings) - len(wanted),
        rewriting=rewriting.text if rewriting else "",
        renamed=tuple(f"{term.old} → {term.new} ({len(term.indexes)} clauses)" for term in comparison.renamed_terms),
        rows=tuple(
            {
                "number": number,
                **change_to_json(change, old, new),
                **assessment_to_json(meanings[change.old, change.new]),
            }
            for number, change in enumerate(comparison.changes, start=1)
            if (change.old, change.new) in wanted
        ),
    )


Places = tuple[tuple[int, ...], tuple[int, ...]]


def _parts(
    old: Sequence[Clause],
    new: Sequence[Clause],
    comparison: Comparison,
    meanings: dict[Places, Assessment],
    wanted: set[Places],
    source: str,
) -> Iterator[ShownChange | ShownFold]:
    number = 0
    for part in outline(old, new, comparison):
        if isinstance(part, Fold):
            yield ShownFold(text=part.text, clauses=tuple(new[part.first : part.last + 1]))
            continue
        number += 1
        places = (part.change.old, part.change.new)
        if places in wanted:
            yield _shown(number, part, meanings[places], source)


def _shown(number: int, entry: Entry, meaning: Assessment, source: str) -> ShownChange:
    segments = entry.change.segments
    old = tuple(segment for segment in segments if segment.kind is not SegmentKind.INSERT)
    new = tuple(segment for segment in segments if segment.kind is not SegmentKind.DELETE)
    return ShownChange(
        number=number,
        label=entry.label,
        section=" › ".join(entry.section) or TOP,
        entry=entry,
        meaning=meaning,
        old=old,
        new=new,
        two_sided=bool(entry.change.old and entry.change.new),
        quotation=_quotation(old, new, source),
    )


def _quotation(old: Sequence[Segment], new: Sequence[Segment], source: str) -> str:
    sides = (("before", old), ("after", new))
    said = [f"{when}: “{''.join(segment.text for segment in side)}”" for when, side in sides if side]
    return "\n".join([*said, source])
