"""Trees of conditions, and others made of them."""

from __future__ import annotations

from datetime import date

from knowledge.conditions.tree import Attr, Calculation, Const, Param, Span, Test, with_read


def test_what_a_test_reads_can_be_something_else_wherever_it_stands():
    test = Test(
        ">=",
        Calculation(Attr("sold_on"), "+", Span(Param("warranty"), "months")),
        Attr("today"),
        dated=True,
    )

    def put(term: Attr | Param) -> Attr | Param | Const:
        return {"sold_on": Const(date(2027, 1, 1)), "warranty": Const(24)}.get(term.name, term)

    assert with_read(test, put) == Test(
        ">=",
        Calculation(Const(date(2027, 1, 1)), "+", Span(Const(24), "months")),
        Attr("today"),
        dated=True,
    )


def test_listed_values_stay():
    test = Test("in", Attr("region"), ("north", "south"))
    assert with_read(test, lambda term: Attr("place")) == Test(
        "in", Attr("place"), ("north", "south")
    )
