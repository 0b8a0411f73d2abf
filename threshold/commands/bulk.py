"""A table assessed by one query, every conclusion a column: on this machine with Polars, or on
Spark.
"""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from secrets import token_hex
from shutil import rmtree
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import click

from engine.knowledge_used import Knowledge
from engine.table.assess import LAZY, OpenedAnswer, assess_file, request_of
from engine.table.databases import assess_spark
from engine.table.reading import TableReader
from explain.forms.footing import known
from explain.portfolios.rows import FORMULA, harmless_cell
from knowledge.base import KnowledgeBase
from knowledge.extras import needed_by
from knowledge.faults import BadCase, InvalidCase
from knowledge.intake.cell_notes import CellNotes
from knowledge.intake.loading import load_intake
from knowledge.intake.rows import (
    misspelt_heads,
    open_table,
    told_skipped,
    twin_ids,
    without_skipped,
)
from knowledge.languages.words import Words
from knowledge.outputs import replacing
from knowledge.sentence import Sentence
from knowledge.tables.frames import series_of_cells
from knowledge.tables.places import some_of
from knowledge.tables.quiet import quiet_if_it_fails
from knowledge.tables.texts import has_texts, in_texts, kind_in_texts
from threshold.commands.json_lines import has_numbers, json_texts, write_lines
from threshold.commands.row_faults import tell_row_faults

# of `knowledge.faults.HIDDEN`, what can stand in a text of Polars
_HIDDEN = r"[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}]"
ENDINGS = (".parquet", ".csv", ".jsonl")


def run(
    table: str,
    intake: str | None,
    output: Path | None,
    on: date | None,
    on_spark: bool,
    base: KnowledgeBase,
    words: Words,
) -> None:
    """Assess TABLE and write OUTPUT; both may be larger than memory."""
    if output is None or output.suffix.lower() not in ENDINGS:
        raise InvalidCase(
            [
                BadCase(
                    Sentence("every conclusion is a column of a table"),
                    text=f"-o {output}",
                    expected=Sentence("-o with {endings}", endings=", ".join(ENDINGS)),
                )
            ]
        )
    if not output.parent.is_dir():
        raise InvalidCase(
            [
                BadCase(
                    Sentence(
                        "{file}: there is no folder {folder}", file=output, folder=output.parent
                    )
                )
            ]
        )
    _refuse_bytes(table, output)
    started = perf_counter()
    if on_spark:
        rows = _on_spark(table, intake, output, on, base, words)
    else:
        rows = _here(table, intake, output, on, base, words)
    seconds = perf_counter() - started
    told = {
        "seconds": words.number(round(seconds, 1)),
        "speed": words.number(round(rows / seconds)),
    }
    click.echo(words.count("bulk_assessed", rows, **told))
    click.echo(words.say("written", file=output))
    click.echo(f"{words.say('no_legal_advice')} ({known(Knowledge.of(base), words)})")


def _refuse_bytes(*files: str | Path) -> None:
    """Raises `InvalidCase` where the name of a file is no text: Polars and Spark take no other."""
    for file in map(str, files):
        if not file.isascii() and any("\ud800" <= letter <= "\udfff" for letter in file):
            message = Sentence("{file}: the name of this file is not UTF-8", file=file)
            raise InvalidCase([BadCase(message, expected=Sentence("another name"))])


def _here(
    table: str,
    intake: str | None,
    output: Path,
    on: date | None,
    base: KnowledgeBase,
    words: Words,
) -> int:
    import polars as pl

    opened = assess_file(Path(table), on, base=base, intake=intake)
    answer, ending = opened.answer, output.suffix.lower()
    if ending != ".parquet":
        answer = answer.with_columns(_told_as_texts(answer.collect_schema()))
    if ending == ".csv":
        answer = answer.with_columns(
            _harmless(name, kind)
            for name, kind in answer.collect_schema().items()
            if kind.is_nested() or kind in (pl.String, pl.Categorical, pl.Enum)
        ).rename(harmless_cell)
    with replacing(output) as beside:
        if ending == ".parquet":
            with quiet_if_it_fails():  # an interrupted writer tells of each of its tasks
                answer.sink_parquet(beside)
            rows, cells = _counted(pl.scan_parquet(beside, glob=False))
        elif ending == ".csv":
            with quiet_if_it_fails():
                answer.sink_csv(beside)
            rows, cells = _counted(pl.scan_csv(beside, infer_schema=False, glob=False))
        else:
            rows, cells = _write_lines(answer, beside)
        if not rows:
            _tell(opened, 0, words)
            raise InvalidCase([BadCase(Sentence("{file}: no row could be assessed", file=table))])
    _tell(opened, cells, words)
    return rows


