from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.clauses.clause import Clause, ClauseKind
from tracker.history.lineage import trace

COLLECT = "We collect your name, your email address and the pages that you visit."
SHARE = "We share nothing with advertisers, brokers or anybody else who asks us."
KEEP = "If you leave us, we keep your data for twelve months and then erase it."
COPY = "You may ask us for a copy of your data at any time in the settings."
CHILDREN = "Children under the age of thirteen may not open an account without a parent."


def version(*texts):
    return tuple(Clause(kind=ClauseKind.PARA, level=0, path=(), text=text) for text in texts)


def test_a_clause_keeps_its_lineage_while_it_is_reworded_and_moved():
    lineages = trace([
        version(COLLECT, SHARE, KEEP),
        version(COLLECT, SHARE, KEEP.replace("twelve", "six")),
        version(KEEP.replace("twelve", "three"), COLLECT, SHARE),
    ])  # fmt: skip
    assert lineages.ids == ((0, 1, 2), (0, 1, 2), (2, 0, 1))
    assert lineages.births() == (0, 0, 0)


def test_a_new_clause_begins_a_lineage():
    lineages = trace([version(COLLECT, SHARE), version(COLLECT, KEEP, SHARE)])
    assert lineages.ids[1] == (0, 2, 1)
    assert lineages.births() == (0, 0, 1)


def test_a_clause_that_comes_back_is_the_same():
    lineages = trace([
        version(COLLECT, SHARE, KEEP), version(COLLECT, KEEP), version(COLLECT, KEEP, COPY),
        version(COLLECT, SHARE, KEEP, COPY),
    ])  # fmt: skip
    assert lineages.ids[3] == (0, 1, 2, 3)


def test_a_clause_that_comes_back_touched_up_is_the_same():
    long = f"{COLLECT} We keep all of it in Finland."
    lineages = trace(
        [version(long, SHARE, KEEP), version(SHARE, KEEP), version(long.replace("all", "much"), SHARE, KEEP)]
    )
    assert lineages.ids[2] == (0, 1, 2)


def test_a_clause_that_comes_back_in_other_words_is_another():
    lineages = trace([version(COLLECT, SHARE, KEEP), version(SHARE, KEEP), version(CHILDREN, SHARE, KEEP)])
    assert lineages.ids[2] == (3, 1, 2)


def test_a_short_clause_comes_back_with_its_neighbour_but_not_alone():
    gone = version(COLLECT, KEEP, COPY)
    with_neighbour = trace([version(COLLECT, "Sharing", SHARE, KEEP, COPY), gone, gone,
                            version(COLLECT, "Sharing", SHARE, KEEP, COPY)])  # fmt: skip
    assert with_neighbour.ids[3] == with_neighbour.ids[0]
    alone = trace([version(COLLECT, "Sharing", KEEP, COPY), gone, gone, version(COLLECT, "Sharing", KEEP, COPY)])
    assert alone.ids[3] == (0, 4, 2, 3)


def test_a_text_that_appears_elsewhere_after_a_gap_is_another_clause():
    fillers = [f"Part {number} of the terms, about subject {number * 7} and nothing else." for number in range(20)]
    lineages = trace([version(SHARE, *fillers), version(*fillers), version(*fillers), version(*fillers, SHARE)])
    assert lineages.ids[3][-1] not in lineages.ids[0]


def test_a_passage_that_comes_back_whole_elsewhere_is_the_same_but_a_part_of_it_is_not():
    fillers = [f"Part {number} of the terms, about subject {number * 7} and nothing else." for number in range(20)]
    gone = version(*fillers)
    whole = trace([version(SHARE, KEEP, COPY, *fillers), gone, gone, version(*fillers, SHARE, KEEP, COPY)])
    assert whole.ids[3][-3:] == whole.ids[0][:3]
    part = trace([version(SHARE, KEEP, COPY, *fillers), gone, gone, version(*fillers, SHARE, KEEP)])
    assert not set(part.ids[3][-2:]) & set(part.ids[0])


def test_the_part_of_a_split_is_as_old_as_the_whole_even_if_it_once_stood_alone():
    lineages = trace([
        version(COLLECT, SHARE), version(COLLECT), version(COLLECT, f"{KEEP} {SHARE}"), version(COLLECT, KEEP, SHARE),
    ])  # fmt: skip
    births = lineages.births()
    assert [births[lineage] for lineage in lineages.ids[3]] == [0, 2, 2]


def test_the_largest_part_of_a_split_goes_on_and_the_other_is_as_old():
    whole = f"{COLLECT} {KEEP} {COPY}"
    lineages = trace([version(SHARE, CHILDREN), version(SHARE, whole, CHILDREN),
                      version(SHARE, f"{COLLECT} {KEEP}", COPY, CHILDREN)])  # fmt: skip
    assert lineages.ids[2] == (0, 2, 3, 1)
    assert [(parent.child, parent.parent, parent.kind) for parent in lineages.parents] == [(3, 2, "split")]
    assert lineages.births() == (0, 0, 1, 1)


def test_the_larger_clause_goes_on_in_a_merge():
    lineages = trace([version(SHARE, COLLECT, f"{KEEP} {CHILDREN}"), version(SHARE, f"{COLLECT} {KEEP} {CHILDREN}")])
    assert lineages.ids[1] == (0, 2)
    assert [(parent.child, parent.parent, parent.kind) for parent in lineages.parents] == [(2, 1, "merged")]


def test_an_older_version_found_later_changes_nothing_but_the_beginning():
    versions = [version(COLLECT, SHARE), version(COLLECT, SHARE, KEEP), version(COLLECT, KEEP)]
    later = trace(versions[1:])
    assert trace(versions) == trace(tuple(versions))
    renamed = dict(zip(trace(versions).ids[1], later.ids[0], strict=True))
    assert [[renamed[lineage] for lineage in ids] for ids in trace(versions).ids[1:]] == [
        list(ids) for ids in later.ids
    ]


@settings(max_examples=60)
@given(
    st.lists(st.lists(st.sampled_from((COLLECT, SHARE, KEEP, COPY, CHILDREN, "Sharing", "")), max_size=6), max_size=6)
)
def test_a_lineage_stands_once_in_a_version_and_lineages_are_numbered_as_they_appear(texts):
    lineages = trace([version(*each) for each in texts])
    assert [len(ids) for ids in lineages.ids] == [len(each) for each in texts]
    assert all(len(set(ids)) == len(ids) for ids in lineages.ids)
    seen = list(dict.fromkeys(lineage for ids in lineages.ids for lineage in ids))
    assert seen == sorted(seen) == list(range(len(lineages.births())))
