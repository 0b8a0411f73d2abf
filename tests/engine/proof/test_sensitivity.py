"""Which answers can still change the verdict: every witness stands up in an assessment,
and nothing unasked ever changes anything.

`tests/sizes.py` says how many random cases are tried.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from engine import Assessment, assess
from engine.proof.masks import Cases
from engine.proof.sensitivity import Sensitivity, Witness, verdict_formula
from knowledge.cases.use_case import model_of, nested
from tests.conftest import needs_durable
from tests.random_cases import BASE, COUNT, any_value, extension, random_cases, verdict_of
from tests.random_knowledge import facts, knowledge_bases
from tests.sizes import tried

DAY = date(2026, 11, 22)
CHAINERS = ("durable_rules", "semi-naive")
each_case = pytest.mark.parametrize("number", range(COUNT))
each_second_case = pytest.mark.parametrize("number", range(0, COUNT, 2))  # for what takes long
MOST = tried(5, 1_000)  # witnesses of a case that are assessed, of those that may be
seen: Counter[str] = Counter()
pytestmark = pytest.mark.random


@cache
def found_in(number: int) -> tuple[Assessment, tuple[Witness, ...]]:
    """A random case, and its witnesses."""
    case = random_cases()[number]
    return case, tuple(Sensitivity(case).witnesses())


def some_of(number: int) -> list[Witness]:
    """So many of the witnesses of a case as are assessed."""
    _, witnesses = found_in(number)
    return Random(f"witnesses {number}").sample(witnesses, min(len(witnesses), MOST))


def assessed(case: Assessment, answers: dict[str, Any], chainer: str) -> str:
    """The verdict on a case with more answers; unanswered where they say None."""
    return verdict_of({**case.stated, **answers}, case.on, chainer).verdict.value


def unasked(case: Assessment, witnesses: tuple[Witness, ...]) -> list[str]:
    """The open attributes that are not worth asking, of the whole vocabulary.

    One that others have taken the place of is asked by these; one that makes sense only after
    another answer is asked once that is given.
    """
    asked = {witness.attribute for witness in witnesses}
    return [
        name
        for name, attribute in BASE.attributes.items()
        if case.facts.get(name) is None
        and name not in asked
        and not attribute.superseded_by
        and not attribute.asked_when
    ]


@needs_durable
@each_second_case
def test_both_chainers_confirm_that_the_answer_of_a_witness_changes_the_verdict(number):
    case, witnesses = found_in(number)
    assert all(witness.before != witness.after for witness in witnesses)
    for witness in some_of(number):
        assert all(case.facts.get(name) is None for name in witness.answered), (
            "nothing that was answered is answered anew"
        )
        for chainer in CHAINERS:
            assert assessed(case, dict(witness.given), chainer) == witness.before
            assert assessed(case, witness.answered, chainer) == witness.after


@each_case
def test_no_answer_that_a_witness_gives_can_be_left_out(number):
    case, _ = found_in(number)
    for witness in some_of(number):
        for spared in witness.given:
            given = {name: value for name, value in witness.given.items() if name != spared}
            answered = {**given, witness.attribute: witness.answer}
            assert assessed(case, given, "semi-naive") == assessed(case, answered, "semi-naive")


@each_case
def test_each_attribute_is_asked_for_once_at_most(number):
    _, witnesses = found_in(number)
    names = [witness.attribute for witness in witnesses]
    assert len(names) == len(set(names))


@each_case
def test_no_unasked_attribute_changes_the_assessed_verdict_whatever_else_is_answered(number):
    case, witnesses = found_in(number)
    random, opened = Random(f"unasked {number}"), unasked(case, witnesses)
    for _ in range(4):
        row = extension(case, random)
        verdict = assessed(case, row, "semi-naive")
        for name in random.sample(opened, min(len(opened), 12)):
            other = {
                **row,
                name: None
                if name in row and random.random() < 0.3
                else any_value(BASE.attributes[name], random),
            }
            assert assessed(case, other, "semi-naive") == verdict, (
                f"{name} was not worth asking for"
            )
            seen["flips"] += 1


@each_case
def test_no_unasked_attribute_changes_the_verdict_over_many_answers_at_once(number):
    case, witnesses = found_in(number)
    random, formula = Random(f"unasked at once {number}"), verdict_formula(BASE)
    opened = [name for name in unasked(case, witnesses) if name in formula.attributes]
    rows = [extension(case, random) for _ in range(60)]
    trials = [
        {},
        *({name: any_value(BASE.attributes[name], random)} for name in opened for _ in range(2)),
        *({n: None} for n in opened),
    ]
    cases = Cases(
        BASE, [name for name in formula.attributes if case.facts.get(name) is None], rows, trials
    )
    for mask in formula.evaluate(cases.masks, cases.choices, case.facts).values():
        blocks = [mask >> len(rows) * place & (1 << len(rows)) - 1 for place in range(len(trials))]
        assert [
            trial for trial, block in zip(trials, blocks, strict=True) if block != blocks[0]
        ] == []


@each_case
def test_where_nothing_is_worth_asking_no_answers_at_all_change_the_verdict(number):
    case, witnesses = found_in(number)
    if witnesses:
        return
    seen["settled"] += 1
    random = Random(f"settled {number}")
    for _ in range(20):
        assert assessed(case, extension(case, random), "semi-naive") == case.verdict.value


@each_case
def test_what_is_worth_asking_is_all_that_random_answers_show_to_matter(number):
    case, witnesses = found_in(number)
    random, asked = Random(f"shown {number}"), {witness.attribute for witness in witnesses}
    # one that others have taken the place of is asked by these
    asked |= {name for name, attribute in BASE.attributes.items() if attribute.superseded_by}
    rows = [extension(case, random) for _ in range(6)]
    for row in rows:
        without = {name: value for name, value in row.items() if name in asked}
        assert assessed(case, row, "semi-naive") == assessed(case, without, "semi-naive")


@each_case
def test_how_much_a_question_settles_is_a_share(number):
    case, witnesses = found_in(number)
    shares = Sensitivity(case).settled_by(witnesses)
    assert set(shares) == {witness.attribute for witness in witnesses}
    assert all(0 <= share <= 1 for share in shares.values())


def test_settled_and_open_cases_were_both_among_them_and_thousands_of_answers_were_tried():
    assert seen["settled"] >= max(1, COUNT // 20)
    assert seen["settled"] < COUNT
    assert seen["flips"] > 20 * COUNT


FINE: dict[str, tuple[Any, ...]] = {
    "bool": (None, True, False),
    "enum": (None, "v0", "v1", "v2"),
    "set": (None, frozenset(), frozenset(["v0"]), frozenset(["v1"]), frozenset(["v0", "v1"])),
}


def fine(kind: str, name: str) -> tuple[Any, ...]:
    """Every answer that can make a difference in a random knowledge base.

    Numbers in steps finer than its bounds.
    """
    if kind != "number":
        return FINE[kind]
    steps = 2 if name == "n0" else 4
    return (None, *(number / steps for number in range(-steps, 5 * steps + 1)))


@settings(
    max_examples=tried(20, 300),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(knowledge_bases(), facts())
def test_in_small_bases_those_attributes_are_asked_for_that_trying_all_answers_shows_to_matter(
    base, stated
):
    formula = verdict_formula(base)
    case = assess(
        model_of(base).model_validate(nested({"name": "case", **stated})),
        DAY,
        base=base,
        chainer="semi-naive",
    )
    opened = [name for name in formula.attributes if name not in stated]
    values = [fine(base.attributes[name].type, name) for name in opened]
    rows = [dict(zip(opened, row, strict=True)) for row in _some(product(*values), 12_000)]
    assume(opened and len(rows) < 12_000)
    cases = Cases(base, opened, rows)
    settled = formula.evaluate(cases.masks, cases.choices, case.facts)[
        "verdict.production_required"
    ]
    verdicts = {tuple(row.values()): settled >> place & 1 for place, row in enumerate(rows)}
    matters = {
        name
        for place, name in enumerate(opened)
        if any(
            verdict != verdicts[(*row[:place], None, *row[place + 1 :])]
            for row, verdict in verdicts.items()
        )
    }
    assert {witness.attribute for witness in Sensitivity(case).witnesses()} == matters
    seen["small"] += bool(matters)


def _some(rows: Any, most: int) -> list[Any]:
    return [row for _, row in zip(range(most), rows, strict=False)]


def test_in_many_of_the_small_ones_something_mattered():
    assert seen["small"] >= tried(10, 20)
