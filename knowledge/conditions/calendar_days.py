"""Days moved along the calendar: by years and months, by weeks, by periods in days.

`months(3)` of a condition is read in `terms`, and is a `Span` of the `tree`. The same is calculated
for columns in `engine.table.deciding`, in queries by `engine.sql.expressions`, and within bounds in
`engine.proof.open_numbers`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any

from knowledge.conditions.arithmetic import Exact
from knowledge.conditions.tree import Unit


def add_months(day: date, months: int) -> date:
    """The same day `months` calendar months on, or that month's last day where it has none.

    The calendar ends with its last day, on which everything beyond it falls.
    Source: Regulation (EEC, Euratom) 1182/71, Art. 3(2)(c).

    >>> add_months(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_weeks(day: date, weeks: Exact | float) -> date:
    """The day so many times 7 days on; the calendar ends as it does for months."""
    try:
        return day + timedelta(weeks=float(weeks))
    except OverflowError:
        return date.max if weeks > 0 else date.min


def days_on(weekday: int, days: int) -> int:
    """The number of calendar days of a period of `days` that follows a day of this weekday.

    Monday is 0. The day of the event does not count; a last day on a weekend moves to Monday, and
    a period of two days or more holds at least two working days. Holidays are not known.
    Source: Regulation (EEC, Euratom) 1182/71, Art. 3(1), (4), (5).

    >>> days_on(4, 2)  # two days after a Friday: Tuesday
    4
    """
    if days < 0:
        return days  # an earlier day, which is no period to keep
    last = days + _TO_MONDAY.get((weekday + days) % 7, 0)
    return max(last, _TWO_WORKING_DAYS[weekday]) if days > 1 else last


_TO_MONDAY = {5: 2, 6: 1}  # a Saturday, a Sunday
_TWO_WORKING_DAYS = (2, 2, 2, 4, 4, 3, 2)  # after each weekday: until the second one is over


def add_days(day: date, days: int) -> date:
    """The last day of a period of so many days after an event: see `days_on`."""
    try:
        return day + timedelta(days=days_on(day.weekday(), days))
    except OverflowError:
        return date.max if days > 0 else date.min


ADD: dict[Unit, Callable[[date, Any], date]] = {
    "years": lambda day, count: add_months(day, 12 * int(count)),
    "months": lambda day, count: add_months(day, int(count)),
    "weeks": add_weeks,
    "days": lambda day, count: add_days(day, int(count)),
}
