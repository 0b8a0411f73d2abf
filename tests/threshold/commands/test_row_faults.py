"""Which of many cells that cannot be used are told first: some of every kind."""

from __future__ import annotations

from knowledge.tables.row_faults import RowFault
from threshold.commands.row_faults import MOST_ALIKE, MOST_TOLD, told_first


def fault(row, column="went_live_on", reason="no day"):
    return RowFault(row, column, "x", reason, "")


def test_few_are_all_told_in_their_order():
    faults = [fault(row) for row in range(MOST_TOLD)]
    assert told_first(faults) == faults
    assert told_first([]) == []


def test_what_comes_late_is_told_before_many_alike():
    late = [fault(500, "stage"), fault(501, reason="two days")]
    told = told_first([*(fault(row) for row in range(400)), *late])
    assert len(told) == MOST_TOLD
    assert told[-2:] == late
    assert [one.row for one in told[:-2]] == list(range(MOST_TOLD - 2))


def test_of_many_kinds_no_more_than_a_few_of_each_are_told():
    told = told_first([fault(row, f"column {row // 50}") for row in range(1000)])
    assert len(told) == MOST_TOLD
    assert [one.row for one in told[:4]] == [0, 1, 2, 50]
    assert max(sum(one.column == other.column for other in told) for one in told) == MOST_ALIKE
