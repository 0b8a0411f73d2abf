"""Days as people write them: by named forms, in months and quarters, never by a guess."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from engine.portfolio import open_portfolio
from knowledge import InvalidCase
from knowledge.intake import dates
from knowledge.intake.dates import Form, days_in, iso_day
from tests.conftest import DAY


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("%d.%m.%Y", "1.2.2026", date(2026, 2, 1)),
        ("%Y/%m", "2017/10", date(2017, 10, 1)),
        ("%m/%Y", "03/2024", date(2024, 3, 1)),
        ("Q%q %Y", "Q3 2025", date(2025, 7, 1)),
        ("%Y-Q%q", "2025-Q4", date(2025, 10, 1)),
        ("%q. Quartal %Y", "2. Quartal 2025", date(2025, 4, 1)),
        ("%B %Y", "März 2026", date(2026, 3, 1)),
        ("%d %B %Y", "3 août 2025", date(2025, 8, 3)),
        ("%b %Y", "Okt. 2025", date(2025, 10, 1)),
        ("%b %Y", "Nov 2025", date(2025, 11, 1)),
        ("%b %Y", "Nov. 2025", date(2025, 11, 1)),
        ("%B %Y", "sept. 2025", date(2025, 9, 1)),
        ("%b. %Y", "Nov. 2025", date(2025, 11, 1)),
        ("%b. %Y", "Okt. 2025", date(2025, 10, 1)),
        ("%d. %b. %Y", "3. Déc. 2025", date(2025, 12, 3)),
        ("%d %b %Y %H:%M:%S %z", "3 Oct. 2025 23:30:00 +0200", date(2025, 10, 3)),
    ],
)
def test_a_text_of_a_form_tells_its_day_or_the_first_of_its_month_or_quarter(form, text, day):
    assert Form(form).days(text) == {day}
    assert Form(form).tells_no_day == ("%d" not in form)
    assert Form(form).days(Form(form).example) != set()


@pytest.mark.parametrize("form", ["%G-W%V-%u", "%a W%V %G", "%Y %W %w"])
def test_a_week_with_its_day_is_a_day(form):
    assert not Form(form).tells_no_day
    assert Form(form).days(Form(form).example) == {dates.EXAMPLE.date()}
    assert Form("%G-W%V-%u").days("2026-W53-4") == {date(2026, 12, 31)}
    assert Form("%A %m/%Y").tells_no_day


@pytest.mark.parametrize(
    ("form", "text"),
    [("%Y/%m", "1997/00"), ("Q%q %Y", "Q5 2025"), ("%B %Y", "Brumaire 1799"), ("%d.%m.%Y", "soon")],
)
def test_a_text_of_another_form_tells_none(form, text):
    assert Form(form).days(text) == set()


def test_what_two_forms_read_differently_has_two_days():
    forms = [Form("%d/%m/%Y"), Form("%m/%d/%Y")]
    assert days_in("03/04/2026", forms, date(1900, 1, 1)) == (
        {date(2026, 4, 3), date(2026, 3, 4)},
        False,
    )
    assert days_in("25/12/2026", forms, date(1900, 1, 1)) == ({date(2026, 12, 25)}, False)
    assert days_in("05/05/2026", forms, date(1900, 1, 1)) == ({date(2026, 5, 5)}, False)


@pytest.mark.parametrize(
    ("form", "text", "days"),
    [
        ("%d%m%Y", "01112026", {date(2026, 11, 1)}),
        ("%d%m%Y", "1112026", {date(2026, 11, 1), date(2026, 1, 11)}),  # as a number, 01112026
        ("%d%m%Y", "3222026", set()),
        ("%d%m%Y", "1322026", {date(2026, 2, 13)}),  # no month has the number 32
        ("%Y%m%d", "2026111", {date(2026, 1, 11), date(2026, 11, 1)}),
        ("%Y%m%d %H:%M", "20260301 14:30", {date(2026, 3, 1)}),
        ("seit %Y%m%d", "seit 20260301", {date(2026, 3, 1)}),
    ],
)
def test_numbers_side_by_side_that_lack_a_nought_have_every_reading(form, text, days):
    assert Form(form).days(text) == days


def test_a_long_cell_is_no_day_of_numbers_side_by_side():
    assert Form("%d%m%Y").days("1 " * 100_000) == set()


def test_a_year_of_two_digits_has_several_readings_unless_both_ends_leave_one():
    forms = [Form("%d.%m.%y")]
    years = (1968, 2068, 2168)
    assert days_in("1.2.68", forms, date(1900, 1, 1))[0] == {date(year, 2, 1) for year in years}
    # the earliest day alone does not say that 1.2.68 is not a day to come
    assert len(days_in("1.2.68", forms, date(1970, 1, 1))[0]) == 2
    assert len(days_in("1.2.24", forms, date(2000, 1, 1))[0]) == 2
    both = date(1990, 1, 1), date(2040, 1, 1)
    assert days_in("1.2.24", forms, *both)[0] == {date(2024, 2, 1)}
    assert days_in("1.2.99", forms, *both)[0] == {date(1999, 2, 1)}
    assert days_in("1.2.68", forms, *both)[0] == set()


@pytest.mark.parametrize(
    "text", ["2026-11-22", "2026-11-22 00:00:00", "2026-11-22T10:15:00Z", "2026-11-22 10:15+01:00"]
)
def test_a_day_as_programs_write_it_is_that_day(text):
    assert iso_day(text) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-02-30", "22.11.2026", "2026-11", "20261122", "2026-11-22T24:00:00"),
        *("2026-11-22 10:60", "2026-11-22 99:15:00", "2026-11-22 10:15+99:00"),
    ],
)
def test_another_writing_is_no_day(text):
    assert iso_day(text) is None


INTAKE = """\
intake: own
title: T
source: S
text: {{name: Name}}
columns:
  - {{attribute: went_live_on, column: Since, date: "%d.%m.%y", {ends}, basis: stated}}
