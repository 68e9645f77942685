"""Faults put into the rules one at a time: whether the unit tests of their room notice.

    python -m bench.mutations [WORDS_OF_A_NAME]

Each mutation replaces one piece of code in a copy of the tree and runs the tests of the room. Prints a line for each,
and how many were caught; exit status 1 where fewer than nine in ten are.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("bench", "crawler", "db", "docs", "policytrail", "tests", "tracker", "pyproject.toml")
LEAST_CAUGHT = 0.9
WORKERS = 2
ALIGNMENT = ("tests/tracker/alignment", "tests/tracker/history/test_lineage.py", "tests/tracker/diff")
HISTORY = ("tests/tracker/history",)
RECORDING = ("tests/tracker/recording", "tests/crawler/stages", "tests/db/test_store.py")
EXTRACTION = (
    "tests/tracker/extraction",
    "tests/tracker/page",
    "--deselect",
    "tests/tracker/extraction/test_hostile_pages.py",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One fault: `old` in the file at `path` becomes `new`; `tests` are those that ought to notice."""

    name: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]


def _mutations(path: str, tests: tuple[str, ...], *faults: tuple[str, str, str]) -> tuple[Mutation, ...]:
    return tuple(Mutation(name=name, path=path, old=old, new=new, tests=tests) for name, old, new in faults)


MUTATIONS: tuple[Mutation, ...] = (
    *_mutations(
        "tracker/alignment/align.py",
        ALIGNMENT,
        ("words keys not matched exactly", "        matches.add(*words)\n", ""),
        (
            "leftovers of the same words dropped",
            '        self._take(dict.fromkeys(same_leftovers(self._free_old, self._free_new), ""))\n',
            "",
        ),
        (
            "groups not completed",
            "        self._complete_groups(matched, words.old.word_codes, words.new.word_codes)\n",
            "",
        ),
        ("a copy keeps the link", "        self._part_from_copies((words[0], words[1]))\n", ""),
        ("moves not told", '*(("moved",) if moved else ())', "*()"),
    ),
    *_mutations(
        "tracker/alignment/exact_matches.py",
        ALIGNMENT,
        (
            "headings matched with text",
            "if (self._old[i].kind is _HEADING) == (self._new[j].kind is _HEADING):",
            "if True:",
        ),
        ("no extension to neighbors", "        self._extend(old_keys, new_keys)\n", ""),
        ("no linking in order", "        self._link_in_order(old_keys, new_keys)\n", ""),
        ("no extension backwards", "zip((1, -1), ends, strict=True)", "zip((1,), ends[:1], strict=True)"),
    ),
    *_mutations(
        "tracker/alignment/moves.py",
        ALIGNMENT,
        ("the longest order, not the heaviest", "[1 + length for length in shorter]", "[1 for length in shorter]"),
        ("the smallest part goes on", "sorted((-min(old_lengths[i]", "sorted((min(old_lengths[i]"),
    ),
    *_mutations(
        "tracker/alignment/candidate_pairs.py",
        ALIGNMENT,
        ("leftovers of unequal counts", "and len(olds[word_codes]) == len(news[word_codes])", ""),
    ),
    *_mutations(
        "tracker/clauses/text_hash.py",
        ("tests/tracker/clauses",),
        ("no NFKC in the text hash", 'unicodedata.normalize("NFKC", fold(text))', "fold(text)"),
    ),
    *_mutations(
        "tracker/diff/render_html.py",
        ("tests/tracker/diff",),
        ("labels not escaped", "{escape(old_label)} → {escape(new_label)}", "{old_label} → {new_label}"),
        ("title not escaped", "<h1>{escape(title)}</h1>", "<h1>{title}</h1>"),
    ),
    *_mutations(
        "tracker/history/timeline.py",
        HISTORY,
        ("a window begins with the first capture", "not_before=before.last", "not_before=before.first"),
        ("twins are versions", "twins.get(item.version, item.version)", "item.version"),
        ("rejected versions are believed", "if item[1] not in judgments.rejected", "if True"),
        ("observations in their order of arrival", "    seen.sort()\n", ""),
    ),
    *_mutations(
        "tracker/history/excursions.py",
        HISTORY,
        ("brief stretches stay", "    _take_out_brief(sifting)\n", ""),
        ("the newest never waits", "    _take_out_waiting(sifting)\n", ""),
        ("long excursions stay", "    _take_out_long(sifting)\n", ""),
        ("what stood before the policy stays", "    _take_out_first(sifting)\n", ""),
        ("stretches around are not joined", "self.kept[place - 1].version == self.kept[place].version:", "False:"),
        (
            "what a person confirmed is taken out",
            "doubt = _brief_doubt(sifting, at) if kept[at].version not in sifting.confirmed else None",
            "doubt = _brief_doubt(sifting, at)",
        ),
        ("it waits without end", "moment_of(until) - moment_of(newest.last) >= PATIENCE", "False"),
        ("unbalanced turns are turns", "return min(own, other) >= _FEW * max(own, other)", "return True"),
    ),
    *_mutations(
        "tracker/history/doubt.py",
        HISTORY,
        ("another language is no doubt", "        return Doubt.LANGUAGE\n", "        return None\n"),
        ("text put in is no doubt", "        doubt = Doubt.INJECTED\n", "        pass\n"),
        ("a single capture is believed", "if home.version == back.version and (", "if False and ("),
        ("lost clauses that come back are no doubt", "return share_within(lost, after) > _MOST or", "return False and"),
    ),
    *_mutations(
        "tracker/history/returning_clauses.py",
        HISTORY,
        (
            "short texts come back alone",
            'if words.count(" ") + 1 < _LEAST_WORDS and len(words) < _LEAST_CHARACTERS:',
            "if False:",
        ),
        ("texts come back anywhere", "if departed and (self._is_near(", "if departed or (self._is_near("),
        ("neighbors do not come back", "        self._add_neighbors(found, keys, anew)\n", ""),
        (
            "texts touched up do not come back",
            "self._same(keys[index]) or self._alike(keys[index])",
            "self._same(keys[index])",
        ),
        ("passages do not come back whole", " or self._is_whole(departed, index, keys)", ""),
        ("one comes back twice", "        del self._departed[departed.lineage]\n", ""),
    ),
    *_mutations(
        "tracker/history/lineage.py",
        HISTORY,
        (
            "part of a split is young",
            "births[parent.child] = min(births[parent.child], births[parent.parent])",
            "pass",
        ),
        ("parents not noted", "if parent != child:", "if False:"),
        ("what came back is forgotten on recall", "        self._returning.forget(own)\n", ""),
    ),
    *_mutations(
        "tracker/recording/record_page.py",
        RECORDING,
        ("a known page is not kept with all", "        if keep is Keep.ALL:\n", "        if False:\n"),
        ("every page is kept", "(is_new and keep is Keep.CHANGED)", "keep is Keep.CHANGED"),
        ("a page that starts a version is not kept", " or (is_new and keep is Keep.CHANGED)", ""),
        (
            "fingerprints of another extractor hold",
            'return f"{EXTRACTOR_VERSION}:{visible',
            'return f":{visible',
        ),
        ("the latest page is forgotten", "or when > self._last[version_id]", "or when < self._last[version_id]"),
    ),
    *_mutations(
        "tracker/recording/fingerprint.py",
        RECORDING,
        ("veiled addresses ignored", "if _VEIL in markup else ()", "if False else ()"),
        (
            "charset of the header ignored",
            'hashlib.sha256((charset_of_header(content_type) or "").encode("utf-8", "surrogatepass"))',
            "hashlib.sha256()",
        ),
    ),
    *_mutations(
        "tracker/extraction/clause_splitting.py",
        EXTRACTION,
        ("headings never end", "if above[0] < block.level]", "if True]"),
    ),
    *_mutations(
        "tracker/extraction/trimming.py",
        EXTRACTION,
        ("the copyright line stays", "if is_copyright_line(block):", "if False:"),
        (
            "jumps to the top stay",
            "if is_mark(block) or is_jump_to_top(block, page.anchors, first):",
            "if is_mark(block):",
        ),
    ),
    *_mutations(
        "tracker/extraction/repeated_blocks.py",
        EXTRACTION,
        ("doubled pages are read twice", "(twice if is_doubled else often)", "often"),
    ),
    *_mutations(
        "tracker/extraction/named_sections.py",
        EXTRACTION,
        ("numbered peers end a document", "and (numbered or not is_numbered(block.text))", ""),
        (
            "a fragment of anything is followed",
            "return section if section and _is_document(page, section) else None",
            "return section",
        ),
    ),
)


