"""Rows become cases, by attribute names or by an intake.

What a cell does not settle stays unknown, and is listed.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from knowledge import InvalidCase, load
from knowledge.faults import UnknownName
from knowledge.intake.loading import intake_names, load_intake
from knowledge.intake.rows import RowCase, rows_as_cases
from knowledge.tables.table import of_records

INTAKE = """\
intake: inventory
title: Somebody's inventory
source: Somebody
silent: [n/a, ""]
text: {name: Title, owner: Office}
columns:
  - attribute: exposure
    column: Public
    values: {"yes": public, "Staff  Only": business_users}
    starts: {within the team: data_science}
    silent: ["no"]
    silent_starts: [to be]
    unless: {column: Topic, values: [science]}
    basis: stated
  - {attribute: exposure, column: Audience, values: {everyone: public, \
colleagues: business_users}, basis: stated}
  - {attribute: affects_people, column: Rights, values: {"yes": true, "no": false}, basis: stated}
  - {attribute: controls.monitoring, column: Monitored, starts: {"no": false, automated: true}, \
basis: stated}
  - {attribute: went_live_on, column: Live, dates: ["%m/%d/%Y", "%Y-%m-%d"], \
earliest: 1990-01-01, silent_starts: [soon], basis: stated}
"""


def rows(*cells: dict) -> list[RowCase]:
    """These rows as cases, by attribute names."""
    return list(rows_as_cases(of_records("cases.csv", cells), load()))


@pytest.fixture
def intake(tmp_path):
    """Load an intake from its text."""

    def loaded(text: str = INTAKE):
        (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
        return load_intake(str(tmp_path / "own.yaml"), load())

    return loaded


@pytest.fixture
def taken(intake):
    """One row, taken in by the intake above: what it states, and what is listed."""

    def row(**cells):
        table = of_records("inventory.csv", [{"Title": "Forecast", **cells}])
        (found,) = rows_as_cases(table, load(), intake())
        stated = {name: value for name, value in found.case.stated().items() if name != "name"}
        return stated, [(fault.row, fault.column, fault.value) for fault in found.faults]

    return row


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("exposure", "pubic", "one of data_science, analysts"),
        ("approved", "perhaps", "true or false"),
        ("volume_multiple", "nan", "a number, at least 0"),
        ("business_units", "2.5", "a whole number"),
        ("business_units", "²", "a whole number"),
        ("business_units", "--5", "a whole number"),
        ("starts_on", "22.11.2026", "a day between 1900 and 2199"),
        ("customer_channels", "telephone;fax", "a list of recommendations"),
        ("controls.monitoring", "perhaps", "true or false"),
    ],
)
def test_a_bad_cell_is_listed_with_its_row_and_costs_only_itself(column, cell, expected):
    good, bad = rows({"name": "A", "stage": "idea"}, {"name": "B", "stage": "pilot", column: cell})
    assert (good.case.stated(), good.faults) == ({"name": "A", "stage": "idea"}, [])
    assert bad.case.stated() == {"name": "B", "stage": "pilot"}
    (fault,) = bad.faults
    assert (fault.row, fault.column, fault.lost) == (2, column, False)
    assert all(part in fault.value for part in cell.split(";"))
    assert fault.expected.startswith(expected)


def test_a_name_that_is_a_number_is_its_text_and_a_bad_one_costs_the_name_only():
    number, bad, nameless = rows(
        {"name": 5, "stage": "idea"},
        {"name": True, "stage": "pilot"},
        {"name": None, "stage": "pilot"},
    )
    assert (number.case.stated(), number.faults) == ({"name": "5", "stage": "idea"}, [])
    assert bad.case.stated() == {"name": "row 2", "stage": "pilot"}
    assert [(fault.column, fault.value, fault.lost) for fault in bad.faults] == [
        ("name", "true", False)
    ]
    assert (nameless.case.stated(), nameless.faults) == ({"name": "row 3", "stage": "pilot"}, [])


def test_columns_that_are_no_attributes_are_passed_over():
    assert rows({"name": "A", "budget code": "17"})[0].case.stated() == {"name": "A"}


def test_a_table_without_a_known_column_is_refused(intake):
    table = of_records("cases.csv", [{"budget code": "17", "colour": "red"}])
    with pytest.raises(
        InvalidCase,
        match="no column that is known; in: budget code, colour; expected: accuracy_requirement",
    ):
        list(rows_as_cases(table, load()))
    with pytest.raises(
        InvalidCase, match="expected: Audience, Live, Monitored, Office, Public, Rights, Title"
    ):
        list(rows_as_cases(table, load(), intake()))


@pytest.mark.parametrize(
    ("cells", "stated"),
    [
        ({"Public": "Yes"}, {"exposure": "public"}),
        ({"Public": " staff only\n"}, {"exposure": "business_users"}),
        ({"Public": "Within the team, for now"}, {"exposure": "data_science"}),
        ({"Public": "no"}, {}),
        ({"Public": "To be decided"}, {}),
        ({"Public": "N/A"}, {}),
        ({"Public": "yes", "Topic": "Science"}, {}),
        ({"Public": "no", "Audience": "everyone"}, {"exposure": "public"}),
        ({"Public": "staff only", "Audience": "everyone"}, {"exposure": "business_users"}),
        (
            {"Public": "yes", "Topic": "science", "Audience": "colleagues"},
            {"exposure": "business_users"},
        ),
        ({"Monitored": "Automated, daily"}, {"controls.monitoring": True}),
        ({"Live": "11/22/2025"}, {"went_live_on": date(2025, 11, 22)}),
        ({"Live": "2025-11-22"}, {"went_live_on": date(2025, 11, 22)}),
        ({"Live": "1990-01-01"}, {"went_live_on": date(1990, 1, 1)}),
        ({"Live": "Soon, perhaps"}, {}),
        ({"Office": "Treasury"}, {"owner": "Treasury"}),
    ],
)
def test_an_intake_says_what_a_cell_means(taken, cells, stated):
    assert taken(**cells) == (stated, [])


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Public", "sometimes"),
        ("Live", "7/16/1905"),
        ("Live", "9999-12-31"),
        ("Live", "22.11.2025"),
        ("Rights", "maybe"),
    ],
)
def test_a_cell_that_nobody_foresaw_is_listed_and_settles_nothing(taken, column, cell):
    assert taken(**{column: cell}) == ({}, [(1, column, cell)])


def test_what_is_listed_says_what_was_expected(intake):
    table = of_records("inventory.csv", [{"Public": "sometimes", "Live": "7/16/1905"}])
    (row,) = rows_as_cases(table, load(), intake())
    assert [(fault.reason, fault.expected, fault.lost) for fault in row.faults] == [
        (
            "says nothing known about exposure, which stays unknown",
            "yes, Staff  Only, within the team…",
            False,
        ),
        (
            "says nothing known about went_live_on, which stays unknown",
            "a date since 1990-01-01 like 11/22/2026, 2026-11-22",
            False,
        ),
    ]
    assert row.case.stated() == {"name": "row 1"}


@pytest.mark.parametrize(
    ("mapping", "cell", "value"),
    [
        ("{attribute: business_units, column: C, answer: true, basis: stated}", "4", 4),
        ("{attribute: business_units, column: C, answer: true, basis: stated}", 4.0, 4),
        ("{attribute: controls.monitoring, column: C, answer: true, basis: stated}", "Yes", True),
        ("{attribute: exposure, column: C, answer: true, basis: stated}", "public", "public"),
        (
            "{attribute: relied_on_for, column: C, answer: true, basis: stated}",
            "operational_planning",
            frozenset({"operational_planning"}),
        ),
        (
            "{attribute: relied_on_for, column: C, values: {none: []}, basis: stated}",
            "None",
            frozenset(),
        ),
        (
            "{attribute: went_live_on, column: C, dates: ['%d.%m.%Y'], basis: stated}",
            date(2025, 11, 22),
            date(2025, 11, 22),
        ),
        (
            "{attribute: went_live_on, column: C, dates: ['%d.%m.%Y'], basis: stated}",
            datetime(2025, 11, 22, 9),
            date(2025, 11, 22),
        ),
        (
            "{attribute: exposure, column: C, values: {all; staff: public}, basis: stated}",
            ["all", "staff"],
            "public",
        ),
    ],
)
def test_a_cell_may_be_the_answer_itself_or_have_a_type(intake, mapping, cell, value):
    own = intake(f"intake: own\ntitle: T\nsource: S\ntext: {{}}\ncolumns:\n  - {mapping}\n")
    (row,) = rows_as_cases(of_records("own.csv", [{"C": cell}]), load(), own)
    assert (row.case.stated(), row.faults) == (
        {"name": "row 1", own.columns[0].attribute: value},
        [],
    )


@pytest.mark.parametrize("cell", ["four", "2.5"])
def test_an_answer_that_its_attribute_does_not_take_is_listed_under_its_column(intake, cell):
    own = intake(
        INTAKE + "  - {attribute: business_units, column: Sites, answer: true, basis: stated}\n"
    )
    (row,) = rows_as_cases(of_records("own.csv", [{"Sites": cell}]), load(), own)
    assert [(fault.column, fault.value, fault.expected) for fault in row.faults] == [
        ("Sites", cell, "a whole number, at least 0 (units served)")
    ]


def test_what_always_holds_is_stated_for_every_row(intake):
    own = intake(INTAKE + "always:\n  - {attribute: placed_in_eu, value: true, basis: stated}\n")
    found = list(
        rows_as_cases(of_records("own.csv", [{"Title": "A"}, {"Title": None}]), load(), own)
    )
    assert [row.case.stated() for row in found] == [
        {"name": "A", "placed_in_eu": True},
        {"name": "row 2", "placed_in_eu": True},
    ]


def twins(found: list[RowCase]) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.value) for row in found for fault in row.faults]


def test_an_id_that_stands_twice_is_listed_and_its_row_counts():
    found = rows(
        {"id": "1", "name": "A"},
        {"id": None, "name": "B"},
        {"id": "", "name": "C"},
        {"id": " 1", "name": "D"},
    )
    assert twins(found) == [(4, "id", "1")]
    assert found[3].faults[0].reason == "is the id of row 1 already"
    assert [row.case.name for row in found] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("ids", "listed"),
    [("", []), ("id: No", [3]), ("id: [Office, No]", []), ("id: [Office]", [2, 4])],
)
def test_an_intake_may_name_the_columns_that_tell_rows_apart(intake, ids, listed):
    table = [
        {"Title": "A", "Office": "X", "No": "7"},
        {"Title": "B", "Office": "X", "No": "n/a"},
        {"Title": "C", "Office": "Y", "No": "7"},
        {"Title": "D", "Office": "Y", "No": "n/a"},
    ]
    quoted = ids.replace("No", '"No"')
    found = rows_as_cases(of_records("own.csv", table), load(), intake(f"{INTAKE}{quoted}\n"))
    assert [row for row, _, _ in twins(list(found))] == listed


FAULTY = [
    (
        "attribute: affects_people",
        "attribute: affects_poeple",
        16,
        "there is no attribute 'affects_poeple'; nearest: affects_people",
    ),
    ("everyone: public", "everyone: pubic", 15, "exposure has no value 'pubic'"),
    ("data_science}", "team}", 10, "exposure has no value 'team'"),
    ("{name: Title", "{title: Title", 5, "there is no attribute 'title'"),
    ('"yes": true', '"yes": sometimes', 16, "affects_people"),
    ("basis: stated", "basis: interpretation", 7, "why this is read so"),
    (", starts: {", ", begins: {", 17, "begins"),
    ("title: Somebody's inventory\n", "", 1, "title"),
    ("intake: inventory", "intake: *inventory", 1, "anchors and aliases are not supported"),
    (
        "    column: Public",
        "    colunm: Public",
        8,
        "a mapping has no key 'colunm'; in: columns.0.colunm",
    ),
    ("{column: Topic", "{colum: Topic", 13, "an exception has no key 'colum'"),
    ("silent: [n/a", "quiet: [n/a", 4, "an intake has no key 'quiet'"),
    (
        'silent: ["no"]',
        "silent: [no]",
        11,
        "False is not a text; in: columns.0.silent.0; expected: a text; in quotation marks",
    ),
    (
        "name: Title",
        "stage: Title",
        5,
        "stage is not a text; expected: a mapping of stage under `columns`",
    ),
    ("attribute: went_live_on", "attribute: exposure", 18, "exposure is not a date"),
    (
        '"%m/%d/%Y"',
        '"%m"',
        18,
        "this form tells no day; in: %m; expected: day, month and year",
    ),
    (
        "columns:\n",
        "always: [{attribute: placed_in_eu, value: perhaps, basis: stated}]\ncolumns:\n",
        6,
        "placed_in_eu has no value 'perhaps'",
    ),
    (
        "columns:\n",
        "always: [{attribute: exposure, value: public, basis: stated}]\ncolumns:\n",
        6,
        "exposure holds always, and is read",
    ),
    (
        "columns:\n",
        "always: [{attribute: placed_in_eo, value: true, basis: stated}]\ncolumns:\n",
        6,
        "nearest: placed_in_eu",
    ),
]


@pytest.mark.parametrize(
    ("right", "wrong", "line", "said"), FAULTY, ids=[wrong or "nothing" for _, wrong, *_ in FAULTY]
)
def test_a_faulty_intake_is_refused_with_its_place(intake, right, wrong, line, said):
    assert right in INTAKE
    with pytest.raises(InvalidCase) as refused:
        intake(INTAKE.replace(right, wrong, 1))
    assert said in str(refused.value)
    assert {(fault.place.file, fault.place.line) for fault in refused.value.faults} == {
        ("own.yaml", line)
    }


def test_an_intake_that_is_not_there_names_the_nearest():
    with pytest.raises(InvalidCase) as refused:
        load_intake("us_federal_204", load())
    (fault,) = refused.value.faults
    assert isinstance(fault, UnknownName)
    assert fault.nearest == "us_federal_2024"


def test_the_shipped_intake_names_attributes_and_explains_what_it_interprets():
    found = load_intake("us_federal_2024", load())
    assert "us_federal_2024" in intake_names()
    assert (found.encoding, found.text["name"]) == ("cp1252", "Use Case Name")
    assert {"stage", "output_use", "exposure", "went_live_on", "controls.monitoring"} <= {
        mapping.attribute for mapping in found.columns
    }
