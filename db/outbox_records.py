"""The rows of the outbox as values: what there is to tell, what waits for whom, and the messages made of it."""

from dataclasses import dataclass
from enum import StrEnum


class NewsKind(StrEnum):
    """What there is to tell: a step, that it was taken back, what is amiss with a document, and the end of that."""

    STEP = "step"
    CORRECTION = "correction"
    SILENT = "silent"
    HEARD = "heard"
    FAILING = "failing"
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something to tell of a document; `words` are what it comes to in a line. The rest is as in the table `news`."""

    id: int
    document_id: int
    document: str
    site: str
    kind: NewsKind
    old_version_id: int | None
    new_version_id: int | None
    old_sha256: str | None
    new_sha256: str | None
    corrects: int | None
    not_before: str | None
    first_capture: str | None
    words: str
    recorded_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """News that waits for a message to a recipient."""

    recipient: str
    news: News
    rules: str
    digest: str
    last_message_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message: what it tells, and the recipients that have not taken it yet. `to` are all its recipients."""

    id: int
    key: str
    channel: str
    state: str
    attempts: int
    next_try: str
    created_at: str
    error: str | None
    to: tuple[str, ...]
    recipients: tuple[str, ...]
