"""The title in plain words of a row of a decision table that has none of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.entries.decision_table import WORDS

LONGEST = 104  # characters: what is longer does not fit in a box of a decision graph
_SIGNS = {
    "<=": "at most",
    ">=": "at least",
    "<": "less than",
    ">": "more than",
    "!=": "not",
    "==": "",
    "=": "",
}
_SIGN = re.compile(r"^(<=|>=|!=|==|<|>|=)\s*")
_NAME = re.compile(r"[A-Za-z]\w*(\.\w+)*")


def row_title(table: str, number: int, cells: Mapping[str, str]) -> str:
    """The title of the row of this number: that of its table, and what its cells say, without the
    names that only code has.

    >>> row_title("Which fee is due", 2, {"loans_a_day": "> 100", "loan_kind": "trade"})
    'Which fee is due, row 2: loans a day more than 100, loan kind trade'
    """
    told = ", ".join(
        f"{_named(column)} {_said(cell)}" for column, cell in cells.items() if column not in WORDS
    )
    short = f"{table}, row {number}"
    whole = f"{short}: {told}" if told else short
    return whole if len(whole) <= LONGEST else short


def fitting_title(title: str) -> str:
    """The title of the step that a row fits, by that of the row."""
    return f"Fits: {title}"


def _said(cell: str) -> str:
    words = _SIGN.sub(lambda found: f"{_SIGNS[found[1]]} ".lstrip(), cell).replace("..", " to ")
    words = re.sub(r"\s*,\s*", " or ", words)
    return " ".join(_NAME.sub(lambda found: _named(found[0]), words).split())


def _named(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ")
