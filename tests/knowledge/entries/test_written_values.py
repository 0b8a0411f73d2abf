"""What people write for a number or a day is told as YAML has it."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.base import load
from knowledge.entries.written_values import number_meant
from knowledge.faults import InvalidKnowledge


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10 EUR", "10"),
        ("€3", "3"),
        ("3,5", "3.5"),
        ("10%", "0.1"),
        ("1,5 Prozent", "0.015"),
        ("10,000", "10000, or 10"),
        ("1,250,000", "1250000"),
        ("10 000", "10000"),
        ("10'000", "10000"),
        ("ten", None),
        ("EUR", None),
        (None, None),
        (True, None),
    ],
)
def test_a_number_that_people_write_is_understood(written: object, meant: str | None) -> None:
    assert number_meant(written) == meant


PARAMETER = """\
- parameter: own_limit
  title: A limit
  values:
    - value: {value}
      source: {{work: ai_act, at: "Art. 1"}}
  basis: stated
"""
DUTY = """\
- duty: own_1
  title: Do it
  article: "1"
  when: ai_system
  binding: general
  due: {due}
  source: {source}
  basis: stated
"""


@pytest.mark.parametrize(
    ("text", "says", "shown", "expected"),
    [
        (
            PARAMETER.format(value="10 EUR"),
            "value: this is not a number; or this is not a day",
            "10 EUR",
            "a number: 10 or a day, as YYYY-MM-DD",
        ),
        (
            PARAMETER.format(value="29.11.2026"),
            "value: this is not a number; or this is not a day",
            "29.11.2026",
            "a number or a day: 2026-11-29",
        ),
        (
            PARAMETER.format(value="11/12/2026"),
            "value: this is not a number; or this is not a day",
            "11/12/2026",
            "a number or a day: 2026-12-11 or 2026-11-12",
        ),
        (
            PARAMETER.format(value="yes"),
            "value: this is not a number; or this is not a day",
            "yes",
            "a number or a day, as YYYY-MM-DD",
        ),
        (
            DUTY.format(due="[started + days(3)]", source='{work: ai_act, at: "Art. 1"}'),
            "due: this is not a mapping",
            "started + days(3)",
            "{when: …, day: …}",
        ),
        (
            DUTY.format(due="started", source='{work: ai_act, at: "Art. 1"}'),
            "due: this is not a list",
            "started",
            "a list: [{when: …, day: …}]",
        ),
        (
            DUTY.format(due="[]", source="Art. 1"),
            "source: this is no source",
            "Art. 1",
            "{work: …, at: …}",
        ),
    ],
)
def test_a_value_is_shown_as_it_is_written(tmp_path, text, says, shown, expected) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as found:
        load([file])
    (fault,) = found.value.faults
    assert (fault.message, fault.text, fault.expected) == (says, shown, expected)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("- title: A\n  define: own.x\n", None),
        ("- hello\n", None),
        ("- defin: own.x\n", "define"),
    ],
)
def test_an_entry_without_its_kind_first_is_told_which_it_is(tmp_path, text, nearest) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as found:
        load([file])
    (fault,) = found.value.faults
    assert fault.nearest == nearest
    assert fault.text in text
    assert fault.expected == "define first" or "  define: own.x" not in text


BELOW = """\
- {work: ai_act, title: An act, cited_as: Act}
- {attribute: ai_system, type: bool, question: "?", values: {"true": y, "false": n},
   source: {work: ai_act, at: "Art. 1"}}
"""
TRIGGER = """\
- trigger: own_trigger
  title: A trigger
  when: ai_system
  {key}: {day}
  because: It says so.
  source: {{work: ai_act, at: "Art. 1"}}
  basis: stated
"""
OR_ID = "a day, as YYYY-MM-DD, or the id of a parameter that holds one"


@pytest.mark.parametrize("key", ["from", "until"])
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("11/12/2026", "a day: 2026-12-11 or 2026-11-12"),
        ("1 March 2026", "a day: 2026-03-01"),
        ("20260301", "a day: 2026-03-01"),
        ('"2026-03-01"', "a day: 2026-03-01, without quotation marks"),
        ("31.2.2026", OR_ID),
        ("Soon", OR_ID),
        ("[2026-03-01]", OR_ID),
        ("soon", OR_ID),
        ("no_such_day", OR_ID),
    ],
)
def test_a_day_of_an_entry_is_told_in_one_line_as_it_is_written(
    tmp_path, key, day, expected
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(BELOW + TRIGGER.format(key=key, day=day), encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as found:
        load([file], shipped=False)
    (fault,) = found.value.faults
    assert fault.expected == expected
    assert fault.place is not None
    assert fault.place.line == 4 + BELOW.count("\n")
    assert "letters, digits" not in str(fault)


@pytest.mark.parametrize("word", ["today", "heute", "aujourd'hui"])
def test_a_day_that_moves_is_told_as_the_day_that_it_is(tmp_path, word) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(BELOW + TRIGGER.format(key="from", day=word), encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as found:
        load([file], shipped=False)
    (fault,) = found.value.faults
    assert fault.expected == f"a day: {date.today().isoformat()}"
    assert fault.nearest is None
