"""What is written in parts is known as soon as its parts leave no other way."""

from __future__ import annotations

from itertools import product

import pytest

from engine import assess
from engine.check.soundness import flaws
from knowledge import load
from knowledge.base import KnowledgeBase
from knowledge.rules.consensus import completed
from knowledge.rules.plain import MOST_ALTERNATIVES, Literal
from tests.conftest import DAY
from tests.random_knowledge import HEAD, base_of

SOURCE = 'source: {work: w, at: "1"}'
KINDS = {
    "a": "bool", "b": "bool", "c": "bool",
    "colour": "enum, values: {red: r, green: g, blue: b}",
    "size": "enum, ordered: true, values: {small: s, middle: m, large: l}",
    "n": "number", "m": "number, minimum: 0", "i": "integer", "day": "date", "word": "text",
}  # fmt: skip


def pack(condition: str) -> KnowledgeBase:
    lines = [HEAD.format(verdict="p")]
    for name, kind in KINDS.items():
        values = ', values: {"true": y, "false": n}' if kind == "bool" else ""
        lines.append(f'- {{attribute: {name}, type: {kind}{values}, question: "?", {SOURCE}}}')
    lines.append(f"- {{define: p, title: p, when: '{condition}', {SOURCE}, basis: stated}}")
    return base_of("\n".join(lines))


def reads(condition: str, **stated: object) -> bool | None:
    return assess({"name": "case", **stated}, DAY, base=pack(condition)).conclusions["p"]


@pytest.mark.parametrize(
    "condition",
    [
        "a and b or not a and b",
        "(a or b) and (not a or b)",
        'colour == "red" and b or colour in ("green", "blue") and b',
        'colour == "red" and b or colour == "green" and b or colour == "blue" and b',
        'colour != "red" and b or colour != "green" and b',
        'size >= "middle" and b or size < "middle" and b',
        "n > 3 and b or n <= 3 and b",
        "n > 3 and b or n < 5 and b",
        "n != 3 and b or n > 2 and b",
        "i > 3 and b or i < 4 and b",
        "i > 2.5 and b or i <= 2 and b",
        'day < date("2026-12-02") and b or day > date("2026-12-01") and b',
        'word == "x" and b or word != "x" and b',
        "a and b and c or a and b and not c or not a and b",
        "n > m and b or n <= m and b",
    ],
)
def test_it_is_so_where_its_parts_leave_no_other_way_and_not_where_none_is_left(condition):
    assert reads(condition, b=True) is True
    assert reads(condition, b=False) is False
    assert reads(condition) is None


@pytest.mark.parametrize(
    "condition",
    [
        "n > 3 and b or n < 3 and b",  # 3 itself
        "n >= 3 and b or n < 2 and b",
        'colour == "red" and b or colour == "green" and b',
        "a and b or not c and b",
        "established(a) and b or established(not a) and b",
    ],
)
def test_it_stays_open_where_an_answer_is_left_that_makes_it_false(condition):
    assert reads(condition, b=True) is not True


def test_it_is_exact_of_every_condition_of_three_answers():
    """Each of the 256 functions of three yes-or-no answers, written by its rows."""
    names = ("a", "b", "c")
    rows = list(product((True, False), repeat=3))
    for number in range(3, 256, 11):
        told = [row for place, row in enumerate(rows) if number >> place & 1]
        written = " or ".join(
            " and ".join(
                name if yes else f"not {name}" for name, yes in zip(names, row, strict=True)
            )
            for row in told
        )
        base = pack(written)
        for answers in product((True, False, None), repeat=3):
            stated = {n: v for n, v in zip(names, answers, strict=True) if v is not None}
            left = {
                row in told
                for row in rows
                if all(v in (None, own) for v, own in zip(answers, row, strict=True))
            }
            found = assess({"name": "case", **stated}, DAY, base=base).conclusions["p"]
            assert found is (left.pop() if len(left) == 1 else None), (written, stated)


def test_an_alternative_that_somebody_wrote_and_that_contradicts_itself_stays():
    rules = [rule.id for rule in pack("b or a and not a").rules if rule.head == "p"]
    assert rules == ["p/1", "p/2"]  # a check tells it


def test_too_many_alternatives_stay_as_they_were_written():
    some = [f"n == {number} and m == {number}" for number in range(MOST_ALTERNATIVES // 2)]
    more = [f"n != {number} and i == {number}" for number in range(MOST_ALTERNATIVES // 2)]
    rules = [rule for rule in pack(" or ".join([*some, *more])).rules if rule.head == "p"]
    assert len(rules) == MOST_ALTERNATIVES


def test_many_alternatives_of_which_nothing_follows_are_not_too_many():
    found = [(Literal(f"p{number}"),) for number in range(2 * MOST_ALTERNATIVES)]
    assert completed(found, {}) == found


CONTRADICTIONS = [
    "n > 3 and n < 2",
    "a and not a",
    'colour == "red" and colour == "green"',
    'size > "middle" and size < "middle"',
    'day > date("2026-12-02") and day < date("2026-12-01")',
    "n > 3 and b and n < 2",
    "n > m and n <= m",
]


@pytest.mark.parametrize("condition", CONTRADICTIONS)
def test_what_contradicts_itself_is_false_whatever_is_stated(condition):
    assert reads(condition) is False
    assert reads(condition, b=True) is False
    assert reads(f"not ({condition})") is True
    # beside another alternative it leaves what that one says
    assert reads(f"{condition} or c", c=False) is False
    assert reads(f"{condition} or c") is None
    assert reads(f"{condition} or c", c=True) is True


@pytest.mark.parametrize("condition", CONTRADICTIONS)
def test_what_contradicts_itself_is_told_by_a_check_as_it_is_written(condition):
    (dead,) = (
        one for one in flaws(pack(condition)) if (one.kind, one.rule) == ("dead rule", "p/1")
    )
    assert dead.says.endswith(" cannot hold together")
    assert "established" not in dead.says


def test_no_conclusion_of_the_shipped_packs_is_said_in_parts_that_say_more_together():
    base = load()
    for head, numbers in base.rules_for.items():
        found = [base.rules[number].body for number in numbers]
        together = completed(found, base.attributes)
        assert together is not None, head
        assert {*map(frozenset, together)} <= {*map(frozenset, found)}, head
