"""How much is tried: little in every run, much in a long one.

`make long` sets THRESHOLD_LONG=1. THRESHOLD_RANDOM_CASES, where it is set, is the number of random
cases in any run. Tests that try more in a long run are marked `random`; those that only a long run
takes are marked `long`, and any other run names them as skipped.
"""

from __future__ import annotations

import os

LONG_RUN = os.environ.get("THRESHOLD_LONG") == "1"
_ASKED = os.environ.get("THRESHOLD_RANDOM_CASES")


def tried(usually: int, at_length: int) -> int:
    """How many are tried in this run: so many usually, so many in a long run."""
    return at_length if LONG_RUN else usually


def random_count(usually: int, at_length: int) -> int:
    """The same of random cases, of which the environment may ask for another number."""
    return int(_ASKED) if _ASKED else tried(usually, at_length)
