"""Faults as people read them: what was wrong, where, what was expected, the nearest right name."""

from __future__ import annotations

import pytest

from knowledge.faults import (
    BadCase,
    Fault,
    FaultList,
    InvalidKnowledge,
    Place,
    UnknownName,
    nearest,
    shorten,
    with_article,
)
from knowledge.limits import MOST_FAULTS


def test_a_fault_says_where_what_in_which_text_and_what_was_expected():
    fault = UnknownName(
        "there is no attribute 'exposre'",
        Place("pack.yaml", 3, 9),
        text="when: exposre",
        expected="an attribute",
        nearest="exposure",
    )
    assert str(fault) == (
        "pack.yaml:3:9: there is no attribute 'exposre'; in: when: exposre; "
        "expected: an attribute; nearest: exposure"
    )


def test_a_fault_in_no_file_says_what_was_wrong():
    assert str(BadCase("no name is stated")) == "no name is stated"


def test_all_faults_of_a_base_are_told_a_line_each():
    refusal = InvalidKnowledge([Fault("one"), Fault("two")])
    assert str(refusal) == "one\ntwo"
    assert [fault.message for fault in refusal.faults] == ["one", "two"]


def test_very_many_faults_end_the_search_and_the_last_one_says_so():
    found = FaultList()
    found.add(*(Fault(f"fault {number}") for number in range(MOST_FAULTS - 1)))
    assert len(found) == MOST_FAULTS - 1
    with pytest.raises(InvalidKnowledge) as refusal:
        found.add(Fault("one more"))
    assert [fault.message for fault in refusal.value.faults][-2] == "one more"
    assert "the rest was not looked at" in refusal.value.faults[-1].message


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("exposre", "exposure"),
        ("monitoring", "controls.monitoring"),
        ("monitorng", "controls.monitoring"),
        ("wholly_different", None),
        ("e" * 10_000, None),
        ("", None),
    ],
)
def test_the_nearest_name_is_the_one_that_was_most_likely_meant(name, meant):
    assert nearest(name, ["approved", "controls.monitoring", "exposure", "stage"]) == meant


def test_the_nearest_of_very_many_names_is_found_too():
    names = [f"attribute_{number}" for number in range(5_000)] + ["exposure"]
    assert nearest("exposre", names) == "exposure"


def test_a_long_text_is_shortened_in_its_middle_and_stays_on_one_line():
    text = "begin " + "a\nb " * 10_000 + "end"
    short = shorten(text, 60)
    assert len(short) < 70
    assert short.startswith("begin ")
    assert short.endswith(" end")
    assert "\n" not in short
    assert shorten("as it  is\n") == "as it is"


def test_an_article_fits_its_word():
    assert [with_article(word) for word in ("trigger", "exception")] == [
        "a trigger",
        "an exception",
    ]
