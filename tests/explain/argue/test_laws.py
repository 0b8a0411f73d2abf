"""Each law beside the AI Act is told by itself: ground or duty, since when, what meets it."""

from __future__ import annotations

from functools import lru_cache

import pytest

from engine import assess
from explain import why
from knowledge.languages.words import Words
from tests.conftest import DAY, NO_OTHER_LAW, use_case

CASE = {
    "personal_data": True,
    "automated_decision": "solely",
    "legal_or_similar_effect": True,
    "member_state": ["de"],
    "works_council": True,
    "monitors_staff": True,
    "platform_work": False,
    "controls": {"challenge_process": False},
}


@lru_cache
def explained(**more):
    return why(assess(use_case(**{**CASE, **more}), DAY))


def section(title):
    return next(one for one in explained().outline().sections if title in one.title)


def test_a_law_that_is_a_ground_says_so_and_lists_its_duties():
    law = next(law for law in explained().legal.laws if law.id == "gdpr")
    assert [step.proposition for step in law.grounds] == ["other_law.ground.automated_decision"]
    assert {duty.id for duty in law.duties} == {"gdpr_22_3", "gdpr_13"}
    found = section("General Data Protection Regulation")
    assert found.before[0].startswith("A ground: It decides about people in substance")
    line = found.lines[0]
    assert line.text.startswith("GDPR Art. 22(3): Let a person step in")
    assert "binding since 2018-05-25; not met" in line.text
    assert [below.text for below in line.below] == [
        "a pilot: under it as well",
        "met by: human review, decision log, challenge process",
    ]


def test_a_law_that_asks_for_a_paper_says_that_it_is_a_duty_only():
    found = section("Betriebsverfassungsgesetz")
    assert found.before == ("Duties only: it asks for nothing of how the thing is built or run.",)
    assert found.lines[0].cells[3:] == ("to be met before a pilot begins", "works agreement")


def test_a_law_that_open_answers_may_bring_in_is_a_line_and_one_ruled_out_is_none():
    found = section("Other laws that open answers may bring in")
    named = [line.text.partition(":")[0] for line in found.lines]
    assert "DORA" in named
    assert "Platform Work Directive" not in named
    assert why(assess(use_case(**NO_OTHER_LAW, member_state=["outside"]), DAY)).legal.laws == ()


def test_what_stands_in_another_law_is_not_told_among_the_duties_of_the_tier():
    legal = explained().legal
    assert {duty.law for duty in (*legal.arisen, *legal.possible)} <= {legal.law}
    assert {duty.law for duty in legal.duties} >= {"gdpr", "betriebsverfassungsgesetz"}


def test_the_law_is_among_the_sources():
    assert {"gdpr", "schufa_judgment", "betriebsverfassungsgesetz"} <= {
        source.id for source in explained().sources
    }


@pytest.mark.parametrize("language", ["de", "fr"])
def test_each_language_tells_of_the_law(language):
    words = Words.of(language)
    text = " ".join(explained().to_text(language=language).split())
    assert " ".join(words.say("law_is_duty_only").split()) in text
    assert words.say("pilot_before") in text
    assert words.statement("duty.works_council_de", "") in text
