"""Profiles put questions in an order and highlight answers; they conclude nothing."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from engine import assess
from engine.profiles import denied_candidates, profile_of
from explain import questions, why
from knowledge import load
from knowledge.entries import Profile
from knowledge.faults import ForbiddenPremise, InvalidKnowledge
from knowledge.languages.words import Words
from tests.conftest import DAY, use_case

PROFILES = [profile.id for profile in load().of_kind(Profile)]
CREDIT = {"annex_iii": ["creditworthiness"], "affects_people": True, "personal_data": True}
RULE = """\
- define: by_profile
  title: It is recruiting
  when: use_profile == "recruiting"
  reported: true
  source: {work: article, at: Trigger 1}
  basis: stated
"""


@lru_cache
def asked(profile):
    return questions(assess(use_case(use_profile=profile), DAY))


def test_there_are_twelve_and_each_is_a_value_of_the_question():
    assert len(PROFILES) == 12
    assert set(load().attributes["use_profile"].choices) == {*PROFILES, "other"}


def test_fraud_detection_is_asked_first_what_the_annex_lists():
    found = asked("fraud_detection")
    assert found.verdict == "undetermined"
    assert found.questions[0].attribute == "annex_iii"
    assert found.questions[0].look_first == ("creditworthiness", "life_health_insurance")
    assert "Asked with the profile “Fraud detection”, which decides nothing." in " ".join(
        str(found).split()
    )


def test_a_profile_asks_for_nothing_that_cannot_matter_and_leaves_nothing_out():
    found = asked("fraud_detection"), asked(None)
    one, other = ({question.attribute for question in each.questions} for each in found)
    assert one == other - {"use_profile"}
    assert "fraud_detection_only" not in one  # which makes sense once the listed use is named


def test_no_answer_is_highlighted_without_a_profile():
    assert not any(question.look_first for question in asked(None).questions)


def test_a_profile_of_credit_makes_no_credit_score():
    result = assess(use_case(use_profile="credit_and_lending", annex_iii=[]), DAY)
    assert result.tier != "high_risk"
    profile = profile_of(load(), result.stated)
    assert ("annex_iii", "creditworthiness") in denied_candidates(profile, result.stated)
    text = " ".join(str(why(result)).split())
    assert "Candidate creditworthiness was answered no: evaluates" in text


@pytest.mark.parametrize("profile", PROFILES)
def test_with_every_profile_the_same_follows(profile):
    plain = assess(use_case(**CREDIT), DAY, chainer="semi-naive")
    found = assess(use_case(**CREDIT, use_profile=profile), DAY, chainer="semi-naive")
    assert (found.verdict, found.tier, found.duties) == (plain.verdict, plain.tier, plain.duties)
    assert found.conclusions == plain.conclusions


def test_a_rule_that_reads_a_profile_is_refused_with_its_place(tmp_path):
    pack = tmp_path / "own.yaml"
    pack.write_text(RULE, encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as caught:
        load(pack)
    (fault,) = [one for one in caught.value.faults if isinstance(one, ForbiddenPremise)]
    assert (fault.place.line, fault.place.column) == (3, 9)
    assert "no rule rests on use_profile" in str(fault)


def test_a_profile_that_no_value_names_is_refused(tmp_path):
    pack = tmp_path / "own.yaml"
    pack.write_text(
        "- profile: space_travel\n  title: Space\n  asks_first: [stage]\n"
        "  often_mistaken_for: Nothing.\n  source: {work: article, at: Trigger 1}\n"
        "  basis: stated\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidKnowledge, match="there is no profile 'space_travel'"):
        load(pack)


@pytest.mark.parametrize("language", ["de", "fr"])
def test_each_language_says_which_profile_asked(language):
    words = Words.of(language)
    case = use_case(use_profile="insurance", annex_iii=[])
    text = " ".join(why(assess(case, date(2026, 11, 27))).to_text(language=language).split())
    title = words.statement("profile.insurance", "Insurance")
    assert title != "Insurance"
    assert " ".join(words.say("profile_asked", title=title).split()) in text
