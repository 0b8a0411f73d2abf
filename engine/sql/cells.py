"""Cells of a table read as attributes: what a cell states, NULL where it is empty, says unknown, or
cannot be used.

An enumeration becomes the number of its value, a set one yes-or-no column a member; tests compare
these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from sqlglot import exp

from engine.sql.expressions import (
    all_of,
    column,
    compared,
    constant,
    member_name,
    name_of,
    no,
    text,
    unanswered,
)
from engine.sql.unseen import seen, squeezed
from knowledge.cases.answers import INTEGER, NO, NONE_OF_THEM, NOTHING, NUMBER, SEPARATORS, YES
from knowledge.cases.use_case import EARLIEST, LATEST, UNKNOWN
from knowledge.entries import Attribute
from knowledge.limits import LARGEST_INTEGER, LARGEST_STATED

TYPES = {
    "text": "text",
    "enum": "smallint",
    "set": "text",
    "bool": "boolean",
    "number": "double",
    "integer": "bigint",
    "date": "date",
}
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
SEPARATOR = ";"
DROPPED = ("[", "]", "'", '"', " ")  # around members, and nowhere else: `_lists` sees to that
TWO_READINGS = "[-+]?[1-9][0-9]{0,2}[.][0-9]{3}"


def seen_cell(attribute: Attribute, as_text: bool) -> exp.Expr:
    """The cell of an attribute without what cannot be seen of it, where it is text."""
    raw = column(attribute.id)
    if not as_text and attribute.type not in ("enum", "set", "text"):
        return raw
    if attribute.type == "text":
        return seen(raw, as_it_stands=True)
    return squeezed(seen(raw, as_it_stands=False))


def read(attribute: Attribute, as_text: bool) -> exp.Expr:
    """The value that a cell states; `as_text`: whatever the type, the cell is text.

    A set becomes ;;a;;b;; for its members.
    """
    text_cell = as_text or attribute.type in ("enum", "set", "text")
    raw = _trimmed(column(attribute.id)) if text_cell else column(attribute.id)
    return _listed(attribute, raw) if attribute.type == "set" else _single(attribute, raw, as_text)


def said(attribute: Attribute, as_text: bool) -> exp.Expr:
    """The condition that a cell says something: where nothing was read of it, it cannot be used."""
    raw = column(attribute.id)
    known = no(unanswered(raw))
    return (
        all_of([known, no(_silent(raw))]) if as_text or attribute.type in ("enum", "set") else known
    )


def members(attribute: Attribute) -> Iterable[tuple[str, exp.Expr]]:
    """The columns of a set's members, made of the column that `read` gave."""
    for member in attribute.choices:
        yield member_name(attribute, member), _has(column(attribute.id), member)


def absent(attribute: Attribute) -> Iterable[tuple[str, exp.Expr]]:
    """The columns of an attribute that the table does not have."""
    if attribute.type == "set":
        for member in attribute.choices:
            yield member_name(attribute, member), exp.cast(exp.null(), "boolean")
    else:
        yield name_of(attribute.id), exp.cast(exp.null(), TYPES[attribute.type])


def _has(listed: exp.Expr, member: str) -> exp.Expr:
    return exp.Like(this=listed, expression=text(f"%{SEPARATOR}{member}{SEPARATOR}%"))


def _silent(raw: exp.Expr) -> exp.Expr:
    words = _texts(["", UNKNOWN, *sorted(NOTHING)])
    return exp.In(this=exp.Lower(this=_trimmed(raw)), expressions=words)


def _trimmed(raw: exp.Expr) -> exp.Expr:
    return raw if isinstance(raw, exp.Trim) else exp.Trim(this=raw.copy())


