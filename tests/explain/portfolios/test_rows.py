"""The rows of a report's tables; a cell that a spreadsheet would run is known by how it begins."""

from __future__ import annotations

import re

import pytest

from engine import assess
from engine.portfolio import AssessedRow
from explain.portfolios.rows import case_rows, gap_rows, harmless, looks_like_formula, question_rows
from explain.portfolios.summary import summarise, told_in
from explain.portfolios.tallies import charts
from knowledge import UseCase
from knowledge.base import load
from knowledge.languages.words import Words
from tests.conftest import DAY, EXPERIMENT

FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"]
LACKING = {"failure_handling": False, "drift_detection": False}


def summary_of(*facts):
    cases = [
        assess(UseCase(name=f"case {number}", **{**EXPERIMENT, **more}), on=DAY)
        for number, more in enumerate(facts, start=1)
    ]
    return summarise(
        "table.csv",
        [AssessedRow(number, case, ()) for number, case in enumerate(cases, start=1)],
        load(),
    )


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert looks_like_formula(text)
    assert harmless({"a": text, "b": 1}) == {"a": f"'{text}", "b": 1}


@pytest.mark.parametrize("value", ["a=b", "", " =1", "Forecast", -1, None, "'=1"])
def test_other_cells_stay_as_they_are(value):
    assert harmless({"a": value}) == {"a": value}


def test_columns_that_are_empty_in_all_rows_are_left_out():
    assert "missing controls" not in case_rows(summary_of({}))[0]
    rows = case_rows(
        summary_of({}, {"output_use": "operational", "controls": {"monitoring": False}})
    )
    assert [row["missing controls"] for row in rows] == ["", "monitoring"]


def test_each_required_control_is_missing_unconfirmed_or_in_place():
    rows = gap_rows(
        summary_of(
            {},
            {
                "output_use": "operational",
                "controls": {"monitoring": False, "code_versioning": True},
            },
        )
    )
    assert set(rows[0].values()) == {1, "case 1", ""}
    assert (rows[1]["monitoring"], rows[1]["code_versioning"], rows[1]["failure_handling"]) == (
        "missing",
        "in place",
        "unconfirmed",
    )


def test_questions_come_with_the_answers_that_settle():
    (row,) = [
        row
        for row in question_rows(summary_of({"output_use": None}))
        if row["attribute"] == "output_use"
    ]
    assert (row["open cases it bears on"], row["given a verdict by this answer alone"]) == (1, 1)
    assert "operational" in row["answers that give a verdict"]


@pytest.mark.parametrize("code", ["de", "fr"])
def test_a_report_names_answers_and_controls_as_people_say_them(code):
    """Programs find them by id in the English rows; a report in a language tells them."""
    words = Words.of(code)
    told = told_in(
        summary_of({"output_use": None}, {"output_use": "operational", "controls": LACKING}), words
    )
    spelt = set(load().attributes["output_use"].choices) | set(LACKING)
    answers = [row["answers that give a verdict"] for row in question_rows(told, words)]
    missing = [row["missing controls"] for row in case_rows(told, words) if row["missing controls"]]
    assert answers
    assert missing
    assert not [one for one in (*answers, *missing) if spelt & set(re.split(r"[,; ]+", one))]


@pytest.mark.parametrize("code", ["de", "fr"])
def test_open_questions_are_told_as_questions_and_in_english_by_their_attributes(code):
    words = Words.of(code)
    open_ = {"output_use": None, "failure_impact": None}
    (row,) = case_rows(told_in(summary_of(open_), words), words)
    attributes = case_rows(summary_of(open_))[0]["open questions"].split(", ")
    assert {"output_use", "failure_impact"} <= {*attributes}
    base = load()
    told = [words.question(name, base.attributes[name].question) for name in attributes]
    assert row["open questions"] == words.listed(told)


@pytest.mark.parametrize("code", ["en", "de", "fr"])
def test_an_answer_that_settles_is_worded_once_also_where_it_is_yes_or_no(code):
    """Of a yes-or-no question its answer has a sentence of its own."""
    words = Words.of(code, load())
    case = UseCase(
        name="a tool",
        stage="production",
        output_use="research",
        ai_system=True,
        role="deployer",
        annex_iii=["recruitment"],
        profiling=True,
        placed_in_eu=False,
    )
    row = AssessedRow(1, assess(case, on=DAY), ())
    summary = told_in(summarise("table.csv", [row], load()), words)
    (asked,) = [one for one in summary.questions if one.attribute == "established_in_eu"]
    assert asked.answers == ("true",)
    yes = words.fact("established_in_eu", "true")
    notes = [one.note for chart in charts(summary, words) for one in chart.tallies]
    assert [note for note in notes if note.startswith("established_in_eu") and yes in note]
    rows = {one["attribute"]: one for one in question_rows(summary, words)}
    told = rows["established_in_eu"]["answers that give a verdict"]
    assert told == ("true" if code == "en" else yes)
