"""Days that no calendar has, such as the infinity of a database, are said so and end nothing."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from click.testing import CliRunner

from engine import assess_table
from knowledge.tables.times import cells_of
from tests.conftest import DAY
from threshold.cli import main

LATE, EARLY = "after 9999-12-30", "before 0001-01-02"
MOST, LEAST = 2**63 - 1, -(2**63) + 1
DAY_OF_NONE = pl.Series([2**31 - 1], dtype=pl.Int32).cast(pl.Date)


def column(number, kind):
    return pl.Series("z", [number, None], dtype=pl.Int64).cast(kind)


STRANGE = {
    "a day": (pl.concat([DAY_OF_NONE, pl.Series([None], dtype=pl.Date)]).alias("z"), LATE),
    "micro": (column(MOST, pl.Datetime("us")), LATE),
    "milli": (column(MOST, pl.Datetime("ms")), LATE),
    "a zone": (column(LEAST, pl.Datetime("ms", "Europe/Berlin")), EARLY),
    "a length": (column(MOST, pl.Duration("ms")), "P106751991167DT7H12M55.807S"),
    "a list": (pl.Series("z", [[2**31 - 1, 1], None], dtype=pl.List(pl.Int32)), None),
    "a group": (pl.DataFrame({"a": column(MOST, pl.Datetime("ms"))}).to_struct("z"), {"a": LATE}),
}
LIST, _ = STRANGE["a list"]
STRANGE["a list"] = (LIST.cast(pl.List(pl.Date)), [LATE, date(1970, 1, 2)])


@pytest.mark.parametrize(("cells", "said"), STRANGE.values(), ids=STRANGE)
def test_a_day_of_no_year_of_ours_is_a_text_that_says_so(cells, said):
    assert cells_of(cells)[0] == said


def test_days_and_lengths_of_ours_stay_what_they_are():
    for cells in ([date(2026, 1, 2), None], [timedelta(1), None], [[date(2026, 1, 2)], [], None]):
        assert cells_of(pl.Series(cells)) == cells


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
@pytest.mark.parametrize(
    "kinds",
    [
        pytest.param([*STRANGE], id="all together"),
        *(pytest.param([kind], id=kind, marks=[pytest.mark.long]) for kind in STRANGE),
    ],
)
def test_a_column_that_nobody_reads_ends_nothing_and_says_nothing(tmp_path, capfd, kinds, ending):
    columns = {f"z {kind}": STRANGE[kind][0] for kind in kinds}
    frame = pl.DataFrame({"name": ["A", "B"], "stage": ["pilot", "idea"], **columns})
    path = tmp_path / f"t.{ending}"
    frame.write_parquet(path) if ending == "parquet" else frame.write_ipc(path)
    for more in ((), ("--conclusions",)):
        for output in ("csv", "jsonl", "parquet"):
            target = str(tmp_path / f"out.{output}")
            result = CliRunner().invoke(main, ["portfolio", str(path), *more, "-o", target])
            assert (result.exit_code, capfd.readouterr().err) == (0, ""), result.output
            if more and output == "csv":
                text = (tmp_path / "out.csv").read_text(encoding="utf-8")
                told = [STRANGE[kind][1] for kind in kinds]
                assert [said for said in told if isinstance(said, str) and said not in text] == []


@pytest.mark.parametrize("kind", ["a day", "micro", "milli", "a zone"])
def test_such_a_day_as_an_answer_cannot_be_used(kind):
    cells, said = STRANGE[kind]
    answer = assess_table(pl.DataFrame({"stage": ["idea"] * 2, "went_live_on": cells}), DAY)
    assert answer["unusable"].to_list() == ["went_live_on", ""], said


def test_bytes_and_lengths_of_time_are_written_as_text(tmp_path):
    frame = pl.DataFrame({"stage": ["idea"], "raw": [b"\xff"], "took": [timedelta(hours=1)]})
    frame.write_parquet(tmp_path / "t.parquet")
    for output in ("csv", "jsonl"):
        path = tmp_path / f"out.{output}"
        told = ["portfolio", str(tmp_path / "t.parquet"), "--conclusions", "-o", str(path)]
        assert CliRunner().invoke(main, told).exit_code == 0
        text = path.read_text(encoding="utf-8")
        assert ("ff" in text, "PT1H" in text) == (True, True)


def test_a_column_of_a_type_that_nobody_reads_is_handed_on_without_noise(tmp_path, capfd):
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "t.parquet"
    cells = duckdb.connect().sql("select 'A' as name, 'idea' as stage, interval 1 day as lasts")
    cells.write_parquet(str(path))
    for more in ((), ("--conclusions",)):
        told = ["portfolio", str(path), *more, "-o", str(tmp_path / "out.jsonl")]
        result = CliRunner().invoke(main, told)
        assert result.exit_code == 0, result.output
        assert "columns that nothing reads: 'lasts'" in result.output
        assert capfd.readouterr().err == ""