def _write_lines(answer: Any, output: Path) -> tuple[int, int]:
    """Write a line for each row; returns what `_counted` does. Raises `OSError`.

    An interrupt ends the making of batches within Polars, which tells of it here, and not where
    batches are asked for one by one.
    """
    rows = cells = 0
    refused: list[OSError] = []

    def write(batch: Any) -> bool:
        nonlocal rows, cells
        try:
            write_lines(batch, file)
        except OSError as error:
            refused.append(error)
        more = _counted(batch.lazy())
        rows, cells = rows + more[0], cells + more[1]
        return bool(refused)

    with output.open("wb") as file:
        answer.sink_batches(write, maintain_order=True)
        if refused:
            raise refused[0]
    return rows, cells


def _counted(answer: Any) -> tuple[int, int]:
    """(the rows of an answer, those of them with a cell that could not be used)."""
    import polars as pl

    unusable = (pl.col("unusable") != "").sum().alias("unusable")
    rows, cells = answer.select(pl.len(), unusable).collect().row(0)
    return int(rows), int(cells or 0)


def _tell(opened: OpenedAnswer, unusable: int, words: Words) -> None:
    """Print what is to be said of the table as a whole, and of rows that could not be read."""
    for note in (*opened.notes, *opened.on_cells):
        click.echo(words.mark(note))
    if unusable:
        click.echo(words.count("bulk_unusable", unusable), err=True)
    tell_row_faults(opened.faults, words)


def _told_as_texts(schema: Any) -> Iterator[Any]:
    """Columns that CSV or JSON cannot hold: days, times, lengths of time, bytes."""
    import polars as pl

    for name, kind in schema.items():
        if has_texts(kind):
            as_text = kind_in_texts(kind)
            yield pl.col(name).map_batches(in_texts, return_dtype=as_text, is_elementwise=True)


def _harmless(name: str, kind: Any) -> Any:
    """Text that no spreadsheet takes for a formula, and without hidden characters; of a list its
    members, as they are read again, of what is nested deeper its JSON.
    """
    import polars as pl

    column = pl.col(name)
    if isinstance(kind, pl.List) and not kind.inner.is_nested():
        members = column.list.eval(pl.element().cast(pl.String)).list.join("; ")
        column = pl.when(column.list.len() == 0).then(pl.lit("none")).otherwise(members)
    elif kind.is_nested() and has_numbers(kind):
        column = column.map_batches(json_texts, return_dtype=pl.String, is_elementwise=True)
    elif kind.is_nested():
        packed = pl.struct(column.alias("v")).struct.json_encode()
        inside = packed.str.strip_prefix('{"v":').str.strip_suffix("}")
        column = pl.when(column.is_null()).then(None).otherwise(inside)
    else:
        column = column.cast(pl.String)
    formula = pl.any_horizontal(column.str.starts_with(mark) for mark in FORMULA)
    told = pl.when(formula).then(pl.concat_str(pl.lit("'"), column)).otherwise(column)
    return told.str.replace_all(_HIDDEN, "\ufffd").alias(name)


def _on_spark(
    table: str,
    intake: str | None,
    output: Path,
    on: date | None,
    base: KnowledgeBase,
    words: Words,
) -> int:
    session = _session()
    beside = output.with_name(f".{token_hex(8)}")  # a name that Spark takes for no pattern
    with _named_for_spark(Path(table)) as named:
        read = _read_for_spark(session, Path(table), named, intake, base, words)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # about heads, which were told
            request = request_of(on, base, intake=intake, one_day=True)
            answer: Any = assess_spark(read, request)
        answer = _without_formulas(answer) if output.suffix.lower() == ".csv" else answer
        writer: Any = answer.write
        kinds = {".csv": writer.option("header", True).csv, ".jsonl": writer.json}
        kinds.get(output.suffix.lower(), writer.parquet)(str(beside))
    readers = {".csv": _csv_reader(session), ".jsonl": session.read.json}
    made = readers.get(output.suffix.lower(), session.read.parquet)(_as_one_name(beside))
    rows, unusable = int(made.count()), int(made.filter("unusable <> ''").count())
    if unusable:
        click.echo(words.count("bulk_unusable", unusable), err=True)
    session.stop()
    if output.is_dir():
        rmtree(output)
    elif output.exists():
        output.unlink()
    beside.rename(output)
    return rows