def _single(attribute: Attribute, raw: exp.Expr, as_text: bool) -> exp.Expr:
    match attribute.type:
        case "text":
            words = squeezed(seen(raw.copy(), as_it_stands=False))
            return _where(no(_silent(words)), raw.copy())
        case "enum":
            found = exp.Case()
            for choice in attribute.choices:
                found = found.when(
                    exp.EQ(this=raw.copy(), expression=text(choice)), compared(attribute, choice)
                )
            return found
        case "bool":
            return _yes_or_no(raw) if as_text else raw.copy()
        case "date":
            return _within(
                _read(raw, DAY, "date") if as_text else raw, constant(EARLIEST), constant(LATEST)
            )
        case "integer":
            whole = _read(raw, INTEGER, "bigint") if as_text else raw.copy()
            least_whole = -LARGEST_INTEGER if attribute.minimum is None else ceil(attribute.minimum)
            return _within(
                whole, exp.Literal.number(least_whole), exp.Literal.number(LARGEST_INTEGER)
            )
    least = constant(-LARGEST_STATED if attribute.minimum is None else float(attribute.minimum))
    return _within(_number(raw) if as_text else raw, least, constant(LARGEST_STATED))


def _number(raw: exp.Expr) -> exp.Expr:
    """A text as a number; 1.200, which can be read as two, is none: a row sees no other row."""
    two = exp.RegexpLike(this=raw.copy(), expression=text(f"^{TWO_READINGS}$"))
    return _where(no(two), _read(raw, NUMBER, "double"))


def _read(raw: exp.Expr, form: str, kind: str) -> exp.Expr:
    """A text of a form as a value of a type."""
    return _where(
        exp.RegexpLike(this=raw.copy(), expression=text(f"^{form}$")),
        exp.TryCast(this=raw.copy(), to=exp.DataType.build(kind)),
    )


def _listed(attribute: Attribute, raw: exp.Expr) -> exp.Expr:
    """The members of a cell that lists them in any of the accepted ways.

    NULL for one that says nothing, or something else.
    """
    found: exp.Expr = (
        exp.Case()
        .when(exp.EQ(this=exp.Lower(this=raw.copy()), expression=text(NONE_OF_THEM)), text(""))
        .else_(raw.copy())
    )
    for mark in DROPPED:
        found = _replaced(found, mark, "")
    for mark in SEPARATORS.replace(SEPARATOR, "").replace("|", ""):
        found = _replaced(found, mark, SEPARATOR)
    found = exp.DPipe(
        this=exp.DPipe(this=text(SEPARATOR), expression=found), expression=text(SEPARATOR)
    )
    found = _replaced(found, SEPARATOR, SEPARATOR * 2)
    lists = exp.RegexpLike(this=raw.copy(), expression=text(_lists(attribute)))
    none = exp.EQ(this=exp.Lower(this=raw.copy()), expression=text(NONE_OF_THEM))
    return _where(exp.or_(none, lists), found)


def _lists(attribute: Attribute) -> str:
    """The form of a cell that names members of a set, or says [] for none of them."""
    members = "|".join(attribute.choices)
    member = f"""({members}|'({members})'|"({members})")"""
    several = f"[ ;,]*{member}([ ]*[;,][ ;,]*{member})*[ ;,]*"
    return rf"^({several}|\[[ ]*\]|\[{several}\])$"


def _replaced(value: exp.Expr, old: str, new: str) -> exp.Expr:
    found: exp.Expr = exp.func("REPLACE", value, text(old), text(new))
    return found


def _yes_or_no(raw: exp.Expr) -> exp.Expr:
    lower = exp.Lower(this=raw.copy())
    return (
        exp.Case()
        .when(exp.In(this=lower.copy(), expressions=_texts(sorted(YES))), exp.true())
        .when(exp.In(this=lower.copy(), expressions=_texts(sorted(NO))), exp.false())
    )


def _texts(values: Sequence[str]) -> list[exp.Expr]:
    return [text(value) for value in values]


def _where(condition: exp.Expr, value: exp.Expr) -> exp.Expr:
    return exp.Case().when(condition, value)


def _within(value: exp.Expr, low: exp.Expr, high: exp.Expr) -> exp.Expr:
    bounds = [
        exp.GTE(this=value.copy(), expression=low),
        exp.LTE(this=value.copy(), expression=high),
    ]
    return _where(all_of(bounds), value.copy())
