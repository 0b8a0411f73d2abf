"""What was bought is asked of its vendor: a control has words of its own for it, and stays."""

from __future__ import annotations

from functools import lru_cache

import pytest

from engine import assess
from engine.asking import makes_sense
from engine.sourcing import bought_control
from explain import why
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
