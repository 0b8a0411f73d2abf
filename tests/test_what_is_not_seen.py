"""What cannot be seen of a table makes no difference: blanks of no width, soft hyphens, marks of
direction, blanks that do not break, letters in two parts; in heads, cells and ids.
"""

from __future__ import annotations

import polars as pl
import pytest
from click.testing import CliRunner

from engine import assess_table
from engine.portfolio import open_portfolio
from knowledge import load
from tests.conftest import DAY
from tests.sizes import few
from threshold.cli import main

UNSEEN = {
    "no width": "\u200b",
    "a byte order mark": "\ufeff",
    "a soft hyphen": "\u00ad",
    "left to right": "\u200e",
    "an embedding": "\u202a",
    "an isolate": "\u2066",
    "a joiner of words": "\u2060",
}
ENDINGS = ("csv", "parquet", "jsonl")
AROUND = {"a blank that does not break": "\u00a0", "a narrow one": "\u202f"}


def rows(mark, *, inside):
    """Heads and cells with a mark in them: inside, or around."""

    def marked(text):
        return text[:1] + mark + text[1:] + mark if inside else mark + text + mark

    heads = ("id", "name", "exposure", "affects_people", "annex_iii", "volume_multiple")
    cells = [
        ("N1", "A", "public", "yes", "recruitment; creditworthiness", "12.5"),
        ("N1", "B", "analysts", "nein", "none", "n/a"),
    ]
    first, second = cells
    return [*map(marked, heads)], [first, tuple(map(marked, second))]


MARKED = [  # each mark in each kind of file, of which another one comes first each time
    (name, ENDINGS[(place + turn) % len(ENDINGS)])
    for place, name in enumerate([*UNSEEN, *AROUND])
    for turn in range(len(ENDINGS))
]


@pytest.mark.parametrize(("name", "ending"), few(MARKED, of=len(ENDINGS)))
def test_a_table_with_marks_that_nobody_sees_says_what_it_shows(tmp_path, name, ending):
    heads, cells = rows({**UNSEEN, **AROUND}[name], inside=name in UNSEEN)
    frame = pl.DataFrame(cells, schema=heads, orient="row")
    path = tmp_path / f"t.{ending}"
    write = {"csv": frame.write_csv, "parquet": frame.write_parquet, "jsonl": frame.write_ndjson}
    write[ending](path)
    found = list(open_portfolio(path, on=DAY).rows)
    assert [row.assessment.stated.get("exposure") for row in found] == ["public", "analysts"]
    assert [row.assessment.stated.get("affects_people") for row in found] == [True, False]
    assert found[1].assessment.stated["annex_iii"] == ()
    told = [fault.reason for row in found for fault in row.faults]
    assert sum("is the id of row" in reason for reason in told) == 1
    answer = assess_table(path, DAY).collect()
    assert answer["verdict"].to_list() == [row.assessment.verdict.value for row in found]
    assert not any(answer["unusable"]) or set(answer["unusable"]) == {""}
    target = str(tmp_path / "out.jsonl")
    result = CliRunner().invoke(main, ["portfolio", str(path), "--conclusions", "-o", target])
    assert "is the id of row" in result.stderr


PACK = """\
- trigger: health_use
  title: It is used in a hospital
  when: sector == "public health"
  because: Somebody asks for it.
  source: {work: article, at: Trigger 1}
  basis: stated
"""


@pytest.fixture(scope="module")
def hospitals(tmp_path_factory):
    """A base with a rule that reads a text."""
    file = tmp_path_factory.mktemp("hospitals") / "own.yaml"
    file.write_text(PACK, encoding="utf-8")
    return load([file])


@pytest.mark.parametrize(
    "text", ["public\u00a0health", "\u200bpublic health\ufeff", "pub\u00adlic health"]
)
def test_a_text_that_a_rule_reads_is_read_as_it_shows(hospitals, tmp_path, text):
    frame = pl.DataFrame({"sector": [text], "stage": ["idea"]})
    assert assess_table(frame, DAY, base=hospitals)["verdict"].to_list() == ["production_required"]
    frame.write_csv(tmp_path / "t.csv")
    (row,) = open_portfolio(tmp_path / "t.csv", on=DAY, base=hospitals).rows
    assert row.assessment.verdict.value == "production_required"


def test_joiners_without_which_a_script_is_written_otherwise_stay(tmp_path):
    name = "می\u200cخواهم"
    (tmp_path / "t.csv").write_text(f"name,stage\n{name},idea\n", encoding="utf-8")
    (row,) = open_portfolio(tmp_path / "t.csv", on=DAY).rows
    assert row.case.name == name


def test_a_cell_of_an_intake_is_found_whatever_parts_its_letters_have(tmp_path):
    (tmp_path / "own.yaml").write_text(
        "intake: own\ntitle: T\nsource: S\nid: Nr\ntext: {name: Name}\ncolumns:\n"
        "  - {attribute: stage, column: Art, values: {In Prüfung: pilot}, basis: stated}\n",
        encoding="utf-8",
    )
    table = "Nr,Name,Art\n1,A,In Pru\u0308fung\n2,B,In\u00a0Prü\u00adfung\n1\u200b,C,\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    found = list(open_portfolio(tmp_path / "t.csv", str(tmp_path / "own.yaml"), DAY).rows)
    assert [row.assessment.stated.get("stage") for row in found] == ["pilot", "pilot", None]
    assert [len(row.faults) for row in found] == [0, 0, 1]


def test_a_control_character_is_a_slip_that_is_told_and_no_draft_writes_it(tmp_path):
    (tmp_path / "t.csv").write_text("name,stage\nA,pi\x00lot\nB,idea\n", encoding="utf-8")
    first, second = open_portfolio(tmp_path / "t.csv", on=DAY).rows
    assert ([fault.column for fault in first.faults], second.faults) == (["stage"], ())
    draft = tmp_path / "own.yaml"
    made = CliRunner().invoke(main, ["intake", "new", str(tmp_path / "t.csv"), "-o", str(draft)])
    assert made.exit_code == 0, made.output
    rows_read = list(open_portfolio(tmp_path / "t.csv", str(draft), DAY).rows)
    assert [len(row.faults) for row in rows_read] == [1, 0]


def test_twin_ids_of_any_type_of_column_are_told_of_a_table_of_columns(tmp_path):
    for ids in (
        pl.Series(["a", "a ", None], dtype=pl.Categorical),
        pl.Series(["e\u0301", "\u00e9", "n/a"]),
        pl.Series([1.0, 1.0, None]),
        pl.Series([["a"], ["a"], None]),
    ):
        frame = pl.DataFrame({"id": ids, "name": ["A", "B", "C"], "stage": ["idea"] * 3})
        frame.write_parquet(tmp_path / "t.parquet")
        told = ["portfolio", str(tmp_path / "t.parquet"), "-o", str(tmp_path / "out.jsonl")]
        for more in ((), ("--conclusions",)):
            result = CliRunner().invoke(main, [*told, *more])
            assert "is the id of row 1 already" in result.stderr, ids.dtype
