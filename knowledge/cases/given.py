"""Cases and days in each form in which callers give them.

A case is a `UseCase`, the answers as a dict, or the path of a file; a day is a date, or a text like
2027-12-02. Whatever else is given is told in one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias, overload

from pydantic import BaseModel, ValidationError

from knowledge.base import KnowledgeBase
from knowledge.cases.files import BESIDE_ANSWERS, explain_details, read_case
from knowledge.cases.former_names import told_of_today
from knowledge.cases.use_case import CaseModel, model_of
from knowledge.faults import BadCase, Fault, InvalidCase, UnknownName, kind_of, nearest
from knowledge.limits import EARLIEST, LATEST
from knowledge.written_days import day_meant

# a UseCase; attribute → answer, nested as in a file; a file's path, or a shipped `example:tay`
Case: TypeAlias = CaseModel | Mapping[str, Any] | str | Path
Day: TypeAlias = date | str  # a text as YYYY-MM-DD, from 1900 to 2199

CASES = "a UseCase, a dict of answers, or the path of a case file"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def given_case(case: Case, base: KnowledgeBase) -> CaseModel:
    """The case that was given, as the model of a knowledge base.

    Raises `InvalidCase` with every fault in it, and `TypeError` where it is no case at all.
    """
    if isinstance(case, CaseModel):
        return case
    if isinstance(case, (str, Path)):
        return read_case(case, base)
    if isinstance(case, Mapping):
        return _answered(case, base)
    raise TypeError(f"a case is {CASES}, not {kind_of(case)}")


@overload
def given_day(on: Day, key: str = "on") -> date: ...
@overload
def given_day(on: None, key: str = "on") -> None: ...
@overload
def given_day(on: Day | None, key: str = "on") -> date | None: ...
def given_day(on: Day | None, key: str = "on") -> date | None:
    """The day that was given under this key, or None where none was.

    Raises `InvalidCase` where a text is no day, or none that a case may state, or any other day but
    the one asked is none of these, and `TypeError` where it is neither text nor date.
    """
    if on is None:
        return None
    if isinstance(on, str):
        try:
            day = date.fromisoformat(on if _DAY.fullmatch(on) else "")
        except ValueError:
            expected = day_meant(on) or "YYYY-MM-DD"
            raise _no_day(_told("no_such_day"), f"{key}: {on!r}", expected) from None
    elif isinstance(on, date) and not isinstance(on, datetime):
        day = on
    else:
        raise TypeError(f"a day is a date, or a text as YYYY-MM-DD, not {kind_of(on)}")
    # a text may be a slip, and other days stand in cases; a date asked about may be any
    if (isinstance(on, str) or key != "on") and not EARLIEST <= day <= LATEST:
        raise _no_day(_told("day_too_far"), f"{key}: {day}", _told("takes_date"))
    return day


def _told(key: str, **values: str) -> str:
    """A sentence that other languages can say."""
    from knowledge.languages.told import Told  # where something is wrong, and not before

    return Told(key, **values)


def _no_day(message: str, text: str, expected: str) -> InvalidCase:
    return InvalidCase([BadCase(message, text=text, expected=expected)])


def refuse_unknown(names: Iterable[str], base: KnowledgeBase) -> None:
    """Raise `InvalidCase` with the nearest name for each of these that is no attribute."""
    unknown = [name for name in names if name not in base.attributes]
    if unknown:
        raise InvalidCase(
            UnknownName(
                _told("no_such_attribute", name=repr(name)),
                expected=_told("listed_by", command="threshold rules --attributes"),
                nearest=nearest(str(name), base.attributes),
            )
            for name in unknown
        )


def given_cases(cases: Iterable[Case]) -> list[Case]:
    """Several cases that were given one by one.

    Raises `TypeError` for what is no several cases, such as one case, or an assessment.
    """
    if isinstance(cases, (BaseModel, Mapping)) or not isinstance(cases, Iterable):
        raise TypeError(f"cases are a list of them, each {CASES}, not {kind_of(cases)}")
    return list(cases)


def _answered(answers: Mapping[str, Any], base: KnowledgeBase) -> CaseModel:
    stated = {name: answer for name, answer in answers.items() if name not in BESIDE_ANSWERS}
    try:
        return model_of(base).model_validate(told_of_today(stated, base.renames))
    except ValidationError as error:
        faults = [_fault(details, base) for details in error.errors(include_url=False)]
        raise InvalidCase(faults) from None


def _fault(details: Any, base: KnowledgeBase) -> Fault:
    name, message, expected, near = explain_details(details, base)
    if details["type"] == "unknown_attribute":
        return UnknownName(message, expected=expected, nearest=near)
    text = "" if details["type"] == "missing" else f"{name}: {details['input']!r}"
    return BadCase(message, text=text, expected=expected, nearest=near)
