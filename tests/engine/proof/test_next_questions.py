"""What is asked about tier, duties and controls: each question changes what it is about, and no
other can, whatever else is answered.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Any

import pytest

from engine import Assessment
from engine.asking import makes_sense
from engine.proof.next_questions import SUBJECTS, all_open_questions, open_questions, rounds
from engine.proof.sensitivity import turning_about
from engine.proven import About, Witness
from knowledge.entries import derived_names as names
from tests.conftest import DAY
from tests.random_cases import BASE, any_value, extension, random_case, verdict_of
from tests.sizes import few, tried

OTHERS: tuple[About, ...] = ("tier", "duties", "controls")
NUMBERS = range(tried(3, 40))


@lru_cache
def case_of(number: int) -> Assessment:
    return random_case(Random(f"next questions {number}"))


@lru_cache
def found_in(number: int, about: About) -> tuple[Witness, ...]:
    return turning_about(case_of(number), about)


def conclusions(case: Assessment, about: About, answers: dict[str, Any]) -> dict[str, Any]:
    """What questions are about, once a case is answered further."""
    given = {name: value for name, value in case.facts.items() if not name.startswith("parameter.")}
    found = verdict_of({**given, **answers, "today": None}, case.on)
    if about == "tier":
        return {"tier": found.tier}
    if about == "duties":
        return {
            name: truth is True
            for name, truth in found.conclusions.items()
            if names.family_of(name) == names.DUTY
        }
    return {
        name: truth is True
        for name, truth in found.conclusions.items()
        if names.family_of(name) in (names.REQUIRED, names.GAP)
    }


each_case = pytest.mark.parametrize("number", NUMBERS)
each_subject = pytest.mark.parametrize("about", OTHERS)


@pytest.mark.random
@each_case
@each_subject
def test_each_question_changes_what_it_is_about_in_the_way_that_it_shows(number, about):
    case = case_of(number)
    random = Random(f"shown {number}")
    witnesses = [one for one in found_in(number, about) if one.doubt is None]
    for witness in random.sample(witnesses, min(len(witnesses), 12)):
        before = conclusions(case, about, dict(witness.given))
        after = conclusions(case, about, witness.answered)
        if about == "tier":
            assert (before["tier"], after["tier"]) == (witness.before, witness.after)
            assert witness.before != witness.after
        else:
            assert before[witness.turned] != after[witness.turned]


@pytest.mark.random
@each_case
@each_subject
def test_what_is_not_asked_changes_nothing_whatever_else_is_answered(number, about):
    case = case_of(number)
    random = Random(f"not asked {number}")
    asked = {one.attribute for one in found_in(number, about)}
    sense = makes_sense(case)
    spared = [
        name
        for name, attribute in BASE.attributes.items()
        if name not in asked
        and name not in ("name", "today")
        and case.facts.get(name) is None
        and not attribute.superseded
        and sense.get(name) is not False
    ]
    for _ in range(4):
        row = extension(case, random)
        row = {name: value for name, value in row.items() if name in asked or name in spared}
        expected = conclusions(case, about, row)
        for name in random.sample(spared, min(len(spared), 6)):
            other = {**row, name: any_value(BASE.attributes[name], random)}
            assert conclusions(case, about, other) == expected, f"{name} was not asked"


def test_all_is_each_subject_after_the_other_and_each_question_once():
    case = verdict_of({"output_use": "operational"}, DAY)
    found = [(one.attribute, one.about) for one in all_open_questions(case)]
    assert len({attribute for attribute, _ in found}) == len(found)
    verdict = [one for one in open_questions(case) if not one.judged]
    assert [attribute for attribute, _ in found][: len(verdict)] == [
        one.attribute for one in verdict
    ]
    order = [SUBJECTS.index(about) for attribute, about in found if attribute != "regulatory_scope"]
    assert order == sorted(order)


def test_a_judgement_is_asked_for_after_the_law():
    case = verdict_of({}, DAY)
    judged = next(
        place
        for place, found in enumerate(rounds(case))
        if any(one.judged for one in found.questions)
    )
    assert judged == 2  # after the rounds about the verdict and about the tier


def test_a_question_about_another_that_is_not_answered_waits_for_it():
    case = verdict_of({"ai_system": True}, DAY)
    sense = makes_sense(case)
    for about in SUBJECTS[:2]:
        assert all(sense.get(one.attribute, True) for one in open_questions(case, about))


@pytest.mark.parametrize(
    "stated",
    few(
        [
            *(
                {"role": role}
                for role in (
                    *("provider", "deployer", "importer", "distributor"),
                    *("integrator", "product_manufacturer"),
                )
            ),
            {"role": "provider_and_deployer", "relied_on_for": ["resource_allocation"]},
            {"customer_channels": ["chatbot"]},
            {"public_service": True},
        ],
        of=3,
    ),
)
def test_a_business_is_not_asked_whether_it_is_a_private_persons_own_use(stated):
    """Art. 2(10): only natural persons in a purely personal non-professional activity."""
    case = verdict_of({"eu_nexus": True, "ai_system": True, **stated}, DAY)
    for about in SUBJECTS[:2]:
        assert "personal_use" not in {one.attribute for one in open_questions(case, about)}


@pytest.mark.parametrize("stated", [{}, {"role": "provider_and_deployer"}])
def test_who_may_be_a_private_person_is_asked(stated):
    case = verdict_of({"eu_nexus": True, "ai_system": True, **stated}, DAY)
    assert "personal_use" in {one.attribute for one in open_questions(case, "tier")}
