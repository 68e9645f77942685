"""The papers for who comes next: what they link to is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "sample").glob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")


def anchors_of(paper):
    headings = re.findall(r"^#+ (.+)$", paper.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_every_link_within_the_repository_leads_somewhere(paper):
    text = re.sub(r"```.*?```", "", paper.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in LINK.findall(text):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        led_to = (paper.parent / path).resolve() if path else paper
        assert led_to.exists(), f"{paper.relative_to(ROOT)}: {target}"
        assert not anchor or anchor in anchors_of(led_to), f"{paper.relative_to(ROOT)}: {target}"


def test_every_decision_has_its_context_and_consequences_and_is_listed():
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs/decisions").glob("[0-9]*.md"):
        text = page.read_text(encoding="utf-8")
        assert {"## Context", "## Decision", "## Consequences"} <= set(text.splitlines()), page.name
        assert f"({page.name})" in index, page.name
