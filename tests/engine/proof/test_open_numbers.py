"""Comparisons of open numbers and days: found together, or proven apart, or said to be neither."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from datetime import date
from functools import lru_cache
from threading import Timer
from typing import Any

import pytest

from engine.check.difference import Impact
from engine.check.soundness import UNPROVEN, flaws
from engine.proof import limits, open_numbers
from engine.proof.algebra import Asked, Formula, truth_of
from engine.proof.limits import Clock, NotProven
from engine.proof.sensitivity import Sensitivity
from engine.proof.smt import SmtAnswer, SmtQuestion, SolverProcess
from engine.proof.solver import Space
from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import decider
from tests.random_knowledge import HEAD, base_of
from tests.sizes import taking

DAY = date(2026, 11, 30)
SOURCE = 'source: {work: w, at: "1"}'
KINDS = {"a": "number", "b": "number", "m": "integer", "n": "integer", "k": "integer"}
KINDS |= {"start": "date", "end": "date"}


def pack(*conditions: str, more: str = "") -> KnowledgeBase:
    """A pack that asks just these, the first of them for its verdict."""
    lines = [HEAD.format(verdict="p0")]
    lines += [
        f'- {{attribute: {name}, type: {kind}, question: "?", {more}{SOURCE}}}'
        for name, kind in KINDS.items()
    ]
    lines += [
        f"- {{define: p{number}, title: p, when: '{when}', {SOURCE}, basis: stated}}"
        for number, when in enumerate(conditions)
    ]
    return base_of("\n".join(lines))


def found(*conditions: str) -> dict[str, Any] | None:
    """A case in which all of these hold; None where it is proven that there is none."""
    base = pack(*conditions)
    formula = Formula(base, [f"p{number}" for number in range(len(conditions))])
    facts = {"today": DAY, **base.parameters_on(DAY)}
    space = Space(formula, formula.attributes, facts, unanswered=True)
    model = space.find(*(space.named(truth) for truth in space.evaluate().values()))
    if model is None:
        return None
    row = {name: space.stated(model, name) for name in space.free}
    for test in formula.tests:
        assert isinstance(decider(test)({**facts, **row}), bool)
    return {name: value for name, value in row.items() if value is not None}


@pytest.mark.parametrize(
    "conditions",
    [
        ("a * a * a == 3.3750",),
        ("m * m * m == n * n + 7",),
        ("a * a == 2.25",),
        ("a + b == 7", "a * b == 12"),
        ("a * a > 2", "a * a < 2.5", "a > 0"),
        ("a + b == 0.3", "a - b == 0.1"),
        ("m - n - k > 9007199254740990",),
        ("a * 3 == b", "a > 0.5", "b < 2"),
        ("end == start + months(3)", "end == start + weeks(13)"),
        ("start + months(1) + months(1) < start + months(2)",),
    ],
    ids=str,
)
def test_numbers_are_found_that_a_case_can_state(conditions):
    row = found(*conditions)
    assert row is not None
    base = pack(*conditions)
    facts = {"today": DAY, **row}
    for test in Formula(base, [f"p{n}" for n in range(len(conditions))]).tests:
        assert decider(test)(facts) is True


@pytest.mark.parametrize(
    "conditions",
    [
        ("a > b", "b > a"),
        ("a * a < 0",),
        ("a * a == 2.25", "a > 1000"),
        ("m + n + k > 3", "m + n + k < 4"),
        ("m > 9223372036854775808",),
        ("m - n == 0.5",),
        ("a - b > 3", "b - a > -3"),
        ("end > start + months(3)", "end < start + weeks(12)"),
        (
            "start + months(1) + months(1) > start + months(2)",
            'start > date("2027-11-01")',
            'start < date("2028-04-01")',
        ),
        ("start + weeks(1) <= start",),
    ],
    ids=str,
)
def test_what_cannot_be_is_proven_not_to_be(conditions):
    assert found(*conditions) is None


def test_a_number_that_no_decimal_writes_is_no_case_and_no_proof():
    with pytest.raises(NotProven, match="no decimals") as gap:
        found("a * a == 2")
    assert gap.value.cause == "decimals"
    assert gap.value.tests == ("a * a == 2",)


@pytest.fixture
def little_work(monkeypatch):
    """The solver may take few steps."""
    monkeypatch.setattr(limits, "LEAST", 20_000)
    monkeypatch.setattr(limits.Allowance, "__init__", lambda self: setattr(self, "steps", 40_000))


HARD = "m * m * m + n * n * n == k * k * k and m > 0 and n > 0 and k > 0"


def test_what_takes_too_many_steps_is_said_not_to_be_proven(little_work):
    told = [flaw for flaw in flaws(pack(HARD)) if "whether p0/1 can ever fire" in flaw.says]
    assert [flaw.kind for flaw in told] == [UNPROVEN]
    assert told[0].says.startswith("not proven: ")
    assert "m * m * m + n * n * n == k * k * k" in told[0].says
    assert told[0].witness is None


def test_a_change_that_cannot_be_compared_is_no_rewording(little_work):
    proof = Impact(pack(f"established({HARD})"), pack(f"established({HARD} and k > 5)"), DAY)
    assert "p0" not in proof.moved
    assert proof.unproven["p0"].cause == "products"


def test_a_question_of_which_it_is_not_known_whether_it_matters_is_kept(little_work):
    from engine import assess
    from explain import questions
    from knowledge.cases.use_case import model_of

    base = pack(HARD)
    result = assess(model_of(base)(name="case"), DAY, base=base)
    sensitivity = Sensitivity(result)
    assert sensitivity.witnesses() == []
    assert set(sensitivity.unproven) == {"m", "n", "k"}
    asked = questions(result)
    assert not asked.settled
    assert {item.attribute for item in asked.questions} == {"m", "n", "k"}
    assert all(item.unproven is not None for item in asked.questions)
    assert "Not proven: whether an answer changes the verdict" in asked.questions[0].because


def pigeons(holes: int) -> str:
    """That more pigeons than there are holes each have one of their own."""
    names = [[f"p{pigeon}_{hole}" for hole in range(holes)] for pigeon in range(holes + 1)]
    lines = [HEAD.format(verdict="all")]
    lines += [
        f'- {{attribute: {name}, type: bool, question: "?",'
        f' values: {{"true": y, "false": n}}, {SOURCE}}}'
        for row in names
        for name in row
    ]
    told = {f"some{number}": " or ".join(row) for number, row in enumerate(names)}
    clashes = [
        f"{names[one][hole]} and {names[other][hole]}"
        for hole in range(holes)
        for one in range(holes + 1)
        for other in range(one)
    ]
    told |= {f"clash.c{number}": text for number, text in enumerate(clashes)}
    rows = " and ".join(f"some{number}" for number in range(holes + 1))
    told["all"] = f"{rows} and not any(clash.*)"
    lines += [
        f"- {{define: {name}, title: p, when: '{when}', {SOURCE}, basis: stated}}"
        for name, when in told.items()
    ]
    return "\n".join(lines)


@lru_cache(maxsize=1)
def hard() -> Formula:
    """Nine holes: far more than can be tried."""
    return Formula(base_of(pigeons(9)), ["all"])


def test_rules_that_are_made_to_be_hard_cannot_hold_a_process(little_work):
    formula = hard()
    space = Space(formula, formula.attributes, {"today": DAY}, unanswered=False)
    with pytest.raises(NotProven) as gap:
        space.find(space.evaluate()["all"])
    assert gap.value.cause == "effort"


def test_few_pigeons_are_counted():
    formula = Formula(base_of(pigeons(4)), ["all"])
    space = Space(formula, formula.attributes, {"today": DAY}, unanswered=False)
    assert space.find(space.evaluate()["all"]) is None


SLOW = SmtQuestion(
    {"m": "Int", "n": "Int", "k": "Int"},
    ["(> |m| 0)", "(> |n| 0)", "(> |k| 0)"],
    ["(= (+ (* |m| |m| |m|) (* |n| |n| |n|)) (* |k| |k| |k|))"],
    steps=2_000_000_000,
    multiplied=True,
)


@pytest.fixture
def _interruptible():
    """As at a terminal; what a shell starts in its background ignores interrupts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interruptible")
