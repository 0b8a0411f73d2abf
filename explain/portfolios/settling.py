"""The answers to one open question that would lead to a verdict by themselves."""

from __future__ import annotations

from engine.assessment import Assessment, assess
from knowledge.cases.use_case import model_of, nested
from knowledge.entries import Attribute

YES, NO, NONE = "true", "false", "none of them"
ANSWERS = {YES: "value_true", NO: "value_false", NONE: "none_of_the_listed"}


def settling_answers(assessment: Assessment, attribute: str) -> list[str]:
    """The answers to one unanswered attribute that would lead to a verdict by themselves, found by
    assessing them; whether others can still change that one is not asked.

    Many small questions: the chainer in plain Python, which gives the same answers, is the faster
    one for them.
    """
    found = []
    for shown, answer in _answers(assessment.base.attributes[attribute]):
        case = model_of(assessment.base).model_validate(
            nested({**assessment.stated, attribute: answer})
        )
        answered = assess(case, assessment.on, base=assessment.base, chainer="semi-naive")
        if answered.candidates == (answered.verdict,):
            found.append(shown)
    return found


def _answers(attribute: Attribute) -> list[tuple[str, object]]:
    match attribute.type:
        case "bool":
            return [(YES, True), (NO, False)]
        case "enum":
            return [(choice, choice) for choice in attribute.choices]
        case "set":
            return [(NONE, []), *((choice, [choice]) for choice in attribute.choices)]
    return []  # of numbers and dates there are too many to try
