"""The shipped intakes: on small rows made up in the form of each inventory,
and on the inventories where they are at hand.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from engine import assess
from knowledge import load
from knowledge.intake.check import check_intake
from knowledge.intake.loading import WrittenIntake, intake_names, load_intake, read_intake
from knowledge.intake.rows import open_table, rows_as_cases
from knowledge.tables.table import Table, of_records
from tests.places import ROOT

DATA = Path(os.environ.get("THRESHOLD_DATA", ROOT.parent / "shared" / "data"))
INVENTORIES = {
    "us_federal_2024": ("csv", 2133),
    "us_federal_2025": ("csv", 3611),
    "nl_algorithm_register": ("json", 1530),
    "nyc_tools_2022": ("csv", 76),
    "uk_atrs": ("json", 136),
    "dhs_2023": ("xlsx", 41),
    "usda_2023": ("csv", 39),
}
# what another agency published under the same heads
INTAKES = {"usda_2023": "dhs_2023"}
VERDICTS = {"nyc_tools_2022": {"production_required"}, "uk_atrs": {"undetermined"}}
TEXTS = {"name", "description", "owner", "sector"}


def taken(intake: str, **cells: object):
    """What one row states by a shipped intake, and what is listed."""
    mapping = load_intake(intake, load())
    cells = {mapping.text["name"]: "A", **cells}
    (row,) = rows_as_cases(of_records("made_up", [cells]), load(), mapping)
    stated = {name: value for name, value in row.case.stated().items() if name not in TEXTS}
    return stated, [(fault.column, fault.value) for fault in row.faults]


def intake_of(name: str) -> WrittenIntake:
    return read_intake(INTAKES.get(name, name), load())


def inventory(name: str) -> Table:
    ending, _ = INVENTORIES[name]
    path = DATA / f"{name}.{ending}"
    if not path.is_file():
        pytest.skip(f"the public inventory is not here: {path}")
    return open_table(path, load(), intake_of(name).intake)


@pytest.mark.parametrize(
    ("cells", "stated"),
    [
        ({"development_stage": "Deployed"}, {"stage": "production", "output_use": "operational"}),
        ({"development_stage": "Deployed", "topic_area": "Science"}, {"stage": "production"}),
        ({"development_stage": "Pilot"}, {"stage": "pilot"}),
        ({"development_stage": "Pre-deployment"}, {"stage": "development"}),
        ({"development_stage": "Retired"}, {"stage": "retired"}),
        ({"is_high_impact": "High-impact"}, {"failure_impact": "disruption"}),
        ({"is_high_impact": "Not High-impact"}, {}),
        ({"is_high_impact": "Presumed High-Impact, but Not High-impact"}, {}),
        (
            {"classification": "Generative AI"},
            {"ai_system": True, "generates_synthetic_content": True},
        ),
        ({"classification": "Classical ML"}, {"ai_system": True}),
        ({"classification": "NLP"}, {}),
        ({"hi_ongoing_monitoring": "Yes - Monitoring Established"}, {"controls.monitoring": True}),
        ({"hi_ongoing_monitoring": "In-progress"}, {}),
        ({"hi_failsafe_presence": "Yes"}, {"controls.failure_handling": True}),
        ({"hi_failsafe_presence": "Not Applicable"}, {}),
        ({"hi_appeal_process": "Appeal Process Established"}, {"controls.human_review": True}),
        ({"hi_appeal_process": "Appeal Precluded by Law"}, {}),
        ({"hi_testing_conducted": "Yes"}, {}),
    ],
)
def test_the_inventory_of_2025_states_only_what_its_columns_establish(cells, stated):
    assert taken("us_federal_2025", **cells) == (stated, [])


@pytest.mark.parametrize(
    "text",
    [
        "2025-09-08 00:00:00",
        "09/08/2025 00:00:00",
        "09/08/2025 12:00:00 AM",
        "9/8/2025 0:00",
        "9/8/2025",
    ],
)
def test_each_form_of_date_in_the_inventory_of_2025_tells_the_day_it_went_live(text):
    stated, faults = taken("us_federal_2025", operational_date=text, development_stage="Retired")
    assert (stated["went_live_on"], faults) == (date(2025, 9, 8), [])


@pytest.mark.parametrize("text", ["01/2024", "Jan-24"])
def test_of_a_month_the_first_day_is_taken(text):
    stated, faults = taken("us_federal_2025", operational_date=text, development_stage="Retired")
    assert (stated["went_live_on"], faults) == (date(2024, 1, 1), [])


@pytest.mark.parametrize("text", ["2020", "13/2024"])
def test_a_year_is_no_day_and_is_listed(text):
    stated, faults = taken("us_federal_2025", operational_date=text, development_stage="Retired")
    assert (stated, faults) == ({"stage": "retired"}, [("operational_date", text)])


@pytest.mark.parametrize("stage", ["Pilot", "Pre-deployment", ""])
def test_the_day_a_pilot_began_is_no_going_live(stage):
    stated, faults = taken(
        "us_federal_2025", operational_date="2025-09-08 00:00:00", development_stage=stage
    )
    assert "went_live_on" not in stated
    assert faults == []


DUTCH = {"placed_in_eu": True, "public_service": True}


@pytest.mark.parametrize(
    ("status", "stated"),
    [
        ("in_gebruik", {"stage": "production", "output_use": "operational"}),
        ("ontwikkeling", {"stage": "development"}),
        ("buiten_gebruik", {"stage": "retired"}),
        ("", {}),
    ],
)
def test_every_row_of_the_dutch_register_is_in_the_eu_and_of_a_public_service(status, stated):
    assert taken(
        "nl_algorithm_register", status=status, impactassessment="Ja", juridische_basis="Wet"
    ) == ({**stated, **DUTCH}, [])


def test_an_unforeseen_status_of_the_dutch_register_is_listed():
    assert taken("nl_algorithm_register", status="in gebruik") == (
        DUTCH,
        [("status", "in gebruik"), ("status", "in gebruik")],
    )


@pytest.mark.parametrize("name", intake_names())
def test_a_shipped_intake_explains_what_it_interprets(name):
    intake = load_intake(name, load())
    read = [*intake.columns, *intake.always]
    assert intake.intake == name
    assert {item.basis for item in read} <= {"stated", "interpretation"}
    assert all(item.reading for item in read if item.basis == "interpretation")


@pytest.mark.parametrize("name", INVENTORIES)
def test_every_row_of_an_inventory_becomes_a_case_and_every_unusable_cell_is_listed(name):
    table, written = inventory(name), intake_of(name)
    rows = list(rows_as_cases(table, load(), written.intake))
    ending, count = INVENTORIES[name]
    first = 1 if ending == "json" else 2  # a spreadsheet shows the heads in row 1
    assert [row.row for row in rows] == list(range(first, first + count))
    assert all(row.case is not None for row in rows)
    checked = check_intake(table, written, load())
    assert checked.absent == []
    assert sum(new.count for new in checked.new) + len(checked.unusable) == sum(
        len(row.faults) for row in rows
    )
    assert {
        fault.column
        for row in rows
        for fault in row.faults
        if not (fault.expected and fault.reason)
    } == set()
    assert {name: sum(name in row.case.stated() for row in rows) for name in checked.filled} == {
        **checked.filled,
        "name": len(rows),  # rows without a name are called by their number
    }


@pytest.mark.parametrize("name", INVENTORIES)
def test_each_kind_of_row_in_an_inventory_can_be_assessed(name):
    cases = [row.case for row in rows_as_cases(inventory(name), load(), intake_of(name).intake)]
    kinds = {
        frozenset(
            (key, value)
            for key, value in case.stated().items()
            if key not in {*TEXTS, "went_live_on"}
        ): case
        for case in cases
    }
    verdicts = {
        assess(case, date(2026, 11, 22), chainer="semi-naive").verdict.value
        for case in kinds.values()
    }
    assert verdicts == VERDICTS.get(name, {"production_required", "undetermined"})


def test_cells_over_several_lines_and_slips_of_2024_are_what_they_were():
    rows = list(
        rows_as_cases(inventory("us_federal_2024"), load(), load_intake("us_federal_2024", load()))
    )
    assert ("Date Implemented", "7/16/1905") in {
        (fault.column, fault.value) for row in rows for fault in row.faults
    }
    assert {row.case.stage for row in rows} == {
        "idea",
        "development",
        "pilot",
        "production",
        "retired",
        None,
    }
    assert sum("\n" in (row.case.description or "") for row in rows) > 0


def test_a_month_of_new_york_is_its_first_day_and_what_its_agencies_use_is_operational():
    assert taken("nyc_tools_2022", date_use="2017/10", year="2022") == (
        {"output_use": "operational", "went_live_on": date(2017, 10, 1)},
        [],
    )
    assert taken("nyc_tools_2022", date_use="1997/00")[1] == [("date_use", "1997/00")]


@pytest.mark.parametrize(
    ("stage", "stated"),
    [
        ("Initiation", {"stage": "idea"}),
        ("Development and Acquisition", {"stage": "development"}),
        ("Implementation", {"stage": "pilot"}),
        ("Operation and Management", {"stage": "production", "output_use": "operational"}),
    ],
)
def test_the_life_cycle_of_2023_is_our_stage(stage, stated):
    column = "Stage of System Development Life Cycle"
    assert taken("dhs_2023", **{column: stage}) == (stated, [])


def test_the_day_of_what_is_still_built_is_a_plan():
    cells = {"Date Implemented, If Applicable": "8/1/2026"}
    column = "Stage of System Development Life Cycle"
    assert "went_live_on" not in taken("dhs_2023", **cells, **{column: "Initiation"})[0]
    live = taken("dhs_2023", **cells, **{column: "Deployment"})[0]
    assert live["went_live_on"] == date(2026, 8, 1)


def test_the_records_of_the_united_kingdom_are_of_public_services():
    assert taken("uk_atrs", url="https://example.org/a") == ({"public_service": True}, [])


def test_the_list_of_agriculture_is_read_as_that_of_homeland_security():
    path = DATA / "usda_2023.csv"
    if not path.is_file():
        pytest.skip(f"the public inventory is not here: {path}")
    intake = load_intake("dhs_2023", load())
    rows = list(rows_as_cases(open_table(path, load(), intake), load(), intake))
    assert (len(rows), [fault for row in rows for fault in row.faults]) == (39, [])
    assert {row.case.stage for row in rows} == {"idea", "development", "pilot", "production"}
