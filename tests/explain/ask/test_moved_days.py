"""The days from which duties bind, and by which something must be done, where they move though
what has them stays: by another answer, by time, by other knowledge.
"""

from __future__ import annotations

from datetime import date

import pytest

from explain import timeline, what_if
from explain.ask.comparison import Comparison
from explain.review.impact import Impact, impact
from knowledge import load

ON = date(2026, 12, 1)
# Regulation (EU) 2026/1744 moved the duties for uses of Annex III to this day
ANNEX_III = date(2027, 12, 2)
MOVED = """
- {work: w, title: A later law, cited_as: Later law}
- parameter: annex_iii_applies
  override: It was moved again.
  values: [{value: 2028-12-02, source: {work: w, at: "1"}}]
  basis: stated
"""
REPORTED = """
- {work: w, title: A later law, cited_as: Later law}
- parameter: report_incident_within
  override: Reports are made sooner.
  values: [{value: 10, source: {work: w, at: "2"}}]
  basis: stated
"""
SCREENING = {
    "name": "Screening",
    "stage": "production",
    "output_use": "operational",
    "placed_in_eu": True,
    "ai_system": True,
    "role": "deployer",
    "annex_iii": ["recruitment"],
    "profiling": True,
    "prohibited_practices": [],
}


def changed_by(tmp_path, text, case, on=ON):
    (tmp_path / "later.yaml").write_text(text, encoding="utf-8")
    return impact(load(), load([tmp_path / "later.yaml"]), [case], on)


def test_a_case_whose_duties_bind_from_another_day_is_changed(tmp_path):
    found = changed_by(tmp_path, MOVED, SCREENING)
    (case,) = found.cases
    assert case.moves == ()
    days = {move.proposition: (move.kind, move.before, move.after) for move in case.days}
    assert days["duty.26_1"] == ("from", (ANNEX_III,), (date(2028, 12, 2),))
    assert "duty.4" not in days  # literacy binds since February 2025, whatever Annex III
    assert Impact.model_validate_json(found.model_dump_json()).cases == found.cases


def test_nothing_is_told_once_both_days_have_come(tmp_path):
    found = changed_by(tmp_path, MOVED, SCREENING, date(2028, 12, 2))
    assert found.cases == ()


def test_a_day_by_which_something_must_be_done_is_told(tmp_path):
    told = {"incident_kind": ["general"], "incident_aware_on": "2028-01-10"}
    found = changed_by(
        tmp_path, REPORTED, {**SCREENING, "role": "provider", **told}, date(2028, 1, 11)
    )
    (case,) = found.cases
    # Art. 73(2): 15 days after becoming aware of it, here 10
    due = {move.proposition: (move.before, move.after) for move in case.days if move.kind == "due"}
    assert due["duty.73"] == ((date(2028, 1, 25),), (date(2028, 1, 20),))


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "binds from 2027-12-02 → 2028-12-02: 1 case: Screening (row 1)"),
        ("de", "gilt ab 2. Dezember 2027 → 2. Dezember 2028: 1 Fall: Screening (Zeile 1)"),
        ("fr", "s’applique à partir du 2 décembre 2027 → 2 décembre 2028"),
    ],
)
def test_they_are_told_with_the_cases_in_each_language(tmp_path, language, says):
    found = changed_by(tmp_path, MOVED, SCREENING)
    text = found.to_text(language=language).replace("\N{NO-BREAK SPACE}", " ")
    assert says in " ".join(text.split())
    assert "duty.26_1" in text


def test_an_answer_that_moves_the_days_of_duties_says_so():
    # Art. 111(2): what public authorities had before the duties applied has to comply by 2030
    case = {
        **SCREENING,
        "intended_for_public_authorities": True,
        "placed_on_market_on": "2027-12-10",
    }
    found = what_if(case, placed_on_market_on="2025-01-01", on=ON)
    moved = {move.proposition: (move.before, move.after) for move in found.days}
    assert moved["duty.26_1"] == ((ANNEX_III,), (date(2030, 8, 2),))
    assert "duty.4" not in moved
    text = found.to_text()
    assert "Days that move (hypothetical)" in text
    assert "binds from 2027-12-02 → 2030-08-02" in text
    assert Comparison.model_validate_json(found.model_dump_json()) == found
    assert what_if(case, sector="retail", on=ON).days == ()


def test_a_case_that_is_asked_on_two_days_has_moved_no_day_by_that():
    assert what_if(SCREENING, {"today": date(2028, 3, 1)}, on=ON).days == ()


def test_the_day_on_which_the_law_moved_a_day_is_told():
    # Regulation (EU) 2026/1744 is in force since 27 July 2026
    (day,) = timeline(SCREENING, "2026-07-31", "2026-07-20").days
    assert day.on == date(2026, 7, 27)
    moved = {move.proposition: (move.before, move.after) for move in day.starts}
    assert moved["duty.26_1"] == ((date(2026, 8, 2),), (ANNEX_III,))
    told = timeline(SCREENING, "2026-07-31", "2026-07-20").to_text()
    assert "binds from 2026-08-02 → 2027-12-02" in told


def test_a_day_that_comes_moves_nothing():
    days = timeline(SCREENING, "2028-01-31", "2026-12-01").days
    assert ANNEX_III in {day.on for day in days}
    assert all(day.starts == () for day in days)
