"""The columns of an answer that list ids, as one text each."""

from __future__ import annotations

from typing import TypeAlias

from sqlglot import exp

from engine.sql.cells import SEPARATOR
from engine.sql.expressions import text, unanswered
from engine.sql.rule_columns import RuleColumns
from knowledge.entries import Control, ExceptionEntry, Ground
from knowledge.entries import derived_names as names

Items: TypeAlias = list[tuple[str, exp.Expr]]  # an id, and where it is listed
LISTS = ("candidates", "grounds", "exceptions", "missing", "unconfirmed", "open", "unusable")


def listings(
    columns: RuleColumns, open_: dict[str, exp.Expr], unusable: dict[str, exp.Expr]
) -> dict[str, Items]:
    """Column → the ids that it may list: the verdicts that are still possible, the grounds that
    stand, the exceptions that hold, missing and unconfirmed controls, open attributes, and those
    whose cell cannot be used.
    """
    base = columns.base
    controls = [entry.id for entry in base.of_kind(Control) if not entry.is_record]
    return {
        "candidates": [
            (entry.id, unanswered(columns.concluded(entry.proposition)))
            for entry in base.verdicts
            if entry.when is not None
        ],
        "grounds": [
            (entry.id, columns.concluded(names.standing(entry.id)))
            for entry in base.of_kind(Ground)
        ],
        "exceptions": [
            (entry.id, columns.concluded(entry.proposition))
            for entry in base.of_kind(ExceptionEntry)
        ],
        "missing": [(control, columns.concluded(names.gap(control))) for control in controls],
        "unconfirmed": [(control, _unconfirmed(columns, control)) for control in controls],
        "open": list(open_.items()),
        "unusable": list(unusable.items()),
    }


def list_columns(found: dict[str, Items]) -> dict[str, exp.Expr]:
    """The columns that list ids, one text each."""
    return {name: _text(items) for name, items in found.items()}


def _unconfirmed(columns: RuleColumns, control: str) -> exp.Expr:
    return exp.and_(
        columns.concluded(names.required(control)),
        unanswered(columns.concluded(names.gap(control))),
    )


def _text(items: Items) -> exp.Expr:
    """The ids whose condition holds, with semicolons between them."""
    if not items:
        return text("")
    parts = [
        exp.Case().when(condition.copy(), text(SEPARATOR + id)).else_(text(""))
        for id, condition in items
    ]
    joined: exp.Expr = parts[0]
    for part in parts[1:]:
        joined = exp.DPipe(this=joined, expression=part)
    return exp.Substring(this=joined, start=exp.Literal.number(2))
