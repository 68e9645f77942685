import pytest
from diff_match_patch import diff_match_patch
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from tracker.clauses.clause import Clause, ClauseKind
from tracker.diff.changes import JOINT, ChangeKind, compare
from tracker.diff.value_changes import ValueChange, value_changes
from tracker.diff.word_diff import SegmentKind, diff_words
from tracker.diff.word_edits import edit_words


def para(text, path=("Privacy",)):
    return Clause(kind=ClauseKind.PARA, level=0, path=path, text=text)


def paras(*texts):
    return tuple(map(para, texts))


COLLECT = "We collect your name, your email address and the pages you visit."
SHARE = "We share nothing with advertisers, brokers or anybody else who asks."
KEEP = "If you leave us, we keep your data for 12 months and then erase it."
RIGHTS = "You may ask us for a copy of your data. You can do so in the settings of the app."


def kinds(old, new):
    return [change.kind for change in compare(paras(*old), paras(*new)).changes]


def test_a_version_compared_with_itself_has_no_changes():
    assert compare(paras(COLLECT, SHARE, SHARE), paras(COLLECT, SHARE, SHARE)).changes == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([COLLECT, SHARE], [COLLECT, KEEP, SHARE], [ChangeKind.ADDED]),
        ([COLLECT, KEEP, SHARE], [COLLECT, SHARE], [ChangeKind.REMOVED]),
        ([COLLECT, KEEP], [COLLECT, KEEP.replace("12", "24")], [ChangeKind.MODIFIED]),
        ([COLLECT, SHARE, KEEP, RIGHTS], [RIGHTS, COLLECT, SHARE, KEEP], [ChangeKind.MOVED]),
        ([COLLECT, f"3. {KEEP}"], [COLLECT, f"4. {KEEP}"], [ChangeKind.RENUMBERED]),
        ([COLLECT, "We don't sell 'data'."], [COLLECT, "We don’t sell ‘data’."], [ChangeKind.COSMETIC]),
        ([COLLECT, RIGHTS, SHARE], [COLLECT, *RIGHTS.split(". ", 1), SHARE], [ChangeKind.SPLIT]),
        ([COLLECT, *RIGHTS.split(". ", 1), SHARE], [COLLECT, RIGHTS, SHARE], [ChangeKind.MERGED]),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_named(old, new, expected):
    assert kinds(old, new) == expected


def test_a_split_is_one_change_with_all_its_parts():
    (change,) = compare(paras(COLLECT, RIGHTS), paras(COLLECT, *RIGHTS.split(". ", 1))).changes
    assert (change.old, change.new) == ((1,), (1, 2))


def test_what_was_removed_stands_where_it_stood():
    changes = compare(paras(COLLECT, KEEP, SHARE), paras(COLLECT, SHARE + " Never.")).changes
    assert [change.kind for change in changes] == [ChangeKind.REMOVED, ChangeKind.MODIFIED]


def test_a_term_renamed_through_the_document_is_said_once():
    old = paras(
        *(f"{verb} the Service at home, at work and wherever else you are." for verb in ("Use", "Try", "Love", "Leave"))
    )
    new = paras(*(clause.text.replace("Service", "Platform") for clause in old))
    comparison = compare(old, new)
    (term,) = comparison.renamed_terms
    assert (term.old, term.new, term.indexes) == ("Service", "Platform", (0, 1, 2, 3))
    assert all(change.renamed_only for change in comparison.changes)


def test_a_word_replaced_here_and_there_is_no_renamed_term():
    old = paras(
        *(f"{verb} the Service at home, at work and wherever else you are." for verb in ("Use", "Try", "Love", "Leave"))
    )
    new = paras(*(clause.text.replace("Service", "Platform") for clause in old[:3]), old[3].text)
    assert compare(old, new).renamed_terms == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("We keep it for 12 months.", "We keep it for 24 months.", ("number", "12 months", "24 months")),
        ("From October 10, 2023 on.", "From February 1, 2024 on.", ("date", "October 10, 2023", "February 1, 2024")),
        ("It costs $5 a month.", "It costs $12.50 a month.", ("amount", "$5", "$12.50")),
        ("Write to Fern Ltd, Ashcombe.", "Write to Strider Inc., Ashcombe.", ("name", "Fern Ltd", "Strider Inc.")),
        ("We pay through Stripe in Europe.", "We pay through Adyen in Europe.", ("name", "Stripe", "Adyen")),
        ("We answer soon.", "We answer within 30 days.", ("number", None, "30 days")),
        ("Nous gardons vos données 12 mois.", "Nous gardons vos données 24 mois.", ("number", "12 mois", "24 mois")),
        ("Pay within thirty (30) days.", "Pay within sixty (60) days.", ("number", "30 days", "60 days")),
        ("It is not for children under 13, ever.", "It is not for children under 16, ever.", ("number", "13", "16")),
        ("当社は30日間保存します。", "当社は90日間保存します。", ("number", "30日間", "90日間")),
        ("We keep 10 % of it.", "We keep 20 % of it.", ("amount", "10 %", "20 %")),
        ("Write to a@fern.example.", "Write to b@fern.example.", ("address", "a@fern.example", "b@fern.example")),
        ("See fern.com/a for it.", "See fern.com/b for it.", ("address", "fern.com/a", "fern.com/b")),
        ("Under the CCPA you may ask.", "Under the CPRA you may ask.", ("law", "CCPA", "CPRA")),
        ("See Article 13 GDPR for it.", "See Article 14 GDPR for it.", ("law", "Article 13 GDPR", "Article 14 GDPR")),
        ("We run it with Fern Ltd, Ashcombe.", "We run it with Oak Inc., Ashcombe.", ("name", "Fern Ltd", "Oak Inc.")),
    ],
)  # fmt: skip
def test_changed_values_are_named_whole(old, new, expected):
    kind, before, after = expected
    assert value_changes(diff_words(old, new)) == (ValueChange(kind=kind, old=before, new=after),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("San Francisco, CA 94115", "San Francisco, CA 94107"),
        ("2443 Fillmore St #380-7163, Oakland", "2500 Fillmore St #380-7163, Oakland"),
        ("D04 P6W3 in Dublin is where we are.", "D02 AY86 in Dublin is where we are."),
        ("See Section 10.2 (Notice) for more.", "See Section 11.2 (Notice) for more."),
        ("Section 14 will not apply to you.", "Section 15 will not apply to you."),
        ("As said in [1] we keep it.", "As said in [2] we keep it."),
        ("Read the Privacy Statement of ours.", "Read the General Privacy Statement of ours."),
        ("We offer the Service to you at home.", "We offer the Platform to you at home."),
        ("You can stop it in the Interest Portal at any time.", "You can stop it in the Interest Profile at any time."),
        ("How We Share The Data Of Our Visitors", "How We Disclose The Data Of Our Visitors"),
        ("Residents of U.S. embargoed countries may not.", "Residents of US embargoed countries may not."),
        ("It waits for 60 days there.", "It waits for 60-days there."),
        ("© 2016 General Motors keeps all rights.", "© 2017 General Motors keeps all rights."),
        ("Subscribers to speeds over 25 Mbps pay.", "Subscribers to speeds over 50 Mbps pay."),
    ],
)
def test_what_no_reader_calls_a_value_is_none(old, new):
    assert value_changes(diff_words(old, new)) == ()


