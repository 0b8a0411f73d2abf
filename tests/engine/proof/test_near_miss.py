"""Two cases that differ in one answer, and in what follows from it."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from engine.proof.near_miss import near_miss
from knowledge import UseCase, load
from knowledge.cases.use_case import nested, use_case_model
from knowledge.entries import RuleEntry
from tests.sizes import few_of_each

DAY = date(2026, 11, 23)
# some things turn only after, or before, a day of the law
DAYS = (DAY, date(2028, 1, 1), date(2024, 12, 1))
KIND_OF = {e.proposition: e.kind for e in load().of_kind(RuleEntry) if e.concludes}
PACK = """
- {work: w, title: a work, cited_as: W}
- {attribute: name, type: text, question: "What?", required: true, source: {work: w, at: "1"}}
- {attribute: size, type: number, question: "?", minimum: 0, source: {work: w, at: "1"}}
- {attribute: units, type: integer, question: "?", source: {work: w, at: "1"}}
- {attribute: since, type: date, question: "?", source: {work: w, at: "1"}}
- {attribute: used, type: bool, question: "?", values: {"true": y, "false": n},
   source: {work: w, at: "1"}}
- {attribute: kinds, type: set, question: "?", values: {a: A, b: B}, source: {work: w, at: "1"}}
- {verdict: undetermined, title: open, rank: 9, source: {work: w, at: "1"}, basis: stated}
- {define: p, title: p, when: CONDITION, source: {work: w, at: "1"}, basis: stated}
"""


def pair_for(tmp_path, condition, first=()):
    file = tmp_path / "pack.yaml"
    file.write_text(PACK.replace("CONDITION", condition), encoding="utf-8")
    return near_miss(load([file], shipped=False), "p", DAY, first)


@pytest.mark.parametrize("proposition", few_of_each(KIND_OF, KIND_OF.get, of=5))
def test_of_everything_that_rules_conclude_there_are_two_such_cases(proposition):
    day, pair = next((day, pair) for day in DAYS if (pair := near_miss(load(), proposition, day)))
    told = [
        assess(UseCase(**nested({"name": "case", **stated})), day).conclusions[proposition]
        for stated in (pair.fires, pair.misses)
    ]
    assert told == [True, False]
    assert {name for name in pair.fires if pair.fires[name] != pair.misses[name]} == {
        pair.attribute
    }
    assert set(pair.fires) == set(pair.misses)


@pytest.mark.parametrize(
    ("condition", "fires", "misses"),
    [
        ("size >= 5", {"size": 5}, {"size": 4}),
        ("size > 5", {"size": 6}, {"size": 5}),
        ("size < 0.5", {"size": 0.25}, {"size": 0.5}),
        ("units >= 3", {"units": 3}, {"units": 2}),
        ("used", {"used": True}, {"used": False}),
        ("not used", {"used": False}, {"used": True}),
        ('"b" in kinds', {"kinds": {"b"}}, {"kinds": set()}),
        ("not empty(kinds)", {"kinds": {"a"}}, {"kinds": set()}),
        ('since >= date("2026-01-31")', {"since": date(2026, 1, 31)}, {"since": date(2026, 1, 30)}),
        ("known(name) and used", {"used": True}, {"used": False}),
    ],
)
def test_the_two_answers_lie_as_close_as_can_be(tmp_path, condition, fires, misses):
    pair = pair_for(tmp_path, f"'{condition}'" if "'" not in condition else condition)
    assert (dict(pair.fires), dict(pair.misses)) == (fires, misses)


def test_no_more_is_stated_than_it_takes(tmp_path):
    pair = pair_for(tmp_path, "size >= 5 or used or units >= 3")
    assert set(pair.fires) == {"size", "used", "units"}, (
        "all have to be known for the near miss to be a no"
    )
    assert set(pair_for(tmp_path, "established(size >= 5) or established(used)").fires) == {"size"}


def test_the_answer_that_turns_it_may_be_chosen(tmp_path):
    assert pair_for(tmp_path, "size >= 5 and used", ["used"]).attribute == "used"
    assert pair_for(tmp_path, "size >= 5 and used", ["size"]).attribute == "size"


@pytest.mark.parametrize(
    "condition", ["used and not used", "known(name)", "size >= 5 and size < 5"]
)
def test_there_is_none_where_no_answer_turns_it(tmp_path, condition):
    assert pair_for(tmp_path, condition) is None


def test_an_own_pack_is_answered_from_as_the_engine_answers(tmp_path):
    file = tmp_path / "pack.yaml"
    file.write_text(PACK.replace("CONDITION", "size >= 5 and used"), encoding="utf-8")
    base = load([file], shipped=False)
    pair = near_miss(base, "p", DAY)
    model = use_case_model(base.attributes)
    assert [
        assess(model(name="case", **stated), DAY, base=base).conclusions["p"]
        for stated in (pair.fires, pair.misses)
    ] == [True, False]
