"""What became of a capture: the one closed set of outcomes that the ledger holds."""

from enum import StrEnum

from db.errors import NotADatabase


class Outcome(StrEnum):
    """What became of a capture that was looked at; the ledger's note says why, in words for a person."""

    # The bytes are a copy of what was asked for.
    OK = "ok"
    UNCHANGED = "unchanged"
    REREAD = "reread"  # by another extractor: what differs from the capture before is a technical change
    REDIRECT = "redirect"
    ARCHIVED_ERROR = "archived_error"

    # The archive does not give it, or not whole.
    SUBSTITUTED = "substituted"
    NOT_ARCHIVED = "not_archived"
    EXCLUDED = "excluded"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    UNUSABLE = "unusable"
    FAILED = "failed"

    # The page is none that may be kept as the policy.
    SOFT_404 = "soft_404"
    ERROR_PAGE = "error_page"
    BLOCKED = "blocked"
    LOGIN = "login"
    COOKIE_WALL = "cookie_wall"
    EMPTY_SHELL = "empty_shell"
    PARKED = "parked"
    MOVED = "moved"
    FRAMED = "framed"
    NOT_A_POLICY = "not_a_policy"
    NOT_THEIRS = "not_theirs"
    NO_SECTION = "no_section"

    # The page is a homepage.
    LINKED = "linked"
    NO_LINK = "no_link"
    FRAMESET = "frameset"

    @classmethod
    def _missing_(cls, value: object) -> "Outcome":
        """Raise NotADatabase: a word that no release wrote comes from damage, or from a later release."""
        message = f"the database holds an outcome that nobody writes ({str(value)[:40]!r}); run 'policytrail verify'"
        raise NotADatabase(message)


FOLLOWS_FROM_BYTES = frozenset({
    Outcome.SOFT_404, Outcome.ERROR_PAGE, Outcome.BLOCKED, Outcome.LOGIN, Outcome.COOKIE_WALL, Outcome.EMPTY_SHELL,
    Outcome.PARKED, Outcome.MOVED, Outcome.FRAMED, Outcome.NOT_A_POLICY, Outcome.NOT_THEIRS,
    Outcome.NO_SECTION,
})  # fmt: skip
"""Outcomes that hold for every capture with the same bytes."""
