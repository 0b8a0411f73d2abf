"""The rules over whole columns: every row of a block at once, on bit masks.

Two bits a proposition and row: it is true, it is possible. The order is that of the chained
program, so that the answer is the chainers' answer to each row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from engine.proof.algebra import Formula, Values
from engine.ranking import about_people
from engine.sql import LISTS
from engine.table.block import Block
from engine.table.deciding import decide
from engine.table.masks import Mask
from engine.table.naming import classified
from engine.table.ranking import PRESSING, pressing_column, propositions
from engine.table.relevance import open_attributes
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import TODAY
from knowledge.entries import Classification, Control, ExceptionEntry, Ground
from knowledge.entries import derived_names as names

SEPARATOR = ";"
OCTET = 8
UNKNOWN_TIER = "unknown"
_OF_VERDICTS = ("verdict", "candidates", "open", PRESSING)  # columns that rest on all verdicts
MOST_FORMULAS = 64  # kept for one base: they differ by what is asked for


def answers(base: KnowledgeBase, block: Block, wanted: Iterable[str]) -> dict[str, Any]:
    """The wanted columns: `verdict`, `tier`, other classifications, lists of ids, propositions.

    Propositions are Arrow columns, all others are Polars series.
    """
    asked = tuple(wanted)
    formula = base.derived(_formulas)(asked)
    values = formula.chained(block.logic, decide(formula.tests, block))
    answer = _Answer(base, block, formula, values)
    return {name: answer.column(name) for name in asked}


def attributes_needed(base: KnowledgeBase, wanted: Iterable[str]) -> frozenset[str] | None:
    """The attributes that the wanted columns rest on; None for all that the table states."""
    asked = tuple(wanted)
    if "unusable" in asked:
        return None
    needed = {TODAY, *base.derived(_formulas)(asked).attributes}
    if PRESSING in asked:
        needed.update(base.derived(about_people))
    for one in reversed(base.entailments):
        if one.target in needed:
            needed.add(one.source)
    return frozenset(needed)


def _formulas(base: KnowledgeBase) -> Callable[[tuple[str, ...]], Formula]:
    return lru_cache(maxsize=MOST_FORMULAS)(lambda wanted: _formula(base, wanted))


def _formula(base: KnowledgeBase, wanted: tuple[str, ...]) -> Formula:
    """The part of the program that the wanted columns rest on."""
    targets: dict[str, None] = {}
    for name in wanted:
        if name in _OF_VERDICTS:
            targets.update(dict.fromkeys(entry.proposition for entry in base.verdicts))
        if name == "open":
            targets.update(dict.fromkeys(rule.head for rule in base.rules))
        elif name in classified(base):
            targets.update(dict.fromkeys(classified(base)[name].tried))
        elif name == PRESSING:
            targets.update(dict.fromkeys(propositions(base)))
        elif name in LISTS:
            targets.update(dict.fromkeys(_needs(base, name)))
        elif name != "verdict":
            targets[name] = None
    return Formula(base, targets, possible=True)


def _needs(base: KnowledgeBase, listed: str) -> list[str]:
    match listed:
        case "grounds":
            return [names.standing(entry.id) for entry in base.of_kind(Ground)]
        case "exceptions":
            return [entry.proposition for entry in base.of_kind(ExceptionEntry)]
        case "missing" | "unconfirmed":
            controls = [entry for entry in base.of_kind(Control) if not entry.is_record]
            return [
                *(names.gap(control.id) for control in controls),
                *(names.required(control.id) for control in controls),
            ]
    return []


class _Answer:
    """The masks of one block as columns."""

    def __init__(
        self,
        base: KnowledgeBase,
        block: Block,
        formula: Formula,
        values: Values[Mask],
    ):
        self.base, self.block, self.formula, self.values = base, block, formula, values
        self.logic = block.logic

    def column(self, name: str) -> Any:
        match name:
            case "verdict":
                return self.chosen(
                    [(entry.proposition, entry.id) for entry in self.base.verdicts], None
                )
            case _ if name in (found := classified(self.base)):
                return self.classified(found[name])
        if name == PRESSING:
            return pressing_column(self.base, self.block, self.truth)
        if name in LISTS:
            return self.listed(self.items(name))
        return self.logic.arrow(*self.truth(name))

    def truth(self, name: str) -> tuple[Mask, Mask]:
        return self.formula.truth(name, self.logic, self.values)

    def chosen(self, answers: list[tuple[str, str]], otherwise: str | None) -> pl.Series:
        """The text of the first proposition that is true."""
        places = np.full(self.logic.rows, len(answers), dtype=np.uint8)
        for place in range(len(answers) - 1, -1, -1):
            places[self.logic.each(self.truth(answers[place][0])[0])] = place
        texts = pl.Series([*(text for _, text in answers), otherwise], dtype=pl.String)
        return texts.gather(pl.Series(places))

    def classified(self, entry: Classification) -> pl.Series:
        """The answers to a classification; of levels, unknown while a higher one is open."""
        answers = [(answer, names.last_of(answer)) for answer in entry.tried]
        found = self.chosen(answers, UNKNOWN_TIER)
        if not entry.levels:
            return found
        waits = np.zeros(self.logic.rows, dtype=np.bool_)
        higher = np.zeros(self.logic.rows, dtype=np.bool_)  # one of those before holds
        for answer in entry.tried:
            true, _ = self.truth(answer)
            waits |= self.logic.each(self.open(answer)) & ~higher
            higher |= self.logic.each(true)
        return pl.select(
            pl.when(pl.Series(waits)).then(pl.lit(UNKNOWN_TIER)).otherwise(found)
        ).to_series()

    def open(self, name: str) -> Mask:
        return self.logic.unknown(self.truth(name))

    def items(self, listed: str) -> list[tuple[str, npt.NDArray[np.bool_]]]:
        """The ids that a column may list, and the rows in which it does."""
        base, each = self.base, self.logic.each
        match listed:
            case "candidates":
                verdicts = [entry for entry in base.verdicts if entry.when is not None]
                return [(entry.id, each(self.open(entry.proposition))) for entry in verdicts]
            case "grounds":
                return [
                    (entry.id, each(self.truth(names.standing(entry.id))[0]))
                    for entry in base.of_kind(Ground)
                ]
            case "exceptions":
                return [
                    (entry.id, each(self.truth(entry.proposition)[0]))
                    for entry in base.of_kind(ExceptionEntry)
                ]
            case "missing":
                return [
                    (entry.id, each(self.truth(names.gap(entry.id))[0]))
                    for entry in base.of_kind(Control)
                    if not entry.is_record
                ]
            case "unconfirmed":
                return [
                    (entry.id, each(self.unconfirmed(entry.id)))
                    for entry in base.of_kind(Control)
                    if not entry.is_record
                ]
            case "open":
                found = open_attributes(base, self.formula, self.values, self.block)
                return [(name, each(rows)) for name, rows in found.items()]
        return [(name, each(self.block.unusable(name))) for name in self.block.columns]

    def unconfirmed(self, control: str) -> Mask:
        required = self.truth(names.required(control))[0]
        return self.logic.all_of([required, self.open(names.gap(control))])

    def listed(self, items: list[tuple[str, npt.NDArray[np.bool_]]]) -> pl.Series:
        """The ids that hold in each row, in one text."""
        used = [(id, rows) for id, rows in items if rows.any()]
        if not used:
            return pl.repeat("", self.logic.rows, dtype=pl.String, eager=True)
        parts = [
            _spelt([id for id, _ in part], [rows for _, rows in part])
            for part in (used[start : start + OCTET] for start in range(0, len(used), OCTET))
        ]
        whole = pl.concat_str(parts) if len(parts) > 1 else pl.lit(parts[0])
        return pl.select(whole.str.strip_suffix(SEPARATOR)).to_series()


def _spelt(ids: list[str], holds: list[npt.NDArray[np.bool_]]) -> pl.Series:
    """The ids of up to eight items that hold in each row, each with a separator after it."""
    texts = [
        "".join(id + SEPARATOR for bit, id in enumerate(ids) if which >> bit & 1)
        for which in range(1 << len(ids))
    ]
    octets = np.packbits(np.stack(holds), axis=0, bitorder="little")[0]
    return pl.Series(texts, dtype=pl.String).gather(pl.Series(octets))


def frame_of(columns: dict[str, Any]) -> pl.DataFrame:
    """The columns as a Polars frame; the buffers of propositions are taken as they are."""
    propositions = {name: col for name, col in columns.items() if isinstance(col, pa.Array)}
    made = pl.from_arrow(pa.table(propositions)) if propositions else pl.DataFrame()
    assert isinstance(made, pl.DataFrame)
    others = [col.alias(name) for name, col in columns.items() if name not in propositions]
    return pl.DataFrame([*others, *made.get_columns()]).select(list(columns))
