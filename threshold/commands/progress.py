"""Progress and speed of long work, on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

import click

if TYPE_CHECKING:
    from knowledge.languages.words import Words

LONG = 200  # rows; shorter work tells nothing
MOMENT = 1  # seconds of proofs of which nothing is told
Row = TypeVar("Row")
Doing: TypeAlias = Literal["assessing", "planning", "proving"]


def with_progress(rows: Iterable[Row], size: int, doing: Doing, words: Words) -> Iterator[Row]:
    """The rows, as they are asked for: a bar with rows per second on a terminal, elsewhere one line
    at the end, in a language.
    """
    if size < LONG:
        yield from rows
    elif sys.stderr.isatty():
        yield from _with_bar(rows, size, doing, words)
    else:
        yield from _with_line(rows, doing, words)


@contextmanager
def proofs_told() -> Iterator[None]:
    """On a terminal, tell what is being proven, as soon as it takes more than a moment."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.markup import escape

    from engine.proof.progress import listening

    start, count = time.perf_counter(), 0
    status = Console(stderr=True).status("")

    def told(question: str) -> None:
        nonlocal count
        count += 1
        if time.perf_counter() - start > MOMENT:
            status.update(escape(f"{count:,}: {question}"))
            status.start()

    try:
        with listening(told):
            yield
    finally:
        status.stop()


def _with_line(rows: Iterable[Row], doing: Doing, words: Words) -> Iterator[Row]:
    start, count = time.perf_counter(), 0
    for row in rows:
        count += 1
        yield row
    seconds = time.perf_counter() - start
    number = words.number
    told = words.count(
        "rows_done",
        count,
        doing=words.say(f"doing_{doing}"),
        seconds=number(round(seconds, 1)),
        speed=number(round(count / max(seconds, 1e-9))),
    )
    click.echo(told, err=True)


def _with_bar(rows: Iterable[Row], size: int, doing: Doing, words: Words) -> Iterator[Row]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class RowsPerSecond(ProgressColumn):
        """Since the start."""

        def render(self, task: Task) -> Text:
            speed = round(task.completed / task.elapsed) if task.elapsed else 0
            return Text(words.say("rows_per_second", speed=words.number(speed)) if speed else "")

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RowsPerSecond(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield from progress.track(rows, total=size, description=words.say(f"doing_{doing}"))
