import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.alignment.align import align
from tracker.alignment.exact_matches import ExactMatches
from tracker.alignment.moves import heaviest_increasing, moved_links
from tracker.clauses.clause import Clause, ClauseKind

SENTENCES = (
    "We collect your name, your email address and the pages that you visit on our site.",
    "We share nothing with advertisers, brokers or anybody else who asks us for it.",
    "If you leave us, we keep your data for twelve months and then erase all of it.",
    "You may ask us for a copy of your data at any time in the settings of the app.",
    "Our servers stand in Ireland and in Finland, behind locked doors and guarded gates.",
    "Children under the age of thirteen may not open an account without a parent.",
    "A cookie remembers your language so that you need not choose it at every visit.",
    "We tell you by email at least thirty days before this policy changes in substance.",
)


def para(text):
    return Clause(kind=ClauseKind.PARA, level=0, path=(), text=text)


def heading(text):
    return Clause(kind=ClauseKind.HEADING, level=2, path=(), text=text)


def item(text):
    return Clause(kind=ClauseKind.ITEM, level=1, path=(), text=text)


def paras(*texts):
    return tuple(map(para, texts))


def pairs(old, new):
    return [(link.old, link.new) for link in align(old, new).links]


def ops(old, new):
    return {(link.old, link.new): link.ops for link in align(old, new).links}


def test_the_same_texts_are_linked_in_order():
    assert pairs(paras(*SENTENCES), paras(*SENTENCES)) == [(i, i) for i in range(len(SENTENCES))]


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("We don't sell data to anyone.", "We don’t sell data to anyone.", "unchanged"),
        ("We don't sell data, to anyone.", "We don't sell data to anyone", "cosmetic"),
        ("3. We don't sell data to anyone.", "4. We don't sell data to anyone.", "renumbered"),
        ("We don't sell data to anyone.", "We do sell data to anyone.", "modified"),
    ],
)
def test_an_operation_says_what_became_of_a_text(before, after, what):
    assert ops(paras(SENTENCES[0], before), paras(SENTENCES[0], after))[1, 1] == (what,)


def test_a_reworded_clause_keeps_its_identity_and_a_new_one_in_its_neighborhood_has_none():
    reworded = "If you close your account, we keep your data for six months and then erase all of it."
    alignment = align(paras(*SENTENCES[:4]), paras(SENTENCES[0], SENTENCES[1], SENTENCES[6], reworded, SENTENCES[3]))
    assert (2, 3) in [(link.old, link.new) for link in alignment.links]
    assert alignment.added == (2,)


def test_a_foreign_text_in_the_same_slot_is_no_successor():
    alignment = align(paras(*SENTENCES[:4]), paras(SENTENCES[0], SENTENCES[1], SENTENCES[6], SENTENCES[3]))
    assert (alignment.removed, alignment.added) == ((2,), (2,))


def test_a_move_is_the_lightest_explanation_of_a_new_order():
    new = paras(*SENTENCES[1:], SENTENCES[0])
    assert align(paras(*SENTENCES), new).moved == ((0, 7),)


def test_a_split_links_the_whole_with_every_part():
    whole = f"{SENTENCES[0]} {SENTENCES[4]}"
    found = ops(paras(SENTENCES[1], whole, SENTENCES[2]), paras(SENTENCES[1], SENTENCES[0], SENTENCES[4], SENTENCES[2]))
    assert found[1, 1] == found[1, 2] == ("split",)


def test_a_merge_links_every_part_with_the_whole():
    whole = f"{SENTENCES[0]} {SENTENCES[4]}"
    found = ops(paras(SENTENCES[1], SENTENCES[0], SENTENCES[4], SENTENCES[2]), paras(SENTENCES[1], whole, SENTENCES[2]))
    assert found[1, 1] == found[2, 1] == ("merged",)


def test_a_sentence_passed_to_the_neighbor_is_neither_a_split_nor_a_merge():
    first, second = f"{SENTENCES[0]} {SENTENCES[4]} {SENTENCES[5]}", f"{SENTENCES[2]} {SENTENCES[6]}"
    shorter, longer = f"{SENTENCES[0]} {SENTENCES[4]}", f"{SENTENCES[5]} {SENTENCES[2]} {SENTENCES[6]}"
    assert pairs(paras(SENTENCES[1], first, second), paras(SENTENCES[1], shorter, longer)) == [(0, 0), (1, 1), (2, 2)]


def test_a_heading_is_known_by_the_clauses_below_it():
    old = (heading("What we collect"), *paras(*SENTENCES[:3]), heading("Contact"), *paras(*SENTENCES[3:6]))
    new = (heading("Information gathered"), *paras(*SENTENCES[:3]), heading("Contact"), *paras(*SENTENCES[3:6]))
    assert (0, 0) in pairs(old, new)


def test_of_repeated_clauses_each_goes_with_its_neighbors():
    old = (para(SENTENCES[0]), item("Back to top"), para(SENTENCES[1]), item("Back to top"), para(SENTENCES[2]))
    new = (para(SENTENCES[0]), para(SENTENCES[1]), item("Back to top"), para(SENTENCES[2]))
    assert pairs(old, new) == [(0, 0), (2, 1), (3, 2), (4, 3)]


