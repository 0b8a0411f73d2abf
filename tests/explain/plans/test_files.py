"""A plan as a file: each form is opened by another library than the one that wrote it."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from io import StringIO

import pytest

from explain.plans.action import Plan
from explain.plans.files import ENDINGS, GITHUB, JIRA, to_csv, write_plan
from explain.plans.layout import MOST_RANKED
from explain.plans.plan import plan
from knowledge.faults import InvalidCase
from knowledge.languages.words import Words
from tests.explain.plans.test_plan import HIGH_RISK, ON, SCORING, SCREENING, TRIAL

HOSTILE = '=HYPERLINK("x")<script>alert(1)</script>'


@pytest.fixture(scope="module")
def made() -> Plan:
    return plan([{**SCREENING, "name": HOSTILE}, SCORING], ON, ask=False)


def rows(text):
    return list(csv.reader(StringIO(text)))


def test_a_calendar_is_read_by_another_library(made, tmp_path):
    vobject = pytest.importorskip("vobject")
    text = write_plan(made, tmp_path / "plan.ics").read_bytes().decode("utf-8")
    calendar = vobject.readOne(text)
    dated = [action for action in made.actions if action.until]
    assert len(calendar.vevent_list) == len(dated) < len(made.actions)
    assert [event.dtstart.value for event in calendar.vevent_list] == [one.until for one in dated]
    summaries = [event.summary.value for event in calendar.vevent_list]
    assert "Meet Art. 26(2): Have competent people oversee it" in summaries
    assert len({event.uid.value for event in calendar.vevent_list}) == len(dated)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_an_event_keeps_its_id_when_its_day_moves(made, tmp_path):
    vobject = pytest.importorskip("vobject")
    one = made.actions[0]
    moved = made.model_copy(update={"actions": (one.model_copy(update={"until": HIGH_RISK}),)})
    ids = []
    for each in (made, moved):
        text = write_plan(each, tmp_path / "plan.ics").read_text(encoding="utf-8")
        ids.append(vobject.readOne(text).vevent_list[0].uid.value)
    assert ids[0] == ids[1]


def test_a_plan_without_days_is_no_calendar(made, tmp_path):
    undated = tuple(action for action in made.actions if action.until is None)
    with pytest.raises(InvalidCase, match="no action has a day"):
        write_plan(made.model_copy(update={"actions": undated}), tmp_path / "plan.ics")
    assert list(tmp_path.iterdir()) == []


def test_jira_finds_its_summary_its_days_and_labels_without_blanks(made):
    head, *lines = rows(to_csv(made, Words.of("de"), "jira"))
    assert tuple(head) == JIRA
    assert head[0] == "Summary"
    assert all(re.fullmatch(r"[A-Za-z ]+", name) for name in head)
    assert len(lines) == len(made.actions)
    for summary, _, due, label in lines:
        assert 0 < len(summary) <= 255
        assert due == "" or date.fromisoformat(due)
        assert " " not in label


def test_importers_of_github_find_title_body_and_labels(made):
    head, *lines = rows(to_csv(made, Words.of(None), "github"))
    assert tuple(head) == GITHUB
    assert {label for _, _, label in lines} == {"threshold-control", "threshold-duty"}
    assert any("until: 2027-12-02" in body for _, body, _ in lines)


@pytest.mark.parametrize("layout", ["plan", "jira", "github"])
def test_no_cell_of_a_table_is_run(made, layout):
    for row in rows(to_csv(made, Words.of(None), layout)):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@"))


def test_a_workbook_is_read_by_another_library(made, tmp_path):
    python_calamine = pytest.importorskip("python_calamine")
    file = write_plan(made, tmp_path / "plan.xlsx", "fr")
    sheet = python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
    head, *lines = sheet.to_python()
    assert head[:2] == ["jusqu’au", "quoi"]
    assert len(lines) == len(made.actions)
    assert lines[0][0] == made.actions[0].until


def test_the_page_runs_nothing_and_escapes_what_people_wrote(made, tmp_path):
    text = write_plan(made, tmp_path / "plan.html").read_text(encoding="utf-8")
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    heads = 2  # of the actions, and of the order of the cases
    assert text.count("<tr") == len(made.actions) + len(made.cases) + heads
    headings = [int(level) for level in re.findall(r"<h(\d)", text)]
    assert headings == [1, 2, 3, 3]


def test_markdown_and_json_tell_each_action(made, tmp_path):
    markdown = write_plan(made, tmp_path / "plan.md", "de").read_text(encoding="utf-8")
    assert markdown.count("\n| ") >= len(made.actions)
    assert "| bis | was |" in markdown
    raw = json.loads(write_plan(made, tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert len(raw["actions"]) == len(made.actions)


def test_another_ending_and_columns_of_another_form_are_refused(made, tmp_path):
    with pytest.raises(InvalidCase, match=re.escape(", ".join(ENDINGS))):
        write_plan(made, tmp_path / "plan.docx")
    with pytest.raises(InvalidCase, match=r"a file that ends in \.csv"):
        write_plan(made, tmp_path / "plan.md", layout="jira")
    with pytest.raises(InvalidCase, match="there is no folder"):
        write_plan(made, tmp_path / "nowhere" / "plan.md")


def test_a_plan_in_json_is_what_its_schema_describes(made, tmp_path):
    jsonschema = pytest.importorskip("jsonschema")
    reader = jsonschema.Draft202012Validator(
        Plan.model_json_schema(), format_checker=jsonschema.FormatChecker()
    )
    told = json.loads(write_plan(made, tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert [error.message for error in reader.iter_errors(told)] == []
    assert {case["pressing"]["open_now"] for case in told["cases"]} >= {0}


def test_how_many_more_cases_there_are_stands_below_the_table_of_their_order(tmp_path):
    cases = [{**SCREENING, "name": f"case {number}"} for number in range(MOST_RANKED + 3)]
    many = plan(cases, ON, ask=False)
    markdown = many.to_markdown()
    (line,) = [line for line in markdown.split("\n") if line.endswith("and 3 more")]
    assert line == "- and 3 more"
    assert not [line for line in markdown.split("\n") if line.replace(" ", "") == "||"]
    page = write_plan(many, tmp_path / "plan.html").read_text(encoding="utf-8")
    assert "<li>and 3 more</li>" in page
    assert "<tr></tr>" not in page


def test_each_event_of_a_calendar_has_an_id_of_its_own(tmp_path):
    """A calendar that is imported keeps one event of each id, and would lose the others."""
    vobject = pytest.importorskip("vobject")
    pytest.importorskip("sqlalchemy")
    from threshold.register import Register

    with Register(tmp_path / "register.db") as register:
        for key, last in (("1", "2026-12-21"), ("2", "2026-12-22")):
            register.add(key, {"name": "The same name"}, who="Jon Lie", on="2026-11-01")
            until = {"on": "2026-11-01", "valid_until": last}
            register.answer(key, "exposure", "customers", who="Jon Lie", **until)
        lapsing = register.plan("2026-11-02", ask=False)
    trial = {"owner": "Jon Lie", **TRIAL}
    trials = plan([{**trial, "name": "Trial"}, {**trial, "name": "Trial"}], ON, ask=False)
    for made, kind in ((lapsing, "renewal"), (trials, "trial")):
        text = write_plan(made, tmp_path / "plan.ics").read_text(encoding="utf-8")
        dated = [action for action in made.actions if action.until]
        assert [one.kind for one in dated].count(kind) == 2
        ids = {event.uid.value for event in vobject.readOne(text).vevent_list}
        assert len(ids) == len(dated)


def test_what_a_vendor_has_to_show_has_another_id_than_what_a_team_builds(made, tmp_path):
    vobject = pytest.importorskip("vobject")
    one = next(action for action in made.actions if action.kind == "control" and action.until)
    both = tuple(one.model_copy(update={"from_vendor": told}) for told in (False, True))
    text = write_plan(made.model_copy(update={"actions": both}), tmp_path / "plan.ics").read_text()
    first, second = (event.uid.value for event in vobject.readOne(text).vevent_list)
    assert first != second
