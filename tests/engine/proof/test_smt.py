"""Z3 answers as it comes, whatever the process has set for all of its solvers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import z3

from engine import assess
from engine.proof.smt import SmtQuestion, solve
from explain import questions
from knowledge.cases.files import read_case

STEPS = 2_000_000
SET = {"timeout": 1, "smt.random_seed": 7, "sat.random_seed": 7}
AS_IT_COMES = {"timeout": 2**32 - 1, "smt.random_seed": 0, "sat.random_seed": 0}
# many whole numbers that differ and add up: more than a millisecond's work
NAMES = [f"x{number}" for number in range(40)]
QUESTION = SmtQuestion(
    dict.fromkeys(NAMES, "Int"),
    [f"(and (> |{name}| 0) (< |{name}| 60))" for name in NAMES] + [f"(distinct {' '.join(NAMES)})"],
    [f"(= (+ {' '.join(NAMES)}) 1201)"],
    STEPS,
)


@pytest.fixture
def set_for_all() -> Iterator[None]:
    for name, value in SET.items():
        z3.set_param(name, value)
    yield
    for name, value in AS_IT_COMES.items():
        z3.set_param(name, value)


def asked() -> str:
    """Of an answer of its own: nothing that was proven before is used again."""
    return str(questions(assess(read_case("example:tay"))))


def test_a_question_gets_its_time(set_for_all):
    assert solve(QUESTION).outcome == "together"


def test_a_proof_is_the_same(request):
    before = asked()
    request.getfixturevalue("set_for_all")
    assert asked() == before


def test_no_solver_makes_the_context_of_the_process(monkeypatch):
    def made() -> None:
        raise AssertionError("a context for all of the process is made")

    monkeypatch.setattr("z3.z3._main_ctx", None)
    monkeypatch.setattr("z3.z3.main_ctx", made)
    multiplied = SmtQuestion({"x": "Real"}, [], ["(= (* x x) 2.0)"], STEPS, multiplied=True)
    assert solve(multiplied).outcome == "together"
    assert solve(QUESTION).outcome == "together"
    assert asked()
