"""Who listens hears which question is being proven."""

from __future__ import annotations

from engine.check.difference import Impact
from engine.check.soundness import flaws
from engine.proof.progress import listening, tell
from tests.engine.proof.test_open_numbers import DAY, pack


def test_each_proof_of_a_check_and_of_an_impact_is_told_while_it_goes_on():
    old, new = pack("a > b", "a > 3"), pack("a >= b", "a > 3")
    heard: list[str] = []
    with listening(heard.append):
        list(flaws(old))
    assert "whether p0/1 can ever fire" in heard
    assert "whether p1/1 can ever fire" in heard
    heard.clear()
    with listening(heard.append):
        list(Impact(old, new, DAY).differences())
    assert any("p0" in question for question in heard)


def test_nobody_hears_outside():
    heard: list[str] = []
    with listening(heard.append):
        tell("one")
    tell("two")
    assert heard == ["one"]
