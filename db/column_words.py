"""What columns mean that stand in several tables and views."""

STAMP = "14-digit UTC timestamp of a capture, as the archive's CDX index has it"
MOMENT = "ISO 8601, UTC"
NUMBER = "number of the version in its document, 1 is the oldest"
DOCUMENT = "what the person named: the address of a policy, or a site"
LINEAGE = "number of the clause in its document, the same through all versions"
CLAUSE_KIND = "heading, para, item or row"
CLAUSE_LEVEL = "depth of a heading (1 is the highest) or of a list item; 0 for others"
DOUBT = (
    "why it is no part of the history: single, brief, loss, language, no policy, injected,"
    " alternating, waiting, rejected"
)
LABEL = "name of a doubtful version: 4.1 is the first that came after version 4"
REPLACED = "1: the page shows something else now, another language or no policy; no change of the policy"
CHANGE_KIND = "added, removed, modified, moved, split, merged, renumbered or cosmetic"
NOT_BEFORE = f"the last capture that still showed the old version: {STAMP}"
FIRST_CAPTURE = f"the first capture that shows the new version: {STAMP}"
TECHNICAL = "1: a newer extractor read the same page otherwise; the site changed nothing"
OUTCOME = (
    "what became of it: ok, unchanged, reread (by another extractor), or why it shows no version (redirect,"
    " archived_error, unusable ...)"
)

MEANING = {
    "weight": "cosmetic, editorial or substantive; empty: not assessed yet",
    "direction": "of a substantive change: less protective, more protective or neutral/unclear",
    "topics": "what it is about, a JSON list of one or two topics",
    "importance": "ranks changes: the higher, the more it matters",
    "reason": "what decided, in a few words",
}
