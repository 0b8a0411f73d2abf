"""A register outlives names: what was answered under a former one is read, and told."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from click.testing import CliRunner

from knowledge.renamed import RenamedWarning
from threshold.cli import main
from threshold.register import Register

BEGUN, LATER = "2026-11-01", date(2026, 11, 10)
BEFORE = """\
- work: policy
  title: Our policy
  cited_as: Policy
- attribute: deployed_in
  type: enum
  question: Where does it run?
  values: {saas: in the cloud, own: on our own machines}
  source: {work: policy, at: "1"}
- attribute: sold_in
  type: set
  question: Where is it sold?
  values: {nordics: in the north, south: in the south}
  source: {work: policy, at: "1"}
- control: diary
  title: A diary
  question: Is a diary kept?
  source: {work: policy, at: "2"}
- define: own.far
  title: It is far away
  when: deployed_in == "saas" and "nordics" in sold_in and controls.diary
  reported: true
  source: {work: policy, at: "3"}
  basis: stated
"""
AFTER = (
    BEFORE.replace("deployed_in", "runs_in")
    .replace("sold_in", "markets")
    .replace("saas", "cloud")
    .replace("nordics", "north")
    .replace("controls.diary", "controls.log_book")
    .replace("control: diary", "control: log_book\n  formerly: [diary]")
    .replace("attribute: runs_in", "attribute: runs_in\n  formerly: [deployed_in]")
    .replace("attribute: markets", "attribute: markets\n  formerly: [sold_in]")
    .replace("values: {cloud", "former_values: {saas: cloud}\n  values: {cloud")
    .replace("values: {north", "former_values: {nordics: north}\n  values: {north")
)
TOLD = [
    "deployed_in is called runs_in now",
    "diary is called log_book now",
    "sold_in is called markets now",
    "the value nordics of sold_in is called north now",
    "the value saas of deployed_in is called cloud now",
]


@pytest.fixture
def renamed(tmp_path):
    """(file of a register whose answers have former names, the pack of today)."""
    pack, file = tmp_path / "ours.yaml", tmp_path / "register.db"
    pack.write_text(BEFORE, encoding="utf-8")
    case = {"deployed_in": "saas", "sold_in": ["nordics", "south"], "controls": {"diary": True}}
    with Register(file, [pack]) as register:
        register.add("a", {"name": "a", **case}, who="Jon Lie", on=BEGUN)
        assert register.assessment("a", LATER).conclusions["own.far"] is True
    pack.write_text(AFTER, encoding="utf-8")
    return file, pack


def test_answers_under_former_names_count_and_each_is_told(renamed):
    file, pack = renamed
    with Register(file, [pack]) as register:
        with pytest.warns(RenamedWarning) as told:
            found = register.assessment("a", LATER)
        assert found.conclusions["own.far"] is True
        names = {str(one.message) for one in told if one.category is RenamedWarning}
        assert sorted(names) == TOLD


def test_the_command_line_tells_a_former_name_and_sets_no_answer_aside(renamed):
    file, pack = renamed
    asked = ["register", "show", "a", "--register", str(file), "--pack", str(pack)]
    result = CliRunner().invoke(main, [*asked, "--on", str(LATER)])
    assert result.exit_code == 0, result.output
    output = " ".join(result.output.split())
    assert all(one in output for one in TOLD)
    assert "cannot read" not in output


def test_an_answer_by_the_name_of_today_counts_before_one_by_the_former_name(renamed):
    file, pack = renamed
    with Register(file, [pack]) as register:
        with pytest.warns(RenamedWarning):
            register.answer("a", "runs_in", "own", who="Jon Lie", on=str(LATER))
        with pytest.warns(RenamedWarning):
            assert register.assessment("a", LATER).conclusions["own.far"] is False


def test_an_answer_given_by_a_former_name_is_recorded_by_that_of_today(renamed):
    file, pack = renamed
    with Register(file, [pack]) as register:
        with pytest.warns(RenamedWarning, match="deployed_in is called runs_in now"):
            register.answer("a", "deployed_in", "own", who="Jon Lie", on=str(LATER))
        assert {one.attribute: one.value for one in register.answers("a", LATER)}[
            "runs_in"
        ] == "own"


@pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
def test_an_answer_by_the_name_of_today_ends_that_by_the_former_name(renamed):
    file, pack = renamed
    with Register(file, [pack]) as register:
        for value, expected in (("own", False), (None, None)):
            register.answer("a", "runs_in", value, who="Jon Lie", on=str(LATER))
            assert register.assessment("a", LATER).conclusions["own.far"] is expected
        assert register.assessment("a", BEGUN).conclusions["own.far"] is True  # as it was then
        register.answer("a", "controls.log_book", None, who="Jon Lie", on=str(LATER))
        left = {one.attribute for one in register.answers("a", LATER) if one.value is not None}
        assert left == {"name", "sold_in"}


@pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
def test_a_list_does_not_overrule_what_a_person_answered_under_a_former_name(renamed, tmp_path):
    file, pack = renamed
    table = tmp_path / "ours.csv"
    table.write_text('id,name,runs_in,markets\na,a,own,"[""north"", ""south""]"\n', "utf-8")
    with Register(file, [pack]) as register:
        found = register.import_table(table, on=str(LATER))
        assert found.overruled == (("a", "runs_in"),)
        assert "markets" not in found.updated.get("a", ())  # the same, by another name
        assert register.assessment("a", LATER).conclusions["own.far"] is True


@pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
def test_a_list_goes_on_with_what_it_said_itself_under_a_former_name(tmp_path):
    pack, table = tmp_path / "ours.yaml", tmp_path / "ours.csv"
    file = tmp_path / "register.db"
    pack.write_text(BEFORE, encoding="utf-8")
    table.write_text("id,name,deployed_in\na,a,saas\nb,b,saas\n", encoding="utf-8")
    with Register(file, [pack]) as register:
        register.import_table(table, on=BEGUN)
    pack.write_text(AFTER, encoding="utf-8")
    table.write_text("id,name,runs_in\na,a,cloud\nb,b,own\n", encoding="utf-8")
    with Register(file, [pack]) as register:
        found = register.import_table(table, on=str(LATER))
        assert found.updated == {"b": ("runs_in",)}
        assert found.overruled == ()
        table.write_text("id,name,runs_in\na,a,cloud\nb,b,\n", encoding="utf-8")
        register.import_table(table, on="2026-11-12")
        stated = {row["id"]: row["runs_in"] for row in rows_of(register, "2026-11-12")}
        assert stated == {"a": "cloud", "b": ""}


def rows_of(register: Register, day: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(register.export(day))))


@pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
def test_a_register_is_written_out_by_the_names_of_today(renamed):
    file, pack = renamed
    with Register(file, [pack]) as register:
        (row,) = rows_of(register, str(LATER))
        assert row == {
            "id": "a",
            "name": "a",
            "runs_in": "cloud",
            "markets": '["north", "south"]',
            "controls.log_book": "true",
        }
        register.answer("a", "runs_in", "own", who="Jon Lie", on=str(LATER))
        (row,) = rows_of(register, str(LATER))
        assert row["runs_in"] == "own"


@pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
def test_what_lapses_is_told_by_the_name_of_today(tmp_path):
    pack, file = tmp_path / "ours.yaml", tmp_path / "register.db"
    pack.write_text(BEFORE, encoding="utf-8")
    with Register(file, [pack]) as register:
        register.add(
            "a",
            {"name": "a", "sold_in": ["nordics"], "controls": {"diary": True}},
            who="Jon Lie",
            on=BEGUN,
        )
        register.answer(
            "a", "deployed_in", "saas", who="Jon Lie", on=BEGUN, valid_until="2026-11-20"
        )
    pack.write_text(AFTER, encoding="utf-8")
    with Register(file, [pack]) as register:
        lapses = [item for item in register.due(30, LATER) if item.kind == "lapse"]
        assert [item.id for item in lapses] == ["runs_in"]


def causes(register: Register) -> list[tuple[str, object, object]]:
    found = register.diff(BEGUN, LATER)
    return [
        (cause.attribute, cause.before, cause.after)
        for case in found.changed
        for change in case.changes
        for cause in change.causes
    ]


@pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
@pytest.mark.parametrize("adopted", [True, False])
def test_a_change_is_told_by_the_names_of_today(adopted, tmp_path):
    pack, file = tmp_path / "ours.yaml", tmp_path / "register.db"
    pack.write_text(BEFORE + TRIGGER, encoding="utf-8")
    case = {"deployed_in": "saas", "sold_in": ["nordics"], "controls": {"diary": True}}
    with Register(file, [pack]) as register:
        register.add("a", {"name": "a", **case}, who="Jon Lie", on=BEGUN)
    pack.write_text(AFTER + TRIGGER, encoding="utf-8")
    with Register(file, [pack]) as register:
        register.answer("a", "runs_in", "own", who="Jon Lie", on=str(LATER))
        if adopted:  # else what answered on that day knows the former name alone
            register.assess(LATER, adopted_on=LATER)
        assert set(causes(register)) == {("runs_in", "cloud", "own")}
        (changed,) = register.diff(BEGUN, LATER).changed
        assert ("control", "monitoring", "") in {
            (change.aspect, change.id, change.after) for change in changed.changes
        }


TRIGGER = """\
- trigger: far
  title: It is far away
  when: own.far
  requires: [monitoring]
  because: So it is.
  source: {work: policy, at: "3"}
  basis: stated
