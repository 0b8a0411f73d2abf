"""Cases and days in each form in which callers give them.

A case is a `UseCase`, the answers as a dict, or the path of a file; a day is a date, or a text like
2027-12-02. Whatever else is given is told in one line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias, overload

from pydantic import ValidationError

from knowledge.base import KnowledgeBase, load
from knowledge.cases.files import BESIDE_ANSWERS, explain_details, read_case
from knowledge.cases.former_names import told_of_today
from knowledge.cases.use_case import CaseModel, model_of
from knowledge.faults import BadCase, Fault, InvalidCase, UnknownName, with_article
from knowledge.written_days import day_meant

# a UseCase; attribute → answer, nested as in a file; a file's path, or a shipped `example:tay`
Case: TypeAlias = CaseModel | Mapping[str, Any] | str | Path
Day: TypeAlias = date | str  # a text as YYYY-MM-DD

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
def given_day(on: Day) -> date: ...
@overload
def given_day(on: None) -> None: ...
@overload
def given_day(on: Day | None) -> date | None: ...
def given_day(on: Day | None) -> date | None:
    """The day that was given, or None where none was.

    Raises `InvalidCase` where a text is no day, and `TypeError` where it is neither text nor date.
    """
    if on is None or type(on) is date:
        return on
    if isinstance(on, str):
        try:
            return date.fromisoformat(on if _DAY.fullmatch(on) else "")
        except ValueError:
            expected = day_meant(on) or "YYYY-MM-DD"
            from knowledge.languages.told import Told  # a day that there is needs none

            fault = BadCase(Told("no_such_day"), text=f"on: {on!r}", expected=expected)
            raise InvalidCase([fault]) from None
    if isinstance(on, date) and not isinstance(on, datetime):
        return on
    raise TypeError(f"a day is a date, or a text as YYYY-MM-DD, not {kind_of(on)}")


def given_base(base: KnowledgeBase | None) -> KnowledgeBase:
    """The knowledge base that was given, or the shipped one where none was."""
    if base is None:
        return load()
    if isinstance(base, KnowledgeBase):
        return base
    raise TypeError(f"a knowledge base is what load() gives, not {kind_of(base)}")


def kind_of(value: object) -> str:
    """The kind of the given thing, for a message: a list, an int, None."""
    return "None" if value is None else with_article(type(value).__name__)


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
