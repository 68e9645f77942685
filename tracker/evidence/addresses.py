"""Where a reader looks at a capture, beside where its raw bytes are. Pure."""

from db.records import Evidence


def viewing_url(evidence: Evidence) -> str:
    """Return the address at which the archive shows the capture to people; empty where it lies in files.

    The raw bytes of https://web.archive.org/web/20240301000000id_/https://a.example/ are shown, with their pictures, at
    https://web.archive.org/web/20240301000000/https://a.example/.
    """
    if not evidence.replay_url.startswith(("http://", "https://")):
        return ""
    place = evidence.replay_url.removesuffix(f"{evidence.timestamp}id_/{evidence.url}")
    return f"{place}{evidence.timestamp}/{evidence.url}"
