"""How much is tried: little in every run, much in a long one.

`make long` sets THRESHOLD_LONG=1. THRESHOLD_RANDOM_CASES, where it is set, is the number of random
cases in any run. Tests that try more in a long run are marked `random`; those that only a long run
takes are marked `long`, and any other run names them as skipped.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

LONG_RUN = os.environ.get("THRESHOLD_LONG") == "1"
_ASKED = os.environ.get("THRESHOLD_RANDOM_CASES")


def tried(usually: int, at_length: int) -> int:
    """How many are tried in this run: so many usually, so many in a long run."""
    return at_length if LONG_RUN else usually


def random_count(usually: int, at_length: int) -> int:
    """The same of random cases, of which the environment may ask for another number."""
    return int(_ASKED) if _ASKED else tried(usually, at_length)


def few(items: Iterable[Any], of: int) -> list[ParameterSet]:
    """The values of a test, of which any run takes one in so many, and a long run takes all.

    The first is taken, and any other run names the rest as skipped.
    """
    values = [item if isinstance(item, tuple) else (item,) for item in items]
    return [
        pytest.param(*value, marks=[pytest.mark.long] if number % of else [])
        for number, value in enumerate(values)
    ]


def taking(usually: Iterable[Any], of: Iterable[Any]) -> list[ParameterSet]:
    """The values of a test, of which any run takes these, and a long run takes all."""
    kept, values = list(usually), list(of)
    assert all(one in values for one in kept), "what is usually taken is none of the values"
    return [
        pytest.param(
            *(one if isinstance(one, tuple) else (one,)),
            marks=[] if one in kept else [pytest.mark.long],
        )
        for one in values
    ]


def few_of_each(
    items: Iterable[Any], kind: Callable[[Any], Hashable], of: int
) -> list[ParameterSet]:
    """The same of each kind of value: the first of each kind is taken, and one in so many more."""
    met: Counter[Hashable] = Counter()
    found = []
    for item in items:
        skipped = met[kind(item)] % of
        met[kind(item)] += 1
        found.append(pytest.param(item, marks=[pytest.mark.long] if skipped else []))
    return found
