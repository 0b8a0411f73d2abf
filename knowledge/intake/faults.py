"""What can be wrong with an intake as it is written, said with file, line, column and the nearest
right name.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from knowledge.base import KnowledgeBase
from knowledge.cases.files import described
from knowledge.cases.use_case import model_of, nested
from knowledge.entries.kinds import Strict
from knowledge.entries.yaml_source import Document
from knowledge.faults import Fault, MissingKey, UnknownKey, UnknownName, WrongType, nearest
from knowledge.intake.mapping import Always, ColumnMapping, Intake, Unless
from knowledge.limits import MOST_FAULTS

_PARTS: dict[str, tuple[str, type[Strict]]] = {
    "columns": ("a mapping", ColumnMapping),
    "always": ("such an entry", Always),
}


def misread(error: ValidationError, document: Document) -> list[Fault]:
    """The faults of an intake that has not the form of one."""
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
    """The faults of an intake that names attributes, or values of them, that there are not."""
    faults: list[Fault] = []
    for name in intake.text:
        place = document.key_place("text", name)
        if name not in base.attributes:
            faults.append(
                UnknownName(
                    f"there is no attribute {name!r}", place, nearest=nearest(name, base.attributes)
                )
            )
        elif base.attributes[name].type != "text":
            faults.append(
                WrongType(
                    f"{name} is no text", place, expected=f"a mapping of {name} under `columns`"
                )
            )
    for index, constant in enumerate(intake.always):
        faults += _of_value(
            base, document, constant.attribute, constant.value, ("always", index), ("value",)
        )
        if any(mapping.attribute == constant.attribute for mapping in intake.columns):
            message = f"{constant.attribute} holds always, and is read from a column as well"
            faults.append(
                WrongType(
                    message, document.place("always", index, "attribute"), expected="one of the two"
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
        faults += _of_dates(mapping.dates, document, here)
        if (
            mapping.dates
            and mapping.attribute in base.attributes
            and base.attributes[mapping.attribute].type != "date"
        ):
            faults.append(
                WrongType(
                    f"{mapping.attribute} is no date",
                    document.key_place(*here, "dates"),
                    expected="values or answer",
                )
            )
    return faults


def takes(base: KnowledgeBase, attribute: str, value: Any) -> bool:
    """Whether an attribute takes a value."""
    try:
        model_of(base).model_validate(nested({"name": "any", attribute: value}))
    except ValidationError:
        return False
    return value is not None


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
                f"there is no attribute {name!r}", place, nearest=nearest(name, base.attributes)
            )
        ]
    if takes(base, name, value):
        return []
    near = nearest(str(value), attribute.choices)
    return [
        UnknownName(
            f"{name} has no value {value!r}",
            document.place(*here, *keys),
            expected=described(attribute),
            nearest=near,
        )
    ]


def _of_dates(forms: list[str], document: Document, here: tuple[str | int, ...]) -> list[Fault]:
    """A form of dates tells day, month and year: it must give back the day that was written
    in it.
    """
    faults: list[Fault] = []
    for index, form in enumerate(forms):
        day = datetime(2026, 11, 22)
        try:
            whole = datetime.strptime(day.strftime(form), form).date() == day.date()
        except (ValueError, re.error):  # the latter where a part stands twice
            whole = False
        if not whole:
            place = document.place(*here, "dates", index)
            faults.append(
                WrongType(
                    "this form tells no day",
                    place,
                    text=form,
                    expected="day, month and year, such as %d.%m.%Y",
                )
            )
    return faults


def _misread(details: ErrorDetails, document: Document) -> Fault:
    location = details["loc"]
    keys = document.nearest_keys(*location)
    text = ".".join(str(part) for part in location)
    called, model = (
        _PARTS.get(str(location[0]), ("an intake", Intake))
        if len(location) > 2
        else ("an intake", Intake)
    )
    if len(location) > 3 and location[2] == "unless":
        called, model = "an exception", Unless
    names = list(model.model_fields)
    if details["type"] == "extra_forbidden":
        name = str(location[-1])
        message = f"{called} has no key {name!r}"
        return UnknownKey(
            message,
            document.key_place(*keys),
            text=text,
            expected=", ".join(names),
            nearest=nearest(name, names),
        )
    if details["type"] == "missing":
        return MissingKey(
            f"{called} has no {location[-1]!r}",
            document.place(*keys),
            text=text,
            expected=f"{location[-1]}: …",
        )
    if isinstance(details["input"], (bool, int, float, date)):  # where a text belongs
        quoted = (
            "a text; in quotation marks, since YAML takes a bare yes, no, on, off, number or day"
            " for something else"
        )
        return WrongType(
            f"{details['input']} is no text", document.place(*keys), text=text, expected=quoted
        )
    return WrongType(details["msg"].removeprefix("Value error, "), document.place(*keys), text=text)
