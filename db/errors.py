"""Every error policytrail raises on purpose, in one tree.

    PolicytrailError
    ├── UsageError            the caller asked for something that makes no sense: exit 2
    ├── StoreError            the database cannot be used as it is
    │   ├── NoDatabase        no such file: exit 2
    │   ├── NotADatabase      not a SQLite file, or not one of ours
    │   ├── NewerDatabase     written by a newer policytrail: upgrade
    │   └── StoreBusy         another run holds it: try again later, exit 75
    ├── UnknownTarget         nothing tracked goes by that name
    ├── ArchiveError          the archive cannot answer
    │   ├── ArchiveUnreachable   refused, timed out: try again later, exit 75
    │   ├── ArchiveRefuses       rate limit or ban: wait, exit 75
    │   └── UnreadableArchive    a WARC or CDX that cannot be read
    ├── UnreadableCorpus      a repository or a file of a corpus that cannot be read or written
    └── UnreadablePage        the bytes hold no text we can read: do not retry

The messages are for people: what, where, what to do next, in one line.
"""

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_FOUND = 3
EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
EXIT_TRY_LATER = 75  # EX_TEMPFAIL of sysexits.h


class PolicytrailError(Exception):
    """Base of all errors raised on purpose; `exit_status` is what the command line ends with."""

    exit_status = EXIT_FAILED


class UsageError(PolicytrailError):
    """The request itself makes no sense; the message says what to write instead."""

    exit_status = EXIT_USAGE


class StoreError(PolicytrailError):
    """The database cannot be used as it is."""


class NoDatabase(StoreError):
    """There is no such file; the message says how to make one."""

    exit_status = EXIT_USAGE


class NotADatabase(StoreError):
    """The file is not SQLite, is damaged, or belongs to another program."""


class NewerDatabase(StoreError):
    """The database was written by a newer policytrail; upgrade the program."""


class StoreBusy(StoreError):
    """Another run holds the database; try again later."""

    exit_status = EXIT_TRY_LATER


class UnknownTarget(PolicytrailError):
    """Nothing tracked goes by that name; add it first."""


class ArchiveError(PolicytrailError):
    """The archive cannot answer."""


class ArchiveUnreachable(ArchiveError):
    """No connection, or no answer in time; try again later."""

    exit_status = EXIT_TRY_LATER


class ArchiveRefuses(ArchiveError):
    """The archive limits or bans us; wait before asking again."""

    exit_status = EXIT_TRY_LATER


class UnreadableArchive(ArchiveError):
    """A WARC, WACZ or CDX that cannot be read."""


class UnreadableCorpus(PolicytrailError):
    """A repository or a file of a corpus that cannot be read, or is no such thing."""


class UnreadablePage(PolicytrailError):
    """The bytes hold no text that can be read (an image, a broken PDF); do not retry."""
