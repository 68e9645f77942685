"""JSON that stands in a column: read in one place, so that a damaged one is one line to whoever runs a command."""

import json
from typing import Any

from db.errors import NotADatabase


def read_json(text: str) -> Any:  # noqa: ANN401 - as json.loads
    """Return what the JSON says; raises NotADatabase where it is none."""
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        message = f"the database is damaged, a column holds broken JSON ({error}); 'policytrail verify' says more"
        raise NotADatabase(message) from error
