"""Which unanswered attributes can still change the verdict: proven, with a witness for each, and how much each tells.

An attribute can change the verdict where there are answers to some of the other open attributes with which the
verdict is one thing while it is unanswered, and another once it is answered. Where no attribute can, no answers at all
can: any of them are given one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from engine.assessment import Assessment
from engine.domains import domains
from engine.formulas import Choices, Formula, Masks, Members, Scalar
from engine.proof import Space, Truth, holds
from knowledge.base import KnowledgeBase
from knowledge.entries import Verdict as VerdictEntry


_formulas: WeakKeyDictionary[KnowledgeBase, Formula] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Witness:
    """Answers with which one more answer changes the verdict."""

    attribute: str
    given: Mapping[str, Any]  # answers to other open attributes
    answer: Any
    before: str  # the verdict with what is given
    after: str  # and with the answer


def verdict_formula(base: KnowledgeBase) -> Formula:
    """The rules that the verdicts of a knowledge base rest on, made once."""
    if base not in _formulas:
        _formulas[base] = Formula(base, [entry.proposition for entry in base.of_kind(VerdictEntry)])
    return _formulas[base]


def open_inputs(assessment: Assessment) -> list[str]:
    """The unanswered attributes that the rules behind the verdict read at all."""
    return [name for name in verdict_formula(assessment.base).attributes if assessment.facts.get(name) is None]


def witnesses(assessment: Assessment) -> list[Witness]:
    """For each unanswered attribute that can still change the verdict, one way in which it does; none for all others, proven."""
    formula, free = verdict_formula(assessment.base), open_inputs(assessment)
    space = Space(formula, free, assessment.facts, unanswered=True)
    algebra = space.algebra
    asked = {name: algebra.variable(f"asked {name}") for name in free}
    without = {name: _withheld(space, name, flag) for name, flag in asked.items()}
    before, after = space.evaluate(without), space.evaluate()
    space.require(algebra.any_of([algebra.differ(before[name], after[name]) for name in before]))
    space._exactly_one(list(asked.values())) if asked else space.require(False)
    found: list[Witness] = []
    while (model := space.find()) is not None:
        name = next(name for name, flag in asked.items() if holds(model, flag))
        given = {other: value for other in free if other != name and (value := space.stated(model, other)) is not None}
        found.append(Witness(name, given, space.stated(model, name), *(_held(model, truths) for truths in (before, after))))
        space.require(algebra.no(asked[name]))
    return found


def _withheld(space: Space, name: str, flag: Truth) -> Choices[Truth]:
    """The choices of an attribute, with its answer withheld where `flag` holds."""
    algebra, choice = space.algebra, space.choices[name]
    kept = algebra.no(flag)
    if isinstance(choice, Members):
        bits = {member: algebra.all_of([bit, kept]) for member, bit in choice.members.items()}
        return Members(algebra.all_of([choice.answered, kept]), bits)
    values = {value: algebra.all_of([pick, kept]) for value, pick in choice.values.items() if value is not None}
    return Scalar({**values, None: algebra.any_of([choice.values[None], flag])})


def _held(model: Any, truths: Mapping[str, Truth]) -> str:
    return next(name for name, condition in truths.items() if holds(model, condition)).rpartition(".")[2]


def settled_by(assessment: Assessment, found: Sequence[Witness]) -> dict[str, float]:
    """Attribute → the share of the other questions that an answer to it makes needless, over its answers; for their order.

    Judged by the witnesses: a question is taken to be needless once its witness, with that answer put into it, no longer
    changes the verdict.
    """
    formula = verdict_formula(assessment.base)
    answers = {witness.attribute: _answers(assessment, witness.attribute) for witness in found}
    trials = [(name, answer) for name, several in answers.items() for answer in several]
    rows = [(witness, {**witness.given, name: answer}) for name, answer in trials for witness in found if witness.attribute != name]
    others = len(found) - 1
    if others < 1:
        return dict.fromkeys(answers, 1.0)
    without = [given for _, given in rows]
    answered = [{**given, witness.attribute: witness.answer} for witness, given in rows]
    masks, before = verdicts_in(assessment, without)
    _, after = verdicts_in(assessment, answered)
    needless = masks.no(masks.any_of([before[name] ^ after[name] for name in before]))
    shares: dict[str, float] = {}
    block = (1 << others) - 1
    for index, (name, _) in enumerate(trials):
        settled = (needless >> index * others & block).bit_count() / others
        shares[name] = shares.get(name, 0.0) + settled / len(answers[name])
    return shares


def verdicts_in(assessment: Assessment, rows: Sequence[Mapping[str, Any]]) -> tuple[Masks, dict[str, int]]:
    """Verdict → the rows in which it is reached; each row holds answers to open attributes."""
    masks, choices = columns(assessment, open_inputs(assessment), rows)
    return masks, verdict_formula(assessment.base).evaluate(masks, choices, assessment.facts)


def _answers(assessment: Assessment, name: str) -> list[Any]:
    attribute, formula = assessment.base.attributes[name], verdict_formula(assessment.base)
    if attribute.type == "set":
        return [frozenset(), *(frozenset([member]) for member in attribute.choices)]
    return list(domains(assessment.base, formula.tests, [name], assessment.facts)[name])


def columns(assessment: Assessment, names: Iterable[str], rows: Sequence[Mapping[str, Any]]) -> tuple[Masks, dict[str, Choices[int]]]:
    """Many cases as masks, one a row: what each of these attributes states in it; all others are as in the assessment."""
    masks = Masks(len(rows))
    found: dict[str, Choices[int]] = {}
    for name in names:
        column = [row.get(name) for row in reversed(rows)]
        values = {value: int("".join("01"[other == value] for other in column), 2) for value in set(column)}
        attribute = assessment.base.attributes[name]
        if attribute.type == "set":
            bits = {member: masks.any_of([mask for value, mask in values.items() if value and member in value]) for member in attribute.choices}
            found[name] = Members(masks.no(values.get(None, 0)), bits)
        else:
            found[name] = Scalar(values)
    return masks, found