"""


def said(tmp_path, ends):
    """(what is stated, (why not, what was expected) for each cell) by an intake with these ends."""
    (tmp_path / "own.yaml").write_text(INTAKE.format(ends=ends), encoding="utf-8")
    (tmp_path / "t.csv").write_text("Name,Since\nA,01.02.24\n", encoding="utf-8")
    (row,) = open_portfolio(tmp_path / "t.csv", str(tmp_path / "own.yaml"), DAY).rows
    told = [(fault.reason, fault.expected) for fault in row.faults]
    return row.assessment.stated.get("went_live_on"), told


def test_a_year_of_two_digits_is_told_where_an_intake_says_the_earliest_day_only(tmp_path):
    day, ((reason, expected),) = said(tmp_path, "earliest: 2000-01-01")
    assert day is None
    assert reason.startswith("can be read as two days, 2024-02-01 and 2124-02-01")
    assert expected.startswith("a year of four digits, or an intake that says `earliest` and")
    both = "earliest: 2000-01-01, latest: 2040-12-31"
    assert said(tmp_path, both) == (date(2024, 2, 1), [])


def test_ends_in_the_wrong_order_are_refused(tmp_path):
    with pytest.raises(InvalidCase, match="the latest date is before the earliest"):
        said(tmp_path, "earliest: 2000-01-01, latest: 1999-12-31")


NAMED = [
    ("%d %b %Y", "3 Mar 2026"),
    ("%d. %B %Y", "3. März 2026"),
    ("%b. %d, %Y", "Mar. 3, 2026"),
    ("%d%b%Y", "3MAR2026"),
    ("%A, %d %B %Y", "Tuesday, 3 March 2026"),
    ("%a %d %b %Y", "tue 3 mars 2026"),
    ("%d/%m/%Y %I:%M %p", "03/03/2026 02:30 pm"),
    ("%x", "03/03/26"),
    ("%c", "Tue Mar  3 14:30:00 2026"),
]
OF_A_LOCALE = re.compile("%[aAbBcpxX]")  # directives that the library reads by the locale


class OfNoLocale(datetime):
    """Refuses what would depend on the locale of the process."""

    @classmethod
    def strptime(cls, text, form):
        assert not OF_A_LOCALE.search(form)
        return datetime.strptime(text, form)

    def strftime(self, form):
        assert not OF_A_LOCALE.search(form)
        return super().strftime(form)


@pytest.mark.parametrize(("form", "text"), NAMED)
def test_names_of_months_and_weekdays_are_read_in_any_locale(form, text, monkeypatch):
    monkeypatch.setattr(dates, "datetime", OfNoLocale)
    monkeypatch.setattr(dates, "EXAMPLE", OfNoLocale(2026, 11, 22))
    assert Form(form).days(text) == {date(2026, 3, 3)}
    assert Form(form).days(Form(form).example) == {date(2026, 11, 22)}


def test_a_weekday_or_a_month_of_another_form_is_no_day():
    assert Form("%a %d %b %Y").days("Tuesday 3 Mar 2026") == set()
    assert Form("%d %b %Y").days("3 3 2026") == set()
    assert Form("%C").days("Tue Mar  3 14:30:00 2026") == set()
    assert Form("%A, %d %B %Y at %I %p").example == "Sunday, 22 November 2026 at 12 AM"
