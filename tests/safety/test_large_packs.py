"""A large pack without a fault loads after work that grows with its size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.counted import Work
from knowledge.base import load
from tests.safety.packs import (
    BASE,
    DATED,
    SOURCE,
    WORK,
    attribute,
    base_work,
    many,
    parameter,
)
from tests.sizes import few


def ladder(count: int) -> str:
    """Each proposition stands on the absence of the next one."""
    conditions = [*(f"not a{i + 1}" for i in range(count - 1)), "approved"]
    return WORK + "".join(
        f"- {{define: a{i}, title: t, when: {when}, {SOURCE}}}\n"
        for i, when in enumerate(conditions)
    )


def family_of_many(count: int) -> str:
    members = many(count, "define: f.a#, title: t, when: approved")
    return members + f"- {{define: b, title: t, when: any(f.*), {SOURCE}}}\n"


def values(count: int) -> str:
    """A figure that changes every month."""
    return parameter(
        ",".join(
            f"{{from: {1900 + i // 12}-{i % 12 + 1:02}-01, value: {i}, {DATED}}}"
            for i in range(count)
        )
    )


LARGE: dict[str, Callable[[int], str]] = {  # packs of any size without a fault
    "a circle without negation": lambda count: many(count, "define: a#, title: t, when: a@"),
    "a ladder of strata": ladder,
    "a family of many": family_of_many,
    "many families": lambda count: many(count, "define: f#.a, title: t, when: any(f@.*)"),
    "many attributes": lambda count: (
        "".join(attribute(f"a{i}").removeprefix(WORK) for i in range(count)) + WORK
    ),
    "many values": values,
}


def loading_work(tmp_path: Path, content: str, *, lines: bool = False) -> int:
    (tmp_path / "pack.yaml").write_text(content, encoding="utf-8")
    with Work(500 * base_work(), lines=lines) as work:
        load([BASE, tmp_path / "pack.yaml"], shipped=False)
    return work.done


@pytest.mark.parametrize("name", few(LARGE, of=3))
def test_a_large_pack_without_a_fault_loads_after_work_that_is_bounded(tmp_path, name):
    loading_work(tmp_path, LARGE[name](2_400 if name == "many values" else 1_500))


@pytest.mark.parametrize("name", LARGE)
def test_twice_as_large_a_pack_takes_about_twice_the_work(tmp_path, name):
    none, once, twice = (
        loading_work(tmp_path, content, lines=True)
        for content in ("[]", LARGE[name](100), LARGE[name](200))
    )
    assert twice - none < 2.5 * (once - none)
