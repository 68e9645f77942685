"""Rules: read, refused with the key's name, and which changes they want."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.alerts import AlertChange
from db.errors import UsageError
from db.watching import Watched
from tracker.alerts.rules import (
    Direction,
    Rhythm,
    Rule,
    RuleError,
    Weight,
    covers,
    read_rule,
    rule_settings,
    wanted_changes,
)
from tracker.alerts.rules_file import find_line, read_rules_file


def document(name="https://docs.github.com/privacy", site="docs.github.com", tags=(), paused=False):
    return Watched(
        id=1,
        name=name,
        site=site,
        kind="privacy",
        owner=None,
        note=None,
        paused=paused,
        every="day",
        looked_at=None,
        due_at=None,
        quiet_looks=0,
        baseline="20240101000000",
        failure=None,
        tags=tags,
    )


def change(kind="modified", old="We keep it.", new="We sell it.", **assessment):
    return AlertChange(kind=kind, section="Sharing", old_text=old, new_text=new, values=(), **assessment)


def rule(**fields):
    return Rule(**({"name": "legal", "to": ("stdout",)} | fields))


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        ({}, "to"),
        ({"to": []}, "to"),
        ({"to": "mailto:a@x.example"}, "to"),
        ({"to": ["stdout"], "topics": ["gossip"]}, "topics"),
        ({"to": ["stdout"], "at_least": "heavy"}, "at_least"),
        ({"to": ["stdout"], "at_least": 3}, "at_least"),
        ({"to": ["stdout"], "digest": "hourly"}, "digest"),
        ({"to": ["stdout"], "notices": "yes"}, "notices"),
        ({"to": ["stdout"], "tpoics": ["other"]}, "tpoics"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(settings, key):
    with pytest.raises(RuleError, match=r"\A.+\Z") as refusal:
        read_rule("legal", settings)
    assert refusal.value.key == key


def test_a_rules_settings_make_the_same_rule_again():
    made = rule(
        to=("mailto:a@x.example", "env:HOOK"), tags=("vendors",), topics=("ai-training",), at_least=Weight.SUBSTANTIVE,
        direction=Direction.LESS, match="sell*", digest=Rhythm.WEEKLY, notices=False,
    )  # fmt: skip
    assert read_rule("legal", rule_settings(made)) == made


@pytest.mark.parametrize(
    ("fields", "covered"),
    [
        ({}, True),
        ({"targets": ("github.com",)}, True),
        ({"targets": ("docs.github.com",)}, True),
        ({"targets": ("https://docs.github.com/privacy/",)}, True),
        ({"targets": ("hub.com",)}, False),
        ({"targets": ("other.example",)}, False),
        ({"tags": ("vendors",)}, True),
        ({"tags": ("banks",)}, False),
        ({"targets": ("other.example",), "tags": ("vendors",)}, True),
        ({"paused": True}, False),
    ],
)
def test_a_rule_is_about_names_sites_domains_and_tags(fields, covered):
    assert covers(rule(**fields), document(tags=("vendors", "eu"))) is covered
    assert not covers(rule(**fields), document(tags=("vendors", "eu"), paused=True))


@pytest.mark.parametrize(
    ("fields", "assessment", "wanted"),
    [
        ({}, {}, True),
        ({}, {"kind": "cosmetic"}, False),
        ({"at_least": Weight.COSMETIC}, {"kind": "cosmetic"}, True),
        ({"at_least": Weight.SUBSTANTIVE}, {"kind": "moved"}, False),
        ({"at_least": Weight.SUBSTANTIVE}, {"weight": "editorial"}, False),
        ({"at_least": Weight.SUBSTANTIVE}, {"weight": "substantive"}, True),
        ({"direction": Direction.LESS}, {"weight": "substantive", "direction": "less protective"}, True),
        ({"direction": Direction.LESS}, {"weight": "substantive", "direction": "more protective"}, False),
        ({"direction": Direction.NEUTRAL}, {"weight": "substantive", "direction": "neutral/unclear"}, True),
        ({"direction": Direction.LESS}, {}, True),
        ({"topics": ("ai-training",)}, {"weight": "substantive", "topics": ("ai-training", "other")}, True),
        ({"topics": ("ai-training",)}, {"weight": "substantive", "topics": ("cookies",)}, False),
        ({"topics": ("ai-training",)}, {}, True),
        ({"match": "sell"}, {}, True),
        ({"match": "lend, sell"}, {}, True),
        ({"match": "kee*"}, {}, True),
        ({"match": "kee"}, {}, False),
    ],
)
def test_a_rule_wants_what_it_asks_for_and_what_nobody_assessed(fields, assessment, wanted):
    assert bool(wanted_changes(rule(**fields), [change(**assessment)])) is wanted


FILE = """\
# ours
[rules.legal]
to = ["mailto:legal@example.org"]
tags = ["vendors"]
digest = "daily"

[rules."every one"]
to = ["stdout"]

[targets."github.com"]
tags = ["vendors"]
every = "week"
"""


def test_a_file_holds_rules_and_targets():
    content = read_rules_file(FILE, "rules.toml")
    assert [made.name for made in content.rules] == ["legal", "every one"]
    assert content.targets[0].every == "week"


@pytest.mark.parametrize(
    ("before", "after", "line", "key"),
    [
        ('digest = "daily"', 'digest = "often"', 5, "rules.legal.digest"),
        ('tags = ["vendors"]\ndigest', "tags = 3\ndigest", 4, "rules.legal.tags"),
        ('to = ["stdout"]', 'too = ["stdout"]', 8, "rules.every one.too"),
        ('to = ["stdout"]', "", 7, "rules.every one.to"),
        ('to = ["stdout"]', 'to = ["nonsense"]', 8, "rules.every one.to"),
        ('every = "week"', 'every = "year"', 12, "targets.github.com.every"),
        ('every = "week"', "paused = 1", 12, "targets.github.com.paused"),
        ("# ours", "rules.x.to = 1", 1, "rules.x.to"),
        ("# ours", "speed = 3", 1, "speed"),
    ],
)
def test_a_mistake_in_a_file_is_told_with_line_and_key(before, after, line, key):
    text = FILE.replace(before, after, 1)
    if after.startswith("rules.x"):
        text = after
    with pytest.raises(UsageError, match=rf"\Arules\.toml: line {line}, {re.escape(key)}: .*\Z"):
        read_rules_file(text, "rules.toml")


def test_what_is_not_toml_is_told_with_its_line():
    with pytest.raises(UsageError, match=r"rules.toml: not TOML: .*line 2"):
        read_rules_file("[rules.a]\nto = }", "rules.toml")


@given(st.text(), st.lists(st.text(), min_size=1, max_size=3))
def test_a_line_is_found_or_not_but_nothing_breaks(text, keys):
    assert 0 <= find_line(text, tuple(keys)) <= len(text.splitlines())


SCALARS = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_whatever_a_setting_holds_is_read_or_refused(value):
    for key in ("to", "topics", "digest", "notices", "match"):
        with suppress(RuleError):
            read_rule("legal", {"to": ["stdout"], key: value})
