"""Cells of typed tables as plain Python values: what numpy, pandas and Excel have instead of them
makes no difference to what a cell says.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time
from decimal import Context, Decimal
from math import isfinite
from typing import Any

from knowledge.numbers import as_shown

_PLAIN = (str, bool, int)
_LENGTH = "MonthDayNano"  # of time, in Arrow: a tuple
_EXACT = Context(prec=50, traps=[])  # the one of the thread may round to fewer digits
LARGEST_EXACT = 2**53  # below it a float tells whole numbers apart


class Share(float):
    """A number that a spreadsheet shows as a percentage: 1.5, shown as 150 %."""

    __slots__ = ()


class Padded(str):
    """A whole number that a spreadsheet shows with noughts before it: 7, shown as 0007."""

    __slots__ = ()


def plain_value(cell: Any) -> Any:
    """A cell as text, truth value, number, day, list, or None for nothing.

    What is not a number and what is not a time are nothing; a time of day says its day, a whole
    number is one however it is held.
    """
    if cell is None or isinstance(cell, _PLAIN):
        return cell
    if isinstance(cell, Share):
        return cell
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < LARGEST_EXACT
        return None if cell != cell else int(cell) if whole else cell
    if isinstance(cell, Decimal):
        small = cell.is_finite() and cell.copy_abs() < LARGEST_EXACT
        return plain_value(float(cell)) if small else _large(cell)
    if isinstance(cell, datetime):
        return cell.date() if cell == cell else None  # NaT differs from itself
    if isinstance(cell, date):
        return cell
    if type(cell).__name__ == _LENGTH:
        seconds = Decimal(cell.nanoseconds).scaleb(-9, _EXACT)
        return f"P{cell.months}M{cell.days}DT{seconds:f}S"
    if isinstance(cell, (list, tuple, set, frozenset)):
        return [plain_value(item) for item in cell]
    if isinstance(cell, dict):
        return json.dumps(cell, ensure_ascii=False, default=str)
    if type(cell).__name__ == "datetime64":  # whose nanoseconds numpy gives as a number
        return plain_value(cell.astype("datetime64[us]").tolist())
    if hasattr(cell, "tolist"):  # a scalar or an array of numpy
        shown_as = as_shown(cell)
        inside = cell.tolist() if shown_as is cell else shown_as
        wide = type(inside) is type(cell)  # a number of more digits than Python has
        return plain_value(float(cell) if wide else inside)
    return None if type(cell).__name__ in ("NAType", "NaTType") else str(cell)


def _large(cell: Decimal) -> Any:
    if not cell.is_finite():
        return None if cell.is_nan() else float(cell)
    return int(cell) if cell == cell.to_integral_value() else float(cell)


def shown(cell: Any) -> str:
    """A cell as text."""
    value = cell if isinstance(cell, str) else plain_value(cell)
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(map(shown, value))
    return str(plain_value(float(value)) if isinstance(value, Share) else value)


def whole_value(cell: Any) -> Any:
    """A cell as `plain_value` has it, but with all that it says, to be handed on: the time of day,
    each digit of a decimal number, infinity, and that something is not a number; bytes as text. How
    a spreadsheet shows it is not handed on.
    """
    if isinstance(cell, Share):
        return plain_value(float(cell))
    if isinstance(cell, datetime):
        midnight = cell == cell and cell.tzinfo is None and cell.time() == time()
        return cell.date() if midnight else cell if cell == cell else None
    if isinstance(cell, (bytes, bytearray, memoryview)):
        return bytes(cell).hex()
    if isinstance(cell, (list, tuple, set, frozenset)) and type(cell).__name__ != _LENGTH:
        return [whole_value(item) for item in cell]
    if isinstance(cell, dict):
        return json.dumps(cell, ensure_ascii=False, default=told)
    if isinstance(cell, Decimal) or (isinstance(cell, float) and not isfinite(cell)):
        return cell
    return plain_value(cell)


def told(cell: Any) -> str:
    """A cell as a text that says all that it says."""
    value = whole_value(cell)
    if isinstance(value, list):
        return "; ".join(map(told, value))
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        return f"{value:f}"
    if isinstance(value, float) and value != value:
        return "NaN"
    return shown(value)
