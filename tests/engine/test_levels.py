"""Classifications by levels: several may hold, and the highest counts once it is known which."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from engine import assess, assess_table
from engine.check.soundness import flaws
from knowledge.base import KnowledgeBase
from knowledge.faults import InvalidKnowledge
from tests.conftest import needs_durable
from tests.random_knowledge import base_of, opening
from tests.table_cases import connected

ON = date(2026, 11, 27)
LEVEL = """
- {{define: ripe.{name}, title: Ripe {name}, otherwise: Not ripe {name}, when: '{when}',
   source: {{work: w, at: '1'}}, basis: stated}}
"""
RIPE = """
- {{classification: ripe, title: How ripe it is, {answers}, source: {{work: w, at: '1'}}}}
"""
WHEN = {"none": "n0 <= 0", "some": "n0 > 0", "much": "n0 > 1", "all": "n0 > 1 and b0"}


def pack(answers: str = "levels: [ripe.none, ripe.some, ripe.much, ripe.all]", **when: str) -> str:
    levels = (LEVEL.format(name=name, when=said) for name, said in {**WHEN, **when}.items())
    return "".join([opening("ripe.some", ("b0", "n0")), *levels, RIPE.format(answers=answers)])


BASE = base_of(pack())
CASES: list[tuple[dict[str, Any], str]] = [
    ({"n0": 0}, "none"),
    ({"n0": 0.5}, "some"),
    ({"n0": 1}, "some"),
    ({"n0": 1.5, "b0": False}, "much"),
    ({"n0": 1.5, "b0": True}, "all"),
    ({"n0": 1.5}, "unknown"),  # the highest is open
    ({"b0": True}, "unknown"),
    ({"b0": False}, "unknown"),
    ({"n0": 1}, "some"),  # what is open cannot lead higher
]


@pytest.mark.parametrize(
    "chainer", [pytest.param("durable_rules", marks=needs_durable), "semi-naive"]
)
@pytest.mark.parametrize(("stated", "expected"), CASES)
def test_the_highest_level_counts_once_no_higher_one_is_open(stated, expected, chainer):
    found = assess({"name": "a", **stated}, ON, base=BASE, chainer=chainer)
    assert found.classifications == {"ripe": expected}
    assert found.tier == "unknown"


def test_a_table_and_a_database_say_the_same():
    frame = pl.DataFrame([{"n0": None, "b0": None, **stated} for stated, _ in CASES], strict=False)
    assert frame.height == len(CASES)
    for table in (frame, connected().sql("from frame")):
        found = assess_table(table, ON, base=BASE)
        rows = found.pl() if hasattr(found, "pl") else found
        assert rows["ripe"].to_list() == [expected for _, expected in CASES]


def test_levels_that_hold_together_are_no_flaw_and_answers_that_do_are():
    assert not [flaw for flaw in flaws(BASE) if "answer" in flaw.kind]
    answered = base_of(pack("answers: [ripe.all, ripe.much, ripe.some, ripe.none]"))
    assert "two answers at once" in {flaw.kind for flaw in flaws(answered)}


def kinds(base: KnowledgeBase) -> set[tuple[str, str]]:
    return {(flaw.kind, flaw.proposition) for flaw in flaws(base)}


def test_a_level_that_a_higher_one_always_hides_is_told():
    hidden = base_of(pack(some="n0 > 1"))
    assert ("unreachable answer", "ripe.some") in kinds(hidden)


def test_a_case_without_a_level_is_told():
    assert ("no answer", "classification:ripe") in kinds(base_of(pack(none="n0 < 0")))


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("answers: [ripe.none], levels: [ripe.some]", "either `answers` or `levels`"),
        ("legal_tier: true, levels: [ripe.some]", "the legal tier is one of `answers`"),
        ("levels: [ripe.some, some]", "two answers are called some"),
        ("levels: [ripe.sum]", "there is no proposition 'ripe.sum'"),
    ],
)
def test_what_no_levels_are_is_refused(answers, told):
    with pytest.raises(InvalidKnowledge, match=told):
        base_of(pack(answers))
