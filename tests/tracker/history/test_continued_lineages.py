from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.clauses.clause import Clause, ClauseKind
from tracker.history.lineage import Lineages, trace

TEXTS = (
    "We collect your name, your address and the pages you visit.",
    "We collect your name, your address and every page you ever visit.",
    "We share nothing with advertisers or with anybody else who asks.",
    "If you leave us, we keep your data for twelve months. Then we erase it for good.",
    "If you leave us, we keep your data for twelve months.",
    "Then we erase it for good.",
    "Write to our officer, who answers all questions about this policy.",
)
VERSIONS = st.lists(st.lists(st.sampled_from(TEXTS), max_size=6, unique=True), min_size=1, max_size=6)


def clauses(texts):
    return tuple(Clause(kind=ClauseKind.PARA, level=0, path=(), text=text) for text in texts)


@settings(max_examples=80)
@given(VERSIONS, st.data())
def test_going_on_from_known_lineages_gives_what_tracing_all_gives(texts, data):
    versions = [clauses(version) for version in texts]
    whole = trace(versions)
    reached = data.draw(st.integers(1, len(versions)))
    known = trace(versions[:reached])
    went_on = trace(versions, known=Lineages(ids=known.ids, parents=known.parents))
    assert went_on.ids == whole.ids
    assert set(went_on.parents) == set(whole.parents)


def test_a_history_that_grew_is_the_one_recorded_at_once(history, make_version):
    store = history.store
    first = [("para", 0, TEXTS[0]), ("para", 0, TEXTS[2])]
    second = [("para", 0, TEXTS[1]), ("para", 0, TEXTS[3])]
    third = [("para", 0, TEXTS[2]), ("para", 0, TEXTS[1]), ("para", 0, TEXTS[4]), ("para", 0, TEXTS[5])]
    grown = history.add("a.example", first, second)
    history.grow(grown, third)
    whole = history.add("b.example", first, second, third)
    assert store.spans(grown.id) == store.spans(whole.id)
    assert set(store.origins(grown.id)) == set(store.origins(whole.id))


def test_a_clause_that_came_back_before_the_known_versions_end_is_not_brought_back_again():
    kept, gone = TEXTS[0], TEXTS[2]
    versions = [clauses(each) for each in ([kept, gone, TEXTS[6]], [kept, TEXTS[6]], [kept, gone, TEXTS[6]])]
    known = trace(versions)
    longer = [*versions, clauses([kept, gone, gone, TEXTS[6]])]
    went_on = trace(longer, known=Lineages(ids=known.ids, parents=known.parents))
    assert len(set(went_on.ids[-1])) == 4
    assert went_on.ids == trace(longer).ids
