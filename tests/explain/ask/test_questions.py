"""What to ask next: each question can change the verdict, says why, and no other is asked."""

from __future__ import annotations

import pytest

from engine import assess
from explain import Questions, questions
from explain.ask.questions import asked_by
from knowledge.base import load
from knowledge.cases.files import example_names, read_case
from knowledge.cases.use_case import nested
from tests.conftest import DAY, EXPERIMENT, use_case

CASES = {
    f"example:{name}": lambda name=name: assess(read_case(f"example:{name}"))
    for name in example_names()
}
CASES |= {
    "nothing answered": lambda: assess(use_case(), DAY),
    "operational": lambda: assess(use_case(output_use="operational", regulatory_scope="none"), DAY),
    "the six answers": lambda: assess(use_case(**EXPERIMENT), DAY),
}


@pytest.fixture(scope="module", params=CASES)
def case(request):
    return CASES[request.param]()


@pytest.fixture(scope="module")
def found(case):
    return questions(case)


def test_each_question_changes_the_verdict_in_the_way_it_says(case, found):
    for question in found.questions:
        without = {**case.stated, **question.given}
        answered = {**without, question.attribute: question.answer}
        verdicts = [
            assess(use_case(**nested(given)), case.on, chainer="semi-naive").verdict.value
            for given in (without, answered)
        ]
        assert verdicts == [question.before, question.after]
        assert question.before != question.after


def test_only_what_is_not_answered_is_asked_and_each_but_once(case, found):
    names = [question.attribute for question in found.questions]
    assert len(names) == len(set(names))
    assert not set(names) & set(case.stated)


def test_those_that_settle_most_come_first(found):
    settles = [round(question.settles, 6) for question in found.questions]
    assert settles == sorted(settles, reverse=True)
    assert all(0 <= share <= 1 for share in settles)


def test_each_question_says_why_in_a_sentence_and_with_its_source(found):
    for question in found.questions:
        assert question.bears_on
        assert question.source
        assert question.because.startswith(f"It bears on whether {question.bears_on[0]}")
        assert question.because.endswith(f"turns {question.before} into {question.after}.")
        assert all(name in question.because for name in question.given)


def test_a_question_bears_on_what_the_verdict_rests_on_and_on_no_contradiction():
    base = load()
    titles = {entry.title for entry in base.entries.values() if entry.kind == "contradiction"}
    assert titles
    assert not titles & {title for name in base.attributes for title in asked_by(base, name)}
    assert asked_by(base, "personal_use") == ("it is excluded as a private person's own use",)
    assert asked_by(base, "controls.monitoring") == ()


def test_questions_are_read_back_as_they_were(found):
    assert Questions.model_validate_json(found.model_dump_json()) == found


def test_a_settled_case_has_no_questions_and_says_so():
    found = questions(assess(use_case(**EXPERIMENT, ai_system=False, prohibited_practices=[]), DAY))
    assert "relied_on_for" in {question.attribute for question in found.questions}
    trial = questions(assess(read_case("example:office_assistant_trial")))
    assert (trial.settled, trial.questions) == (True, ())
    assert "Settled: no answer to any open question can change this." in str(trial).replace(
        "\n  ", " "
    )


def test_every_question_that_is_listed_shows_its_answers_and_why():
    text = " ".join(str(questions(assess(use_case(output_use="operational"), DAY))).split())
    assert (
        "? Was it built to win a decision on funding? (funding_prototype) · true: "
        "its purpose is a funding decision" in text
    )
    assert "Why: It bears on whether" in text
    assert "open questions can still change this; those that settle most come first." in text
