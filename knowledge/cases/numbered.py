"""One case of a file that holds several: `cases.yaml#2` is its second."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from knowledge.faults import BadCase, InvalidCase

_NUMBERED = re.compile(r"(?P<file>.+\.(?:ya?ml|json))#(?P<number>\d{1,9})", re.IGNORECASE)
_Case = TypeVar("_Case")


def numbered(file: str | Path) -> tuple[str, int | None]:
    """The file and the number of a case in it, from 1; None where the text names a whole file.

    A file that is called so is one.
    """
    text = str(file)
    found = _NUMBERED.fullmatch(text)
    if found is None or Path(text).exists():
        return text, None
    return found["file"], int(found["number"])


def with_number(file: str, number: int) -> str:
    """How the case with this number in a file is called."""
    return f"{file}#{number}"


def case_with_number(cases: Sequence[_Case], file: str, number: int) -> _Case:
    """The case with this number, from 1. Raises `InvalidCase` where a file has none."""
    if 1 <= number <= len(cases):
        return cases[number - 1]
    from knowledge.languages.told import Told  # where something is wrong, and not before

    first, last = with_number(file, 1), with_number(file, len(cases))
    expected = first if len(cases) == 1 else Told("case_numbers", first=first, last=last)
    raise InvalidCase([BadCase(_held(cases, file), expected=expected)])


def only_case(cases: Sequence[_Case], file: str, *, can_be_numbered: bool) -> _Case:
    """The one case of a file. Raises `InvalidCase` where there are several, with how to name one.

    `can_be_numbered`: whether whoever named the file can name one of its cases.
    """
    if len(cases) == 1:
        return cases[0]
    from knowledge.languages.told import Told

    expected = (
        Told("one_case_such_as", one=with_number(file, 1))
        if can_be_numbered
        else Told("one_case_expected")
    )
    raise InvalidCase([BadCase(_held(cases, file), expected=expected)])


def _held(cases: Sequence[_Case], file: str) -> str:
    from knowledge.languages.told import Told

    count = len(cases)
    return Told("file_has_case" if count == 1 else "file_has_cases", file=file, count=count)