@contextmanager
def _named_for_spark(path: Path) -> Iterator[Path]:
    """A file under a name that Spark reads: it passes over those that begin with a dot or an
    underscore, and reads none with a colon.
    """
    if path.is_dir() or not (_is_passed_over(path.name) or ":" in path.name):
        yield path
        return
    with TemporaryDirectory(prefix="threshold") as folder:
        named = Path(folder, f"table{path.suffix}")
        named.symlink_to(path.absolute())
        yield named


def _unread_in(folder: Path) -> list[str]:
    """The files of a folder that Spark does not read, though they may have rows: it goes into
    folders that are called after a column and its value, and beside these reads no file.
    """
    found = [file.relative_to(folder) for file in folder.rglob("*") if file.suffix.lower() == LAZY]
    seen = [
        file
        for file in found
        if not any(map(_is_passed_over, file.parts))
        and all("=" in above for above in file.parts[:-1])
    ]
    deepest = max((len(file.parts) for file in seen), default=0)
    read = {file for file in seen if len(file.parts) == deepest}
    return sorted(str(file) for file in found if file not in read)


def _is_passed_over(name: str) -> bool:
    """Whether Spark passes over a name; one with `=` says a column and its value."""
    return name.startswith(".") or (name.startswith("_") and "=" not in name)


def _as_one_name(path: Path) -> str:
    """A path by which Spark reads that file alone: to Spark `a[1]` names `a1`."""
    return re.sub(r"[\\{}\[\]*?]", r"\\\g<0>", str(path))


def _read_for_spark(
    session: Any, path: Path, named: Path, intake: str | None, base: KnowledgeBase, words: Words
) -> Any:
    """The table as a Spark DataFrame: Parquet where it lies, under the name by which Spark reads
    it, all else by the reader of files.
    """
    mapping = load_intake(intake, base) if intake else None
    if path.is_dir() or (path.suffix.lower() == LAZY and path.is_file()):
        whole = session.read.parquet(_as_one_name(named))
        plan = TableReader(whole.columns, base, mapping, str(path)).plan
        tell_row_faults([*misspelt_heads(plan)], words)
        said = [*plan.notes, words.say("bulk_spark_untold")]
        if files := _unread_in(path):
            said.append(words.say("bulk_spark_unread", files=some_of(files)))
        for note in said:
            click.echo(words.mark(note))
        return whole
    import polars as pl

    table = open_table(path, base, mapping)
    reader = TableReader(table.columns, base, mapping, table.file)
    plan, notes = reader.plan, CellNotes(one.name for one in reader.readers)
    left = without_skipped(table, plan)
    reader.columns_of(left, notes=notes)
    tell_row_faults((*misspelt_heads(plan), *table.faults, *twin_ids(left, plan)), words)
    skipped = told_skipped(plan, len(table.numbers) - len(left.numbers))
    for note in (*table.notes, *plan.notes, *skipped, *notes.told()):
        click.echo(words.mark(note))
    columns = {
        head: series_of_cells(cells).alias(head)
        for head, cells in zip(table.columns, table.cells, strict=True)
    }
    frame = pl.DataFrame(list(columns.values()))
    return session.createDataFrame(frame.to_arrow(compat_level=pl.CompatLevel.oldest()))


def _without_formulas(answer: Any) -> Any:
    """The same for a Spark DataFrame."""
    from pyspark.sql import functions

    def harmless(name: str, kind: str) -> Any:
        column = functions.col(f"`{name}`")
        if kind != "string":
            return column
        formula = functions.substring(column, 1, 1).isin(*FORMULA)
        return (
            functions.when(formula, functions.concat(functions.lit("'"), column))
            .otherwise(column)
            .alias(name)
        )

    return answer.select(*(harmless(name, kind) for name, kind in answer.dtypes))


def _csv_reader(session: Any) -> Any:
    return session.read.option("header", True).option("multiLine", True).option("escape", '"').csv


def _session() -> Any:
    """A Spark session: the one that the environment names, else one on this machine."""
    with needed_by("--on-spark"):
        from pyspark.sql import SparkSession
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder: Any = SparkSession.builder
    session = (
        builder.appName("threshold").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return session
