"""Cases are read from YAML or JSON, one or many, and every fault names its line and column."""

from __future__ import annotations

import json
from datetime import date

import pytest

from knowledge import InvalidCase
from knowledge.cases.files import EXAMPLE, example_names, read_case, read_cases
from knowledge.faults import BadCase, BadYaml, Fault, UnknownName, WrongType

SEVERAL = """\
- name: Forecast
  exposure: business_users
- name: Chatbot
  exposure: pubic
  controls:
    monitoring: perhaps
- exposure: public
- Scoring
"""


@pytest.fixture
def write(tmp_path):
    """Write a file of cases, and give its path."""

    def written(text: str, name: str = "case.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def faults_in(path) -> tuple[Fault, ...]:
    with pytest.raises(InvalidCase) as refused:
        read_cases(path)
    return refused.value.faults


def test_a_file_holds_one_case(write):
    path = write(
        "name: Forecast\nstarts_on: 2026-11-22\nrelied_on_for: []\ncontrols:\n  monitoring: true\n"
        "  rollback: unknown\n"
    )
    expected = {
        "name": "Forecast",
        "starts_on": date(2026, 11, 22),
        "relied_on_for": frozenset(),
        "controls.monitoring": True,
    }
    assert read_case(path).stated() == expected
    assert [case.stated() for case in read_cases(path)] == [expected]


def test_a_file_holds_several_cases(write):
    assert [case.name for case in read_cases(write("- name: Forecast\n- name: Chatbot\n"))] == [
        "Forecast",
        "Chatbot",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [("- name: A\n- name: B\n", "holds 2 cases"), ("[]", "the file holds no case")],
)
def test_one_case_is_asked_for_and_another_number_is_there(write, text, said):
    with pytest.raises(InvalidCase, match=said):
        read_case(write(text))


@pytest.mark.parametrize("indent", [None, 2, "\t"], ids=["one line", "blanks", "tabs"])
def test_json_is_read_as_well(write, indent):
    case = {
        "name": 'A "quoted" name / é',
        "exposure": "public",
        "volume_multiple": 2.5,
        "controls": {"monitoring": True},
        "stage": None,
    }
    path = write(
        json.dumps(case, indent=indent, separators=None if indent else (",", ":")), "case.json"
    )
    assert read_case(path).model_dump(mode="json", exclude_none=True) == {
        name: value for name, value in case.items() if value is not None
    }


def test_a_letter_beyond_the_basic_plane_is_read_from_json(write):
    assert read_case(write(json.dumps({"name": "Chatbot 🤖"}), "case.json")).name == "Chatbot 🤖"


@pytest.mark.parametrize("written", ["1e25", "1E25", "1e+25", "1.0e+25"])
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("case.yaml", "name: A\ntraining_flops: %s"),
        ("case.json", '{"name": "A", "training_flops": %s}'),
    ],
)
def test_a_large_number_may_be_written_with_an_exponent(write, name, form, written):
    assert read_case(write(form % written, name)).training_flops == 1e25


