"""The cases that benchmarks assess, built from whatever attributes a knowledge base declares."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from engine.assessment import Assessment, assess
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import CaseModel, model_of, nested
from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.entries import Attribute, Condition

DAY = date(2026, 9, 1)  # a fixed day asked, so that runs on different days compare
WANTED = "production_required"


def full_case(base: KnowledgeBase) -> CaseModel:
    """Every attribute answered: production is required, and as many rules fire as a search finds.

    Starts once from every no and once from every yes, with the first candidate elsewhere, and
    changes one answer at a time while that is better: first the verdict, then fewer contradictions,
    then more firings.
    """
    choices = {name: _candidates(attribute) for name, attribute in base.attributes.items()}
    starts = [
        {name: yes if values[0] is False else values[0] for name, values in choices.items()}
        for yes in (False, True)
    ]
    return case_of(
        base,
        max(
            (_climb(base, choices, start) for start in starts),
            key=lambda answers: _score(base, answers),
        ),
    )


def sparse_case(base: KnowledgeBase, full: CaseModel) -> CaseModel:
    """Only the decision table answered, as in `full`.

    For each condition, that is the attribute that its rules ask for first.
    """
    stated, names = (
        full.stated(),
        [name for name, attribute in base.attributes.items() if attribute.required],
    )
    for condition in base.of_kind(Condition):
        tests = [
            literal.target
            for rule in base.rules
            if rule.head == condition.proposition
            for literal in rule.body
        ]
        names += [
            term.name
            for test in tests
            if isinstance(test, Test)
            for term in terms_of(test)
            if isinstance(term, Attr)
        ][:1]
    return case_of(base, {name: stated[name] for name in names})


def random_cases(base: KnowledgeBase, count: int, seed: int) -> list[CaseModel]:
    """Partial cases, the same for the same seed.

    Of each, a random share of all attributes is answered, at random.
    """
    rng = random.Random(seed)
    choices = {name: _candidates(attribute) for name, attribute in base.attributes.items()}
    found = []
    for number in range(count):
        share = rng.random()
        answers = {
            name: rng.choice(values)
            for name, values in choices.items()
            if name != "today" and rng.random() < share
        }
        found.append(case_of(base, {**answers, "name": f"random case {number}"}))
    return found


def case_of(base: KnowledgeBase, answers: Mapping[str, Any]) -> CaseModel:
    """A case from dotted attribute names and their values."""
    return model_of(base).model_validate(nested(answers))


def _climb(
    base: KnowledgeBase, choices: Mapping[str, list[Any]], answers: dict[str, Any]
) -> dict[str, Any]:
    best, before = _score(base, answers), None
    while best != before:
        before = best
        for name, values in choices.items():
            for value in values:
                score = _score(base, changed := {**answers, name: value})
                if score > best:
                    best, answers = score, changed
    return answers


def _score(base: KnowledgeBase, answers: Mapping[str, Any]) -> tuple[bool, int, int]:
    result: Assessment = assess(case_of(base, answers), DAY, base=base, chainer="semi-naive")
    return (
        result.verdict.value == WANTED,
        -len(result.holding("contradiction")),
        len(result.derivations),
    )


def _candidates(attribute: Attribute) -> list[Any]:
    match attribute.type:
        case "text":
            return [f"some {attribute.id}"]
        case "bool":
            return [False, True]
        case "enum":
            return list(attribute.choices)
        case "set":
            return [(), *((member,) for member in attribute.choices), attribute.choices]
        case "date":
            return [DAY + timedelta(days=days) for days in (0, -30, 30, -400, 400)]
        case "integer":
            return [value for value in (1, 10, 1_000) if value >= (attribute.minimum or 0)]
        case "number":
            return [
                value
                for value in (1.0, 10.0, 1e3, 1e6, 1e9, 1e26)
                if value >= (attribute.minimum or 0)
            ]
