"""The command `threshold plan`: a case or a table in, a plan out."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from threshold.cli import main

CASE = (
    "name: CV screening\nowner: Maria\noutput_use: operational\nexposure: business_users\n"
    "placed_in_eu: true\nai_system: true\nrole: deployer\nannex_iii: [recruitment]\n"
    "profiling: true\nprohibited_practices: []\ncontrols: {human_review: false}\n"
)
TABLE = (
    "name,owner,output_use,exposure,controls.monitoring\n"
    "One,Maria,operational,business_users,false\nTwo,Jan,operational,public,false\n"
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "cases.csv").write_text(TABLE, encoding="utf-8")

    def invoke(*arguments, code=0):
        result = CliRunner().invoke(main, ["plan", *arguments, "--on", "2026-11-27"])
        assert result.exit_code == code, result.output
        return result.output

    return invoke


def test_the_plan_of_a_case_is_printed(run):
    text = run("case.yaml")
    assert text.startswith("CV screening: What to do\n")
    assert "2027-12-02: Meet Art. 26(2): Have competent people oversee it (open)" in text
    assert "for whom: Maria" in text
    assert "Answer: " in text
    assert text.count("no legal advice") == 1


@pytest.mark.parametrize(("language", "says"), [("de", ": Was zu tun ist"), ("fr", " : Que faire")])
def test_it_is_printed_in_other_languages_and_as_markdown(run, language, says):
    text = run("case.yaml", "--language", language, "--markdown", "--no-questions")
    assert text.startswith(f"# CV screening{says}\n")
    assert "(EN)" not in text


def test_the_plan_of_a_table_has_one_action_for_what_both_rows_need(run, tmp_path):
    assert "written: plan.json" in run("cases.csv", "-o", "plan.json", "--no-questions")
    made = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    (action,) = [one for one in made["actions"] if one["id"] == "monitoring"]
    rows = {case["name"]: case["row"] for case in action["cases"]}  # as a spreadsheet numbers them
    assert sorted(rows.values()) == [2, 3]


def test_questions_can_be_left_out(run):
    assert "Answer: " not in run("case.yaml", "--no-questions")


def test_what_cannot_be_written_is_told_before_anything_is_planned(run, tmp_path):
    told = run("case.yaml", "-o", "plan.docx", code=2)
    assert "expected: .xlsx, .csv, .md, .html, .json, .ics" in told
    assert "no folder" in run("case.yaml", "-o", "nowhere/plan.md", code=2)
    assert "is an input" in run("case.yaml", "-o", "case.yaml", code=2)
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8") == CASE
