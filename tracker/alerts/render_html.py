"""Alerts as the HTML part of a mail: no scripts, no outside resources, everything from archives escaped. Pure."""

from html import escape
from urllib.parse import urlsplit

from db.records import ChangeSide
from tracker.alerts.content import Alert, Digest, ShownChange
from tracker.alerts.render_text import headline, opening, subject, versions_line
from tracker.diff.word_diff import SegmentKind
from tracker.text.printable import printable

# Mail programs drop style sheets, so the styles stand at the elements; struck out and underlined, not colour alone.
_TAGS = {
    SegmentKind.EQUAL: ("", ""),
    SegmentKind.DELETE: ('<del style="background:#fdd;color:#900">', "</del>"),
    SegmentKind.INSERT: ('<ins style="background:#dfd;color:#060">', "</ins>"),
}


def render_html_mail(digest: Digest) -> str:
    """Return the digest as an HTML document."""
    body = [f"<p>{escape(opening(digest))}</p>", *(_alert(alert) for alert in digest.alerts)]
    if len(digest.alerts) < digest.found:
        body.append(f"<p>All of them: <code>{escape(digest.list_command)}</code></p>")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(subject(digest))}</title></head>\n<body>\n" + "\n".join(body) + "\n</body></html>\n"
    )


def _alert(alert: Alert) -> str:
    more = f"<p>and {alert.more} more</p>" if alert.more else ""
    return (
        f"<h2>{escape(headline(alert))}</h2>\n<p>{escape(versions_line(alert))}</p>\n"
        + "\n".join(_change(change) for change in alert.shown)
        + f"{more}\n<p>{_proof('Before', alert.old)}<br>{_proof('After', alert.new)}</p>\n"
        f"<p>The whole difference: <code>{escape(alert.diff_command)}</code></p>"
    )


def _change(change: ShownChange) -> str:
    section = f" · {escape(change.section)}" if change.section else ""
    runs = "".join(f"{_TAGS[run.kind][0]}{escape(run.text)}{_TAGS[run.kind][1]}" for run in change.runs)
    return f'<p><b>{escape(change.kind)}</b>{section}</p>\n<blockquote dir="auto">{runs}</blockquote>'


def _proof(label: str, side: ChangeSide) -> str:
    if side.replay_url is None:
        return f"{label}: {escape(printable(side.url))} as captured {side.capture}; its page was not kept"
    address = escape(printable(side.replay_url))
    link = f'<a href="{address}">{address}</a>' if urlsplit(side.replay_url).scheme in {"http", "https"} else address
    return f"{label}: {link}<br>SHA-256 <code>{side.page_sha256}</code>"
