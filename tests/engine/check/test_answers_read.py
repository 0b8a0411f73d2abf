"""Answers that two knowledge bases read otherwise change conclusions, though no rule differs."""

from __future__ import annotations

from typing import Any

import pytest

from engine import assess
from engine.check.answers_read import entailed_otherwise
from explain import impact
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import model_of
from tests.conftest import DAY
from tests.random_knowledge import HEAD, base_of

SOURCE = 'source: {work: w, at: "1"}'
YES_NO = 'type: bool, values: {"true": y, "false": n}'
GRADES = "type: enum, ordered: true, values: {%s}"


def pack(attributes: dict[str, str], *entries: str) -> KnowledgeBase:
    asked = [
        f'attribute: {name}, question: "Is {name} so?", {kind}' for name, kind in attributes.items()
    ]
    listed = "\n".join(f"- {{{entry}, {SOURCE}}}" for entry in (*asked, *entries))
    return base_of(HEAD.format(verdict="ground") + listed)


def define(name: str, when: str) -> str:
    return f"define: {name}, title: {name}, when: '{when}', basis: stated"


def concluded(base: KnowledgeBase, stated: dict[str, Any], name: str = "ground") -> bool | None:
    case = model_of(base).model_validate({"name": "c", **stated})
    return assess(case, DAY, base=base).conclusions[name]


def told(old: KnowledgeBase, new: KnowledgeBase) -> dict[str, dict[str, Any]]:
    """Proposition → what a case states that shows how it changes, each as it is so."""
    found = {}
    shown = impact(old, new, on=DAY)
    for case in shown.cases:
        stated = {name: value for name, value in case.stated.items() if name not in NO_ANSWERS}
        for move in case.moves:
            truths = {"true": True, "false": False, "unknown": None}
            assert concluded(old, stated, move.proposition) is truths[move.before]
            assert concluded(new, stated, move.proposition) is truths[move.after]
            assert move.causes, move.proposition
            found[move.proposition] = stated
    assert shown.rewording is (not found)
    return found


NO_ANSWERS = ("name", "today")
SOLD = {"sold": YES_NO, "used": YES_NO}
FREE = f'{YES_NO}, entails: {{"true": {{sold: false}}}}'
RULE = define("ground", "sold and used")


def test_what_an_answer_says_about_another_changes_what_rests_on_that():
    old, new = pack({**SOLD, "free": YES_NO}, RULE), pack({**SOLD, "free": FREE}, RULE)
    assert concluded(old, {"free": True}) is None
    assert concluded(new, {"free": True}) is False
    assert "ground" in told(old, new)
    (entry,) = impact(old, new, on=DAY).entries
    assert (entry.entry, entry.effect) == ("attribute:free", "conclusions")
    assert "Rewording" not in str(impact(old, new, on=DAY))


def test_it_may_go_by_way_of_a_third():
    passes = f'{YES_NO}, entails: {{"true": {{free: true}}}}'
    old = pack({**SOLD, "free": FREE, "gift": YES_NO}, RULE)
    new = pack({**SOLD, "free": FREE, "gift": passes}, RULE)
    assert entailed_otherwise(old, new) == {
        "free": frozenset({"gift"}),
        "sold": frozenset({"gift"}),
    }
    assert concluded(new, {"gift": True}) is False
    assert "ground" in told(old, new)


def test_what_nothing_rests_on_is_a_rewording_still():
    old = pack({**SOLD, "free": YES_NO, "odd": YES_NO}, RULE)
    new = pack(
        {**SOLD, "free": f'{YES_NO}, entails: {{"true": {{odd: false}}}}', "odd": YES_NO}, RULE
    )
    assert impact(old, new, on=DAY).rewording


@pytest.mark.parametrize(
    "when", ['grade >= "good"', 'at_least(1, sold, grade >= "good")', "grade >= wanted"]
)
def test_another_order_of_values_is_told_as_what_changed(when):
    rule = define("ground", when)
    grades = "poor: a, good: b, best: c", "poor: a, best: c, good: b"
    old, new = (
        pack({"sold": YES_NO, "grade": GRADES % order, "wanted": GRADES % order}, rule)
        for order in grades
    )
    assert "ground" in told(old, new)
    shown = impact(old, new, on=DAY)
    changed = {entry.entry: entry for entry in shown.entries}
    assert changed["attribute:grade"].effect == "conclusions"
    (field,) = changed["attribute:grade"].fields
    assert (field.before, field.after) == ("poor; good; best", "poor; best; good")
    assert "Nothing was changed" not in str(shown)


def test_a_verdict_that_can_no_longer_come_is_told_though_another_holds():
    """It was open beside the one that holds, and `candidates` lists it no more."""
    free = "verdict: free, title: It is free, rank: 3, basis: stated, when: '%s'"
    old, new = (
        pack(SOLD, define("ground", "used"), define("unsold", "not sold"), free % when)
        for when in ("unsold", "unsold and established(unsold)")
    )
    assert concluded(old, {}, "verdict.free") is None
    assert concluded(new, {}, "verdict.free") is False
    assert "verdict.free" in told(old, new)


def test_a_figure_of_points_is_the_cause_of_what_it_changes():
    points = define("ground", "points({sold: parameter.weight, used: 1}) >= 2")
    weight = "parameter: weight, title: w, basis: stated, values: [{value: %s, " + SOURCE + "}]"
    old, new = pack(SOLD, weight % 2, points), pack(SOLD, weight % 1, points)
    assert "ground" in told(old, new)
    causes = {
        cause.entry
        for case in impact(old, new, on=DAY).cases
        for move in case.moves
        for cause in move.causes
    }
    assert causes == {"parameter:weight"}
