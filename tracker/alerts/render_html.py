"""Alerts as the HTML part of a mail: no scripts, no outside resources, everything from archives escaped. Pure."""

from html import escape
from urllib.parse import urlsplit

from db.records import ChangeSide
from tracker.alerts.content import Alert, Digest, ShownChange, readable_replay
from tracker.alerts.render_text import (
    document_lines,
    footer,
    headline,
    notice_line,
    opening,
    rest_lines,
    subject,
    versions_line,
)
from tracker.diff.word_diff import SegmentKind
from tracker.text.printable import printable

# Mail programs drop style sheets, so the styles stand at the elements; struck out and underlined, not color alone.
_PAGE = "font:16px/1.5 Helvetica,Arial,sans-serif;color:#222;max-width:44em;margin:1em auto;padding:0 1em"
_HEADING = "font-size:18px;margin:1.6em 0 .2em"
_SMALL = "font-size:13px;color:#666;margin:.4em 0;overflow-wrap:anywhere"
_QUOTE = "margin:.3em 0 1em;padding:.1em 0 .1em .8em;border-left:4px solid"
_COLORS = {"less": "#b3261e", "more": "#1a7f37"}
_TAGS = {
    SegmentKind.EQUAL: ("", ""),
    SegmentKind.DELETE: ('<del style="background:#fdd;color:#900">', "</del>"),
    SegmentKind.INSERT: ('<ins style="background:#dfd;color:#060">', "</ins>"),
}


def render_html_mail(digest: Digest) -> str:
    """Return the digest as an HTML document."""
    body = [f"<p>{escape(opening(digest))}</p>" if digest.found else "", _documents(digest)]
    body += [_alert(alert) for alert in digest.alerts]
    if len(digest.alerts) < digest.found and digest.list_command:
        body.append(f"<p>All of them: <code>{escape(digest.list_command)}</code></p>")
    body += [f"<p>{escape(notice_line(notice))}</p>" for notice in (*digest.corrections, *digest.notices)]
    if digest.rules:
        body.append(f'<p style="{_SMALL}">{escape(footer(digest).removeprefix("-- "))}</p>')
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f'<title>{escape(subject(digest))}</title></head>\n<body style="{_PAGE}">\n'
        + "\n".join(filter(None, body))
        + "\n</body></html>\n"
    )


def _documents(digest: Digest) -> str:
    return "<br>\n".join(escape(line) for line in document_lines(digest))


def _alert(alert: Alert) -> str:
    rest = "".join(f'<p style="{_SMALL}">{escape(line)}</p>' for line in rest_lines(alert))
    links = " · ".join(_link(address, label) for label, address in alert.links if label not in {"before", "after"})
    command = f"<p>The whole difference: <code>{escape(alert.diff_command)}</code></p>" if alert.diff_command else ""
    return (
        f'<h2 style="{_HEADING}">{escape(headline(alert))}</h2>\n'
        f'<p style="{_SMALL}">{escape(versions_line(alert))}</p>\n'
        + "\n".join(_change(change) for change in alert.shown)
        + f'{rest}\n<p style="{_SMALL}">{_proof("Before", alert.old)}<br>{_proof("After", alert.new)}</p>\n'
        + (f"<p>{links}</p>\n" if links else "")
        + command
    )


def _change(change: ShownChange) -> str:
    section = f" · {escape(change.section)}" if change.section else ""
    meaning = f"<br>{escape(change.meaning)}" if change.meaning else ""
    topics = f'<br><span style="{_SMALL}">{escape(", ".join(change.topics))}</span>' if change.topics else ""
    runs = "".join(f"{_TAGS[run.kind][0]}{escape(run.text)}{_TAGS[run.kind][1]}" for run in change.runs)
    color = _COLORS.get((change.direction or "").partition(" ")[0], "#bbb")
    return (
        f"<p><b>{escape(change.kind)}</b>{section}{meaning}{topics}</p>\n"
        f'<blockquote dir="auto" style="{_QUOTE};border-left-color:{color}">{runs}</blockquote>'
    )


def _proof(label: str, side: ChangeSide) -> str:
    if side.replay_url is None:
        return f"{label}: {escape(printable(side.url))} as captured {side.capture}; its page was not kept"
    readable = readable_replay(side.replay_url)
    return f"{label}: {_link(readable, readable)}<br>SHA-256 <code>{side.page_sha256}</code>"


def _link(address: str, label: str) -> str:
    """Return a link to an address of the web; of any other only its words."""
    shown, target = escape(printable(label)), escape(printable(address))
    return f'<a href="{target}">{shown}</a>' if urlsplit(address).scheme in {"http", "https"} else shown
