"""How a register bears its load: many cases with many answers, in a file of SQLite.

    python -m benchmarks.register [--cases 10000] [--url URL] [--processes 8]

A seeded random list is taken in, assessed, listed, looked through for what is due, verified, and
answered in by several processes at once. Each step is told beside the time of reading the rows that
it has to read, in the same run; nothing about time is asserted.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import polars as pl
from sqlalchemy import func, select

from benchmarks.tables import random_table
from threshold.register import Register
from threshold.register.digests import now
from threshold.register.importing import read_list, take_in
from threshold.register.schema import answer, snapshot

SEED, DAY = 20261128, date(2026, 11, 28)
ANSWERS = 20  # that each process gives
VALUES = ("analysts", "customers", "business_users", "public")


def timed(what: str, work: Callable[[], Any], rows: int, beside: float = 0.0) -> tuple[float, Any]:
    """Seconds of processor time that a step takes, and what it gives.

    Told with the time on the clock, which depends on what else runs, and the ratio to another step.
    """
    start, clock = process_time(), perf_counter()
    found = work()
    seconds, waited = process_time() - start, perf_counter() - clock
    rate = rows / max(seconds, 1e-9)
    ratio = f"{seconds / beside:8.1f} x reading" if beside else ""
    print(f"{what:<44}{seconds:9.2f} s ({waited:.2f} s) {rate:12,.0f} rows/s {ratio}", flush=True)
    return seconds, found


def answering(url: str, number: int) -> None:
    """One of several processes: answers one case again and again."""
    with Register(url, patience=600) as register:
        for time in range(ANSWERS):
            value = VALUES[(number + time) % len(VALUES)]
            register.answer(f"{number + 1}", "exposure", value, who=f"person {number}", on=DAY)


def at_once(url: str, processes: int) -> None:
    """Several processes answer at once."""
    context = multiprocessing.get_context("spawn")
    started = [context.Process(target=answering, args=(url, number)) for number in range(processes)]
    for process in started:
        process.start()
    for process in started:
        process.join()
        assert process.exitcode == 0, "a writer lost an answer"


def measure(url: str, table: Path, cases: int, processes: int) -> None:
    """All steps, on a register that is empty."""
    with Register(url, patience=600) as register:
        _, read = timed("read the list", lambda: read_list(table, None, register.base), cases)
        given = sum(len(row.values) for row in read.rows)
        print(f"  {cases:,} cases, {given:,} answers, {given / cases:.0f} a case")

        def write() -> None:
            with register.database.writing() as connection:
                take_in(
                    connection,
                    read,
                    who="Ida Roth",
                    day=DAY,
                    recorded_at=now(),
                    renames=register.base.renames,
                )

        def rows_of(query: Any) -> Callable[[], int]:
            def read_all() -> int:
                with register.database.reading() as connection:
                    return sum(1 for _ in connection.execute(query))

            return read_all

        writing, _ = timed("write the answers, each with its digest", write, given)
        answers, _ = timed("  reading: the rows of all answers", rows_of(select(answer)), given)
        print(f"  writing takes {writing / answers:.1f} x reading them")
        timed("assess all, with the day of the next turn", lambda: register.assess(DAY), cases)
        stored, _ = timed("  reading: the rows of all snapshots", rows_of(select(snapshot)), cases)
        timed("list", lambda: register.cases(DAY), cases, stored)
        timed("due within 90 days", lambda: register.due(90, DAY), cases, stored)
        timed("take the same list in again", write, given, answers)
        timed("verify", lambda: register.verify(), given, answers)
        timed("one answer, with its snapshot", lambda: answering(url, 0), ANSWERS)
    timed(f"{processes} processes at once", lambda: at_once(url, processes), processes * ANSWERS)
    with Register(url) as register, register.database.reading() as connection:
        count = connection.execute(select(func.count()).select_from(snapshot)).scalar_one()
        whole = register.verify().whole
    print(f"{count:,} snapshots, {'whole' if whole else 'NOT WHOLE'}")


def main() -> None:
    """Measure, and say on what."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--url", default="", help="an empty database; a file, where none is given")
    asked = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}")
    with TemporaryDirectory() as folder:
        table = Path(folder) / "list.parquet"
        with Register(Path(folder) / "first.db") as register:
            base = register.base
        rows = random_table(base, asked.cases, SEED)
        rows.insert_column(0, pl.Series("id", range(1, asked.cases + 1)).cast(pl.String))
        rows.write_parquet(table)
        url = asked.url or str(Path(folder) / "register.db")
        measure(url, table, asked.cases, asked.processes)
        if not asked.url:
            print(f"{os.path.getsize(url):,} bytes")


if __name__ == "__main__":
    main()
