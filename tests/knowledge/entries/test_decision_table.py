"""Decision tables: a row is a rule with its source and its place, in YAML or in a CSV file."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from engine import assess, assess_table
from engine.check.soundness import flaws
from explain import why
from knowledge.base import KnowledgeBase
from knowledge.faults import InvalidKnowledge
from tests.conftest import needs_durable
from tests.knowledge.entries.test_rows_as_members import LISTED, PLACES, ROWS
from tests.random_knowledge import base_of, opening
from tests.table_cases import connected

ON = date(2026, 11, 27)
START = opening("fee.free", ("n0", "e0", "s0", "b0"))
FIRST = """
- table: fee
  title: Which fee is due
  hit: first
  columns: [n0, e0, concludes, at]
  rows:
    - [0, -, free, "2.1"]
    - ["1..2", "v0, v1", half, "2.2"]
    - {e0: not v2, n0: "> 2", concludes: whole, at: "2.3"}
    - [-, -, free, "2.4"]
  answers: {free: Nothing is due, half: Half of it is due, whole: All of it is due}
  source: {work: w, at: "2"}
"""
FEES = [
    ({"n0": 0, "e0": "v2"}, "free"),
    ({"n0": 0}, "free"),
    ({"n0": 1, "e0": "v0"}, "half"),
    ({"n0": 2, "e0": "v1"}, "half"),
    ({"n0": 2, "e0": "v2"}, "free"),
    ({"n0": 3, "e0": "v1"}, "whole"),
    ({"n0": 3, "e0": "v2"}, "free"),
    ({"n0": 3}, None),
    ({"e0": "v2"}, "free"),  # the first row and the last say the same, but which one counts is open
]
ANSWERS = ("free", "half", "whole")


@pytest.fixture(scope="module")
def fees() -> KnowledgeBase:
    return base_of(START + FIRST)


@pytest.mark.parametrize(
    "chainer", [pytest.param("durable_rules", marks=needs_durable), "semi-naive"]
)
@pytest.mark.parametrize(("stated", "expected"), FEES[:-1])
def test_the_first_row_that_fits_counts(fees, stated, expected, chainer):
    found = assess({"name": "a", **stated}, ON, base=fees, chainer=chainer).conclusions
    held = [name for name in ANSWERS if found[f"fee.{name}"]]
    assert held == ([expected] if expected else [])
    if expected is None:
        assert (found["fee.whole"], found["fee.half"]) == (None, False)


def test_a_table_of_cases_and_a_database_say_the_same(fees):
    frame = pl.DataFrame([{"n0": None, "e0": None, **stated} for stated, _ in FEES], strict=False)
    said = [assess({"name": "a", **stated}, ON, base=fees).conclusions for stated, _ in FEES]
    for table in (frame, connected().sql("from frame")):
        found = assess_table(table, ON, base=fees)
        rows = (found.pl() if hasattr(found, "pl") else found).to_dicts()
        for row, expected in zip(rows, said, strict=True):
            row = {name.replace("__", "."): value for name, value in row.items()}
            assert [row[f"fee.{name}"] for name in ANSWERS] == [
                expected[f"fee.{name}"] for name in ANSWERS
            ]


def test_an_explanation_shows_the_row_with_its_source(fees):
    told = str(why(assess({"name": "a", "n0": 1, "e0": "v0"}, ON, base=fees), "fee.half"))
    assert "Which fee is due, row 2: n0 1 to 2, e0 v0 or v1" in told
    assert "[W 2.2" in told


def test_a_table_has_the_place_of_each_row(fees):
    lines = (START + FIRST).splitlines()
    row = fees.written["fee.whole.row_3"]
    assert "2.3" in lines[row.place("source").line - 1]
    assert fees.entries["fee.whole.row_3"].source[0].at == "2.3"
    assert "whole: All of it" in lines[fees.written["fee.whole"].place().line - 1]


def any_of(*rows: str) -> KnowledgeBase:
    listed = "".join(f"    - {row}\n" for row in rows)
    return base_of(
        f"{START}\n- table: fee\n  title: A fee\n  hit: any\n  columns: [n0, b0, concludes]\n"
        f"  rows:\n{listed}  answers: {{free: Nothing is due, due: A fee is due}}\n"
        '  source: {work: w, at: "2"}\n'
    )


WHOLE = ('[">= 3", -, due]', '["< 3", yes, free]', '["< 1", yes, free]', '["< 3", no, due]')


def told(base: KnowledgeBase) -> dict[str, dict[str, object]]:
    return {flaw.kind: flaw.witness or {} for flaw in flaws(base)}


def test_rows_that_fit_together_and_say_the_same_are_no_flaw():
    assert not {"no row", "rows overlap"} & {*told(any_of(*WHOLE))}


def test_a_missing_combination_is_told_with_a_case():
    witness = told(any_of(*WHOLE[:3]))["no row"]
    assert (witness["n0"] < 3, witness["b0"]) == (True, False)


def test_rows_that_fit_together_and_say_something_else_are_told_with_a_case():
    witness = told(any_of(*WHOLE, "[2, yes, due]"))["rows overlap"]
    assert (witness["n0"], witness["b0"]) == (2, True)


def test_rows_that_meet_are_told_by_their_places_at_the_later_one():
    """Not by the names of rules, which nobody wrote."""
    (flaw,) = [one for one in flaws(any_of(*WHOLE, "[2, yes, due]")) if one.kind == "rows overlap"]
    assert flaw.proposition == "fee.due.row_5"
    assert flaw.says.startswith(
        "rows 2 and 5 of fee fit one case and conclude fee.free and fee.due"
    )


def test_a_row_below_those_that_fit_wherever_it_does_is_told_by_its_place():
    rows = FIRST.replace(
        '    - [-, -, free, "2.4"]', '    - [1, v0, free, "2.3b"]\n    - [-, -, free]'
    )
    (flaw,) = [one for one in flaws(base_of(START + rows)) if one.kind == "dead rule"]
    assert flaw.proposition == "fee.free.row_4"
    assert flaw.says.startswith("row 4 of fee never counts: wherever it fits, a row above it fits")


def test_an_answer_that_one_row_concludes_is_not_told_as_said_twice(fees):
    assert "same as another" not in told(fees)


def test_a_row_that_reads_one_conclusion_alone_says_nothing_twice():
    """A table is complete only with it: neither the row nor its answer is one too many."""
    rule = "- {define: many, title: m, when: n0 > 3, source: {work: w, at: a}, basis: stated}"
    table = (
        "- table: fee\n  title: A fee\n  hit: any\n  columns: [many, concludes]\n"
        "  rows: [[yes, due], [no, free]]\n"
        "  answers: {due: A fee is due, free: No fee is due}\n  source: {work: w, at: '2'}\n"
    )
    base = base_of(f"{opening('fee.free', ('n0',))}\n{rule}\n{table}")
    assert "same as another" not in told(base)


def test_a_table_that_collects_needs_neither():
    rows = LISTED.format(rows=ROWS)
    assert not {"no row", "rows overlap"} & {*told(base_of(PLACES + rows))}


def test_a_hundred_rows_make_a_hundred_rules():
    rows = [f"[{number}, -, free]" for number in range(100)]
    base = any_of(*rows, '["< 0", -, due]')
    assert len([rule for rule in base.rules if rule.head.startswith("fee.free.row_")]) == 100
    found = assess({"name": "a", "n0": 99}, ON, base=base)
    assert found.conclusions["fee.free"] is True


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"v0, v1"', '"v0, v9"', "there is no value 'v9' of e0"),
        ('"1..2"', '"1..two"', "'two' is no number"),
        ("[0, -, free", "[0, -, fre", "there is no answer 'fre'; expected: free.*nearest: free"),
        ("[0, -, free", "[-, -, free", "the row tests nothing, and so fits every case"),
        ('free, "2.1"]', 'free, "2.1", 7]', "the row has 5 cells, and the table 4 columns"),
        (
            "columns: [n0,",
            "columns: [n00,",
            "there is no attribute 'n00'; in: n00; expected: an attribute, or a .*; nearest: n0",
        ),
        ("columns: [n0,", "columns: [name,", "name is a text, which no rule reads"),
        ("columns: [n0,", "columns: [row,", "this is not a valid name|no valid name"),
        ("whole: All", "none: x, whole: All", "no row of fee concludes none"),
        (
            "hit: first",
            "hit: once",
            "there is no such value; in: once; expected: any, first, collect",
        ),
        ('"> 2"', '">= v2"', "'v2' is no number"),
        ("e0: not v2", 's0: ">= v1"', "the values of s0 have no order"),
        ("rows:\n", "rows: []\n  notes:\n", "this is empty|no key 'notes'"),
        ("rows:\n", "rows: ../x.csv\n  notes:\n", "no key 'notes'"),
    ],
)
def test_what_is_no_row_is_refused(before, after, said):
    text = FIRST.replace(before, after, 1)
    assert text != FIRST
    with pytest.raises(InvalidKnowledge, match=said):
        base_of(START + text)


def test_a_cell_that_cannot_be_read_is_told_with_its_place():
    with pytest.raises(InvalidKnowledge) as refused:
        base_of(START + FIRST.replace('"v0, v1"', '"v0, v9"'))
    place = refused.value.faults[0].place
    line = (START + FIRST).splitlines()[place.line - 1]
    assert line[place.column - 1 :].startswith("v1")


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("d0", "> 11/12/2026", "a day as YYYY-MM-DD: 2026-12-11 or 2026-11-12"),
        ("d0", "1. März 2026", "a day as YYYY-MM-DD: 2026-03-01"),
        ("from", "11/12/2026", "a day: 2026-12-11 or 2026-11-12"),
        ("until", "1 March 2026", "a day: 2026-03-01"),
        ("until", "Soon", "a day, as YYYY-MM-DD, or the id of a parameter that holds one"),
    ],
)
def test_a_day_in_a_cell_is_told_as_it_is_written(column, cell, expected):
    row = {"n0": "> 1", "concludes": "due", column: cell}
    head = opening("fee.due", ("n0",))
    head += "\n- {attribute: d0, type: date, question: q?, source: {work: w, at: a}}\n"
    with pytest.raises(InvalidKnowledge) as wrong:
        base_of(
            f"{head}\n- table: fee\n  title: A fee\n  hit: collect\n  rows: [{row}]\n"
            "  answers: {due: A fee is due}\n  source: {work: w, at: '2'}\n"
        )
    fault = wrong.value.faults[0]
    assert fault.expected == expected
    assert cell.removeprefix("> ") in str(fault)


def test_cells_under_an_attribute_that_cannot_be_read_are_no_faults_of_their_own():
    """One mistake, a place that is a number, and one line."""
    text = """\
- attribute: size
  type: enum
  ordered: true
  question: "?"
  values: {small: s, large: l}
  source: {work: w, at: 3}
- table: own.entity
  title: An entity
  hit: first
  columns: [row, concludes, size]
  rows: [[a, none, "< large"], [b, some, large], [c, none, -]]
  answers: {none: It is none, some: It is one}
  source: {work: w, at: "3"}
"""
    wet = "- {define: own.wet, title: Wet, when: n0 > 1, basis: stated, source: {work: w, at: '1'}}"
    with pytest.raises(InvalidKnowledge) as refused:
        base_of(f"{opening('own.wet', ('n0',))}\n{text}{wet}")
    (fault,) = refused.value.faults
    assert (fault.message, fault.expected) == ("at: this is not a text", 'a text: "3"')
