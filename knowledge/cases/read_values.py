"""Values of attributes as a case states them: what is taken for a set, a day, a number."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from knowledge.numbers import as_shown
from knowledge.written_days import day_meant

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def as_members(value: Any) -> Any:
    """The members of a set, of a list of texts. Raises `PydanticCustomError`."""
    if isinstance(value, (list, tuple, set, frozenset)):
        for index, member in enumerate(value):
            if not isinstance(member, str):
                raise PydanticCustomError(
                    "not_a_value", "member {number} is not a value of it", {"number": index}
                )
        return frozenset(value)
    raise PydanticCustomError("not_a_list", "give a list, such as [] for none of them")


def as_day(value: Any) -> Any:
    """The day of a date, or of a text as YYYY-MM-DD. Raises `PydanticCustomError`."""
    if isinstance(value, date) and type(value) is not date:
        raise PydanticCustomError("not_a_day", "give a day without a time")
    if isinstance(value, str):
        try:
            return date.fromisoformat(value if _DAY.fullmatch(value) else "")
        except ValueError:
            raise _no_day(value) from None
    if not isinstance(value, date):
        raise _no_day(value)
    return value


def _no_day(value: Any) -> PydanticCustomError:
    meant = day_meant(value)
    if meant is None:
        return PydanticCustomError("not_a_day", "give a day as YYYY-MM-DD")
    return PydanticCustomError("not_a_day", "give a day as YYYY-MM-DD: {meant}", {"meant": meant})


def no_text(value: Any) -> Any:
    """The value, unless it is a text or a truth. Raises `PydanticCustomError`."""
    if isinstance(value, (str, bytes, bool)):
        raise PydanticCustomError("not_a_number", "give a number")
    return as_shown(value)
