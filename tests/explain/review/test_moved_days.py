"""The days of given cases that a change of the knowledge moves, though every conclusion stays."""

from __future__ import annotations

from datetime import date

import pytest

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