"""


@pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
def test_a_plan_and_a_timeline_tell_the_lapse_of_an_answer_under_a_former_name(tmp_path):
    pack, file = tmp_path / "ours.yaml", tmp_path / "register.db"
    pack.write_text(BEFORE, encoding="utf-8")
    link = "https://example.org/contract"
    given = [("deployed_in", "saas", "2026-12-20"), ("controls.diary", True, "2026-12-25")]
    with Register(file, [pack]) as register:
        register.add("a", {"name": "a", "sold_in": ["nordics"]}, who="Jon Lie", on=BEGUN)
        for name, value, until in given:
            behind = {"evidence": link, "valid_until": until}
            register.answer("a", name, value, who="Jon Lie", on=BEGUN, **behind)
    pack.write_text(AFTER, encoding="utf-8")
    with Register(file, [pack]) as register:
        renewed = [one for one in register.plan("2026-12-22").actions if one.kind == "renewal"]
        assert {(one.id, one.state, str(one.until)) for one in renewed} == {
            ("runs_in", "lapsed", "2026-12-20"),
            ("controls.log_book", "lapses", "2026-12-25"),
        }
        for one in renewed:
            (evidence,) = one.cases[0].evidence
            assert (evidence.who, evidence.backed_by) == ("Jon Lie", link)
            assert evidence.value in ("cloud", True)
        days = register.timeline("a", "2027-01-31", BEGUN).days
        lapsed = {name: str(one.on) for one in days for name in one.lapsed}
        assert lapsed == {
            "runs_in": "2026-12-21"
        }  # it makes own.far open; what lapses later does not
