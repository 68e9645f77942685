"""How much visible text of html5lib's tree-construction tests extraction loses, neither taken nor named as left out.

    python -m bench.conformance FOLDER

FOLDER holds the `*.dat` files: `html5lib/tests/testdata/tree-construction` in the sdist of html5lib 1.1.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from db.errors import UnreadablePage
from tracker.extraction.extract import extract_page

_UNSEEN = frozenset(("script", "style", "title", "head", "noscript", "noframes", "iframe", "noembed", "datalist",
                     "canvas", "video", "audio", "template", "content", "desc", "!--"))  # fmt: skip
_OTHER = re.compile("#(?:document-fragment|script-off)")
_TEXT = re.compile(r'^\| ( *)(?:"(.*?)"|<(.*?)>|(content))$', re.MULTILINE | re.DOTALL)


def main() -> int:
    """Print the cases whose text is lost; 1 if there are any, 0 otherwise or without data."""
    if len(sys.argv) < 2 or not Path(sys.argv[1]).is_dir():
        print("SKIPPED: give the folder of the tests")
        return 0
    cases = [(page, text) for page, tree in read_cases(Path(sys.argv[1])) if (text := visible_text(tree))]
    lost = [page for page, text in cases if Counter(text) - Counter(text_of(page))]
    print(*(f"  {page[:100]!r}" for page in lost), sep="\n")
    print(f"{len(lost)} of {len(cases)} pages with text lose some of it (wanted: 0)")
    return int(bool(lost))


def read_cases(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the page and the tree of each test of a whole document."""
    for path in sorted(folder.glob("*.dat")):
        for case in re.split(r"(?:^|\n)#data\n", path.read_text(encoding="utf-8", errors="surrogatepass")):
            page, _, rest = case.partition("\n#errors")
            is_html = "<" in page and "\0" not in page  # others are plain text, or none
            if is_html and "#document\n" in rest and not _OTHER.search(rest):
                yield page, rest.split("#document\n", 1)[1]


def visible_text(tree: str) -> str:
    """Return the characters of the tree, without white space, that a browser shows."""
    shown, above = [], []
    for match in _TEXT.finditer(tree):
        del above[len(match[1]) // 2 :]
        if match[2] is None:
            above.append((match[3] or match[4]).split(" ")[-1] if not (match[3] or "").startswith("!--") else "!--")
        elif not _UNSEEN.intersection(above):
            shown.append(match[2])
    return "".join("".join(shown).split())


def text_of(page: str) -> str:
    """Return all that extraction says of the page: taken and left out."""
    try:
        extraction = extract_page(page.encode("utf-8", "replace"), content_type="text/html; charset=utf-8")
    except UnreadablePage:
        return ""
    return "".join((extraction.text + " ".join(part.text for part in extraction.left_out)).split())


if __name__ == "__main__":
    sys.exit(main())
