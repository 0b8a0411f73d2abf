"""The public cases, assessed once in a process: what is proven of an assessment stays with it."""

from __future__ import annotations

from functools import cache

from engine import Assessment, assess
from knowledge.cases.files import example_names, read_case
from tests.sizes import few

SOME = few(example_names(), of=3)  # the names of those that any run takes, and the rest


@cache
def public_case(name: str) -> Assessment:
    """What follows from a public case of this name, on the day that it states."""
    return assess(read_case(f"example:{name}"))
