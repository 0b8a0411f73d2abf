"""Rows become cases, by attribute names or by an intake; what a cell does not settle stays unknown, and is listed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge import InvalidCase, load
from knowledge.faults import UnknownName
from knowledge.intake import intake_names, load_intake
from knowledge.rows import RowCase, rows_as_cases
from knowledge.tables import Table, read_table

FEDERAL_2024 = Path(__file__).parents[2] / "shared" / "data" / "us_federal_2024.csv"
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
  - {attribute: exposure, column: Audience, values: {everyone: public, colleagues: business_users}, basis: stated}
  - {attribute: affects_people, column: Rights, values: {"yes": true, "no": false}, basis: stated}
  - {attribute: controls.monitoring, column: Monitored, starts: {"no": false, automated: true}, basis: stated}
  - {attribute: went_live_on, column: Live, dates: ["%m/%d/%Y", "%Y-%m-%d"], earliest: 1990-01-01, silent_starts: [soon], basis: stated}
"""


def rows(*cells: dict) -> list[RowCase]:
    """These rows as cases, by attribute names."""
    columns = tuple(dict.fromkeys(name for row in cells for name in row))
    return list(rows_as_cases(Table("cases.csv", columns, list(cells)), load()))


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
        table = Table("inventory.csv", ("Title", *cells), [{"Title": "Forecast", **cells}])
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


def test_a_row_is_lost_only_when_its_name_is_bad():
    bad, nameless = rows({"name": 5, "stage": "idea"}, {"name": None, "stage": "pilot"})
    assert (bad.case, [(fault.column, fault.value, fault.lost) for fault in bad.faults]) == (None, [("name", "5", True)])
    assert (nameless.case.stated(), nameless.faults) == ({"name": "row 2", "stage": "pilot"}, [])


def test_columns_that_are_no_attributes_are_passed_over():
    assert rows({"name": "A", "budget code": "17"})[0].case.stated() == {"name": "A"}


def test_a_table_without_a_known_column_is_refused(intake):
    table = Table("cases.csv", ("budget code", "colour"), [{"budget code": "17", "colour": "red"}])
    with pytest.raises(InvalidCase, match="no column that is known; in: budget code, colour; expected: accuracy_requirement"):
        list(rows_as_cases(table, load()))
    with pytest.raises(InvalidCase, match="expected: Audience, Live, Monitored, Office, Public, Rights, Title"):
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
        ({"Public": "yes", "Topic": "science", "Audience": "colleagues"}, {"exposure": "business_users"}),
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


@pytest.mark.parametrize(("column", "cell"), [("Public", "sometimes"), ("Live", "7/16/1905"), ("Live", "22.11.2025"), ("Rights", "maybe")])
def test_a_cell_that_nobody_foresaw_is_listed_and_settles_nothing(taken, column, cell):
    assert taken(**{column: cell}) == ({}, [(1, column, cell)])


def test_what_is_listed_says_what_was_expected(intake):
    table = Table("inventory.csv", ("Public", "Live"), [{"Public": "sometimes", "Live": "7/16/1905"}])
    (row,) = rows_as_cases(table, load(), intake())
    assert [(fault.reason, fault.expected, fault.lost) for fault in row.faults] == [
        ("says nothing known about exposure, which stays unknown", "yes, Staff  Only, within the team…", False),
        ("says nothing known about went_live_on, which stays unknown", "a date since 1990-01-01 like 11/22/2026 or 2026-11-22", False),
    ]
    assert row.case.stated() == {"name": "row 1"}


FAULTY = [
    ("attribute: affects_people", "attribute: affects_poeple", 16, "there is no attribute 'affects_poeple'; nearest: affects_people"),
    ("everyone: public", "everyone: pubic", 15, "exposure has no value 'pubic'"),
    ("data_science}", "team}", 10, "exposure has no value 'team'"),
    ("{name: Title", "{title: Title", 5, "there is no attribute 'title'"),
    ('"yes": true', '"yes": sometimes', 16, "affects_people"),
    ("basis: stated", "basis: interpretation", 7, "why this is read so"),
    (", starts: {", ", begins: {", 17, "begins"),
    ("title: Somebody's inventory\n", "", 1, "title"),
    ("intake: inventory", "intake: *inventory", 1, "anchors and aliases are not read"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "said"), FAULTY, ids=[wrong or "nothing" for _, wrong, *_ in FAULTY])
def test_a_faulty_intake_is_refused_with_its_place(intake, right, wrong, line, said):
    assert right in INTAKE
    with pytest.raises(InvalidCase) as refused:
        intake(INTAKE.replace(right, wrong, 1))
    assert said in str(refused.value)
    assert {(fault.place.file, fault.place.line) for fault in refused.value.faults} == {("own.yaml", line)}


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
    assert {"stage", "output_use", "exposure", "went_live_on", "controls.monitoring"} <= {mapping.attribute for mapping in found.columns}


def test_every_row_of_the_federal_inventory_becomes_a_case():
    if not FEDERAL_2024.is_file():
        pytest.skip(f"the public inventory is not here: {FEDERAL_2024}")
    shipped = load_intake("us_federal_2024", load())
    table = read_table(FEDERAL_2024, shipped.encoding)
    assert {mapping.column for mapping in shipped.columns} | set(shipped.text.values()) <= set(table.columns)
    found = list(rows_as_cases(table, load(), shipped))
    assert [row.row for row in found] == list(range(1, 2134))
    assert all(row.case is not None for row in found)
    listed = {(fault.column, fault.value) for row in found for fault in row.faults}
    assert ("Date Implemented", "7/16/1905") in listed
    assert {row.case.stage for row in found} == {"idea", "development", "pilot", "production", "retired", None}
    assert sum("\n" in (row.case.description or "") for row in found) > 0
