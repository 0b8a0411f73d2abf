"""Tables in an editor: rows that stand in a pack, and rows that stand in a file of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.language_client import OURS, Client, column_of, offered, opened, shown

ROWS = """\
- work: policy
  title: Our policy
  cited_as: Policy
- attribute: places
  type: set
  question: Where is it used?
  values_in: own.place
  source: {work: policy, at: "1"}
- table: own.place
  title: It is used somewhere
  hit: collect
  columns: [row, meaning, title]
  rows:
    - [port, in a port, It is used in a port]
  reported: true
  source: {work: policy, at: "1"}
- define: own.wet
  title: It gets wet
  when: '"port" in places and own.place.port'
  reported: true
  source: {work: policy, at: "2"}
  basis: stated
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A workspace of one pack."""
    client = opened(tmp_path_factory.mktemp("workspace"), {"ours.yaml": OURS})
    yield client
    assert client.close() == 0


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A workspace of one table."""
    client = opened(tmp_path_factory.mktemp("rows"), {"rows.yaml": ROWS})
    yield client
    assert client.close() == 0


@pytest.mark.parametrize("part", ['port"', "own.place.port"])
def test_a_row_is_found_as_value_and_conclusion_and_not_renamed(rows: Client, part: str) -> None:
    client = rows
    column = column_of(ROWS, 18, part) + len(part) - 2
    (found,) = client.at("definition", "rows.yaml", 18, column)
    row = "[port, in a port"
    assert found["range"]["start"] == {"line": 13, "character": column_of(ROWS, 13, row) + 1}
    answer = client.answer(
        "textDocument/rename",
        textDocument={"uri": client.uri("rows.yaml")},
        position={"line": 18, "character": column},
        newName="own.place.harbour" if "." in part else "harbour",
    )
    assert "is a row of a table" in answer["error"]["message"]


LISTED = """\
- table: own.fee
  title: The fee
  hit: first
  reported: true
  rows: fees.csv
  answers: {high: It is high, low: It is low}
  source: {work: policy, at: "4"}
"""
FEES = """\
row,concludes,runs_in,when
a,high,cloud,"stage == ""pilot"" and known(runs_in)"
b,low,,
"""


@pytest.fixture
def fees(client: Client) -> Iterator[Client]:
    """The workspace with a table whose rows stand in a file of their own."""
    (client.root / "ours.yaml").write_text(f"{OURS}{LISTED}", encoding="utf-8")
    (client.root / "fees.csv").write_text(FEES, encoding="utf-8")
    client.write("ours.yaml", f"{OURS}{LISTED}")
    yield client
    (client.root / "ours.yaml").write_text(OURS, encoding="utf-8")
    (client.root / "fees.csv").unlink()
    client.write("ours.yaml", OURS)


def test_a_fault_in_a_csv_table_is_told_at_its_cell_while_typing(fees: Client) -> None:
    fees.write("fees.csv", FEES)
    assert fees.checked("fees.csv") == []
    faulty = FEES.replace("a,high,cloud", "a,high,clouds")
    fees.write("fees.csv", faulty)
    (found,) = fees.checked("fees.csv")
    assert "nearest: cloud" in found["message"]
    assert shown(faulty, found["range"]) == "clouds"
    fees.write("ours.yaml", f"{OURS}{LISTED}# typed\n")
    assert fees.checked("ours.yaml") == []  # the fault is that of the table
    fees.write("fees.csv", FEES)
    assert fees.checked("fees.csv") == []


def test_a_csv_table_that_was_saved_otherwise_is_read_anew(fees: Client) -> None:
    assert fees.checked("ours.yaml") == []
    (fees.root / "fees.csv").write_text(FEES.replace("cloud", "clouds"), encoding="utf-8")
    fees.write("fees.csv", FEES.replace("cloud", "clouds"))
    (found,) = fees.checked("fees.csv")
    assert "clouds" in found["message"]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("c,lo", "low"),
        ("c,low,ow", "own"),
        ('c,low,own,"stage == ""pilo', "pilot"),
        ("c,low,own,not trigger.in_the", "trigger.in_the_cloud"),
    ],
)
def test_what_may_stand_in_a_cell_of_a_csv_table_is_offered(
    fees: Client, typed: str, wanted: str
) -> None:
    lines = f"{FEES}{typed}".split("\n")
    fees.write("fees.csv", "\n".join(lines))
    answer = fees.at("completion", "fees.csv", len(lines) - 1, len(lines[-1]))
    assert wanted in offered(answer)[:12]


def test_the_columns_of_a_csv_table_are_offered_in_its_first_line(fees: Client) -> None:
    fees.write("fees.csv", "row,concl\n")
    assert "concludes" in offered(fees.at("completion", "fees.csv", 0, 9))[:3]


def test_a_name_is_renamed_in_rows_of_a_file_and_in_texts_of_entries(tmp_path: Path) -> None:
    folder = {
        "ours/pack.yaml": "name: ours\nversion: '1'\ntitle: Ours\nlanguages: [en, de]\n",
        "ours/facts.yaml": """\
- {work: ours, title: Ours, cited_as: O}
- attribute: berth
  type: enum
  question: Where does it lie?
  meaning: The berth.
  values: {quay: at the quay, dock: in the dock}
  unit: berths
  source: {work: ours, at: "1"}
- table: ours.sort
  title: A sort
  hit: collect
  rows: sorts.csv
  reported: true
  source: {work: ours, at: "1"}
""",
        "ours/sorts.csv": """\
row,title,berth,when
one,One,"quay, dock",
two,Two,quay,"berth == ""dock\"""
""",
        "ours/languages/de.yaml": """\
questions: {berth: Wo liegt es?}
entries: {"attribute:berth": {unit: Plätze}}
""",
    }
    for name, text in folder.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    client = opened(tmp_path, folder)
    for line, part, new in ((1, "berth", "place"), (5, "quay", "pier")):
        column = column_of(folder["ours/facts.yaml"], line, part)
        edit = client.at("rename", "ours/facts.yaml", line, column, newName=new)
        for name, text in folder.items():
            lines = text.splitlines()
            found = edit["changes"].get(client.uri(name), [])
            for one in sorted(found, key=lambda one: -one["range"]["start"]["character"]):
                start, end = one["range"]["start"], one["range"]["end"]
                said = lines[start["line"]]
                assert said[start["character"] : end["character"]] == part
                lines[start["line"]] = (
                    said[: start["character"]] + one["newText"] + said[end["character"] :]
                )
            wanted = re.sub(rf"\b{part}\b(?! at|\.$)", new, text).splitlines()
            wanted = [re.sub(rf"(at the|The) {new}", rf"\1 {part}", one) for one in wanted]
            assert lines == wanted
    assert client.close() == 0
