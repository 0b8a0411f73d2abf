"""Days that people write, and each day that one can mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from knowledge.written_days import day_meant, days_meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("29.11.2026", "2026-11-29"),
        ("1. 3. 2026", "2026-03-01"),
        ("1.3.26", "2026-03-01"),
        ("2026/3/1", "2026-03-01"),
        ("2026-3-1", "2026-03-01"),
        ("2026-03-01 10:00", "2026-03-01"),
        (20260301, "2026-03-01"),
        ("11/12/2026", "2026-12-11 or 2026-11-12"),
        ("11-12-2026", "2026-12-11 or 2026-11-12"),
        ("11.12.2026", "2026-12-11"),
        ("12/12/2026", "2026-12-12"),
        ("13/12/2026", "2026-12-13"),
        ("12/13/2026", "2026-12-13"),
        ("13/13/2026", None),
        ("1 March 2026", "2026-03-01"),
        ("1st of March 2026", "2026-03-01"),
        ("March 1, 2026", "2026-03-01"),
        ("Mar 1 2026", "2026-03-01"),
        ("1. März 2026", "2026-03-01"),
        ("1er août 2026", "2026-08-01"),
        ("31 February 2026", None),
        ("1 Marble 2026", None),
        ("31.2.2026", None),
        ("soon", None),
        ("2026", None),
        (2026, None),
        (True, None),
        (None, None),
        ("1" * 1000, None),
    ],
)
def test_a_day_that_people_write_is_understood(written: object, meant: str | None) -> None:
    assert day_meant(written) == meant


@pytest.mark.parametrize(
    ("word", "ahead"), [("today", 0), ("Heute", 0), ("aujourd’hui", 0), ("morgen", 1), ("hier", -1)]
)
def test_a_day_that_is_told_from_today_is_that_day(word: str, ahead: int) -> None:
    assert days_meant(word) == (date.today() + timedelta(days=ahead),)
