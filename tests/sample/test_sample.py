"""The sample archive is what its maker makes, and its pages extract without loss."""

import gzip
import io
import json
from itertools import pairwise

import pypdf
import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.links.ranking import rank_policy_links
from sample.check import find_missing
from sample.make_archive import FOLDER, lives, make_archive, make_known_edits, make_targets
from sample.markup_new import BANNER
from tracker.clauses.clause import Clause, ClauseKind
from tracker.clauses.text_hash import normalize_text, text_sha256
from tracker.diff.changes import change_to_json, compare
from tracker.extraction.extract import extract_page

LIVES = {life.site.name: life for life in lives()}
AROUND = (BANNER, "Accept all", "Related articles", "Newsletter", "Best sellers", "Cards", "Blankets")

LIST_END = "a line that follows an open list is read into its last item"


def sites(**reasons):
    """All sites; those that the extraction cannot read yet are expected to fail, for the reason given."""
    return pytest.mark.parametrize(
        "name",
        [
            pytest.param(name, marks=pytest.mark.xfail(reason=reasons[site.policy]) if site.policy in reasons else ())
            for name, site in ((life.site.name, life.site) for life in LIVES.values())
        ],
    )


def as_read(policy):
    """The clauses of a policy as a faultless extraction would give them."""
    path, clauses = [], []
    for clause in policy:
        level = {"title": 1, "heading": 2}.get(clause.kind, 0)
        kind = ClauseKind.HEADING if level else ClauseKind(clause.kind)
        path = path[: level - 1] if level else path
        clauses.append(Clause(kind=kind, level=level, path=tuple(path), text=clause.text))
        path = [*path, clause.text] if level else path
    return clauses


@pytest.fixture(scope="module")
def extractions():
    return {
        name: [
            (capture, extract_page(capture.body, content_type=dict(capture.headers)["Content-Type"], url=capture.url))
            for capture in life.shown
        ]
        for name, life in LIVES.items()
    }


def test_the_archive_is_the_committed_one():
    made = make_archive()
    assert made == make_archive()
    # Another build of zlib may compress the same records to other bytes.
    assert gzip.decompress(made) == gzip.decompress((FOLDER / "archive.warc.gz").read_bytes())
    assert len(made) < 400_000


def test_the_lists_are_the_committed_ones():
    assert make_known_edits() == json.loads((FOLDER / "known_edits.json").read_text(encoding="utf-8"))
    assert make_targets() == (FOLDER / "targets.txt").read_text(encoding="utf-8")


def test_every_record_is_named_once_and_its_digest_holds():
    names = []
    for record in ArchiveIterator(io.BytesIO(make_archive()), check_digests="raise"):
        record.content_stream().read()
        names.append(record.rec_headers.get_header("WARC-Record-ID"))
    assert len(names) == len(set(names)) == sum(len(life.captures) for life in LIVES.values())


@sites()
def test_every_known_edit_lies_between_two_captures_in_a_row(name):
    dates = [capture.timestamp for capture in LIVES[name].shown]
    assert dates == sorted(dates)
    assert {dated.between for dated in LIVES[name].edits} <= set(pairwise(dates))
    assert LIVES[name].texts == len({dated.between for dated in LIVES[name].edits}) + 1


def test_a_pdf_reader_without_patience_reads_the_pdf():
    for capture in LIVES["northfold-savings.example"].shown:
        reader = pypdf.PdfReader(io.BytesIO(capture.body), strict=True)
        text = normalize_text("".join(page.extract_text() for page in reader.pages))
        assert all(normalize_text(clause.text) in text for clause in capture.policy)


@sites()
def test_no_clause_of_the_policy_is_lost(name, extractions):
    for capture, extraction in extractions[name]:
        found = normalize_text(extraction.text)
        lost = [clause.text for clause in capture.policy if normalize_text(clause.text) not in found]
        assert not lost, f"{capture.timestamp} {capture.url}"


@sites()
def test_what_stands_around_the_policy_is_left_out(name, extractions):
    for capture, extraction in extractions[name]:
        where = f"{capture.timestamp} {capture.url}"
        assert not {clause.text for clause in extraction.clauses} & set(AROUND), where
        assert "back to top" not in extraction.text.lower(), where


@sites()
def test_as_many_texts_are_found_as_were_written(name, extractions):
    found = {text_sha256(extraction.clauses) for _, extraction in extractions[name]}
    assert len(found) == LIVES[name].texts


@sites(kettleandloom=LIST_END)
def test_each_clause_of_the_policy_is_a_clause_of_the_page(name, extractions):
    for capture, extraction in extractions[name]:
        written = [normalize_text(clause.text) for clause in capture.policy]
        found = [normalize_text(clause.text.lstrip(":• ")) for clause in extraction.clauses]
        assert found == written, f"{capture.timestamp} {capture.url}"


@sites()
def test_comparing_the_texts_tells_the_known_edits_and_no_others(name):
    known = make_known_edits()[name]["edits"]
    for old, new in pairwise(LIVES[name].shown):
        before, after = as_read(old.policy), as_read(new.policy)
        changes = [change_to_json(change, before, after) for change in compare(before, after).changes]
        expected = [edit for edit in known if edit["between"] == [old.timestamp, new.timestamp]]
        assert not find_missing(expected, changes), new.timestamp
        assert len(changes) <= len(expected), new.timestamp


@pytest.mark.parametrize("name", ["kettleandloom.example", "fernwick.example"])
def test_the_homepages_lead_to_where_the_policy_was(name):
    at = {capture.url for capture in LIVES[name].shown}
    homepages = [capture for capture in LIVES[name].captures if capture.note == "homepage"]
    found = {rank_policy_links(capture.body, url=capture.url)[0].url for capture in homepages}
    assert found == at
