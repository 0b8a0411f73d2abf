"""The row of the heads: the one that is said, the one with known heads, the first wide one."""

from __future__ import annotations

import pytest

from knowledge.tables.heads import NoTable, headed, heads_row
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


def test_heads_below_the_first_row_are_told():
    assert list(headed(0)) == []
    assert list(headed(2)) == ["the heads stand in row 3; what stands above them is not read"]


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
