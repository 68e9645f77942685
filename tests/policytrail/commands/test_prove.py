"""`prove`: the folder that lets another person check a change, or one sentence."""

import json
import shutil
from hashlib import sha256

import pytest
from click.testing import CliRunner
from time_stamping import Authority, answering

from policytrail.cli import policytrail

ONE = [("heading", 1, "Privacy"), ("heading", 2, "Sharing"), ("para", 0, "We never sell your data to anyone at all.")]
TWO = [*ONE[:2], ("para", 0, "We may sell your <b>data</b> to anyone at all."), ("para", 0, "Write to us.")]
THREE = [*TWO, ("para", 0, "We keep an entirely different archive of cookies.")]
VIEW = "https://archive.example/web/20010601000000/https://a.example/privacy"
RAW = "https://archive.example/web/20010601000000id_/https://a.example/privacy"


@pytest.fixture
def prove(history, tmp_path):
    history.add("a.example", ONE, TWO, THREE)
    history.store.close()

    def prove(*words, status=0):
        out = tmp_path / "evidence"
        words = ("prove", *words, "--out", str(out), "--db", str(history.store.path))
        result = CliRunner().invoke(policytrail, words)
        if status == 0:
            assert result.exit_code == 0, result.output
            return out
        assert result.exception.exit_status == status
        return str(result.exception)

    return prove


def test_one_sentence_is_proved_by_the_step_that_changed_it_not_by_the_newest(prove):
    out = prove("a.example", "sell your")
    manifest = json.loads((out / "manifest.json").read_text())
    assert (manifest["before"]["version"], manifest["after"]["version"]) == (1, 2)
    assert manifest["clause"]["old"][0]["text"] == ONE[2][2]
    assert manifest["clause"]["new"][0]["text"] == TWO[2][2]


def test_words_that_went_are_proved_by_the_step_that_took_them(prove):
    manifest = json.loads((prove("a.example", "NEVER  sell") / "manifest.json").read_text())
    assert (manifest["words"], manifest["after"]["version"]) == ("NEVER  sell", 2)


def test_both_captures_have_the_address_to_look_at_beside_the_raw_one(prove):
    out = prove("a.example", "sell your")
    manifest = json.loads((out / "manifest.json").read_text())
    assert (manifest["before"]["viewing_url"], manifest["before"]["replay_url"]) == (VIEW, RAW)
    page = (out / "clause.html").read_text()
    assert f'href="{VIEW}"' in page
    assert f'href="{RAW}"' in page
    assert VIEW in (out / "README.md").read_text()


def test_captures_seen_and_captures_between_are_two_numbers(prove):
    side = json.loads((prove("a.example") / "manifest.json").read_text())["before"]
    assert (side["captures_seen"], side["captures_between"]) == (2, 0)


def test_the_page_of_the_sentence_stands_alone_and_escapes_what_it_quotes(prove):
    out = prove("a.example", "sell your")
    page = (out / "clause.html").read_text()
    assert "<del>never</del>" in page
    assert "<ins>may</ins>" in page
    assert "&lt;b&gt;data" in page
    assert "<script" not in page
    assert "src=" not in page
    for which in ("before.html", "after.html"):
        assert sha256((out / which).read_bytes()).hexdigest() in page
    assert "clause.html" in (out / "SHA256SUMS").read_text()


def test_without_words_there_is_no_page_of_a_sentence(prove):
    out = prove("a.example@2")
    assert not (out / "clause.html").exists()
    assert "words" not in json.loads((out / "manifest.json").read_text())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("a.example", "xyzzy"), "no clause ever said 'xyzzy'"),
        (("a.example", " "), "no clause ever said"),
        (("a.example", "Sharing"), "changed in no step"),
        (("a.example@3", "sell your"), "changed not in the step to version 3"),
        (("a.example", "sell your", "--timestamp-url", "tsa"), "write the address"),
    ],
)
def test_what_cannot_be_proved_is_said_and_no_folder_made(prove, tmp_path, words, says):
    assert says in prove(*words, status=2)
    assert not (tmp_path / "evidence").exists()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl signs for the authority")
def test_the_hashes_are_stamped_from_outside_and_only_a_hash_is_sent(prove, tmp_path):
    authority, queries = Authority(tmp_path), []

    def answer(query):
        queries.append(query)
        return 200, authority.sign(query)

    with answering(answer) as url:
        out = prove("a.example", "sell your", "--timestamp-url", url)
    assert (out / "SHA256SUMS.tsr").exists()
    (query,) = queries
    assert sha256((out / "SHA256SUMS").read_bytes()).digest() in query
    assert len(query) < 100


def test_an_authority_that_does_not_answer_leaves_no_folder(prove, tmp_path):
    with answering(lambda _: (500, b"")) as url:
        assert "answered 500" in prove("a.example", "--timestamp-url", url, status=75)
    assert not (tmp_path / "evidence").exists()
