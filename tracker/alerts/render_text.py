"""Alerts as plain text and as JSON. Pure."""

from typing import Any

from db.records import ChangeSide
from tracker.alerts.content import Alert, Digest, Notice, ShownChange
from tracker.diff.changes import ChangeKind
from tracker.diff.word_diff import SegmentKind
from tracker.text.counts import counted
from tracker.text.printable import printable
from tracker.text.timestamps import readable_time

SCHEMA = "https://github.com/policytrail/policytrail/blob/main/docs/webhook.schema.json#1"
"""What a webhook's JSON keeps to; the number after `#` grows when something is no longer as it was."""
SITES_IN_SUBJECT = 3
_SIDES = ("before", "after")
CHAT_CHARACTERS = 12_000  # Mattermost takes 16,383 in a message, Slack 40,000
_DOCUMENTS_LISTED = 50
_CALM = str.maketrans({"<": "‹", ">": "›", "@": "@\u200b"})
_OLD_MARKS = {SegmentKind.EQUAL: ("", ""), SegmentKind.DELETE: ("[-", "-]")}
_NO_MARKS = dict.fromkeys(SegmentKind, ("", ""))
_NEW_MARKS = {SegmentKind.EQUAL: ("", ""), SegmentKind.INSERT: ("{+", "+}")}


def subject(digest: Digest) -> str:
    """Return one line that says what happened; it is safe in a mail's header."""
    if not digest.alerts:
        return _subject_of_notices((*digest.corrections, *digest.notices))
    first = digest.alerts[0]
    if not digest.baseline and first.shown and first.shown[0].reason:
        return printable(f"{first.step.site}: {first.shown[0].reason}{_others(digest)}")
    sites = list(dict.fromkeys(printable(alert.step.site) for alert in digest.alerts))
    named = ", ".join(sites[:SITES_IN_SUBJECT])
    others = len(digest.documents) - min(len(sites), SITES_IN_SUBJECT)
    return f"Policy changed: {named}" + (f" and {others} more" if others > 0 else "")


def _subject_of_notices(notices: tuple[Notice, ...]) -> str:
    if not notices:
        return "Nothing new"
    more = f"; {len(notices) - 1} more" if len(notices) > 1 else ""
    return printable(f"{_site(notices[0])}: {notices[0].words}{more}")


def _others(digest: Digest) -> str:
    changes = sum(len(alert.shown) + alert.more for alert in digest.alerts) - 1
    documents = len(digest.documents) - 1
    counts = [f"{changes} more change{'s' * (changes > 1)}"] if changes else []
    counts += [f"{documents} more document{'s' * (documents > 1)}"] if documents else []
    return f"; {', '.join(counts)}" if counts else ""


def _site(notice: Notice) -> str:
    return notice.document.removeprefix("https://").removeprefix("http://").partition("/")[0]


def opening(digest: Digest) -> str:
    """Return what was found, in a sentence; empty if there are only notices."""
    if not digest.found:
        return ""
    counts = f"{counted(digest.found, 'change')} in {counted(len(digest.documents), 'document')}"
    if not digest.baseline and not digest.since:
        return f"{counts}."
    when = f"since the last check on {_readable_iso(digest.since)}" if digest.since else "so far"
    rest = f"; the newest {len(digest.alerts)} follow" if len(digest.alerts) < digest.found else ""
    return f"{counts} recorded {when}{rest}."


def document_lines(digest: Digest) -> tuple[str, ...]:
    """Return a line for each document of a digest of several: what its most important change comes to."""
    if len(digest.documents) < 2 or digest.baseline:
        return ()
    return tuple(f"{printable(alert.step.document)}: {in_short(alert)}" for alert in digest.alerts)


def in_short(alert: Alert) -> str:
    """Return what an alert comes to in a line: the reason of its first change, else how many of each kind."""
    if alert.shown and alert.shown[0].reason:
        return printable(alert.shown[0].reason)
    return ", ".join(f"{count} {kind}" for kind, count in alert.counts.items())


def render_text(digest: Digest) -> str:
    """Return the digest as plain text, ending in a newline."""
    parts = [opening(digest), "\n".join(document_lines(digest))]
    parts += [render_alert(alert) for alert in digest.alerts]
    if len(digest.alerts) < digest.found and digest.list_command:
        parts.append(_the_rest(digest))
    parts += [notice_line(notice) for notice in (*digest.corrections, *digest.notices)]
    parts.append(footer(digest))
    return "\n\n".join(part for part in parts if part) + "\n"


def notice_line(notice: Notice) -> str:
    """Return a notice, or a correction, in a line."""
    mark = "Taken back: " if notice.kind == "correction" else ""
    return f"{mark}{printable(notice.document)}: {printable(notice.words)}"


def footer(digest: Digest) -> str:
    """Return which rules a message is for, so that a reader knows what to ask to be changed; empty if for none."""
    if not digest.rules:
        return ""
    return f"-- \nYou have this from policytrail's {_rules_in_words(digest.rules)} (message {digest.key[:12]})."


def _rules_in_words(rules: tuple[str, ...]) -> str:
    return f"rule{'s' * (len(rules) > 1)} {', '.join(rules)}"


def render_alert(alert: Alert) -> str:
    """Return one alert as plain text: `-` and `+` lines, with the words that differ in `[-...-]` and `{+...+}`.

    The marks are those of wdiff, see https://www.gnu.org/software/wdiff/manual/wdiff.html.
    """
    lines = [headline(alert), versions_line(alert), ""]
    lines += [line for change in alert.shown for line in _change_lines(change)]
    lines += [f"  {line}\n" for line in rest_lines(alert)]
    lines += [*_side_lines("before", alert.old), *_side_lines("after", alert.new)]
    lines += [f"  {label}: {printable(address)}" for label, address in alert.links if label not in _SIDES]
    return "\n".join(lines + ([f"  the whole difference: {alert.diff_command}"] if alert.diff_command else []))


