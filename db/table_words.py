"""A table or view in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """What a row of a table or view stands for, and what each of its columns holds."""

    about: str
    columns: dict[str, str]
