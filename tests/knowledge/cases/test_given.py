"""A case and a day may be given in several forms; what is neither is told in one line."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from engine import assess
from knowledge import InvalidCase, UseCase, load, read_case
from knowledge.cases.files import json_text
from knowledge.cases.given import given_case, given_day
from knowledge.cases.given_base import given_base
from tests.conftest import DAY

ANSWERS = {"name": "shifts", "output_use": "operational", "controls": {"monitoring": True}}


def test_a_case_is_given_as_a_model_a_dict_or_a_path(tmp_path):
    case = UseCase.model_validate(ANSWERS)
    file = tmp_path / "case.json"
    file.write_text(json_text(case), encoding="utf-8")
    for given in (case, ANSWERS, str(file), file):
        assert given_case(given, load()) == case
    assert given_case("example:tay", load()) == read_case("example:tay")
    assert ANSWERS["controls"] == {"monitoring": True}


def test_each_form_has_the_same_answer(tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(ANSWERS), encoding="utf-8")
    case = UseCase.model_validate(ANSWERS)
    answers = [assess(given, DAY).model_dump() for given in (case, ANSWERS, file, str(file))]
    assert all(answer == answers[0] for answer in answers)


def test_what_a_case_test_expects_is_no_answer():
    assert given_case({**ANSWERS, "expect": {"verdict": "prohibited"}}, load()).stated()["name"]


def test_a_dict_is_read_with_the_base_that_answers():
    own = load("example:bank")
    answer = assess({"name": "x", "moves_money": True}, DAY, base=own)
    assert answer.conclusions["trigger.payments"] is True
    with pytest.raises(InvalidCase, match="there is no attribute 'moves_money'"):
        assess({"name": "x", "moves_money": True}, DAY)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, "name is not stated; expected: every case has it"),
        (
            {"name": "x", "output_use": "play"},
            "output_use does not take this value; in: output_use: 'play'; "
            "expected: one of research, operational",
        ),
        (
            {"name": "x", "monitorin": True},
            "there is no attribute 'monitorin'; expected: an attribute of the knowledge base; "
            "nearest: controls.monitoring",
        ),
        (
            {"name": "x", "controls": {"monitoring": 3}},
            "controls.monitoring does not take this value; in: controls.monitoring: 3; "
            "expected: true or false",
        ),
    ],
)
def test_a_faulty_dict_is_told_as_a_faulty_file_is(answers, told):
    with pytest.raises(InvalidCase) as error:
        assess(answers)
    assert str(error.value) == told


def test_every_fault_of_a_dict_is_told():
    with pytest.raises(InvalidCase) as error:
        assess({"output_use": "play", "colour": "red"})
    assert len(error.value.faults) == 3


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (5, "an int"),
        (None, "None"),
        ([ANSWERS], "a list"),
        (b"case.yaml", "a bytes"),
        (DAY, "a date"),
    ],
)
def test_what_is_no_case_is_told_in_one_line(given: Any, kind):
    with pytest.raises(TypeError) as error:
        assess(given)
    expected = "a case is a UseCase, a dict of answers, or the path of a case file"
    assert str(error.value) == f"{expected}, not {kind}"


def test_a_file_that_is_not_there_is_told():
    for given in ("nowhere.yaml", Path("nowhere.yaml")):
        with pytest.raises(InvalidCase, match=r"^nowhere\.yaml:1:1: the file cannot be read"):
            assess(given)
    with pytest.raises(InvalidCase, match="nearest: tay"):
        assess("example:tai")


def test_a_day_is_given_as_a_date_or_as_a_text():
    assert given_day("2027-12-02") == given_day(date(2027, 12, 2)) == date(2027, 12, 2)
    assert given_day(None) is None
    assert assess("example:tay", "2027-12-02").on == date(2027, 12, 2)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("soon", "YYYY-MM-DD"),
        ("2027-02-30", "YYYY-MM-DD"),
        ("", "YYYY-MM-DD"),
        ("2027-2-2", "2027-02-02"),
        ("20271202", "2027-12-02"),
        ("2/12/2027", "2027-12-02 or 2027-02-12"),
    ],
)
def test_a_text_that_is_no_day_is_told_with_the_day_that_it_may_mean(on, expected):
    with pytest.raises(InvalidCase) as error:
        assess("example:tay", on)
    assert str(error.value) == f"there is no such day; in: on: {on!r}; expected: {expected}"


@pytest.mark.parametrize(
    ("on", "kind"), [(20271202, "an int"), (datetime(2027, 12, 2), "a datetime"), ([], "a list")]
)
def test_what_is_no_day_is_told_in_one_line(on: Any, kind):
    with pytest.raises(TypeError) as error:
        assess("example:tay", on)
    assert str(error.value) == f"a day is a date, or a text as YYYY-MM-DD, not {kind}"


def test_a_base_is_what_load_gives():
    assert given_base(None) is load()
    wrong: Any = "example:bank"
    with pytest.raises(TypeError, match=r"^a knowledge base is what load\(\) gives, not a str$"):
        assess("example:tay", base=wrong)