def test_scripts_without_spaces_are_compared_by_characters():
    old = paras("我们收集您的姓名和电子邮件地址。", "我们不会与广告商分享任何信息。", "您可以随时要求删除您的数据。")
    new = paras(
        "我们收集您的姓名、电话号码和电子邮件地址。",
        "我们不会与广告商分享任何信息。",
        "您可以随时要求删除或更正您的数据。",
    )
    assert pairs(old, new) == [(0, 0), (1, 1), (2, 2)]


def test_nothing_becomes_nothing():
    assert align((), paras(*SENTENCES[:2])).added == (0, 1)
    assert align(paras(*SENTENCES[:2]), ()).removed == (0, 1)
    assert align((), ()).links == ()


texts = st.lists(
    st.one_of(st.sampled_from(SENTENCES), st.text(max_size=30), st.sampled_from(("", ".", "See above", "a.a"))),
    max_size=12,
)


@settings(max_examples=150)
@given(texts, texts)
def test_links_are_one_to_one_but_for_splits_and_merges(old_texts, new_texts):
    alignment = align(paras(*old_texts), paras(*new_texts))
    grouped = [link for link in alignment.links if link.ops[0] in {"split", "merged"}]
    single = [link for link in alignment.links if link not in grouped]
    assert len({link.old for link in single}) == len({link.new for link in single}) == len(single)
    assert not {link.old for link in single} & {link.old for link in grouped}
    assert not {link.new for link in single} & {link.new for link in grouped}
    assert sorted({link.old for link in alignment.links} | set(alignment.removed)) == list(range(len(old_texts)))
    assert sorted({link.new for link in alignment.links} | set(alignment.added)) == list(range(len(new_texts)))


@settings(max_examples=50)
@given(texts, texts)
def test_the_same_input_gives_the_same_result(old_texts, new_texts):
    assert align(paras(*old_texts), paras(*new_texts)) == align(paras(*old_texts), paras(*new_texts))


@settings(max_examples=50)
@given(texts)
def test_a_version_compared_with_itself_is_unchanged(version):
    clauses = paras(*version)
    alignment = align(clauses, clauses)
    assert [(link.old, link.new, link.ops) for link in alignment.links] == [
        (i, i, ("unchanged",)) for i in range(len(version))
    ]


def test_a_thousand_repetitions_and_a_rewritten_document_take_no_time():
    clauses = paras(*("Back to the top of this page",) * 1500)
    assert len(align(clauses, clauses[1:]).links) == 1499
    draw = random.Random(1)
    words = [f"word{number}" for number in range(3000)]
    rewritten = [paras(*(" ".join(draw.choices(words, k=30)) for _ in range(400))) for _ in range(2)]
    assert align(*rewritten).links == ()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=10))
def test_the_heaviest_increasing_subsequence_is_the_heaviest(entries):
    values, weights = [value for value, _ in entries], [weight for _, weight in entries]
    kept = sorted(heaviest_increasing(values, weights))
    assert all(values[a] < values[b] for a, b in pairwise(kept))
    best = [0] * len(values)
    for at, value in enumerate(values):
        best[at] = weights[at] + max((best[i] for i in range(at) if values[i] < value), default=0)
    assert sum(weights[index] for index in kept) == max(best, default=0)


def test_of_a_split_only_the_largest_part_can_be_moved():
    assert moved_links([(1, 0), (0, 1), (0, 2)], [100, 10], [10, 80, 20]) == {(1, 0)}


def test_a_page_in_one_clause_is_compared_by_its_beginning():
    page = " ".join(f"word{number % 5000}" for number in range(60_000))
    assert pairs(paras(page, SENTENCES[0]), paras(f"{page} more", SENTENCES[0])) == [(0, 0), (1, 1)]


def test_a_sentence_that_stands_often_is_linked_where_its_whole_neighborhood_changed():
    often = "We keep this for twelve months after you leave us for good."
    old = paras(often, often, often, *SENTENCES[:3])
    new = paras(*SENTENCES[4:7], *SENTENCES[:3], SENTENCES[3], often, SENTENCES[7], often, SENTENCES[5], often)
    assert [link for link in pairs(old, new) if link[0] < 3] == [(0, 7), (1, 9), (2, 11)]


def test_the_rest_of_a_clause_that_was_reworded_and_split_is_found_beside_its_successor():
    first = SENTENCES[0].replace("name, your email address and ", "email address, ") + " And more."
    second = SENTENCES[3].replace("copy", "transcript").replace("in the settings of the app", "for free")
    old = paras(SENTENCES[1], f"{SENTENCES[0]} {SENTENCES[3]}")
    assert ops(old, paras(SENTENCES[1], first, second)) == {
        (0, 0): ("unchanged",),
        (1, 1): ("split",),
        (1, 2): ("split",),
    }


def test_a_heading_is_not_taken_for_the_sentence_that_repeats_it():
    title = "How we share your data with others"
    old, new = (heading(title), *paras(*SENTENCES[:2])), (*paras(*SENTENCES[:2]), para(title))
    matches = ExactMatches(old, new)
    matches.add([clause.text for clause in old], [clause.text for clause in new])
    assert matches.pairs == {1: 0, 2: 1}