@pytest.mark.parametrize("form", taking(["arithmetic"], of=["finite", "arithmetic"]))
def test_an_interrupt_ends_a_proof_and_is_no_unknown(form):
    formula = hard()
    space = Space(formula, formula.attributes, {"today": DAY}, unanswered=False)
    wanted = space.evaluate()["all"]
    interrupt = Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))

    def interrupted() -> None:
        interrupt.start()
        if form == "arithmetic":
            open_numbers.solve(SLOW, 2)
        else:
            with suppress(NotProven):
                space.find(wanted)
        interrupt.join()

    with pytest.raises(KeyboardInterrupt):
        interrupted()


def test_a_process_that_does_not_answer_in_time_is_killed_and_another_one_answers():
    process = SolverProcess()
    assert process.solve(SLOW, 0.5) == SmtAnswer("unknown")
    apart = SmtQuestion(
        {"a": "Real"}, [], ["(> (* |a| |a|) 3)", "(< (* |a| |a|) 3)"], 100_000, True
    )
    assert process.solve(apart, 60).outcome == "apart"


def test_a_sum_of_many_numbers_is_no_product_of_their_values():
    """Five whole numbers without a minimum, each compared with numbers of its own."""
    bounds = [f"{name} > {number}" for name in "mnk" for number in range(20)]
    row = found("m + n + k + a + b > 3", *bounds)
    assert row is not None
    assert len(row) == 5


def test_what_was_decided_is_not_asked_again(monkeypatch):
    base = pack("a > b", "b > a")
    formula = Formula(base, ["p0", "p1"])
    asked = []
    solve = open_numbers.solve
    monkeypatch.setattr(open_numbers, "solve", lambda *args: asked.append(args) or solve(*args))
    for _ in range(2):
        space = Space(formula, formula.attributes, {"today": DAY}, unanswered=False)
        truths = [
            truth_of(Asked.of(test), space.algebra, space.choices, space.facts)[0]
            for test in formula.tests
        ]
        assert space.find(*truths) is None
    assert len(asked) <= 2


def test_time_that_is_over_is_a_limit_as_well():
    with pytest.raises(NotProven):
        _ = Clock(-1).left