@pytest.mark.parametrize(
    ("text", "kind", "line", "column", "said", "nearest"),
    [
        (
            "name: A\nexposre: public",
            UnknownName,
            2,
            1,
            "there is no attribute 'exposre'",
            "exposure",
        ),
        (
            "name: A\ncontrols:\n  monitring: true",
            UnknownName,
            3,
            3,
            "there is no attribute 'controls.monitring'",
            "controls.monitoring",
        ),
        (
            "name: A\nmonitoring: true",
            UnknownName,
            2,
            1,
            "there is no attribute 'monitoring'",
            "controls.monitoring",
        ),
        (
            "name: A\nexposure: pubic",
            BadCase,
            2,
            11,
            "expected: one of data_science, analysts, business_users, customers",
            "public",
        ),
        (
            "name: A\ncontrols: {monitoring: maybe}",
            BadCase,
            2,
            24,
            "controls.monitoring: 'maybe'; expected: true or false",
            None,
        ),
        (
            "name: A\ncustomer_channels: chatbot",
            BadCase,
            2,
            20,
            "expected: a list of recommendations, chatbot",
            "chatbot",
        ),
        (
            "name: A\nstarts_on: 1850-01-01",
            BadCase,
            2,
            12,
            "expected: a day between 1900 and 2199, as YYYY-MM-DD",
            None,
        ),
        (
            "name: A\nstarts_on: 2026-11-22 10:00:00",
            BadCase,
            2,
            12,
            "expected: a day as YYYY-MM-DD: 2026-11-22",
            None,
        ),
        (
            "name: A\nstarts_on: 1 March 2026",
            BadCase,
            2,
            12,
            "in: starts_on: '1 March 2026'; expected: a day as YYYY-MM-DD: 2026-03-01",
            None,
        ),
        (
            "name: A\nstarts_on: 11/12/2026",
            BadCase,
            2,
            12,
            "expected: a day as YYYY-MM-DD: 2026-12-11 or 2026-11-12",
            None,
        ),
        (
            "name: A\nstarts_on: soon",
            BadCase,
            2,
            12,
            "expected: a day between 1900 and 2199, as YYYY-MM-DD",
            None,
        ),
        (
            "name: A\nvolume_multiple: -1",
            BadCase,
            2,
            18,
            "expected: a number, at least 0 (required volume ÷ today's volume)",
            None,
        ),
        (
            "name: A\nvolume_multiple: .nan",
            BadCase,
            2,
            18,
            "volume_multiple does not take this value",
            None,
        ),
        (
            "name: A\nbusiness_units: 1.5",
            BadCase,
            2,
            17,
            "expected: a whole number, at least 0 (units served)",
            None,
        ),
        ("name: A\nowner: 5", BadCase, 2, 8, "expected: text", None),
        ("name: A\ncontrols: [monitoring]", BadCase, 2, 11, "controls: ['monitoring']", None),
        (
            "# nobody said what\nstage: idea",
            BadCase,
            2,
            1,
            "name is not stated; expected: every case has it",
            None,
        ),
        ("name: A\n  stage: idea", BadYaml, 2, 8, "this is not YAML", None),
        (
            "name: A\nstage: idea\nstage: pilot",
            BadYaml,
            3,
            1,
            "the key 'stage' stands here twice",
            None,
        ),
        ("", WrongType, 1, 1, "a case is a mapping of attributes", None),
        (
            "\n just words",
            WrongType,
            2,
            2,
            "a case is a mapping of attributes; in: just words; expected: name: …",
            None,
        ),
        ("- name: A\n- [name]", WrongType, 2, 3, "a case is a mapping of attributes", None),
    ],
)
def test_a_fault_names_its_place_and_what_was_expected(
    write, text, kind, line, column, said, nearest
):
    path = write(text)
    (fault,) = faults_in(path)
    assert type(fault) is kind
    assert (fault.place.file, fault.place.line, fault.place.column) == (str(path), line, column)
    assert said in str(fault)
    assert fault.nearest == nearest


def test_a_dotted_control_is_told_to_be_nested_where_it_stands(write):
    (fault,) = faults_in(write("name: A\nstage: idea\ncontrols.monitoring: true\n"))
    assert (fault.place.line, fault.place.column) == (3, 1)
    # the nearest right thing cannot be what was written
    assert fault.nearest != "controls.monitoring"


@pytest.mark.parametrize("member", ["[chatbot]", "{chatbot: true}"])
def test_a_nested_member_of_a_set_is_a_fault_and_no_crash(write, member):
    (fault,) = faults_in(write(f"name: A\ncustomer_channels: [{member}]\n"))
    assert type(fault) is BadCase
    assert (fault.place.line, fault.place.column) == (2, 20)


def test_every_fault_of_every_case_is_listed(write):
    found = {
        (type(fault), fault.place.line, fault.place.column) for fault in faults_in(write(SEVERAL))
    }
    assert found == {(BadCase, 4, 13), (BadCase, 6, 17), (BadCase, 7, 3), (WrongType, 8, 3)}


def test_an_unknown_attribute_hides_no_other_fault(write):
    text = (
        "name: A\nexposre: public\nstge: idea\nbusiness_units: many\ncontrols:\n"
        "  monitring: true\n  cachng: true\n"
    )
    assert sorted(fault.place.line for fault in faults_in(write(text))) == [2, 3, 4, 6, 7]


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    (fault,) = faults_in(tmp_path / "missing.yaml")
    assert "the file cannot be read" in str(fault)


@pytest.mark.parametrize("name", example_names())
def test_each_shipped_example_is_a_case(name):
    case = read_case(EXAMPLE + name)
    assert case.description
    assert len(case.stated()) > 6


def test_an_example_that_is_not_there_names_the_nearest():
    (fault,) = faults_in("example:zilow_offers")
    assert isinstance(fault, UnknownName)
    assert fault.nearest == "zillow_offers"
    assert "tay" in fault.expected
