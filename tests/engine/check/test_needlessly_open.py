"""A conclusion that reads unknown although nothing can change it is told, with a case."""

from __future__ import annotations

import pytest

from engine import assess
from engine.check.needlessly_open import NEEDLESSLY_OPEN, UNCOMPLETED, needlessly_open
from engine.check.soundness import formula_of
from engine.proof.days import days_of
from knowledge.base import KnowledgeBase
from knowledge.rules.plain import MOST_ALTERNATIVES
from tests.random_knowledge import HEAD, base_of

SOURCE = 'source: {work: w, at: "1"}'


def pack(**conditions: str) -> KnowledgeBase:
    lines = [HEAD.format(verdict="wet")]
    for name in ("rained", "outside", "covered"):
        kind = 'bool, values: {"true": y, "false": n}'
        lines.append(f'- {{attribute: {name}, type: {kind}, question: "?", {SOURCE}}}')
    for name in ("m", "n"):
        lines.append(f'- {{attribute: {name}, type: integer, question: "?", {SOURCE}}}')
    lines += [
        f"- {{define: {name}, title: t, when: '{text}', {SOURCE}, basis: stated}}"
        for name, text in conditions.items()
    ]
    return base_of("\n".join(lines))


def told(base: KnowledgeBase) -> dict[str, str]:
    found = list(needlessly_open(base, days_of(formula_of(base))))
    for flaw in found:
        if flaw.kind == NEEDLESSLY_OPEN:
            assert flaw.witness is not None
            row = {name: value for name, value in flaw.witness.items() if name != "today"}
            on = flaw.witness["today"]
            result = assess({"name": "case", **row}, on, base=base)
            assert result.conclusions[flaw.shows[0]] is None
    return {flaw.shows[0] if flaw.shows else flaw.proposition: flaw.says for flaw in found}


@pytest.mark.parametrize(
    ("wet", "outcome"),
    [
        ("heavy and outside or not rained and outside", "true"),
        ("heavy and not rained or outside and covered", "false"),
        ("n * n >= 0 and outside", "true"),
        ("n > m and outside or n < m + 1 and outside", "true"),
    ],
)
def test_parts_that_meet_by_way_of_others_are_told_with_a_case(wet, outcome):
    found = told(pack(heavy="rained", wet=wet))
    assert f"it is {outcome} however the rest is answered" in found["wet"]


@pytest.mark.parametrize(
    "wet",
    [
        "rained and outside or not rained and outside",
        "heavy and outside or not heavy and outside",
        "heavy and covered or outside",
        "at_least(2, rained, outside, covered)",
        "n * n > 4 and outside",
    ],
)
def test_what_reads_unknown_only_where_it_is_open_is_not_told(wet):
    assert "wet" not in told(pack(heavy="rained", wet=wet))


def test_where_too_much_follows_from_what_is_written_that_is_told():
    half = MOST_ALTERNATIVES // 2
    parts = [f"n == {number} and m == {number}" for number in range(half)]
    parts += [f"n != {number} and m == {number + half}" for number in range(half)]
    base = pack(wet=" or ".join(parts))
    flaws = list(needlessly_open(base, days_of(formula_of(base))))
    assert UNCOMPLETED in {flaw.kind for flaw in flaws}


TABLE = """\
- table: own.grade
  title: The grade
  hit: {hit}
  columns: [row, concludes, rained, outside, covered, when]
  answers: {{high: It is high, low: It is low}}
  rows: [{rows}]
  {source}
"""
# each before the last leaves less to those below it
ORDERED = (
    '[a, high, "yes", "yes", "-", "-"], [b, low, "-", "yes", "yes", "-"], '
    '[c, low, "-", "-", "-", "{c}"], [d, high, "-", "-", "-", "-"]'
)


def with_table(hit: str, rows: str) -> KnowledgeBase:
    lines = [HEAD.format(verdict="wet")]
    for name in ("rained", "outside", "covered"):
        kind = 'bool, values: {"true": y, "false": n}'
        lines.append(f'- {{attribute: {name}, type: {kind}, question: "?", {SOURCE}}}')
    for name, when in (("wet", "known(rained)"), ("heavy", "rained")):
        lines.append(f"- {{define: {name}, title: t, when: {when}, {SOURCE}, basis: stated}}")
    lines.append(TABLE.format(hit=hit, rows=rows, source=SOURCE))
    return base_of("\n".join(lines))


def test_that_no_row_before_it_fits_is_the_form_of_a_table_and_no_slip():
    """The last row is false where two rows before it leave nothing, which nobody could write
    otherwise.
    """
    base = with_table("first", ORDERED.format(c="not covered"))
    case = {"name": "case", "rained": True, "covered": False}
    assert assess(case, base=base).conclusions["own.grade.high.d"] is False
    assert not told(base)


def test_what_the_cells_of_a_row_say_is_told_at_the_row():
    found = told(
        with_table("first", ORDERED.format(c="heavy and not rained or outside and not covered"))
    )
    assert [*found] == ["own.grade.fits.c"]


def test_an_answer_that_several_rows_conclude_is_their_form_too():
    rows = '[a, high, "yes", "yes", "-", "-"], [b, high, "no", "yes", "-", "-"], '
    rows += '[c, low, "-", "no", "-", "-"]'
    base = with_table("any", rows)
    conclusions = assess({"name": "case", "outside": True}, base=base).conclusions
    assert conclusions["own.grade.high"] is None  # although one of its two rows fits
    assert not told(base)
