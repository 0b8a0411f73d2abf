"""The answers that a case states, as a reader is shown them: each with its question and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from engine import Assessment
from engine.sourcing import is_bought, question_asked
from explain.forms.data import Data
from knowledge.base import KnowledgeBase
from knowledge.cases.stated import Stated
from knowledge.entries import Attribute

NAME = "name"  # the attribute that heads every report


class StatedAnswer(Data):
    """The answer stated for an attribute."""

    attribute: str
    question: str
    value: Stated
    meanings: dict[str, str] = Field(description="value → its meaning, for those stated")


def stated_answers(assessment: Assessment) -> tuple[StatedAnswer, ...]:
    """The stated answers, in the order of the packs; without the name, which heads every report."""
    base, stated = assessment.base, assessment.stated
    known, bought = base.derived(_answers), is_bought(base, stated)
    found = []
    for name in base.in_order(stated.keys() - {NAME}):
        value = stated[name]
        answer = known.get((name, value, bought))
        if answer is None:
            answer = _stated(base, name, stated)
            if isinstance(value, bool) or value in base.attributes[name].values:
                known[name, value, bought] = answer
        # whoever changes what is theirs changes no later answer
        found.append(answer.model_copy(update={"meanings": answer.meanings.copy()}))
    return tuple(found)


def _answers(_: KnowledgeBase) -> dict[tuple[str, Any, bool], StatedAnswer]:
    """Attribute, one of its few values, whether it was bought → the answer, once it was given."""
    return {}


def _stated(base: KnowledgeBase, name: str, stated: Mapping[str, Any]) -> StatedAnswer:
    attribute, value = base.attributes[name], stated[name]
    return StatedAnswer(
        attribute=name,
        question=question_asked(base, name, stated),
        value=list(value) if isinstance(value, tuple) else value,
        meanings=meanings_of(attribute, value),
    )


def meanings_of(attribute: Attribute, value: Any) -> dict[str, str]:
    """Each value that was stated for an attribute → its meaning; of a number and the like none."""
    several = [str(one) for one in value] if isinstance(value, (tuple, list, frozenset)) else None
    told = several or [str(value).lower() if isinstance(value, bool) else str(value)]
    return {one: attribute.values[one] for one in told if one in attribute.values}
