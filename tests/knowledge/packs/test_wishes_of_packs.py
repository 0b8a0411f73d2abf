"""Wishes at which packs on top of the shipped ones once stopped: each works, or says what does."""

from __future__ import annotations

from datetime import date

import pytest

from engine import Truth, assess
from explain.review.check import check
from knowledge import load
from knowledge.faults import InvalidKnowledge
from tests.knowledge.authoring.slips import entry, on_shipped

ON = date(2026, 11, 28)
SOURCE = 'source: {work: policy, at: "1"}'


def yes_or_no(name: str) -> str:
    meanings = 'values: {"true": it is, "false": it is not}'
    return entry("attribute", name, "type: bool", "question: Is it?", meanings)


def assessed(base, **stated):
    return assess({"name": "case", **stated}, ON, base=base, chainer="semi-naive")


def test_a_belief_of_ones_own_is_added_to_the_shipped_ones(tmp_path):
    added = '- attribute: beliefs\n  add_values: {fees_are_fair: "Fees need no reasons"}\n'
    myth = entry(
        "misconception", "fees_are_fair", """voiced_when: '"fees_are_fair" in beliefs'""",
        "reality: They do.", "consequence: Complaints.",
    )  # fmt: skip
    base = on_shipped(tmp_path, [added.rstrip("\n") + f"\n  {SOURCE}\n", myth])
    found = assessed(base, beliefs=["fees_are_fair"])
    assert found.status("misconception.fees_are_fair") is Truth.TRUE
    shipped = load().attributes["beliefs"].choices
    assert (*shipped, "fees_are_fair") == base.attributes["beliefs"].choices


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            yes_or_no("mlts.data1"),
            "expected: a name without dots, but for controls.<name>, such as mlts_data1",
        ),
        (
            entry("attribute", "loan", "type: enum", "question: Which?",
                  "values: {loan: a loan, secured or not, other: another}"),
            "nothing stands here; expected: a text; in braces one with a comma stands in "
            "quotes",
        ),
    ],
    ids=["an attribute in a namespace", "a text with a comma in braces"],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_what_can(tmp_path, line, says):
    with pytest.raises(InvalidKnowledge) as refused:
        on_shipped(tmp_path, [line])
    assert says in str(refused.value)


def test_levels_may_hold_together_and_the_highest_counts(tmp_path):
    levels = [
        entry("define", f"own.level_{name}", f"when: volume_multiple > {least}")
        for name, least in (("low", 1), ("middle", 2), ("high", 3))
    ]
    names = "levels: [own.level_low, own.level_middle, own.level_high]"
    base = on_shipped(tmp_path, [*levels, entry("classification", "own.level", names)])
    found = assessed(base, volume_multiple=2.5)
    assert found.classifications["own.level"] == "level_middle"


def test_a_day_counted_from_an_event_is_told(tmp_path):
    known = entry("attribute", "known_on", "type: date", "question: Since when is it known?")
    duty = entry(
        "duty", "tell", "article: Policy 1", "when: affects_people", "binding: general",
        "due: [{day: known_on + days(3)}]",
    )  # fmt: skip
    base = on_shipped(tmp_path, [known, duty])
    found = assessed(base, affects_people=True, known_on=date(2026, 11, 16))
    assert found.due["duty.tell"] == date(2026, 11, 19)


def test_another_law_forbids_by_a_verdict_of_its_own(tmp_path):
    forbids = entry(
        "verdict", "our_law_forbids", "rank: 11", "signal: stop", "when: own.forbidden",
        "because: It is the law.",
    )  # fmt: skip
    define = entry("define", "own.forbidden", "when: own_decisions")
    # what is stricter than production is an answer to a regulatory ground as well
    stricter = entry(
        "invariant", "regulation_is_answered_by_production",
        "override: Our law forbids it.",
        "always: not verdict.lighter_requirements and not verdict.experiment_excepted"
        " and not verdict.experimentation_acceptable",
    ).replace("  title: It is so\n", "")  # fmt: skip
    base = on_shipped(tmp_path, [yes_or_no("own_decisions"), define, forbids, stricter])
    assert assessed(base, own_decisions=True).verdict == "our_law_forbids"
    found = check([str(tmp_path / "own0.yaml")])
    assert [one.says for one in found if one.severity == "error"] == []
