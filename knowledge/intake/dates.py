"""Days as people write them: by the forms that an intake names, or as YYYY-MM-DD.

What can be two days is not read, such as a year of two digits of which nobody says between which
days it lies; a form without a day gives the first of its month. Names of months and of days of the
week are read here, and not by the locale of the process: a column means the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import pairwise, product

from knowledge.limits import EARLIEST, LATEST
from knowledge.written_days import ENGLISH, ENGLISH_SHORT, NUMBERS

EXAMPLE = datetime(2026, 11, 22)  # a day whose parts cannot be taken for one another
# a day, alone or with the time of day that programs write after it
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ]([01][0-9]|2[0-3]):[0-5][0-9](:([0-5][0-9]|60)(\.[0-9]+)?)?"
    r"( ?(Z|UTC|[-+]([01][0-9]|2[0-3]):?([0-5][0-9])?))?)?"
)
QUARTER = "%q"
_CENTURIES = range(EARLIEST.year // 100 * 100, LATEST.year, 100)
_NAME = re.compile(r"[^\W\d_]{3,}")
_FOREIGN = re.compile(r"[^\W\d_]{3,}\.?")
_HALF = re.compile(r"(?<![^\W\d_])[AaPp][Mm](?![^\W\d_])")
_DIRECTIVE = re.compile(r"%.", re.DOTALL)
# how many digits a number may have; where two stand side by side, one text has several readings
_WIDTHS = {
    **dict.fromkeys(("%d", "%m", "%H", "%I", "%M", "%S", "%U", "%W"), (1, 2)),
    "%Y": (4,),
    "%y": (2,),
    "%j": (1, 2, 3),
    "%f": (1, 2, 3, 4, 5, 6),
}
_SIDE_BY_SIDE = re.compile(rf"(?:{'|'.join(_WIDTHS)}){{2,}}")
_BETWEEN = "\1"  # put between such numbers: no cell has it
_LONGER = 100  # characters that a cell may have beyond those of such a form
_SIGN = "\0"  # around what stands for a name: no cell has it
_WHOLE = {  # what a locale would choose, as English has it
    "%c": "%a %b %d %H:%M:%S %Y",
    "%x": "%m/%d/%y",
    "%X": "%H:%M:%S",
}
_WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = ENGLISH.split()


def _numbers(names: Sequence[str], letters: int | None = None) -> Mapping[str, str]:
    return {name[:letters]: f"{_SIGN}{at}{_SIGN}" for at, name in enumerate(names, start=1)}


# directive → its names, and the number of each
_NAMED = {
    "%B": _numbers(_MONTH),
    "%b": _numbers(_MONTH, 3),
    "%A": _numbers(_WEEK),
    "%a": _numbers(_WEEK, 3),
}
_NUMBERED = dict.fromkeys(("%B", "%b"), f"{_SIGN}%m{_SIGN}") | dict.fromkeys(
    ("%A", "%a"), f"{_SIGN}%u{_SIGN}"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of dates, and what it does not tell."""

    text: str

    @property
    def tells_no_day(self) -> bool:
        """Whether it tells a month or a quarter only."""
        said = self.text.replace("%%", "")
        of_week = re.search(r"%[VW]", said) and re.search(r"%[uwAa]", said)
        return not (of_week or re.search(r"%[dejDxcU]", said))

    @property
    def tells_no_century(self) -> bool:
        """Whether its years have two digits."""
        return "%y" in self.text.replace("%%", "")

    @property
    def example(self) -> str:
        """A day written in it."""
        month, day = _MONTH[EXAMPLE.month - 1].title(), _WEEK[EXAMPLE.weekday()].title()
        said = {"%B": month, "%b": month[:3], "%A": day, "%a": day[:3], "%p": "AM", "%z": "+0000"}
        said[QUARTER] = str((EXAMPLE.month + 2) // 3)
        return EXAMPLE.strftime(_replaced(_replaced(self.text, _WHOLE), said))

    def days(self, text: str) -> set[date]:
        """The days that a text can mean in this form; several where a year has two digits, or where
        numbers stand side by side and lack a nought (`1112026`).
        """
        found = self._days(text)
        if not self.tells_no_century:
            return found
        years = [(day, day.year % 100 + century) for day in found for century in _CENTURIES]
        return {dated for day, year in years if (dated := _in_year(day, year)) is not None}

    def _days(self, text: str) -> set[date]:
        form = self.text
        if QUARTER in form:
            pattern = re.escape(form).replace(re.escape(QUARTER), "([1-4])")
            pattern = re.sub(r"(?:\\?%)[A-Za-z]", ".+?", pattern).replace(r"\ ", r"\s*")
            match = re.fullmatch(pattern, text, re.IGNORECASE)
            if match is None:
                return set()
            month = 3 * int(match.group(1)) - 2
            text = f"{text[: match.start(1)]}{month}{text[match.end(1) :]}"
            form = form.replace(QUARTER, "%m")
        form = _replaced(form, _WHOLE)
        if "%B" in form or "%b" in form:
            for end in ("", "."):  # of an abbreviation: the point may be one of the form, too
                said = _FOREIGN.sub(partial(_in_english, end), text)
                for spelt in (form.replace("%b", "%B"), form.replace("%B", "%b")):
                    if found := _parsed(said, spelt):
                        return found
        return _parsed(text, form)


def _parsed(text: str, form: str) -> set[date]:
    """The days of a text in a form, whatever the locale."""
    for directive, names in _NAMED.items():
        if directive in form:
            text = _NAME.sub(partial(_numbered, names), text)
    if "%p" in form:
        text, form = _HALF.sub(_SIGN, text), form.replace("%p", _SIGN)
    form = _replaced(form, _NUMBERED)
    side_by_side = _SIDE_BY_SIDE.search(form.replace("%%", "  "))
    if side_by_side is None:
        return _by_strptime(text, form)
    if len(text) > len(form) + _LONGER:
        return set()
    parts = _DIRECTIVE.findall(side_by_side.group())
    apart = f"{form[: side_by_side.start()]}{_BETWEEN.join(parts)}{form[side_by_side.end() :]}"
    found: set[date] = set()
    for digits in re.finditer(r"[0-9]+", text):
        for widths in product(*(_WIDTHS[part] for part in parts)):
            if sum(widths) == len(digits.group()):
                split = _BETWEEN.join(_cut(digits.group(), widths))
                found |= _by_strptime(
                    f"{text[: digits.start()]}{split}{text[digits.end() :]}", apart
                )
    return found


def _by_strptime(text: str, form: str) -> set[date]:
    try:
        return {datetime.strptime(text, form).date()}
    except ValueError:
        return set()


def _cut(digits: str, widths: Sequence[int]) -> list[str]:
    """Digits as numbers of so many digits each."""
    ends = [sum(widths[:at]) for at in range(len(widths) + 1)]
    return [digits[start:end] for start, end in pairwise(ends)]


def _replaced(form: str, said: Mapping[str, str]) -> str:
    """A form with something else in place of some of its directives."""
    return _DIRECTIVE.sub(lambda found: said.get(found.group(), found.group()), form)


def _numbered(names: Mapping[str, str], found: re.Match[str]) -> str:
    return names.get(found.group().lower(), found.group())


def _in_english(end: str, found: re.Match[str]) -> str:
    """The name of a month in English, with `end` for the point of an abbreviation; what is no name
    stays as it is.
    """
    name, point, _ = found.group().casefold().partition(".")
    number = NUMBERS.get(name)
    if number is None and point:
        number = ENGLISH_SHORT.get(name)
    return found.group() if number is None else _MONTH[number - 1] + point.replace(".", end)


def iso_day(text: str) -> date | None:
    """The day of a text like 2026-11-22; None where it is none."""
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    try:
        return date.fromisoformat(found.group(1))
    except ValueError:
        return None


def days_in(
    text: str, forms: Sequence[Form], earliest: date, latest: date = LATEST
) -> tuple[set[date], bool]:
    """(the days that a text can mean, whether the form tells none, so that it is the first)."""
    found: set[date] = set()
    first = False
    for form in forms:
        for day in form.days(text):
            if earliest <= day <= latest:
                found.add(day)
                first = first or form.tells_no_day
    return found, first


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None
