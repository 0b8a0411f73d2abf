"""Whether a pilot is under a duty, as far as its law says so."""

from __future__ import annotations

from typing import Literal

Pilot = Literal[
    "before",  # it is to be met before a pilot begins
    "yes",
    "real_people",  # where real people are decided about
    "live_service",  # where it touches the running service
    "own_staff",  # use by one's own staff is enough
    "supplied",  # where the unfinished thing is handed to others
    "test_release",  # not while it is released for a test under a visible sign
    "investigation",  # not in a clinical investigation, for which there are rules of its own
]
