"""Faults of an intake as it is written, said with file, line, column and the nearest right name."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from knowledge.base import KnowledgeBase
from knowledge.cases.files import described
from knowledge.cases.use_case import UNKNOWN, model_of, nested
from knowledge.entries.source import Strict
from knowledge.entries.yaml_source import Document, Keys
from knowledge.faults import (
    Fault,
    MissingKey,
    UnknownKey,
    UnknownName,
    WrongType,
    nearest,
    unknown_key,
)
from knowledge.intake.dates import EXAMPLE, Form
from knowledge.intake.mapping import Always, ColumnMapping, Intake, Skip, Unless
from knowledge.limits import MOST_FAULTS
from knowledge.sentence import Sentence
from knowledge.tables.table import folded, folded_cell

_PARTS: dict[str, tuple[Sentence, type[Strict]]] = {
    "columns": (Sentence("a mapping"), ColumnMapping),
    "always": (Sentence("such an entry"), Always),
    "skip": (Sentence("such an entry"), Skip),
}


def misread(error: ValidationError, document: Document) -> list[Fault]:
    """The faults in the form of an intake."""
    found = [
        (details, _misread(details, document))
        for details in error.errors(include_url=False)[:MOST_FAULTS]
    ]
    meant = {
        (*details["loc"][:-1], fault.nearest)
        for details, fault in found
        if isinstance(fault, UnknownKey)
    }
    return [
        fault
        for details, fault in found
        if not (isinstance(fault, MissingKey) and details["loc"] in meant)
    ]


def misnamed(intake: Intake, base: KnowledgeBase, document: Document) -> list[Fault]:
    """The unknown attributes and values that an intake names."""
    faults: list[Fault] = []
    for name in intake.text:
        place = document.key_place("text", name)
        if name not in base.attributes:
            faults.append(
                UnknownName(
                    Sentence("there is no attribute {name}", name=repr(name)),
                    place,
                    nearest=nearest(name, base.attributes),
                )
            )
        elif base.attributes[name].type != "text":
            faults.append(
                WrongType(
                    Sentence("{name} is not a text", name=name),
                    place,
                    expected=Sentence("a mapping of {name} under `columns`", name=name),
                )
            )
    for index, constant in enumerate(intake.always):
        faults += _of_value(
            base, document, constant.attribute, constant.value, ("always", index), ("value",)
        )
        if any(mapping.attribute == constant.attribute for mapping in intake.columns):
            message = Sentence(
                "{attribute} holds always, and is read from a column as well",
                attribute=constant.attribute,
            )
            faults.append(
                WrongType(
                    message,
                    document.place("always", index, "attribute"),
                    expected=Sentence("one of the two"),
                )
            )
    for index, mapping in enumerate(intake.columns):
        here = ("columns", index)
        cells = [
            (key, cell, value)
            for key in ("values", "starts")
            for cell, value in getattr(mapping, key).items()
        ]
        if mapping.attribute not in base.attributes:
            cells = cells[:1] or [("attribute", "", None)]
        for key, cell, value in cells:
            faults += _of_value(base, document, mapping.attribute, value, here, (key, cell))
        for key in ("dates", "date"):
            faults += _of_dates(key, getattr(mapping, key), document, here)
        if (
            mapping.forms
            and mapping.attribute in base.attributes
            and base.attributes[mapping.attribute].type != "date"
        ):
            faults.append(
                WrongType(
                    Sentence("{attribute} is not a date", attribute=mapping.attribute),
                    document.key_place(*here, "dates" if mapping.dates else "date"),
                    expected=Sentence("values or answer"),
                )
            )
        faults += _of_numbers(mapping, base, document, here)
    return faults + _hidden(intake, document)


def _of_numbers(
    mapping: ColumnMapping, base: KnowledgeBase, document: Document, here: Keys
) -> list[Fault]:
    """Keys that say how numbers are written, where there are none; two marks that are one."""
    attribute = base.attributes.get(mapping.attribute)
    keys = [key for key in ("decimal", "thousands", "unit", "percent") if getattr(mapping, key)]
    if attribute and keys and (attribute.type not in ("number", "integer") or not mapping.answer):
        message = Sentence(
            "{key} says how numbers are written, and here none are read", key=keys[0]
        )
        expected = Sentence("answer: true for an attribute that is a number")
        return [WrongType(message, document.key_place(*here, keys[0]), expected=expected)]
    if mapping.decimal and mapping.decimal == mapping.thousands:
        message = Sentence("one mark stands before the decimals and between thousands")
        place = document.key_place(*here, "thousands")
        return [
            WrongType(message, place, text=mapping.thousands or "", expected=Sentence("two marks"))
        ]
    return []


def takes(base: KnowledgeBase, attribute: str, value: Any) -> bool:
    """Whether an attribute takes a value."""
    return taken(base, attribute, value) is not None


def taken(base: KnowledgeBase, attribute: str, value: Any) -> Any:
    """A value as the attribute holds it; None where it does not take it, or it says nothing."""
    try:
        case = model_of(base).model_validate(nested({"name": "any", attribute: value}))
    except ValidationError:
        return None
    return None if value is None else case.stated().get(attribute)


def held(base: KnowledgeBase, attribute: str, value: Any) -> Any:
    """A value that an attribute takes, as it holds it: a day that is written as a text is a day."""
    written = base.attributes[attribute].type == "date" and isinstance(value, str)
    return taken(base, attribute, value) if written and value != UNKNOWN else value


def _of_value(
    base: KnowledgeBase,
    document: Document,
    name: str,
    value: Any,
    here: tuple[str | int, ...],
    keys: tuple[str, ...],
) -> list[Fault]:
    attribute = base.attributes.get(name)
    if attribute is None:
        place = document.place(*here, "attribute")
        return [
            UnknownName(
                Sentence("there is no attribute {name}", name=repr(name)),
                place,
                nearest=nearest(name, base.attributes),
            )
        ]
    says_nothing = value == UNKNOWN and here[0] != "always"
    if says_nothing or takes(base, name, value):
        return []
    near = nearest(str(value), attribute.choices)
    return [
        UnknownName(
            Sentence("{name} has no value {value}", name=name, value=repr(value)),
            document.place(*here, *keys),
            expected=described(attribute),
            nearest=near,
        )
    ]


def _of_dates(key: str, forms: list[str], document: Document, here: Keys) -> list[Fault]:
    """A form of dates must give back what it tells of the day that was written in it: all of it,
    or its month, or its quarter.
    """
    faults: list[Fault] = []
    for index, form in enumerate(forms):
        read = Form(form)
        try:
            days = read.days(read.example)
        except (ValueError, re.error):  # the latter where a part stands twice
            days = set()
        month = EXAMPLE.date().replace(day=1)
        quarter = month.replace(month=10)
        if not days & ({month, quarter} if read.tells_no_day else {EXAMPLE.date()}):
            faults.append(
                WrongType(
                    Sentence("this form tells no day"),
                    document.place(*here, key, index),
                    text=form,
                    expected=Sentence(
                        "day, month and year, such as %d.%m.%Y; or a month, %m/%Y; or a"
                        " quarter, Q%q %Y"
                    ),
                )
            )
    return faults


def _hidden(intake: Intake, document: Document) -> list[Fault]:
    """Mappings that fold to one cell and mean two things, and those that another one hides."""
    faults: list[Fault] = []
    no = {folded_cell(word) for word in intake.no}
    for at, word in enumerate(intake.yes):
        if folded_cell(word) in no:
            message, expected = (
                Sentence("a word for yes and for no"),
                Sentence("each word for one of the two"),
            )
            place = document.place("yes", at)
            faults.append(WrongType(message, place, text=word, expected=expected))
    everywhere = {folded_cell(cell): ("silent", at) for at, cell in enumerate(intake.silent)}
    settled: dict[tuple[str, str, str], tuple[Keys, Any]] = {}
    for index, mapping in enumerate(intake.columns):
        here: Keys = ("columns", index)
        column = folded(mapping.column)
        for cell, value in mapping.values.items():
            keys, key = (*here, "values", cell), folded_cell(cell)
            if key and key in everywhere:
                faults.append(_twice(document, cell, everywhere[key], keys))
            first, meant = settled.setdefault((mapping.attribute, column, key), (keys, value))
            both = mapping.unless is None and first[:2] != here
            if first != keys and (meant != value or both) and not _excepted(intake, first):
                faults.append(_twice(document, cell, first, keys))
        starts = list(mapping.starts.items())
        for at, (start, value) in enumerate(starts):
            for before, other in starts[:at]:
                if folded_cell(start).startswith(folded_cell(before)) and other != value:
                    first = (*here, "starts", before)
                    faults.append(_twice(document, start, first, (*here, "starts", start)))
        for key_name in ("silent", "silent_starts"):
            for at, cell in enumerate(getattr(mapping, key_name)):
                if (hiding := _settling(mapping, cell, here, key_name)) is not None:
                    faults.append(_twice(document, cell, hiding, (*here, key_name, at)))
    return faults


def _settling(mapping: ColumnMapping, cell: str, here: Keys, key: str) -> Keys | None:
    """The keys, in a mapping, that settle a cell which it calls silent as well."""
    said = folded_cell(cell)
    if key == "silent":
        for value in mapping.values:
            if folded_cell(value) == said:
                return (*here, "values", value)
    for start in mapping.starts:
        if said.startswith(folded_cell(start)):
            return (*here, "starts", start)
    return None


def _excepted(intake: Intake, keys: Keys) -> bool:
    """Whether the mapping under these keys settles nothing for some rows, so that others serve."""
    return intake.columns[int(keys[1])].unless is not None


def _twice(document: Document, cell: str, first: Keys, second: Keys) -> Fault:
    place = (
        document.key_place(*first) if first[-2] in ("values", "starts") else document.place(*first)
    )
    again = (
        document.key_place(*second)
        if second[-2] in ("values", "starts")
        else document.place(*second)
    )
    message = Sentence(
        "{cell} is hidden: the same cells are mapped at {place} already",
        cell=repr(cell),
        place=str(place),
    )
    return WrongType(message, again, text=cell, expected=Sentence("each cell in one place"))


def _misread(details: ErrorDetails, document: Document) -> Fault:
    location = details["loc"]
    keys = document.nearest_keys(*location)
    text = ".".join(str(part) for part in location)
    called, model = (
        _PARTS.get(str(location[0]), (Sentence("an intake"), Intake))
        if len(location) > 2
        else (Sentence("an intake"), Intake)
    )
    if len(location) > 3 and location[2] == "unless":
        called, model = Sentence("an exception"), Unless
    names = list(model.model_fields)
    if details["type"] == "extra_forbidden":
        return unknown_key(called, location[-1], names, document.key_place(*keys), text=text)
    if details["type"] == "missing":
        return MissingKey(
            Sentence("{owner} has no {key}", owner=called, key=repr(location[-1])),
            document.place(*keys),
            text=text,
            expected=f"{location[-1]}: …",
        )
    if isinstance(details["input"], (bool, int, float, date)):  # where a text belongs
        quoted = Sentence(
            "a text; in quotation marks, since YAML takes a bare yes, no, on, off, number or day"
            " for something else"
        )
        return WrongType(
            Sentence("{value} is not a text", value=str(details["input"])),
            document.place(*keys),
            text=text,
            expected=quoted,
        )
    return WrongType(details["msg"].removeprefix("Value error, "), document.place(*keys), text=text)
