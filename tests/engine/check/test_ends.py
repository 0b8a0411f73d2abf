"""An exception that has ended and holds again on a later day has its end the wrong way round."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from engine.check.ends import early_ends
from engine.check.soundness import formula_of
from engine.proof.days import days_of
from knowledge import load
from tests.knowledge.authoring.slips import entry, on_shipped
from tests.sizes import few

DAY = entry("attribute", "pilot_ends_on", "type: date", "question: When?")
STOPPED = entry(
    "attribute", "stopped", "type: bool", "question: Is it?", 'values: {"true": a, "false": b}'
)


def found(base):
    return list(early_ends(base, days_of(formula_of(base))))


def exception(ends_when: str) -> str:
    return entry(
        "exception",
        "small_pilot",
        "own_attributes: [pilot_ends_on]",
        "requires: [not affects_people]",
        f"ends_when: {ends_when}",
        "lifts: [model_outputs]",
        "because: It is small.",
    )


def test_the_shipped_ends_are_the_right_way_round():
    assert found(load()) == []


@pytest.mark.parametrize(
    ("ends_when", "wrong"),
    few(
        [
            ("today < pilot_ends_on", True),
            ("pilot_ends_on > today", True),
            ("stopped or today < pilot_ends_on", True),
            ("own.running", True),
            ("today > pilot_ends_on", False),
            ("stopped", False),
            ("today >= pilot_ends_on + months(2)", False),
        ],
        of=3,
    ),
)
def test_an_end_that_comes_before_its_exception_is_shown_by_a_case(tmp_path, ends_when, wrong):
    running = entry("define", "own.running", "when: today < pilot_ends_on")
    base = on_shipped(tmp_path, [DAY, STOPPED, running, exception(ends_when)])
    flaws = found(base)
    assert bool(flaws) is wrong
    for flaw in flaws:
        assert flaw.proposition == "exception.small_pilot"
        later = date.fromisoformat(flaw.says.partition("holds on ")[2][:10])
        stated = {"name": "a", **flaw.witness}
        day = stated.pop("today")
        assert day < later
        ended = assess(stated, day, base=base).conclusions
        assert ended["exception.small_pilot.ended"] is True
        assert assess(stated, later, base=base).conclusions["exception.small_pilot"] is True
