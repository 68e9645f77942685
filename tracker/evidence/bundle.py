"""The evidence bundle for one change: everything another person needs to check it without policytrail."""

import hashlib
import io
import json
import shlex
from collections.abc import Sequence

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from db.archives import OWN_NAME
from db.records import Evidence
from tracker.clauses.markdown import clauses_to_markdown
from tracker.diff.changes import Change, change_to_json, compare
from tracker.diff.render_html import render_html
from tracker.evidence.addresses import viewing_url
from tracker.evidence.clause_page import clause_page
from tracker.evidence.sides import ProofSide
from tracker.history.version_table import HistoryRow
from tracker.text.timestamps import moment_of

README = """\
# What this folder proves

{name} changed between {not_before} and {first_capture} (UTC): the archived capture of the first moment still showed
the text of `before.md`, that of the second showed the text of `after.md`. `diff.html` shows the difference;
of a proof of one sentence, `clause.html` is the page to publish. To look at the captures in a browser:

{views}
`manifest.json` says of each text how many captures were seen to show it, and how many more lie between two of those.

## Check it with standard tools

1. `sha256sum -c SHA256SUMS` shows that nothing in this folder was altered since it was made.
2. Fetch the captures from the archive again and compare their bytes (decompress them first if they come compressed):

{fetches}
3. `captures.warc.gz` holds the same bytes as a WARC file (ISO 28500), for replay in pywb or https://replayweb.page.
4. `captures.cdx` has the captures' lines of the archive's listing; the sixth field is the archive's own digest of the
   payload as it was stored: SHA-1, in base 32.
5. If there is `SHA256SUMS.tsr`: a time stamping authority signed that it saw the hash of `SHA256SUMS` at that time,
   so that the folder is not younger. With the authority's certificates, which it publishes:
   `openssl ts -verify -data SHA256SUMS -in SHA256SUMS.tsr -CAfile AUTHORITY.pem` (RFC 3161).

{archives}
The text was taken from the bytes by policytrail's extractor {extractor}; `before.md` and `after.md` are its results.
"""


def proof_files(
    name: str,
    before: ProofSide,
    after: ProofSide,
    *,
    last_before: str,
    extractor: str,
    clause: tuple[str, Change] | None = None,
) -> dict[str, bytes]:
    """Return the files of the bundle by name; `last_before` is the last capture that showed the version before.

    `clause` is the change that a proof of one sentence is about, with the words asked for: it has a page of its own.
    """
    sides = (("before", before), ("after", after))
    files = {f"{which}{_ending(side.evidence)}": side.evidence.body for which, side in sides}
    files |= {f"{which}.md": (clauses_to_markdown(side.clauses) + "\n").encode() for which, side in sides}
    files["diff.html"] = render_html(
        before.clauses,
        after.clauses,
        compare(before.clauses, after.clauses),
        title=name,
        old_label=_label(before.row),
        new_label=_label(after.row),
    ).encode()
    about: dict[str, object] = {}
    if clause is not None:
        words, change = clause
        files["clause.html"] = clause_page(name, words, change, before, after).encode()
        about = {"words": words, "clause": change_to_json(change, before.clauses, after.clauses)}
    files["captures.cdx"] = "".join(f"{side.evidence.cdx_line}\n" for _, side in sides).encode()
    files["headers.json"] = _json({which: side.evidence.headers for which, side in sides})
    files["captures.warc.gz"] = _warc([before.evidence, after.evidence])
    files["README.md"] = README.format(
        name=name,
        not_before=last_before,
        first_capture=after.row.first_capture,
        extractor=extractor,
        views="".join(f"- {which}: {viewing_url(side.evidence) or 'in your WARC files'}\n" for which, side in sides),
        archives=_whose_word(before.evidence, after.evidence),
        fetches="".join(f"       {_fetch(side.evidence)}\n" for _, side in sides),
    ).encode()
    files["manifest.json"] = _json(
        {
            "document": name,
            "not_before": last_before,
            "first_capture": after.row.first_capture,
            **{which: _manifest(side) for which, side in sides},
            **about,
        }
    )
    sums = [f"{hashlib.sha256(content).hexdigest()}  {file}\n" for file, content in sorted(files.items())]
    return {**files, "SHA256SUMS": "".join(sums).encode()}


def _manifest(side: ProofSide) -> dict[str, object]:
    evidence = side.evidence
    return {
        "version": side.row.version,
        "url": evidence.url,
        "timestamp": evidence.timestamp,
        "viewing_url": viewing_url(evidence),
        "archive": evidence.archive,
        "own_capture": evidence.archive == OWN_NAME,
        "replay_url": evidence.replay_url,
        "captures_seen": side.row.captures_seen,
        "captures_between": side.row.captures_between,
        "digest": evidence.digest,
        "sha256": evidence.sha256,
        "text_sha256": side.row.sha256,
    }


def _whose_word(*pages: Evidence) -> str:
    """Say whose captures these are; an own capture is the word of whoever made this bundle, no third party's."""
    names = list(dict.fromkeys(page.archive for page in pages if page.archive))
    if not names:
        return ""
    own = " *own* means that whoever made this bundle captured the page: no third party vouches for it."
    return f"The captures are of: {', '.join(names)}.{own if OWN_NAME in names else ''}\n"


def _fetch(evidence: Evidence) -> str:
    """The shell command that fetches a capture again and shows its hash; from WARC files there is none."""
    if evidence.replay_url.startswith("http"):
        return f"curl -s {shlex.quote(evidence.replay_url)} | sha256sum   # {evidence.sha256}"
    return f"# in your WARC files: {evidence.url} at {evidence.timestamp}: {evidence.sha256}"


def _label(row: HistoryRow) -> str:
    return f"version {row.version}, captured {row.first_capture} to {row.last_capture}"


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _ending(evidence: Evidence) -> str:
    if evidence.body.startswith(b"%PDF"):
        return ".pdf"
    return ".txt" if evidence.mimetype.startswith("text/plain") else ".html"


def _warc(pages: Sequence[Evidence]) -> bytes:
    """Return the pages as WARC response records, dated as captured, their bodies as decompressed."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    for page in pages:
        headers = [("Content-Type", page.headers.get("content-type", page.mimetype))]
        record = writer.create_warc_record(
            page.url,
            "response",
            payload=io.BytesIO(page.body),
            http_headers=StatusAndHeaders(f"{_status(page)} OK", headers, protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": moment_of(page.timestamp).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "WARC-Source-URI": page.replay_url,
            },
        )
        writer.write_record(record)
    return file.getvalue()


def _status(page: Evidence) -> str:
    return page.status if page.status.isdigit() else "200"