def test_a_clause_that_was_renumbered_or_set_in_other_letters_has_no_values():
    old = paras("7.1 Third parties", COLLECT, "Stripe | Payment Processing | USA")
    new = paras("8.1 Third parties", COLLECT, "Stripe | Payment processing | USA")
    assert [change.values for change in compare(old, new).changes] == [(), ()]


def test_a_date_is_named_whole_wherever_it_stands_in_a_long_text():
    around = "We keep what you tell us. " * 10
    old, new = (
        f"{around}From {day} and until 31.12.2031 we do so. {around}" for day in ("1. März 2023", "1. Mai 2024")
    )
    (change,) = value_changes(diff_words(old, new))
    assert (change.kind, change.old, change.new) == ("date", "1. März 2023", "1. Mai 2024")


def test_values_that_stayed_are_not_named():
    assert value_changes(diff_words("For 12 months we keep it.", "For 12 months we hold it.")) == ()


SENTENCES = st.lists(
    st.sampled_from(
        [COLLECT, SHARE, KEEP, RIGHTS, "Short.", "当社は位置情報を取得します。", KEEP.upper(), "3. " + KEEP]
    )
    | st.text(alphabet="abc ,.\u4e00", min_size=1, max_size=30).map(str.strip).filter(bool),
    max_size=8,
)


def side_of(change, kind):
    return "".join(segment.text for segment in change.segments if segment.kind in {SegmentKind.EQUAL, kind}).split(
        JOINT
    )


@settings(max_examples=150)
@given(SENTENCES, SENTENCES)
def test_the_changes_applied_to_the_old_version_give_the_new_one_and_back(old_texts, new_texts):
    old, new = paras(*old_texts), paras(*new_texts)
    comparison = compare(old, new)
    after = {link.new: old[link.old].text for link in comparison.alignment.links}
    before = {link.old: new[link.new].text for link in comparison.alignment.links}
    for change in comparison.changes:
        if change.new:
            after |= dict(zip(change.new, side_of(change, SegmentKind.INSERT), strict=True))
        if change.old:
            before |= dict(zip(change.old, side_of(change, SegmentKind.DELETE), strict=True))
    assert [after[place] for place in range(len(new))] == list(new_texts)
    assert [before[place] for place in range(len(old))] == list(old_texts)


@settings(max_examples=100)
@given(SENTENCES, SENTENCES)
def test_links_are_one_to_one_but_for_splits_and_merges(old_texts, new_texts):
    alignment = compare(paras(*old_texts), paras(*new_texts)).alignment
    plain = [link for link in alignment.links if link.ops[0] not in {"split", "merged"}]
    assert len({link.old for link in plain}) == len({link.new for link in plain}) == len(plain)


@given(st.text(alphabet="abcdefg", max_size=60), st.text(alphabet="abcdefg", max_size=60))
def test_words_kept_by_chance_go_as_diff_match_patch_has_it(old, new):
    edits = [
        (0, old[code.src_start : code.src_end])
        if code.tag == "equal"
        else (-1, old[code.src_start : code.src_end])
        if code.tag == "delete"
        else (1, new[code.dest_start : code.dest_end])
        for code in Indel.opcodes(old, new)
    ]
    diff_match_patch().diff_cleanupSemantic(edits)
    assert edit_words(old, new) == edits


def test_a_text_with_every_word_replaced_takes_no_time_that_grows_with_its_square():
    old = "".join(f"{chr(at)}," for at in range(0x4E00, 0x4E00 + 6_000))
    new = "".join(f"{chr(at)}," for at in range(0x8E00, 0x8E00 + 6_000))
    assert [fate for fate, _ in edit_words(old, new)] == [-1, 1, 0]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_runs_spell_both_texts(old, new):
    segments = diff_words(old, new)
    assert "".join(segment.text for segment in segments if segment.kind is not SegmentKind.INSERT) == old
    assert "".join(segment.text for segment in segments if segment.kind is not SegmentKind.DELETE) == new
