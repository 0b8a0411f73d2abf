"""An answer has the columns that are asked for, in every kind of table, and works out no others."""

from __future__ import annotations

import polars as pl
import pytest

from engine import assess_table
from engine.table import evaluator
from engine.table import frames as table_frames
from engine.table.reading import TableReader
from knowledge.faults import InvalidCase
from tests.conftest import DAY
from tests.random_knowledge import base_of, opening
from tests.table_cases import connected, telling_base

TELLING = telling_base()
FRAME = pl.DataFrame(
    {
        "id": ["c", "a", "b"],
        "b0": [True, None, False],
        "n0": [3.0, 1.0, None],
        "tier": ["mine", "yours", None],
    }
)
INTAKE = """
intake: list
title: A list
source: our own list
text: {name: Note}
id: [Nr]
keep: [Owner, verdict]
skip: [{column: Owner, values: [nobody]}]
columns:
  - {attribute: b0, column: Answered, answer: true, basis: stated}
"""
LISTED = pl.DataFrame(
    {
        "Nr": [1, 2, 3],
        "Owner": ["Ada", "nobody", "Bo"],
        "verdict": ["old", "old", "older"],
        "Answered": ["yes", "no", "no"],
        "Note": ["x", "y", "z"],
    }
)


def through(kind, frame):
    """A frame as another kind of table, and how its answer is a frame again."""
    match kind:
        case "polars":
            return frame, lambda answer: answer
        case "lazy":
            return frame.lazy(), lambda answer: answer.collect()
        case "arrow":
            pytest.importorskip("pyarrow")
            return frame.to_arrow(), pl.DataFrame
        case "pandas":
            pytest.importorskip("pandas")
            return frame.to_pandas(), lambda answer: pl.from_pandas(answer.reset_index(drop=True))
    pytest.importorskip("duckdb")
    connection = connected()
    connection.register("cells", frame.to_arrow())
    return connection.sql("from cells"), lambda answer: answer.pl()


KINDS = pytest.mark.parametrize("kind", ["polars", "lazy", "arrow", "pandas", "duckdb"])


@KINDS
def test_only_the_columns_that_are_named_come_in_their_order(kind):
    table, framed = through(kind, FRAME)
    whole = framed(assess_table(table, DAY, base=TELLING))
    some = framed(assess_table(table, DAY, base=TELLING, keep=["b0_yes", "open", "verdict"]))
    assert some.columns == ["b0_yes", "open", "verdict"]
    assert some.equals(whole.select(some.columns))


@KINDS
def test_columns_of_the_table_can_be_named_as_well_also_those_that_are_read(kind):
    table, framed = through(kind, FRAME)
    answer = framed(assess_table(table, DAY, base=TELLING, keep=["b0", "verdict", "ID"]))
    assert answer.columns == ["b0", "verdict", "id"]
    assert answer["id"].to_list() == ["c", "a", "b"]
    assert answer["b0"].to_list() == [True, None, False]
    own = framed(assess_table(table, DAY, base=TELLING, keep=["id"]))
    assert own.rows() == [("c",), ("a",), ("b",)]


@KINDS
def test_what_rests_on_no_column_of_the_table_has_its_rows_all_the_same(kind):
    table, framed = through(kind, FRAME.select("n0"))
    answer = framed(assess_table(table, DAY, base=TELLING, keep=["d0_past"]))
    assert answer.rows() == [(None,)] * 3


@pytest.mark.parametrize("name", ["rank", "rank_reason"])
def test_rank_and_its_reason_are_had_one_without_the_other(name):
    whole = assess_table(FRAME, DAY, base=TELLING)
    assert assess_table(FRAME, DAY, base=TELLING, keep=[name]).equals(whole.select(name))
    lazy = assess_table(FRAME.lazy(), DAY, base=TELLING, keep=[name]).collect()
    assert lazy.equals(whole.select(name))


def test_a_file_has_the_columns_that_are_named(tmp_path):
    for ending, write in ((".csv", FRAME.write_csv), (".parquet", FRAME.write_parquet)):
        write(tmp_path / f"t{ending}")
        answer = assess_table(tmp_path / f"t{ending}", DAY, base=TELLING, keep=["id", "b0_yes"])
        assert answer.collect().rows() == [("c", True), ("a", None), ("b", False)]


@KINDS
def test_a_name_that_is_no_column_is_told_with_the_nearest_right_one(kind):
    table, _ = through(kind, FRAME)
    with pytest.raises(InvalidCase) as told:
        assess_table(table, DAY, base=TELLING, keep=["verdcit", "verdict", "b0_yess"])
    assert [(fault.text, fault.nearest) for fault in told.value.faults] == [
        ("keep: 'verdcit'", "verdict"),
        ("keep: 'b0_yess'", "b0_yes"),
    ]


@pytest.mark.parametrize("keep", ["verdict", [], [1], 7])
def test_what_is_no_list_of_names_is_told(keep):
    with pytest.raises(InvalidCase, match=r"keep: .*; expected: a list of names of columns"):
        assess_table(FRAME, DAY, base=TELLING, keep=keep)


@KINDS
def test_what_the_intake_keeps_is_in_every_answer_and_rows_that_are_no_cases_in_none(
    kind, tmp_path
):
    (tmp_path / "list.yaml").write_text(INTAKE, encoding="utf-8")
    table, framed = through(kind, LISTED)
    apart = "verdict__table" if kind == "duckdb" else "verdict (table)"
    for keep in (None, ["b0_yes"]):
        answer = framed(
            assess_table(table, DAY, base=TELLING, intake=str(tmp_path / "list.yaml"), keep=keep)
        )
        assert answer.select("Nr", "Owner", apart, "b0_yes").rows() == [
            (1, "Ada", "old", True),
            (3, "Bo", "older", False),
        ]
    assert answer.columns == ["Nr", "Owner", apart, "b0_yes"]


def read_by(monkeypatch, ask):
    """The heads of the columns that were read for an answer."""
    found = set()
    columns = TableReader.columns

    def noted(reader, frame, needed=None, *more):
        found.update(reader.heads_read(needed))
        return columns(reader, frame, needed, *more)

    monkeypatch.setattr(TableReader, "columns", noted)
    ask()
    return found


def test_no_column_is_read_on_which_nothing_rests_that_is_asked_for(monkeypatch):
    def ask():
        assess_table(FRAME, DAY, base=TELLING, keep=["n0_large"])

    assert read_by(monkeypatch, ask) == {"n0"}


def test_of_a_lazy_answer_what_is_selected_alone_is_worked_out(monkeypatch):
    lazy = assess_table(FRAME.lazy(), DAY, base=TELLING)
    worked_out = []

    def noted(base, block, wanted):
        worked_out.extend(wanted)
        return evaluator.answers(base, block, wanted)

    monkeypatch.setattr(table_frames, "answers_of", noted)
    picked = lazy.filter(pl.col("b0_yes")).select("n0_large").collect()
    assert picked.rows() == [(True,)]
    assert set(worked_out) == {"b0_yes", "n0_large"}


def test_what_a_column_entails_about_another_is_read_for_it():
    told = "- {define: p, title: p, when: 'b2', source: {work: w, at: '1'}, basis: stated}"
    base = base_of("\n".join([opening("p", entailing=True), told]))
    frame = pl.DataFrame({"e1": ["v0", "v1"], "n0": [1.0, 2.0]})
    whole = assess_table(frame, DAY, base=base).select("p")
    assert assess_table(frame, DAY, base=base, keep=["p"]).equals(whole)
    assert whole["p"].to_list() == [False, None]
