"""What is stated on one side of a change only: the statements that came and those that went."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tracker.assessment.meaning import Voice
from tracker.assessment.statements import Statement


def spoken(statements: Iterable[Statement], *, came: bool) -> list[Voice]:
    """Return what the statements of a clause that came, or went, say: each rule once."""
    first: dict[tuple[str, bool], Statement] = {}
    for statement in statements:
        first.setdefault((statement.rule.name, statement.denied), statement)
    return [voice(statement, came=came) for statement in first.values()]


def came_and_went(old: Sequence[Statement], new: Sequence[Statement]) -> list[Voice]:
    """Return what only one side states; a rule that speaks as often, in other words, says nothing new."""
    return [*_only_here(new, old, came=True), *_only_here(old, new, came=False)]


def _only_here(here: Sequence[Statement], there: Sequence[Statement], *, came: bool) -> Iterator[Voice]:
    exact = Counter((statement.rule.name, statement.denied, statement.words) for statement in there)
    known = Counter((statement.rule.name, statement.denied) for statement in there)
    left = []
    for statement in here:
        key = (statement.rule.name, statement.denied)
        if exact[(*key, statement.words)]:
            exact[(*key, statement.words)] -= 1
            known[key] -= 1
        else:
            left.append(statement)
    stated = {(statement.rule.name, statement.denied) for statement in there}
    seen = set()
    for statement in left:
        key = (statement.rule.name, statement.denied)
        if known[key] > 0:
            known[key] -= 1
        elif key not in seen and not (statement.rule.category and key in stated):
            seen.add(key)
            yield voice(statement, came=came)


def voice(statement: Statement, *, came: bool) -> Voice:
    """Return what a statement says of a change: what went speaks for the other side."""
    rule = statement.rule
    return Voice(
        rule=rule.name,
        says="promise" if statement.denied and statement.toward > 0 else rule.says,
        toward=statement.toward if came else -statement.toward,
        points=statement.points,
        quote=statement.quote,
        came=came,
        background=rule.background and not statement.denied,
        category=rule.category and not statement.denied,
        promise=statement.denied and statement.toward > 0,
        topic=rule.topic,
    )
