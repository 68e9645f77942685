"""`policytrail compare --batch`: links of pairs, births in rows of versions."""

import io
import json

from policytrail.commands.compare import compare_lines

HEADING = {"kind": "heading", "level": 1, "path": [], "text": "Privacy"}
KEEP = {"kind": "para", "level": 0, "path": ["Privacy"], "text": "We keep your data for 30 days."}
KEEP_LONGER = {**KEEP, "text": "We keep your data for 90 days."}
SHARE = {"kind": "para", "level": 0, "path": ["Privacy"], "text": "We never share your location with anybody."}


def compared(*records):
    return [json.loads(line) for line in compare_lines(io.StringIO("\n".join(map(json.dumps, records)) + "\n"))]


def test_a_pair_gives_its_links_and_what_came_and_went():
    (found,) = compared({"id": "a", "old": [HEADING, KEEP], "new": [HEADING, KEEP_LONGER, SHARE]})
    assert found["id"] == "a"
    assert [link[:2] for link in found["links"]] == [[0, 0], [1, 1]]
    assert (found["added"], found["removed"], found["moved"]) == ([2], [], [])


def test_a_row_of_versions_gives_the_births_of_the_last_one():
    versions = [[HEADING, KEEP], [HEADING, KEEP, SHARE], [HEADING, KEEP_LONGER, SHARE]]
    assert compared({"id": "b", "versions": versions}) == [{"id": "b", "births": [0, 0, 1]}]
