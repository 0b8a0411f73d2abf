"""One attribute from the columns that serve it: the first that settles it counts, exceptions settle
nothing, and each distinct combination of cells is read once.
"""

from __future__ import annotations

import pytest

from knowledge import load
from knowledge.intake.columns import distinct, readers_of, why_not
from knowledge.intake.mapping import Intake
from knowledge.intake.plan import plan_of

FIRST = {"attribute": "output_use", "column": "A", "values": {"x": "research"}, "basis": "stated"}
SECOND = {**FIRST, "column": "B", "values": {"y": "operational", "z": "research"}}


def column(rows, *mappings, heads="ABC"):
    given = Intake(intake="i", title="T", source="S", text={}, columns=list(mappings))
    (reader,) = readers_of(plan_of(list(heads), load(), given))
    return reader.column(list(zip(*rows, strict=True)))


def told(made):
    """(value, the column that settles it, cells that cannot be used) of each row."""
    return [
        (
            outcome.value,
            outcome.settled_by.head if outcome.settled_by else None,
            [said.text for _, said in outcome.faults],
        )
        for outcome in (made.outcomes[code] for code in made.codes)
    ]


def test_the_first_column_that_settles_counts_and_later_ones_are_not_looked_at():
    made = column([("x", "y", ""), ("", "y", ""), ("", "", ""), ("x", "?!", "")], FIRST, SECOND)
    assert told(made) == [
        ("research", "A", []),
        ("operational", "B", []),
        (None, None, []),
        ("research", "A", []),
    ]


def test_a_cell_that_cannot_be_used_is_told_though_another_column_settles():
    made = column([("w", "y", ""), ("w", "v", "")], FIRST, SECOND)
    assert told(made) == [("operational", "B", ["w"]), (None, None, ["w", "v"])]


def test_an_exception_settles_nothing_and_is_no_fault():
    unless = {**FIRST, "unless": {"column": "C", "values": ["Closed"]}}
    rows = [("x", "", "closed "), ("x", "", "open"), ("w", "", "closed"), ("x", "y", "closed")]
    assert told(column(rows, unless, SECOND)) == [
        (None, None, []),
        ("research", "A", []),
        (None, None, []),
        ("operational", "B", []),
    ]


def test_each_distinct_combination_is_read_once():
    made = column([("x", str(row), "") for row in "1212"] * 5, FIRST)
    assert (len(made.outcomes), len(made.codes)) == (1, 20)
    made = column([("x", "y", ""), ("", "y", ""), ("x", "y", "")], FIRST, SECOND)
    assert (len(made.outcomes), made.codes) == (2, [0, 1, 0])


def test_numbers_that_python_takes_for_one_are_read_each_by_itself():
    answer = {"attribute": "business_units", "column": "A", "answer": True, "basis": "stated"}
    made = column([(1, "", ""), (True, "", ""), (1.0, "", ""), ("1", "", "")], answer)
    assert [value for value, _, _ in told(made)] == [1, None, 1, 1]


@pytest.mark.parametrize(("other", "expected"), [("1,5", 1200), ("2.5", 1.2), ("12", None)])
def test_the_whole_column_says_how_its_numbers_are_written(other, expected):
    answer = {"attribute": "volume_multiple", "column": "A", "answer": True, "basis": "stated"}
    made = column([("1.200", "", ""), (other, "", "")], answer)
    assert told(made)[0][0] == expected


def test_why_a_cell_cannot_be_used_and_what_was_expected():
    made = column([("w", "", "")], FIRST)
    ((source, said),) = made.outcomes[0].faults
    assert why_not(source.reader, said) == (
        "says nothing known about output_use, which stays unknown",
        "x",
    )
    share = {"attribute": "volume_multiple", "column": "A", "answer": True, "percent": True}
    made = column([(0.5, "", "")], {**share, "basis": "stated"})
    ((source, said),) = made.outcomes[0].faults
    assert why_not(source.reader, said) == (
        "can be a share already, 0.5, or a percentage, 0.005; volume_multiple stays unknown",
        "a text with its sign, such as 12%, or an intake without `percent`",
    )


def test_what_rows_say_is_numbered_in_the_order_in_which_it_is_met():
    assert distinct([("a",), ("b",), ("a",), (None,)]) == ([0, 1, 0, 2], [0, 1, 3])
    assert distinct([]) == ([], [])
