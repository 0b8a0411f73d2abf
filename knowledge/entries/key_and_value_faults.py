"""Faults of the keys and values of an entry, in plain words.

Pydantic finds the faults; here they get words: what a value is not, what was expected, the
nearest right value. A key that its owner does not know is told by `knowledge.faults.unknown_key`
(a first key that is no kind, by `reader`); an attribute that a case may not state, by
`knowledge.cases.files.explain_details`, in the words `no_such_attribute` of `knowledge.languages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from knowledge.entries.entry import Entry
from knowledge.entries.naming import CALLED, Names
from knowledge.entries.source import VISIBLE
from knowledge.entries.words_of_faults import (
    A_TEXT,
    DAY,
    DAY_OR_NAME,
    FORMS,
    FORMS_OF_TEXT,
    NO_DAY,
    NO_MAPPING,
    NO_NAME,
    NO_NUMBER,
    NO_TEXT,
    NO_WHOLE_NUMBER,
    a_day,
    all_of,
    an_entry,
    one_of,
    unquoted,
)
from knowledge.entries.written_names import name_meant, told_apart
from knowledge.entries.written_values import number_meant
from knowledge.entries.yaml_source import Document, Keys
from knowledge.faults import (
    Fault,
    MissingKey,
    MissingSource,
    Place,
    UnknownKey,
    WrongType,
    nearest,
    unknown_key,
    with_article,
)
from knowledge.sentence import Sentence
from knowledge.written_days import day_meant

SOURCE = "{work: …, at: …}"
MOST_KEYS_SHOWN = 3
A_COMPARISON = Sentence('a comparison, such as kind == "loan" or started_on > date("2026-12-01")')
_THOUSANDS = re.compile(r"\d{3}")  # what a comma within a number makes a key of its own
_DECIMALS = re.compile(r"\d+")  # the same of a comma before decimals


def in_plain_words(details: ErrorDetails) -> str:
    """What a value is not, outside of entries: in manifests and files of languages."""
    error = details["type"]
    if error == "value_error":  # raised by a validator of ours
        return _of_ours(details)
    form = FORMS.get(error)
    return FORMS_OF_TEXT.get(error) or (form[0] if form else details["msg"])


def _of_ours(details: ErrorDetails) -> str:
    """What a validator of ours says: a sentence where it is one."""
    error = details["ctx"]["error"]
    return error.args[0] if isinstance(error.args[0], str) else str(error)


class Misread(NamedTuple):
    """The message about a value."""

    says: str
    expected: str
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class _Complaint:
    """The errors that one type reports for a value; each of several possible types reports some."""

    fault: type[Fault]
    says: str
    place: Place
    text: str
    expected: str
    key: str = ""  # the key of the value, where the fault names it first
    nearest: str | None = None


def entry_faults(
    document: Document, index: int, kind: type[Entry], found: Iterable[ErrorDetails]
) -> Iterator[Fault]:
    """The faults of the entry at a place of a file: one for each kind and place."""
    together: dict[tuple[type[Fault], Place], list[_Complaint]] = {}
    several = list(found)
    reached = [document.nearest_keys(index, *details["loc"]) for details in several]
    for details, keys in zip(several, reached, strict=True):
        # of several types that a value may have, the one that gets further into it complains
        if any(other[: len(keys)] == keys and other != keys for other in reached):
            continue
        complaint = _complaint(document, index, kind, details)
        together.setdefault((complaint.fault, complaint.place), []).append(complaint)
    for complaints in together.values():
        yield _joined(complaints)


def _joined(complaints: list[_Complaint]) -> Fault:
    """One fault of them: a value may be of one type or another, a missing key and another."""
    kinds = {complaint.says for complaint in complaints}
    if NO_NUMBER in kinds:  # which a whole number is one of
        complaints = [one for one in complaints if one.says != NO_WHOLE_NUMBER]
    if NO_DAY in kinds and kinds & {NO_NAME, NO_TEXT}:  # a day, or the id of one
        complaints = [_no_day_and_no_id(complaints)]
    first = complaints[0]
    joined = all_of if issubclass(first.fault, MissingKey) else one_of
    says = joined([complaint.says for complaint in complaints], sentences=True)
    expected = dict.fromkeys(one.expected for one in complaints if one.expected)
    return first.fault(
        Sentence("{key}: {says}", key=first.key, says=says) if first.key else says,
        first.place,
        text=first.text,
        expected=joined([*expected]),
        nearest=next((one.nearest for one in complaints if one.nearest), None),
    )


def _no_day_and_no_id(complaints: list[_Complaint]) -> _Complaint:
    """The one complaint about what is neither a day nor the id of a parameter."""
    found = next(one for one in complaints if one.says == NO_DAY)
    meant = found.expected != DAY
    return found if meant else replace(found, expected=DAY_OR_NAME)


def _complaint(
    document: Document, index: int, kind: type[Entry], details: ErrorDetails
) -> _Complaint:
    keys: Keys = document.nearest_keys(index, *details["loc"])
    text = f"{kind.kind}: {document.data[index].get(kind.kind)}"
    if details["type"] == "missing":
        name = str(details["loc"][-1])
        above = [str(key) for key in keys[1:] if isinstance(key, str)]
        owner = above[-1] if above else Sentence("the {kind}", kind=kind.kind)
        wanted = (
            Sentence("{key}: … under {other}", key=name, other=above[-1])
            if above
            else Sentence("{key}: … in every {kind}", key=name, kind=kind.kind)
        )
        return _Complaint(
            MissingSource if name == "source" else MissingKey,
            Sentence("{owner} has no {key}", owner=owner, key=repr(name)),
            document.place(*keys),
            text,
            SOURCE if name == "source" else wanted,
        )
    if details["type"] == "extra_forbidden":
        name = str(details["loc"][-1])
        above = [str(key) for key in keys[1:-1] if isinstance(key, str)]
        owner = above[-1] if above else an_entry(kind)
        known = _keys_at(kind, details["loc"][:-1])
        place = document.key_place(*keys)
        fault = unknown_key(owner, name, known, place)
        if _THOUSANDS.fullmatch(name) and details["input"] is None:  # {value: 10,000}
            fault.expected, fault.nearest = (
                Sentence("a number without a comma between thousands"),
                None,
            )
        elif _DECIMALS.fullmatch(name) and details["input"] is None:  # {value: 2,5}
            before = document.said(*_key_before(document, keys)) or "2"
            meant = f"{before}.{name}"
            fault.expected, fault.nearest = (
                Sentence("a number with a point: {number}", number=meant),
                None,
            )
        return _Complaint(
            UnknownKey, fault.message, place, text, fault.expected, nearest=fault.nearest
        )
    name = next((key for key in reversed(keys[1:]) if isinstance(key, str)), "")
    said = document.said(*keys)
    misread = value_fault(kind, details, said or "")
    shown = _written(details["input"]) if said is None else said
    return _Complaint(
        WrongType,
        misread.says,
        document.place(*keys),
        (told_apart(shown) if misread.says == NO_NAME else shown).strip()[:200] if name else text,
        misread.expected,
        name or kind.kind,
        misread.nearest,
    )


def _key_before(document: Document, keys: Keys) -> Keys:
    """The keys of what stands before it in the same mapping."""
    beside: Any = document.data
    for key in keys[:-1]:
        beside = beside[key]
    names = [*beside]
    return (*keys[:-1], names[max(names.index(keys[-1]) - 1, 0)])


def value_fault(kind: type[Entry], details: ErrorDetails, said: str = "") -> Misread:
    """The message about a value that a kind of entry does not take where it stands; `said`: as the
    file has it.
    """
    error, value = details["type"], details["input"]
    if error == "literal_error":
        allowed = literals_at(kind, details["loc"])
        return Misread(
            Sentence("there is no such value")
            if len(allowed) > 1
            else Sentence("this is not {name}", name=repr(allowed[0])),
            ", ".join(allowed),
            nearest(str(value), allowed),
        )
    if error == "string_type":
        if value is None and len(details["loc"]) > 1:  # {loan: a loan, secured or not}
            return Misread(
                Sentence("nothing stands here"),
                Sentence("a text; in braces one with a comma stands in quotes"),
            )
        if value is None:
            return Misread(
                Sentence("nothing stands here"),
                Sentence("a text; one that begins with # stands in quotation marks"),
            )
        if no_name := _no_name(kind, details):
            return no_name
        container = isinstance(value, (list, dict))
        quoted = Sentence('a text: "{text}"', text=said or _written(value))
        return Misread(NO_TEXT, A_TEXT if container else quoted)
    if error == "list_type" and details["loc"][-1:] == ("source",):
        return Misread(Sentence("this is no source"), SOURCE)
    if error == "list_type":
        return Misread(FORMS_OF_TEXT[error], _list_of(kind, details))
    if error == "bool_type" and value in ("true", "false"):
        return Misread(FORMS[error][0], unquoted(value))
    if error in ("model_type", "model_attributes_type"):
        keys = _keys_at(kind, details["loc"])
        return Misread(NO_MAPPING, _mapping_of(keys))
    if error in ("float_type", "int_type") and (number := number_meant(value)) is not None:
        told = unquoted(number) if number == value else number
        says, kind_of_number = FORMS[error]
        return Misread(says, Sentence("{one}: {other}", one=kind_of_number, other=told))
    if error == "date_type" and (day := day_meant(value)) is not None:
        told = unquoted(day) if day == value else day
        return Misread(FORMS[error][0], a_day(told))
    if error in ("string_too_long", "too_long"):
        most = details["ctx"]["max_length"]
        if error == "too_long":
            return Misread(
                Sentence("this is too long: {count} items", count=len(value)),
                Sentence("at most {count} items", count=most),
            )
        return Misread(
            Sentence("this is too long: {count} characters", count=len(value)),
            Sentence("at most {count} characters", count=most),
        )
    if error == "string_pattern_mismatch" and details["loc"] == (kind.kind,):
        return Misread(NO_NAME, kind.name_form, name_meant(value, details["ctx"]["pattern"]))
    if error == "value_error":  # raised by a validator of ours
        return Misread(_of_ours(details), "")
    if error == "string_pattern_mismatch" and details["ctx"]["pattern"] == VISIBLE:
        error = VISIBLE
    says, expected = FORMS.get(error, (details["msg"], ""))
    return Misread(says, expected)


def _no_name(kind: type[Entry], details: ErrorDetails) -> Misread | None:
    """The message about a day, a number, yes or no, or a list where the name of something stands,
    or a condition: no quotation marks would make one of it. None where any text may stand.
    """
    value, written = details["input"], _written(details["input"])
    marks = [mark for _, marks in _at(kind, details["loc"]) for mark in marks]
    what = next((mark.what for mark in marks if isinstance(mark, Names)), "")
    if what == "calculation":
        return Misread(
            Sentence("this is not a calculation"),
            Sentence("attributes and parameters, joined by + - * /"),
        )
    if what == "condition":
        if isinstance(value, date):
            return Misread(Sentence('write the date as date("{day}")', day=written), A_COMPARISON)
        return Misread(Sentence("this is not a condition"), A_COMPARISON)
    if what:
        return Misread(NO_NAME, f"the name of {with_article(CALLED.get(what, what))}")
    if details["loc"] == (kind.kind,) and any(getattr(mark, "pattern", None) for mark in marks):
        return Misread(NO_NAME, kind.name_form)
    return None


def _list_of(kind: type[Entry], details: ErrorDetails) -> str:
    """A list of what was given alone, as it would be written."""
    if details["loc"][-1:] == ("source",):
        return SOURCE
    keys = _keys_at(kind, (*details["loc"], 0))
    if keys:
        return Sentence("a list: [{item}]", item=_mapping_of(keys))
    if isinstance(details["input"], str):
        return Sentence("a list: [{item}]", item=details["input"])
    return Sentence("a list")


def _mapping_of(keys: list[str]) -> str:
    return f"{{{', '.join(f'{key}: …' for key in keys[:MOST_KEYS_SHOWN])}}}"


def literals_at(model: type[BaseModel], location: Iterable[int | str]) -> tuple[str, ...]:
    """The texts that a place in a model may hold, as its annotated type lists them."""
    options: list[Any] = [option for option, _ in _at(model, location)]
    return tuple(
        text for option in options if get_origin(option) is Literal for text in get_args(option)
    )


def _keys_at(model: type[BaseModel], location: Iterable[int | str]) -> list[str]:
    """The keys that a mapping at a place in a model may have."""
    models = [
        one
        for one, _ in _at(model, location)
        if isinstance(one, type) and issubclass(one, BaseModel)
    ]
    return [field.alias or name for one in models for name, field in one.model_fields.items()]


_Option: TypeAlias = tuple[Any, tuple[Any, ...]]  # a type, and what its annotation says besides


def _at(model: type[BaseModel], location: Iterable[int | str]) -> list[_Option]:
    """The types of what may stand at a place in a model."""
    options: list[_Option] = [(model, ())]
    for key in location:
        # pydantic adds a key for the part of a union; it leads nowhere
        within = [part for option, _ in options for part in _within(option, key)]
        options = within or options
    return options


def _within(annotation: Any, key: int | str) -> list[_Option]:
    """The types of what stands under a key."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is list and isinstance(key, int):
        return _options(parts[0])
    if origin is dict:
        return _options(parts[1])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if key in (name, field.alias):
                return _options(field.annotation, tuple(field.metadata))
    return []


def _options(annotation: Any, marks: tuple[Any, ...] = ()) -> list[_Option]:
    """The types of which a value has to have one."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _options(parts[0], (*marks, *parts[1:]))
    if origin in (Union, UnionType):
        return [option for part in parts for option in _options(part, marks)]
    return [(annotation, marks)]


def _written(value: object) -> str:
    """A value as a file has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
