"""Days as people write them where a file takes them as YYYY-MM-DD only: what each can mean.

Nothing here chooses between two readings: whoever wrote the day is told both.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.sentence import Sentence

MONTHS = (  # German, French, Dutch, Spanish, Italian
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
)
# the number of a month by its name in these languages
NUMBERS = {
    name: number for months in MONTHS for number, name in enumerate(months.split(), start=1)
} | {"mrz": 3, "mär": 3, "okt": 10, "dez": 12, "févr": 2, "avr": 4, "juil": 7, "déc": 12}
ENGLISH = "january february march april may june july august september october november december"
ENGLISH_SHORT = {name[:3]: number for number, name in enumerate(ENGLISH.split(), start=1)} | {
    "sept": 9
}
_NAMES = {
    **ENGLISH_SHORT,
    **{name: number for number, name in enumerate(ENGLISH.split(), start=1)},
    **NUMBERS,
}
_FROM_TODAY = {  # how many days from today
    **dict.fromkeys(("today", "now", "heute", "jetzt", "aujourd'hui", "maintenant"), 0),
    **dict.fromkeys(("tomorrow", "morgen", "demain"), 1),
    **dict.fromkeys(("yesterday", "gestern", "hier"), -1),
}
_TIME = r"(?:[t ]\d{2}:\d{2}(?::\d{2})?z?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}|(\d{{4}})(\d\d)(\d\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d\d)")
_DAY_OF_MONTH = re.compile(
    r"(\d{1,2})(?:\.|st|nd|rd|th|er)?[ -](?:of )?([^\W\d_]+)\.?,?[ -](\d{4})"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
LONGEST = 40  # characters of a day


def days_meant(written: object) -> tuple[date, ...]:
    """The days that a text or a number can mean, the one with the day before the month first; none
    where it means no day.

    >>> [str(day) for day in days_meant("11/12/2026")], [str(day) for day in days_meant("1.3.2026")]
    (['2026-12-11', '2026-11-12'], ['2026-03-01'])
    """
    text = " ".join(str(written).replace("’", "'").lower().split())[: LONGEST + 1]
    if (ahead := _FROM_TODAY.get(text)) is not None:
        return (date.today() + timedelta(days=ahead),)
    if found := _YEAR_FIRST.fullmatch(text):
        parts = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
        return _valid([parts])
    if found := _YEAR_LAST.fullmatch(text):
        one, sign, other, year = found.groups()
        year = year if len(year) == len("2026") else f"20{year}"
        # with points between them, the day stands before the month in every country
        return _valid([(year, other, one), *([] if sign == "." else [(year, one, other)])])
    if found := _DAY_OF_MONTH.fullmatch(text):
        return _valid([(found[3], str(_NAMES.get(found[2], 0)), found[1])])
    if found := _MONTH_FIRST.fullmatch(text):
        return _valid([(found[3], str(_NAMES.get(found[1], 0)), found[2])])
    return ()


def day_meant(written: object, form: str = "{}") -> str | None:
    """The day that a text means, as YYYY-MM-DD, each reading in this form; two of them where it can
    mean two. None where it means none.

    >>> day_meant("1 March 2026"), day_meant("1/3/2026", 'date("{}")'), day_meant("soon")
    ('2026-03-01', 'date("2026-03-01") or date("2026-01-03")', None)
    """
    told = [form.format(day.isoformat()) for day in days_meant(written)]
    if len(told) > 1:
        return Sentence("{one} or {other}", one=told[0], other=told[1])
    return told[0] if told else None


def _valid(parts: list[tuple[str, str, str]]) -> tuple[date, ...]:
    found: dict[date, None] = {}
    for year, month, day in parts:
        try:
            found[date(int(year), int(month), int(day))] = None
        except ValueError:
            continue
    return tuple(found)
