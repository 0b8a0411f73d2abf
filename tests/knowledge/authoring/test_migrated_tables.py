"""Tables of cases rewritten to the names of today: what is not a name stays, byte by byte."""

import csv
import io
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from engine import assess_table
from knowledge.base import load
from knowledge.tables.spans import spans_of
from knowledge.tables.table import ANY_FORM
from tests.knowledge.authoring.test_migration import PACK
from tests.sizes import few
from threshold.cli import main

REGIONS = """\
- attribute: regions
  type: set
  question: Where is it used?
  values: {eu: in the EU, overseas: elsewhere}
  former_values: {us: overseas}
  source: {work: policy, at: "1"}
- trigger: overseas
  title: It is used overseas
  when: '"overseas" in regions'
  because: It is far.
  source: {work: policy, at: "1"}
  basis: stated
- control: seat_limit
  formerly: [seat_cap]
  title: a limit on seats
  question: Is there a limit on seats?
  source: {work: policy, at: "1"}
"""
TABLE = (
    "name;Deployed_In ;regions;seats;controls__seat_cap;note\n"
    'Größe "A";saas;"us; eu";4;yes;saas is kept\n'
    "B; own;eu;;no;\n"
    '"two\nlines";"saas";us,eu;5;;"us"\n'
)
TABLE = TABLE.replace('Größe "A"', '"Größe ""A"""')
TODAY = (
    TABLE.replace("Deployed_In", "runs_in")
    .replace(";saas;", ";cloud;")
    .replace('"saas"', '"cloud"')
    .replace("us; eu", "overseas; eu")
    .replace("us,eu", "overseas,eu")
    .replace(";seats;", ";seats_taken;")
    .replace("seat_cap", "seat_limit")
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours.yaml").write_text(PACK + REGIONS, encoding="utf-8")
    return tmp_path


def migrate(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["migrate", "--pack", "ours.yaml", *arguments])


@pytest.mark.parametrize(
    ("encoding", "mark", "ending"),
    few(
        [
            ("utf-8", b"", "\n"),
            ("utf-8", b"\xef\xbb\xbf", "\r\n"),
            ("cp1252", b"", "\r\n"),
            ("utf-16-le", b"\xff\xfe", "\r"),
            ("utf-16-be", b"\xfe\xff", "\n"),
        ],
        of=2,
    ),
)
def test_names_alone_are_exchanged(folder: Path, encoding: str, mark: bytes, ending: str) -> None:
    def written(text: str) -> bytes:
        return mark + text.replace("\n", ending).encode(encoding)

    file = folder / "cases.csv"
    file.write_bytes(written(TABLE))
    checked = migrate("--check", "cases.csv")
    assert checked.exit_code == 1, checked.output
    assert file.read_bytes() == written(TABLE)
    done = migrate("cases.csv")
    assert done.exit_code == 0, done.output
    assert file.read_bytes() == written(TODAY)
    assert "cases.csv:1:6: deployed_in is called runs_in now" in done.output
    assert "cases.csv:2:15: the value saas of runs_in is called cloud now" in done.output
    assert done.output.count("the value saas") == 1  # told where it stands first
    assert "cases.csv: 7 names rewritten" in done.output
    assert "cases.csv: nothing to rewrite" in migrate("cases.csv").output
    assert not list(folder.glob(".*"))


@pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
def test_a_rewritten_table_is_assessed_as_before(folder: Path) -> None:
    base = load("ours.yaml")
    file = folder / "cases.csv"
    file.write_text(TABLE, encoding="utf-8")
    before = assess_table(file, base=base).collect()
    assert migrate("cases.csv").exit_code == 0
    after = assess_table(file, base=base).collect()
    concluded = [name for name in before.columns if name.startswith(("trigger.", "verdict"))]
    assert "trigger.overseas" in concluded
    assert before.select(concluded).equals(after.select(concluded))
    assert before["trigger.overseas"].to_list() == [True, False, True]


def test_a_line_for_excel_and_a_title_above_the_heads_stay(folder: Path) -> None:
    file = folder / "cases.csv"
    file.write_text("sep=|\nOur list||\nname|deployed_in|x\nA|saas|saas\n", encoding="utf-8")
    assert migrate("cases.csv").exit_code == 0
    assert file.read_text(encoding="utf-8") == ("sep=|\nOur list||\nname|runs_in|x\nA|cloud|saas\n")


def test_a_row_with_wrong_quotation_marks_costs_only_itself(folder: Path) -> None:
    file = folder / "cases.tsv"
    file.write_text('name\tdeployed_in\n"A\tsaas\nB\tsaas\n"C"x\tsaas\nD\tsaas\n')
    assert migrate("cases.tsv").exit_code == 0
    assert file.read_text() == ('name\truns_in\n"A\tsaas\nB\tcloud\n"C"x\tsaas\nD\tcloud\n')


def test_where_both_names_stand_and_where_several_questions_ask_now(folder: Path) -> None:
    file = folder / "cases.csv"
    file.write_text("name,seats,seats_taken,eu_nexus\nA,1,1,yes\n")
    done = migrate("cases.csv")
    assert done.exit_code == 0, done.output
    assert file.read_text() == "name,seats,seats_taken,eu_nexus\nA,1,1,yes\n"
    assert "cases.csv:1:24: eu_nexus" in done.output
    assert "state placed_in_eu, output_used_in_eu, established_in_eu" in done.output


def test_of_a_folder_tables_of_cases_are_rewritten_and_no_others(folder: Path) -> None:
    work = folder / "work"
    work.mkdir()
    (work / "cases.csv").write_text("name,deployed_in\nA,saas\n")
    (work / "rows.csv").write_text("row,deployed_in\na,saas\n")  # of a decision table
    (work / "other.csv").write_text("Titel,Ort\nA,saas\n")
    done = migrate("work")
    assert done.exit_code == 0, done.output
    assert (work / "cases.csv").read_text() == "name,runs_in\nA,cloud\n"
    assert (work / "rows.csv").read_text() == "row,deployed_in\na,saas\n"
    assert "other.csv" not in done.output


def test_cells_stand_where_the_reader_of_csv_finds_them() -> None:
    random = Random(5)
    for _ in range(300):
        rows = [
            ["".join(random.choices('ab",;\n\t x', k=random.randrange(5))) for _ in range(3)]
            for _ in range(random.randrange(1, 6))
        ]
        rows[0] = ["name", "stage", "exposure"]
        written = io.StringIO(newline="")
        ending = random.choice(["\n", "\r\n"])
        csv.writer(written, lineterminator=ending, delimiter=random.choice(",;\t")).writerows(rows)
        text = written.getvalue()
        spans = spans_of(text, ANY_FORM)
        assert all(text[cell.start : cell.end] == cell.text for row in spans.rows for cell in row)
        found = [[cell.text.replace('""', '"') for cell in row] for row in spans.rows]
        assert found == rows[1:]
