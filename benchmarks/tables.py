"""Tables of cases that benchmarks assess: random partial cases, in an analyst's columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl

from benchmarks.cases import DAY
from knowledge.base import KnowledgeBase
from knowledge.entries.kinds import Attribute

PART = 250_000  # rows made at a time
MOST = 3  # members of a set in one cell
DAYS = 1_500  # that a date lies before or after the day asked, at most
EPOCH = date(1970, 1, 1)


def random_table(base: KnowledgeBase, rows: int, seed: int) -> pl.DataFrame:
    """Partial cases, the same for the same seed: each row answers a random share of all attributes.

    Enumerations are texts, sets are lists or texts with semicolons in turn; answers of yes and no,
    dates and numbers have columns of their types.
    """
    return pl.concat(_parts(base, rows, seed), rechunk=True)


def write_table(base: KnowledgeBase, rows: int, seed: int, path: Path) -> None:
    """The same as a Parquet file, without ever holding all of it."""
    with TemporaryDirectory(dir=path.parent) as directory:
        for number, part in enumerate(_parts(base, rows, seed)):
            part.write_parquet(Path(directory) / f"{number:06}.parquet")
        pl.scan_parquet(Path(directory) / "*.parquet").sink_parquet(path)


def _parts(base: KnowledgeBase, rows: int, seed: int) -> Iterator[pl.DataFrame]:
    rng = np.random.default_rng(seed)
    for start in range(0, rows, PART):
        yield _part(base, start, min(PART, rows - start), rng)


def _part(base: KnowledgeBase, start: int, rows: int, rng: np.random.Generator) -> pl.DataFrame:
    share = rng.random(rows, dtype=np.float32)
    found: dict[str, pl.Series] = {
        "name": pl.select("case " + pl.int_range(start, start + rows).cast(pl.String)).to_series()
    }
    sets = 0
    for name, attribute in base.attributes.items():
        if attribute.type == "text" or name == "today":
            continue
        sets += attribute.type == "set"
        values = _values(attribute, rows, rng, as_text=sets % 2 == 0)
        answered = pl.Series(rng.random(rows, dtype=np.float32) < share)
        found[name] = pl.select(pl.when(answered).then(values)).to_series()
    return pl.DataFrame(found)


def _values(
    attribute: Attribute, rows: int, rng: np.random.Generator, *, as_text: bool
) -> pl.Series:
    match attribute.type:
        case "bool":
            return pl.Series(rng.integers(0, 2, rows, dtype=np.int8) == 1)
        case "enum":
            return pl.Series(attribute.choices).gather(
                rng.integers(0, len(attribute.choices), rows)
            )
        case "set":
            cells = [
                members
                for count in range(MOST + 1)
                for members in combinations(attribute.choices, count)
            ]
            kinds = pl.Series(["; ".join(cell) or "none" for cell in cells] if as_text else cells)
            return kinds.gather(rng.integers(0, len(cells), rows))
        case "date":
            days = rng.integers(-DAYS, DAYS, rows, dtype=np.int32) + np.int32((DAY - EPOCH).days)
            dates: pl.Series = pl.Series(days).cast(pl.Date)
            return dates
        case "integer":
            return pl.Series(rng.integers(int(attribute.minimum or 0), 1_000, rows))
    return pl.Series(10 ** rng.uniform(0, 9, rows))