def rest_lines(alert: Alert) -> tuple[str, ...]:
    """Return what an alert does not show: how many more changes, and how many light ones."""
    more = [f"and {counted(alert.more, 'more change')}"] if alert.more else []
    return (*more, *([f"and {counted(alert.trivial, 'change')} of wording or looks"] if alert.trivial else []))


def headline(alert: Alert) -> str:
    """Return whose policy changed, and in which window."""
    step = alert.step
    window = f"{readable_time(step.not_before)} and {readable_time(step.first_capture)} UTC"
    return f"{printable(step.site)} changed its policy between {window}"


def versions_line(alert: Alert) -> str:
    """Return the document, its versions, and how many changes of each kind."""
    counts = ", ".join(f"{count} {kind}" for kind, count in alert.counts.items())
    what = f"{alert.rewritten}; {counts}" if alert.rewritten else counts
    return f"{printable(alert.step.document)}, version {alert.old.version} to {alert.new.version}: {what}"


def alert_to_json(alert: Alert) -> dict[str, Any]:
    """Return the alert as JSON; `changes` are the most important ones, their texts shortened."""
    return {
        "site": alert.step.site,
        "document": alert.step.document,
        "not_before": alert.step.not_before,
        "first_capture": alert.step.first_capture,
        "recorded_at": alert.step.recorded_at,
        "old": _side_to_json(alert.old),
        "new": _side_to_json(alert.new),
        "counts": alert.counts,
        "changes": [
            {
                "kind": change.kind,
                "section": change.section,
                "weight": change.weight,
                "direction": change.direction,
                "topics": list(change.topics),
                "reason": change.reason,
                "runs": [{"kind": run.kind.value, "text": run.text} for run in change.runs],
            }
            for change in alert.shown
        ],
        "changes_left_out": alert.more,
        "changes_trivial": alert.trivial,
        "step": alert.step.id,
        "links": dict(alert.links),
        "diff_command": alert.diff_command,
    }


def digest_to_json(digest: Digest) -> dict[str, Any]:
    """Return the digest as JSON; `text` is what a chat's incoming webhook (Slack, Mattermost) shows."""
    return {
        "schema": SCHEMA,
        "key": digest.key,
        "subject": subject(digest),
        "rules": list(digest.rules),
        "text": chat_text(digest),
        "found": digest.found,
        "since": digest.since,
        "documents": digest.documents,
        "alerts": [alert_to_json(alert) for alert in digest.alerts],
        "corrections": [_notice_to_json(notice) for notice in digest.corrections],
        "notices": [_notice_to_json(notice) for notice in digest.notices],
    }


def _notice_to_json(notice: Notice) -> dict[str, str]:
    return {"kind": notice.kind, "document": notice.document, "words": notice.words}


def chat_text(digest: Digest) -> str:
    """Return the digest as a chat takes it: in full if that is short enough, else a line or two for each alert.

    Words of an archived page shall neither call people nor hide where a link leads: `<!channel>` and `<url|text>` do
    so in Slack (https://docs.slack.dev/messaging/formatting-message-text), `@all` in Mattermost.
    """
    text = render_text(digest)
    if len(text) > CHAT_CHARACTERS:
        brief = "\n\n".join(f"{headline(alert)}\n{versions_line(alert)}" for alert in digest.alerts)
        text = f"{opening(digest)}\n\n{brief}"[:CHAT_CHARACTERS]
    return f"{subject(digest)}\n\n{text}".translate(_CALM)


def _side_to_json(side: ChangeSide) -> dict[str, Any]:
    names = ("version", "url", "capture", "replay_url", "page_sha256", "text_sha256")
    return {name: getattr(side, name) for name in names}


def _the_rest(digest: Digest) -> str:
    listed = list(digest.documents.items())[:_DOCUMENTS_LISTED]
    lines = ["Changes by document:", *(f"{count:7} {printable(name)}" for name, count in listed)]
    if len(listed) < len(digest.documents):
        lines.append(f"        and {len(digest.documents) - len(listed)} documents more")
    return "\n".join([*lines, "", f"All of them: {digest.list_command}"])


def _change_lines(change: ShownChange) -> list[str]:
    lines = [f"  {change.kind}" + (f" · {change.section}" if change.section else "")]
    lines += [f"    {change.meaning}"] if change.meaning else []
    lines += [f"    {', '.join(change.topics)}"] if change.topics else []
    kinds = {run.kind for run in change.runs}
    if SegmentKind.INSERT not in kinds and SegmentKind.DELETE not in kinds:
        return [*lines, f"    {_joined(change, _OLD_MARKS)}", ""]
    if change.kind != ChangeKind.ADDED:
        lines.append("  - " + _joined(change, _OLD_MARKS if len(kinds) > 1 else _NO_MARKS))
    if change.kind != ChangeKind.REMOVED:
        lines.append("  + " + _joined(change, _NEW_MARKS if len(kinds) > 1 else _NO_MARKS))
    return [*lines, ""]


def _joined(change: ShownChange, marks: dict[SegmentKind, tuple[str, str]]) -> str:
    return "".join(f"{marks[run.kind][0]}{run.text}{marks[run.kind][1]}" for run in change.runs if run.kind in marks)


def _side_lines(label: str, side: ChangeSide) -> list[str]:
    if side.replay_url is None:
        return [f"  {label}: {printable(side.url)} as captured {side.capture}; its page was not kept"]
    return [f"  {label}: {printable(side.replay_url)}", f"    sha256 {side.page_sha256}"]


def _readable_iso(moment: str) -> str:
    return f"{moment[:10]} {moment[11:16]} UTC"
