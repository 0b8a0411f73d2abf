"""A table says of each row what `assess` says of its case, in every kind of table,
and leaves the rest of the table as it was.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import polars as pl
import pytest

from engine import assess_table, drill
from engine.chain.durable import library
from engine.table import frames as table_frames
from explain.argue.why import open_attributes
from knowledge import load
from knowledge.faults import InvalidCase
from knowledge.intake.rows import rows_as_cases
from tests.conftest import DAY
from tests.explain.portfolios.test_inventories import INVENTORIES, intake_of, inventory
from tests.sizes import tried
from tests.table_cases import (
    answer_of,
    as_table,
    assessed,
    differences,
    telling_base,
    with_sets_as_text,
)
from tests.table_cases import varied_cases as cases

TELLING = telling_base()
PICKED = tried(31, 97)
pytestmark = pytest.mark.random
KINDS = (pl.DataFrame, pl.DataFrame.lazy, pl.DataFrame.to_arrow, pl.DataFrame.to_pandas)
FRAME = pl.DataFrame(
    {
        "id": ["c", "a", "b"],
        "b0": [True, None, False],
        "n0": [3.0, 1.0, None],
        "s0": [["v0"], [], None],
    }
)


def test_the_cases_reach_every_verdict_and_every_tier():
    assert {case.verdict.value for case in cases()} == {
        entry.id for entry in load().entries.values() if type(entry).__name__ == "Verdict"
    }
    assert {case.tier for case in cases()} == {
        "unknown",
        "out_of_scope",
        "minimal",
        "transparency",
        "high_risk",
        "prohibited",
    }
    assert 0 < sum(len(case.candidates) == 1 for case in cases()) < len(cases())
    assert max(Counter(len(open_attributes(case)) for case in cases())) > 10


def test_a_frame_says_of_each_row_what_assess_says_of_its_case():
    assert differences(cases(), assess_table(as_table(cases()), DAY).to_dicts()) == []


@pytest.mark.skipif(
    library() is None, reason="durable_rules is not installed: it needs a C compiler"
)
def test_both_chainers_conclude_the_same_of_these_cases():
    for case in cases():
        facts = {name: value for name, value in case.stated.items() if name != "name"}
        other = assessed(load(), facts, case.on, chainer="durable_rules")
        assert (other.conclusions, other.derivations) == (case.conclusions, case.derivations)


def test_pandas_says_of_each_row_what_assess_says_of_its_case():
    pandas = pytest.importorskip("pandas")
    answer = assess_table(as_table(cases()).to_pandas(), DAY)
    assert isinstance(answer, pandas.DataFrame)
    rows = answer.astype(object).where(answer.notna(), None).to_dict("records")
    assert differences(cases(), rows) == []


def test_arrow_says_of_each_row_what_assess_says_of_its_case():
    pyarrow = pytest.importorskip("pyarrow")
    answer = assess_table(as_table(cases()).to_arrow(), DAY)
    assert isinstance(answer, pyarrow.Table)
    assert differences(cases(), answer.to_pylist()) == []


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".jsonl"])
def test_a_file_says_of_each_row_what_assess_says_of_its_case(ending, tmp_path):
    table, file = as_table(cases()), tmp_path / f"cases{ending}"
    if ending == ".csv":
        with_sets_as_text(table).write_csv(file)
    elif ending == ".parquet":
        table.write_parquet(file)
    else:
        table.write_ndjson(file)
    answer = assess_table(str(file), DAY)
    assert isinstance(answer, pl.LazyFrame)
    assert differences(cases(), answer.collect().to_dicts()) == []


def test_the_inventories_say_in_a_table_what_they_say_row_by_row():
    stated = {}
    for name in INVENTORIES:
        for row in rows_as_cases(inventory(name), load(), intake_of(name).intake):
            facts = {
                name: value
                for name, value in row.case.stated().items()
                if load().attributes[name].type != "text"
            }
            stated[frozenset(facts.items())] = facts
    distinct = [assessed(load(), facts, chainer="semi-naive") for facts in stated.values()]
    assert len(distinct) > 900
    assert differences(distinct, assess_table(as_table(distinct), DAY).to_dicts()) == []


def test_a_row_is_asked_on_its_own_day_else_on_the_day_given_else_today():
    frame = pl.DataFrame({"d0": [DAY] * 2, "today": [DAY + timedelta(days=1), None]})
    assert assess_table(frame, DAY, base=TELLING)["d0_past"].to_list() == [True, False]
    assert (
        assess_table(frame.drop("today"), base=TELLING)["d0_past"].to_list()
        == [date.today() > DAY] * 2
    )


def test_other_columns_come_first_and_the_order_of_rows_stays():
    answer = assess_table(FRAME, DAY, base=TELLING)
    assert answer.columns[:2] == ["id", "verdict"]
    assert answer.select("id", "b0_yes").rows() == [("c", True), ("a", None), ("b", False)]


def test_other_columns_keep_their_types():
    kept = FRAME.with_columns(
        pl.lit(1, pl.Int8).alias("small"),
        pl.struct("n0").alias("nested"),
        pl.col("id").cast(pl.Categorical),
    )
    answer = assess_table(kept, DAY, base=TELLING)
    assert answer.select("id", "small", "nested").equals(kept.select("id", "small", "nested"))


def test_pandas_keeps_its_index_and_the_types_of_other_columns():
    pandas = pytest.importorskip("pandas")
    index = pandas.MultiIndex.from_tuples([("x", 1), ("x", 2)])
    table = pandas.DataFrame(
        {
            "b0": [True, "no"],
            7: [1, "a"],
            "kind": pandas.Categorical(["p", "q"]),
            "n": pandas.array([1, None], dtype="Int64"),
        },
        index=index,
    )
    answer = assess_table(table, DAY, base=TELLING)
    assert answer.index.equals(index)
    assert answer["b0_yes"].tolist() == [True, False]
    pandas.testing.assert_frame_equal(answer[[7, "kind", "n"]], table[[7, "kind", "n"]])


def test_what_has_no_column_is_unknown_and_asked():
    answer = assess_table(FRAME.select("id", "n0"), DAY, base=TELLING)
    assert answer["b0_yes"].to_list() == [None] * 3
    assert answer["open"].to_list() == ["b0"] * 3


@pytest.mark.parametrize(
    "made",
    [pl.DataFrame, pl.DataFrame.lazy, pl.DataFrame.to_arrow, pl.DataFrame.to_pandas],
    ids=lambda made: made.__name__,
)
def test_a_table_of_no_rows_has_an_answer_of_no_rows(made):
    whole, none = (assess_table(made(frame), DAY, base=TELLING) for frame in (FRAME, FRAME.head(0)))
    whole, none = (
        frame.collect() if isinstance(frame, pl.LazyFrame) else frame for frame in (whole, none)
    )
    assert (none.shape[0], whole.shape[0]) == (0, 3)
    names = (
        (lambda table: table.column_names)
        if hasattr(none, "column_names")
        else (lambda table: list(table.columns))
    )
    assert names(none) == names(whole)


def test_without_lists_there_are_the_verdict_and_the_conclusions_alone():
    assert assess_table(FRAME, DAY, base=TELLING, lists=False).columns == [
        "id",
        "verdict",
        *TELLING.visible,
    ]


def test_batches_are_answered_as_the_whole_is(monkeypatch):
    frame = pl.concat([FRAME] * 7).with_row_index("row")
    sizes = []

    def counted(batch, *rest):
        sizes.append(batch.height)
        return answer(batch, *rest)

    answer = table_frames.assess_frame
    monkeypatch.setattr(table_frames, "assess_frame", counted)
    monkeypatch.setattr(table_frames, "BATCH", 4)
    in_batches = assess_table(frame.lazy(), DAY, base=TELLING).collect()
    assert in_batches.equals(assess_table(frame, DAY, base=TELLING))
    assert sizes == [0, 4, 4, 4, 4, 4, 1]


def test_a_lazy_answer_can_be_selected_filtered_cut_and_counted_as_a_frame_can():
    frame = pl.concat([FRAME] * 5).with_row_index("row")
    lazy, eager = (
        assess_table(frame.lazy(), DAY, base=TELLING),
        assess_table(frame, DAY, base=TELLING).lazy(),
    )
    yes = pl.col("b0_yes")
    for ask in (
        lambda answer: answer.select("verdict"),
        lambda answer: answer.filter(yes).select("row"),
        lambda answer: answer.filter(yes).head(2),
        lambda answer: answer.head(4).filter(yes),
        lambda answer: answer.slice(3, 2),
        lambda answer: answer.tail(2),
        lambda answer: answer.select(pl.len()),
        lambda answer: answer.group_by("verdict").len().sort("verdict"),
    ):
        assert ask(lazy).collect().equals(ask(eager).collect())


def test_a_file_is_answered_into_a_file(tmp_path):
    FRAME.write_parquet(tmp_path / "in.parquet")
    assess_table(tmp_path / "in.parquet", DAY, base=TELLING).sink_parquet(tmp_path / "out.parquet")
    assert pl.read_parquet(tmp_path / "out.parquet").equals(assess_table(FRAME, DAY, base=TELLING))


@pytest.mark.parametrize(
    "table",
    [{"b0": [True]}, [1], None, FRAME["b0"]],
    ids=["a dict", "a list", "nothing", "a column"],
)
def test_what_is_no_table_is_told(table):
    with pytest.raises(TypeError, match="is not read; expected: a Polars, pandas or Arrow table"):
        assess_table(table, DAY, base=TELLING)
    with pytest.raises(TypeError, match="is not read; expected: a Polars, pandas or Arrow table"):
        drill(table, 0, DAY, base=TELLING)


def test_a_file_of_another_kind_is_told():
    with pytest.raises(InvalidCase, match=r"no table is read from \.docx; expected: one of \.csv"):
        assess_table("cases.docx", DAY)


@pytest.mark.parametrize(
    "made",
    [pl.DataFrame, pl.DataFrame.lazy, pl.DataFrame.to_arrow, pl.DataFrame.to_pandas],
    ids=lambda made: made.__name__,
)
def test_a_row_drilled_out_of_any_table_is_its_assessment(made):
    picked = cases()[::PICKED]
    table = made(as_table(picked))
    for number, case in enumerate(picked):
        drilled = drill(table, number, DAY, chainer="semi-naive")
        assert answer_of(drilled) == answer_of(case)
        assert drilled.derivations == case.derivations


def test_a_row_drilled_out_of_a_file_is_its_assessment(tmp_path):
    picked = cases()[::PICKED]
    with_sets_as_text(as_table(picked)).write_csv(tmp_path / "cases.csv")
    assert [
        answer_of(drill(tmp_path / "cases.csv", number, DAY)) for number in range(len(picked))
    ] == [answer_of(case) for case in picked]


@pytest.mark.parametrize("row", [-1, 3])
def test_a_row_that_is_not_there_is_told(row):
    with pytest.raises(InvalidCase, match=f"the table has no row {row}"):
        drill(FRAME, row, DAY, base=TELLING)