@contextmanager
def _copies(count: int) -> Iterator[SimpleQueue[Path]]:
    with tempfile.TemporaryDirectory() as folder:
        free: SimpleQueue[Path] = SimpleQueue()
        for number in range(count):
            copy = Path(folder) / str(number)
            copy.mkdir()
            for name in COPIED:
                source = ROOT / name
                if source.is_dir():
                    shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(source, copy / name)
            free.put(copy)
        yield free


def _verdict(mutation: Mutation, tree: Path) -> str:
    """Return `caught`, `SURVIVED` or, where the code it mutates is no longer there, `NOT THERE`."""
    file = tree / mutation.path
    source = file.read_text()
    if source.count(mutation.old) < 1:
        return "NOT THERE"
    file.write_text(source.replace(mutation.old, mutation.new, 1))
    try:
        return "SURVIVED" if _pass(mutation.tests, tree) else "caught"
    finally:
        file.write_text(source)


def _pass(tests: Sequence[str], tree: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1", "CI": "true"}
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=False).returncode == 0


def _run(mutations: Sequence[Mutation]) -> int:
    """Print the verdict on each mutation; return how many were caught."""
    with _copies(WORKERS) as free, ThreadPoolExecutor(WORKERS) as pool:

        def judge(mutation: Mutation) -> str:
            tree = free.get()
            try:
                return _verdict(mutation, tree)
            finally:
                free.put(tree)

        for tests in dict.fromkeys(mutation.tests for mutation in mutations):
            if not _pass(tests, ROOT):
                sys.exit(f"without any mutation these tests fail: {' '.join(tests)}")
        caught = 0
        for mutation, verdict in zip(mutations, pool.map(judge, mutations), strict=True):
            print(f"{verdict:10} {Path(mutation.path).stem}: {mutation.name}", flush=True)
            caught += verdict == "caught"
    return caught


if __name__ == "__main__":
    chosen = [mutation for mutation in MUTATIONS if all(word in mutation.name for word in sys.argv[1:])]
    caught_count = _run(chosen)
    print(f"{caught_count} of {len(chosen)} caught")
    sys.exit(caught_count < LEAST_CAUGHT * len(chosen))
