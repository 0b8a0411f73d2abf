"""What was bought is asked of its vendor: a control has words of its own for it, and stays."""

from __future__ import annotations

from functools import lru_cache

import pytest

from engine import assess
from engine.asking import makes_sense
from engine.proof.ways import Reach
from engine.sourcing import asked_of_vendor, bought_control, question_asked
from explain import questions, why
from explain.argue.first_answer import first_answer
from explain.ask.remedy import change_of
from explain.plans.plan import plan
from knowledge import load
from knowledge.entries import Control
from knowledge.languages.words import Words
from tests.conftest import DAY, use_case

VENDOR = [
    "vendor_reports_incidents",
    "vendor_exit_agreed",
    "vendor_logs_available",
    "vendor_announces_changes",
    "vendor_protects_data",
]


@lru_cache
def assessed(sourcing):
    return assess(use_case(output_use="operational", sourcing=sourcing), DAY)


def test_a_bought_version_is_named_by_the_vendor():
    control = bought_control(load(), "model_versioning", {"sourcing": "bought"})
    assert control.question == (
        "Does the vendor name the version in use, and tell you before it changes?"
    )


@pytest.mark.parametrize("sourcing", ["built", "configured", None])
def test_what_is_not_bought_as_it_comes_is_ones_own_to_show(sourcing):
    assert bought_control(load(), "model_versioning", {"sourcing": sourcing}) is None


def test_a_control_that_only_a_user_can_have_has_no_words_for_the_vendor():
    assert bought_control(load(), "human_review", {"sourcing": "bought"}) is None


def test_what_was_bought_requires_the_same_and_says_from_the_vendor():
    one, other = ({c.id: c for c in why(assessed(x)).controls} for x in ("built", "bought"))
    assert one.keys() == other.keys()
    assert not any(control.from_vendor for control in one.values())
    assert other["model_versioning"].from_vendor
    text = " ".join(str(why(assessed("bought"))).split())
    assert "tells you before it changes (from the vendor)" in text


# what only those can have who run a business on it: it is not for a vendor to show
ONES_OWN = {
    "agreed_accuracy_thresholds",
    "fallback_behaviour",
    "governance_documentation",
    "human_review",
    "integration",
}


def test_all_else_that_is_engineering_has_words_for_the_vendor():
    engineering = [one for one in load().of_kind(Control) if not one.is_record]
    assert {one.id for one in engineering if one.bought is None} == ONES_OWN
    for control in engineering:
        if control.bought is not None:
            assert "vendor" in control.bought.title
            assert "vendor" in control.bought.question


def test_a_question_is_asked_of_the_vendor_where_it_was_bought():
    base, asked = load(), "controls.observability"
    assert question_asked(base, asked, {"sourcing": "bought"}) == (
        "Does the vendor show you the state that it is in?"
    )
    own = base.attributes[asked].question
    assert question_asked(base, asked, {}) == own
    assert (
        question_asked(base, "stage", {"sourcing": "bought"}) == base.attributes["stage"].question
    )


TOLD = {
    "en": "model versioning: the vendor names the version in use, and tells you before it changes"
    " (from the vendor)",
    "de": "der Lieferant nennt die Version im Einsatz und sagt es Ihnen, bevor sie wechselt",
    "fr": "le vendeur nomme la version en service et vous prévient avant un changement",
}
GET = {"en": "Get from the vendor", "de": "Vom Lieferanten einholen", "fr": "Obtenir du vendeur"}
UNVERSIONED = {"output_use": "operational", "controls": {"model_versioning": False}}


@pytest.mark.parametrize("language", TOLD)
def test_the_first_answer_and_the_plan_tell_what_to_get_from_the_vendor(language):
    bought = {**UNVERSIONED, "name": "Bought", "sourcing": "bought"}
    first = first_answer(assess(use_case(**bought), DAY)).to_text(language=language)
    assert TOLD[language] in " ".join(first.split())
    made = plan([{**UNVERSIONED, "name": "Built"}, bought], DAY, ask=False)
    built, got = (one for one in made.actions if one.id == "model_versioning")
    assert (built.from_vendor, got.from_vendor) == (False, True)
    assert [[case.name for case in one.cases] for one in (built, got)] == [["Built"], ["Bought"]]
    assert GET[language] in made.to_text(language=language)


@pytest.mark.parametrize("language", ["de", "fr"])
def test_questions_are_asked_of_the_vendor_in_each_language(language):
    asked = questions(assessed("bought"), about="controls")
    found = {one.attribute: one.question for one in asked.questions}
    control = bought_control(load(), "monitoring", {"sourcing": "bought"})
    assert found["controls.monitoring"] == control.question
    told = Words.of(language).question("controls.monitoring", control.question)
    assert " ".join(told.split()) in " ".join(asked.to_text(language=language).split())


@pytest.mark.parametrize("language", ["de", "fr"])
def test_each_language_has_the_words_for_what_was_bought(language):
    words = Words.of(language)
    for control in load().of_kind(Control):
        if control.bought is not None:
            told = words.statement(f"control.{control.id}.bought", control.bought.title)
            assert told not in (control.bought.title, control.title)
            question = control.bought.question
            assert words.question(f"controls.{control.id}.bought", question) != question


@pytest.mark.parametrize("name", VENDOR)
def test_the_vendors_promises_are_asked_for_only_where_there_is_a_vendor(name):
    asked = f"controls.{name}"
    assert makes_sense(assessed("bought"))[asked] is True
    assert makes_sense(assessed("configured"))[asked] is True
    assert makes_sense(assessed("built"))[asked] is False


def test_a_bought_case_is_asked_for_the_vendors_promises():
    named = [one.attribute for one in why(assessed("bought")).legal.questions]
    assert set(named) >= {f"controls.{name}" for name in VENDOR}
    assert not set(named) & {
        one.attribute for one in why(assessed("built")).legal.questions if "vendor" in one.attribute
    }


@pytest.mark.parametrize("language", GET)
def test_a_change_gets_from_the_vendor_what_is_put_in_place_of_ones_own(language):
    base, name = load(), "controls.model_versioning"
    attribute, words = base.attributes[name], Words.of(language)
    there = Reach((True,), complete=True)
    own, got = (
        change_of(
            attribute, None, there, bought=asked_of_vendor(base, name, {"sourcing": sourcing})
        )
        for sourcing in ("built", "bought")
    )
    assert own.action(words) == words.text(("doings", name, "true"), attribute.doing["true"])
    title = TOLD[language].removeprefix("model versioning: ").removesuffix(" (from the vendor)")
    assert GET[language] in got.action(words)
    assert title in got.action(words)
    assert (own.question, got.question) == (
        attribute.question,
        question_asked(base, name, {"sourcing": "bought"}),
    )


def test_what_only_a_user_can_have_is_put_in_place_where_it_was_bought_as_well():
    base, name = load(), "controls.human_review"
    bought = asked_of_vendor(base, name, {"sourcing": "bought"})
    told = change_of(base.attributes[name], None, Reach((True,), complete=True), bought=bought)
    assert told.says.startswith("Put in place: a person can check")
