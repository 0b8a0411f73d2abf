"""The query run by Polars step by step, and its bit masks spelt out as ids."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from typing import TypeAlias

import polars as pl
from sqlglot import exp

from engine.sql import Columns, listed_ids, render, steps
from engine.sql.expressions import name_of
from engine.table.polars.cells import SETS
from knowledge.base import KnowledgeBase

Step = list[pl.Expr]
# what reads the cells, as SQL; every further step; the last
Steps: TypeAlias = tuple[str, list[Step], Step]
# list → for each of its masks, the text for each value that the mask can have
Spelling: TypeAlias = dict[str, tuple[pl.Series, ...]]

MOST_QUERIES = 64  # kept for one base: queries differ by day and by the columns of the table


def run(
    frame: pl.DataFrame, columns: Columns, *, base: KnowledgeBase, on: date, lists: bool
) -> pl.DataFrame:
    """The query's answer for a frame that was prepared for it.

    Each step is handed over by itself: with the whole text, Polars spends longer on its plan than
    on half a million rows.
    """
    read, further, last = base.derived(_queries)(on, columns, lists)
    query = pl.SQLContext(cases=frame).execute(read, eager=False)
    for step in further:
        query = query.with_columns(step)
    result = query.select(last).collect()
    return _decoded(result, base, columns) if lists else result


def _queries(base: KnowledgeBase) -> Callable[[date, Columns, bool], Steps]:
    return lru_cache(maxsize=MOST_QUERIES)(partial(_steps, base))


def _spellings(base: KnowledgeBase) -> Callable[[Columns], Spelling]:
    return lru_cache(maxsize=MOST_QUERIES)(partial(_tables, base))


def _steps(base: KnowledgeBase, on: date, columns: Columns, lists: bool) -> Steps:
    """What reads the cells, as SQL: only beside a table does Polars read texts as dates.

    Then every further step, and the last.
    """
    first, *further = steps(base, on, columns=columns, lists="mask" if lists else None)
    *between, last = ([_expression(expression) for expression in step] for step in further)
    # conclusions have the names that the rest of the library gives them
    dotted = {name_of(name): name for name in base.visible}
    shown = [column.alias(dotted.get(name := column.meta.output_name(), name)) for column in last]
    return render(exp.select(*first).from_("cases"), "polars"), between, shown


def _expression(expression: exp.Expr) -> pl.Expr:
    """A column of the query in Polars' words.

    Which of some texts it is, is worked out as a number.
    """
    case = expression.this
    if not isinstance(case, exp.Case) or not all(_is_text(way) for way in _ways(case)):
        return pl.sql_expr(render(expression, "polars"))
    texts = [way.this for way in _ways(case)]
    numbered = case.copy()
    for number, way in enumerate(_ways(numbered)):
        way.replace(exp.Literal.number(number))
    return (
        pl.lit(pl.Series(texts))
        .gather(pl.sql_expr(render(numbered, "polars")))
        .alias(expression.alias)
    )


def _ways(case: exp.Case) -> list[exp.Expr]:
    otherwise = case.args.get("default")
    return [way.args["true"] for way in case.args["ifs"]] + ([otherwise] if otherwise else [])


def _is_text(way: exp.Expr) -> bool:
    return isinstance(way, exp.Literal) and way.is_string


def _decoded(result: pl.DataFrame, base: KnowledgeBase, columns: Columns) -> pl.DataFrame:
    """Bit masks as the ids they stand for."""
    tables = base.derived(_spellings)(columns)
    spelt = [
        _spelt([result[f"{name}_{number}"] for number in range(len(parts))], parts).alias(name)
        for name, parts in tables.items()
    ]
    masks = [f"{name}_{number}" for name, parts in tables.items() for number in range(len(parts))]
    first = result.columns.index(masks[0])
    kept = result.drop(masks)
    return kept.select(*kept.columns[:first], *spelt, *kept.columns[first:])


def _spelt(masks: list[pl.Series], tables: tuple[pl.Series, ...]) -> pl.Series:
    """The ids of all masks of one list.

    The second half of a table is for where something comes before it.
    """
    if not any(mask.max() for mask in masks):
        return pl.repeat("", len(masks[0]), eager=True)
    before = pl.lit(0)
    parts = []
    for mask, table in zip(masks, tables, strict=True):
        parts.append(
            pl.lit(table).gather(mask + pl.when(before != 0).then(len(table) // 2).otherwise(0))
        )
        before = before + mask
    return pl.select(pl.concat_str(parts) if len(parts) > 1 else parts[0]).to_series()


def _tables(base: KnowledgeBase, columns: Columns) -> Spelling:
    return {name: tuple(map(_table, parts)) for name, parts in listed_ids(base, columns).items()}


def _table(ids: list[str]) -> pl.Series:
    texts = [
        SETS.join(id for bit, id in enumerate(ids) if mask >> bit & 1)
        for mask in range(1 << len(ids))
    ]
    return pl.Series([*texts, *(text and SETS + text for text in texts)])
