"""The row of the heads: the one that is said, the one with known heads, the first wide one; and the
rows about it in which heads stand as well.
"""

from __future__ import annotations

import pytest

from knowledge.tables.heads import Heads, NoTable, heads_in, heads_row
from knowledge.tables.table import ANY_FORM, Form, folded

KNOWN = Form(known=frozenset({"name", "stage"}))
TITLE = ["Inventory of 2026", "", ""]
HEADS = ["Name ", "STAGE", "ours"]


def test_the_row_that_is_said_is_taken_as_a_spreadsheet_numbers_it():
    assert heads_row([TITLE, HEADS], Form(header=1)) == 0
    assert heads_row([TITLE, HEADS], Form(header=2)) == 1
    with pytest.raises(NoTable, match="row 3, it is said; it has 2"):
        heads_row([TITLE, HEADS], Form(header=3))


def test_the_row_with_most_known_heads_is_taken_and_of_equals_the_first():
    assert heads_row([TITLE, [], HEADS, ["name", "x", "y"]], KNOWN) == 2
    assert heads_row([HEADS, HEADS], KNOWN) == 0


def test_where_no_head_is_known_a_title_with_fewer_cells_is_passed_over():
    assert heads_row([TITLE, ["a", "b", "c"], ["1", "2", "3"]], ANY_FORM) == 1
    assert heads_row([["a", "b"], ["1", "2"]], ANY_FORM) == 0


def test_rows_without_a_cell_have_no_heads():
    with pytest.raises(NoTable):
        heads_row([["", ""], []], KNOWN)


def test_heads_below_the_first_row_and_in_several_are_told():
    assert list(Heads(0, 0, 0, (0,)).told()) == []
    assert list(Heads(2, 2, 2, (2,)).told()) == [
        "the heads stand in row 3; what stands above them is not read"
    ]
    assert list(Heads(1, 0, 1, (0, 1)).told()) == [
        "the heads stand in rows 1 to 2, one row below another; what stands above these is not read"
    ]


GROUPED = [["name", "Used", "", "units"], ["", "by", "stage", ""], ["A", "x", "idea", "1"]]


@pytest.mark.parametrize(
    ("rows", "merged", "heads", "last"),
    [
        # known heads below others, or below none, and nothing else beside them
        ([["name", "Used", ""], ["", "", "stage"], ["A", "", "idea"]], [], "name Used stage", 1),
        # the cell of a case beside them: no heads
        ([["name", "Used", ""], ["A", "", "stage"]], [], "name Used ", 0),
        # a known head below a known one: no heads
        ([["name", "stage"], ["", "name"]], [], "name stage", 0),
        # one alone below a head that nobody knows may be the cell of a case
        ([["name", "Remark"], ["", "stage"], ["A", "x"]], [], "name Remark", 0),
        # the row of most known heads stands below: what lacks a head there has it above
        ([["name", "Used", ""], ["", "stage", "units"], ["A"]], [], "name stage units", 1),
        # what nobody knows above an empty head is a title
        ([["List", "", ""], ["", "stage", "units"], ["A"]], [], " stage units", 1),
        # but where it is merged down to it, it is its head
        ([["List", "", ""], ["", "stage", "units"]], [((0, 0), (1, 0))], "List stage units", 1),
        # heads that are merged over two rows, and groups of heads beside them
        (GROUPED, [((0, 0), (1, 0)), ((0, 1), (0, 2))], "name by stage units", 1),
        # not merged, `by` is what nobody knows
        (GROUPED, [], "name Used  units", 0),
    ],
)
def test_heads_may_stand_in_several_rows(rows, merged, heads, last):
    known = Form(known=frozenset({"name", "stage", "units"}))
    found = heads_in(rows, known, merged)
    assert " ".join(found.of(rows, "")) == heads
    assert found.last == last


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([["name", "A", "B"], ["stage", "idea", "pilot"], ["units", "1", "2"]], 1),
        ([["name", "what", "answer"], ["A", "stage", "idea"], ["A", "units", "1"]], 2),
    ],
)
def test_a_table_on_its_side_and_one_of_answers_are_refused(rows, column):
    known = Form(known=frozenset({"name", "stage", "units"}))
    told = rf"one below the other, in column {column}: stage, units; it takes a row for each case"
    with pytest.raises(NoTable, match=told):
        heads_in(rows, known)
    assert heads_in(rows, Form(header=1, known=known.known)).last == 0  # somebody says so


@pytest.mark.parametrize(
    "head", ["Größe", " größe ", "GRÖSSE".replace("SS", "ß"), "Gro\u0308ße", "\ufeffGröße"]
)
def test_heads_are_compared_without_case_blanks_and_forms_of_unicode(head):
    assert folded(head) == folded("größe")


@pytest.mark.parametrize("mark", ["\x00", "\u202e", "\ufeff", "\u200b", "\u00ad"])
def test_heads_are_compared_without_what_cannot_be_seen(mark):
    assert folded(f"{mark}Na{mark}me") == "name"


def test_blanks_within_a_head_are_one():
    assert folded("Used \u00a0 for") == folded("used for")
