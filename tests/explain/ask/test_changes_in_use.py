"""What is in use is not told to agree on an experiment; what is not may still."""

from __future__ import annotations

import pytest

from explain import smallest_change
from knowledge.cases.files import read_case
from tests.conftest import DAY, EXPERIMENT, use_case

IN_USE = ("zillow_offers", "air_canada_chatbot", "mycity_chatbot", "tay", "unity_ad_targeting")


@pytest.mark.parametrize("name", IN_USE)
def test_what_is_in_use_is_not_told_to_agree_on_a_time_box(name):
    """Each has long been in production: no day on which an experiment begins makes it one."""
    found = smallest_change(read_case(f"example:{name}"), "experiment_excepted")
    assert (found.sets, found.unproven) == ((), None)
    first = found.obstacles[0]
    assert (first.attribute, first.stated) == ("stage", "production")
    open_ = [item.attribute for item in found.obstacles if not item.answered]
    assert "written_agreement" in open_  # it may have been agreed before


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "How far along is it? in use (stage)"),
        ("de", "Wie weit ist das Vorhaben? im Einsatz (stage)"),
        ("fr", "Où en est le projet ? en service (stage)"),
    ],
)
def test_that_it_is_in_use_is_told_as_what_bars_a_time_box(language, says):
    found = smallest_change(read_case("example:zillow_offers"), "experiment_excepted")
    assert says in " ".join(found.to_text(language=language).replace("\xa0", " ").split())


@pytest.mark.parametrize("stage", ["idea", "development", "pilot", None])
def test_what_is_not_in_use_yet_may_still_be_agreed_upon_as_an_experiment(stage):
    case = use_case(**{**EXPERIMENT, "output_use": "operational", "stage": stage})
    proposed = {
        change.attribute
        for item in smallest_change(case, "experiment_excepted", DAY).sets
        for change in item.changes
    }
    assert {"starts_on", "ends_on", "written_agreement"} <= proposed
