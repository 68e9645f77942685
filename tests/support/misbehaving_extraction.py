"""An extraction that goes wrong: in a module of its own, since another process has to import it by its name."""

import os
import time

from db.outcomes import Outcome
from tracker.recording.reading import Reading


def misbehave(body, document, *, content_type, url):
    """Stands for an extraction that hangs, or takes its process along, over certain pages."""
    if body == b"hang":
        time.sleep(60)
    if body == b"die":
        os._exit(3)
    return Reading(outcome=Outcome.OK)
