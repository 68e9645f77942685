"""`policytrail assess --batch`: a line for a line."""

import io
import json

import pytest

from db.errors import UsageError
from policytrail.commands.assess import assess_lines, read_assessor

CHANGE = {"id": "a", "kind": "removed", "section": "US > Sale", "old": "We do not sell your data.", "new": ""}


def assessed(*records, explain=False):
    lines = io.StringIO("\n".join(map(json.dumps, records)) + "\n\n")
    return [json.loads(line) for line in assess_lines(lines, read_assessor(None), explain=explain)]


def test_a_change_gives_what_the_contract_says():
    (found,) = assessed(CHANGE)
    assert list(found) == ["id", "weight", "direction", "topics", "importance", "reason"]
    assert (found["id"], found["weight"], found["direction"]) == ("a", "substantive", "less protective")


def test_a_clause_gives_its_topics():
    (found,) = assessed({"id": 7, "text": "We keep your data for 30 days."})
    assert found == {"id": 7, "topics": ["data-retention"]}


def test_explained_every_rule_is_there():
    (found,) = assessed(CHANGE, explain=True)
    assert {"rule", "says", "toward", "points", "quote", "came"} <= found["rules"][0].keys()


def test_texts_that_are_missing_are_empty():
    (found,) = assessed({**CHANGE, "new": None, "section": None})
    assert found["weight"] == "substantive"


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"id": 1}'])
def test_another_line_is_refused_with_its_number(line):
    with pytest.raises(UsageError, match="line 2"):
        list(assess_lines(io.StringIO(json.dumps(CHANGE) + "\n" + line), read_assessor(None)))


def test_rules_that_cannot_be_used_are_refused_with_the_file(tmp_path):
    rules = tmp_path / "own.toml"
    rules.write_text("[rules.new]\n")
    with pytest.raises(UsageError, match=r"own\.toml: rule new"):
        read_assessor(rules)
