"""Settings that may be secret: out of the environment, or out of a file that it names; never out of anything else."""

from collections.abc import Mapping
from pathlib import Path

from db.errors import UsageError

MAX_BYTES = 10_000


def setting(environment: Mapping[str, str], name: str) -> str | None:
    """Return the value of `name`, or what stands in the file that `name_FILE` names; None if neither is set.

    Raises UsageError for a file that cannot be read, without a word of what is in it.
    """
    value = environment.get(name, "").strip()
    file = environment.get(f"{name}_FILE", "").strip()
    if value or not file:
        return value or None
    try:
        with Path(file).open("rb") as opened:
            content = opened.read(MAX_BYTES)
        return content.decode().strip() or None
    except OSError as error:
        message = f"{name}_FILE={file}: {error.strerror or 'cannot be read'}"
        raise UsageError(message) from error
    except ValueError as error:  # not UTF-8, or a path with a NUL
        message = f"{name}_FILE={file}: not a text in UTF-8"
        raise UsageError(message) from error


def secret_files(environment: Mapping[str, str]) -> tuple[tuple[str, Path], ...]:
    """Return the files that hold secrets: (name of the variable, path)."""
    return tuple(
        (name, Path(value))
        for name, value in sorted(environment.items())
        if name.startswith("POLICYTRAIL_") and name.endswith("_FILE") and value.strip()
    )
