"""The order of a table's rows by what presses most, as `engine.ranking` has it for single cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import polars as pl

from engine.ranking import OpenDuty, Pressing, about_people, open_duties, stopping
from engine.table.block import Block, days_of
from engine.table.masks import Mask
from engine.table.naming import RANK, REASON
from knowledge.base import KnowledgeBase
from knowledge.entries import Control, Ground
from knowledge.entries import derived_names as names

if TYPE_CHECKING:
    from datetime import date

PRESSING = "pressing"  # the column of what presses, from which the two below are made
NEVER = -1  # days until a duty binds, of a row that has none


def propositions(base: KnowledgeBase) -> list[str]:
    """The propositions that urgency rests on."""
    found = [names.standing(entry.id) for entry in base.of_kind(Ground)]
    for control in _engineering(base):
        found += [names.gap(control), names.required(control)]
    for duty in base.derived(open_duties):
        found += [duty.left_open, duty.binds, *(step for step, _ in duty.starts)]
    return found


def pressing_column(
    base: KnowledgeBase, block: Block, truth: Callable[[str], tuple[Mask, Mask]]
) -> pl.Series:
    """The urgency of each row of a block; `truth` gives the rows where a proposition is true, and
    where it is possible.
    """
    logic = block.logic

    def counted(masks: Sequence[Mask]) -> npt.NDArray[np.int64]:
        total = np.zeros(logic.rows, dtype=np.int64)
        for mask in masks:
            if mask.any():
                total += logic.each(mask)
        return total

    stopped = [truth(names.verdict(verdict))[0] for verdict in base.derived(stopping)]
    people = [
        logic.all_of([block.answered(name), block.yes(name)])
        for name in base.derived(about_people)
        if name in block.columns
    ]
    gaps = [truth(names.gap(control)) for control in _engineering(base)]
    required = [truth(names.required(control))[0] for control in _engineering(base)]
    duties = base.derived(open_duties)
    left_open = {duty.left_open: truth(duty.left_open)[0] for duty in duties}
    next_in, open_next = _next(block, truth, duties, left_open)
    columns: dict[str, Any] = {
        "stopped": counted(stopped) > 0,
        "open_now": counted(
            [logic.all_of([left_open[duty.left_open], truth(duty.binds)[0]]) for duty in duties]
        ),
        "next_in": next_in,
        "open_next": open_next,
        "people": counted(people) > 0,
        "grounds": counted([truth(names.standing(entry.id))[0] for entry in base.of_kind(Ground)]),
        "missing": counted([true for true, _ in gaps]),
        "unconfirmed": counted(
            [
                logic.all_of([needed, logic.unknown(gap)])
                for needed, gap in zip(required, gaps, strict=True)
            ]
        ),
    }
    return pl.DataFrame(columns).to_struct(PRESSING)


def _next(
    block: Block,
    truth: Callable[[str], tuple[Mask, Mask]],
    duties: Sequence[OpenDuty],
    left_open: dict[str, Mask],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Days until the next open duty binds in each row, and how many bind then."""
    rows = block.logic.rows
    soonest: npt.NDArray[Any] = np.full(rows, np.iinfo(np.int64).max)
    many: npt.NDArray[Any] = np.zeros(rows, dtype=np.int64)
    today = days_of(block.on) if block.days is None else block.days
    for duty in duties:
        if not left_open[duty.left_open].any():
            continue
        undecided = left_open[duty.left_open]
        for step, parameter in reversed(duty.starts):  # the last that may count is the one shown
            may_count = truth(step)[1]
            counts = block.logic.each(block.logic.all_of([undecided, may_count]))
            undecided = block.logic.all_of([undecided, block.logic.no(may_count)])
            left = np.broadcast_to(block.parameter(parameter, _in_days) - today, rows)
            coming = counts & (left > 0)
            many = np.where(coming & (left < soonest), 0, many)
            soonest = np.where(coming, np.minimum(soonest, left), soonest)
            many += coming & (left == soonest)
    return np.where(many > 0, soonest, NEVER), many


def _in_days(day: date) -> int:
    return days_of(day)


def _engineering(base: KnowledgeBase) -> tuple[str, ...]:
    return tuple(control.id for control in base.of_kind(Control) if not control.is_record)


def tallied(pressing: pl.Series) -> pl.DataFrame:
    """The urgencies of some rows: each once, and in how many rows it stands."""
    return pl.DataFrame([pressing]).group_by(PRESSING, maintain_order=True).len()


def order_of(tallies: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Urgency → rank and reason, over all rows that were tallied."""
    alike = pl.concat(tallies).group_by(PRESSING, maintain_order=True).agg(pl.col("len").sum())
    cases = [_pressing(row) for row in alike[PRESSING]]
    rank = [0] * len(cases)
    before = 1
    for place in sorted(range(len(cases)), key=lambda place: cases[place].place):
        rank[place] = before
        before += alike["len"][place]
    reasons = [case.reason() for case in cases]
    return alike.select(PRESSING).with_columns(
        pl.Series(RANK, rank, dtype=pl.Int64), pl.Series(REASON, reasons, dtype=pl.String)
    )


def with_ranks(answers: pl.DataFrame, order: pl.DataFrame | None = None) -> pl.DataFrame:
    """Answers with rank and reason in place of what presses; `order` is that of the whole table, of
    which they may be a part.
    """
    if PRESSING not in answers.columns:
        return answers
    order = order_of([tallied(answers[PRESSING])]) if order is None else order
    told = answers.select(PRESSING).join(order, on=PRESSING, how="left", maintain_order="left")
    found, place = answers.drop(PRESSING), answers.columns.index(PRESSING)
    return found.insert_column(place, told[REASON]).insert_column(place, told[RANK])


def _pressing(row: dict[str, Any]) -> Pressing:
    next_in = row["next_in"]
    return Pressing(**{**row, "next_in": None if next_in == NEVER else next_in})
