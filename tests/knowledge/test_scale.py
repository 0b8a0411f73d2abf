"""Packs of many entries: twice of them cost about twice the work, and none is refused for many."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.counted import Work
from benchmarks.scale import written
from engine.chain import chainers
from engine.chain.chainers import inference
from engine.chain.durable import ChainerLimit
from knowledge.base import load
from knowledge.loading import read_knowledge
from tests.conftest import needs_durable


def work(count: int, folder: Path) -> int:
    """How many calls and returns loading an own pack of so many entries takes."""
    packs = [Path(pack) for pack in written(count, folder)]
    with Work() as counted:
        read = read_knowledge(packs)
    assert len(read.entries) == count + 1  # and the work that they cite
    return counted.done


def test_twice_the_entries_are_loaded_with_about_twice_the_work(tmp_path: Path) -> None:
    work(20, tmp_path)  # what is made once
    few, many = work(400, tmp_path), work(800, tmp_path)
    assert many <= 2.3 * few


@needs_durable
def test_more_rules_than_durable_rules_takes_are_answered_in_plain_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(program: object) -> None:
        raise ChainerLimit("too many")

    monkeypatch.setattr(chainers, "refuse_what_crashes", refuse)
    base = load(["example:bank"])
    assert inference(base).name == "semi-naive"
    assert inference(base, "durable_rules").name == "durable_rules"
