"""From a cell of a decision table to the condition that it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from knowledge.entries.decision_table import Cell
from knowledge.entries.facts import Attribute
from knowledge.faults import nearest
from knowledge.written_days import day_meant

EMPTY = ("", "-")
_COMPARED = re.compile(r"(<=|>=|<|>|!=|==|=)\s*(.+)")
_RANGE = re.compile(r"(\S+)\s*\.\.\s*(\S+)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TRUTHS = {"yes": True, "true": True, "no": False, "false": False}


class NoCell(ValueError):
    """A cell that says nothing about what its column names."""

    def __init__(
        self, says: str, expected: str, near: str | None = None, unknown: str = "", part: str = ""
    ):
        """`unknown`: the attribute that there is not; `part`: what of the cell is wrong."""
        super().__init__(says)
        self.says, self.expected, self.near, self.unknown = says, expected, near, unknown
        self.part = part


def text_of(cell: Cell) -> str:
    """A cell as a CSV file has it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def day_of(cell: str) -> date | str:
    """The day that a cell gives, or the text in which another thing names one."""
    try:
        return date.fromisoformat(cell) if _DAY.fullmatch(cell) else cell
    except ValueError:
        return cell


def condition_of(
    column: str,
    cell: str,
    attributes: Mapping[str, Attribute],
    former: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The condition of a cell that is not empty, with the names that it has. Raises `NoCell`.

    A column that names no attribute names a proposition, which reading the condition tells.
    `former`: the former name of an attribute → the one of today.
    """
    attribute = attributes.get(column)
    if attribute is None and (today := attributes.get(former.get(column, ""))):
        attribute = today.model_copy(update={"id": column})
    if attribute is None and cell.lower() not in _TRUTHS:
        says = f"there is no attribute {column!r}"
        expected = "an attribute, or a conclusion with yes or no under it"
        raise NoCell(says, expected, nearest(column, attributes), column)
    if attribute is None or attribute.type == "bool":
        return _truth(column, cell)
    if attribute.choices:
        return _chosen(attribute, cell)
    if attribute.numeric or attribute.type == "date":
        return _measured(attribute, cell)
    if attribute.type == "text":
        raise NoCell(f"{column} is a text, which no rule reads", "a column of another attribute")
    raise AssertionError(attribute.type)


def _truth(column: str, cell: str) -> str:
    if cell.lower() not in _TRUTHS:
        raise NoCell(f"{column} is true or false here", "yes, no, or nothing")
    return column if _TRUTHS[cell.lower()] else f"not {column}"


def _chosen(attribute: Attribute, cell: str) -> str:
    """One of several values, none of them, or in their order at least or at most one."""
    name, is_set = attribute.id, attribute.type == "set"
    if found := _COMPARED.fullmatch(cell):
        if not attribute.ordered:
            raise NoCell(f"the values of {name} have no order", f"{attribute.choices[0]}")
        return f'{name} {found[1]} "{_value(attribute, found[2])}"'
    denied = cell.startswith("not ")
    values = [_value(attribute, part) for part in cell.removeprefix("not ").split(",")]
    if is_set:
        tests = [f'"{value}" in {name}' for value in values]
        one = tests[0] if len(tests) == 1 else f"({' or '.join(tests)})"
    else:
        quoted = ", ".join(f'"{value}"' for value in values)
        one = f"{name} == {quoted}" if len(values) == 1 else f"{name} in ({quoted})"
    return f"not ({one})" if denied else one


def _value(attribute: Attribute, written: str) -> str:
    value = written.strip().strip("\"'")
    if value not in attribute.choices and value not in attribute.former_values:
        expected = ", ".join(attribute.choices)
        near = nearest(value, attribute.choices)
        says = f"there is no value {value!r} of {attribute.id}"
        raise NoCell(says, expected, near, part=value)
    return value


def _measured(attribute: Attribute, cell: str) -> str:
    """A number or a day, from one to another, or compared with one."""
    if found := _RANGE.fullmatch(cell):
        low, high = (_bound(attribute, found[place]) for place in (1, 2))
        return f"({attribute.id} >= {low} and {attribute.id} <= {high})"
    sign, bound = found.groups() if (found := _COMPARED.fullmatch(cell)) else ("==", cell)
    return f"{attribute.id} {'==' if sign == '=' else sign} {_bound(attribute, bound)}"


def _bound(attribute: Attribute, written: str) -> str:
    said = written.strip()
    if said.startswith("parameter."):
        return said
    if attribute.type == "date" and _DAY.fullmatch(said):
        return f'date("{said}")'
    if attribute.numeric and _NUMBER.fullmatch(said):
        return said
    meant = day_meant(said) if attribute.type == "date" else None
    if meant:
        raise NoCell(f"{said!r} is no day", f"a day as YYYY-MM-DD: {meant}")
    example = "2027-01-31" if attribute.type == "date" else "100"
    raise NoCell(
        f"{said!r} is no {'day' if attribute.type == 'date' else 'number'}",
        f"{example}, >= {example}, a range with .. between, or parameter.<name>",
    )
