"""A count becomes few rules, and they count as Kleene's logic does by bounds."""

from __future__ import annotations

from itertools import product
from math import comb

import pytest

from knowledge.conditions.tree import And, Attr, Count, Established, Not, Or, Prop, Test
from knowledge.rules.counting import count_statements, counted_by, counts_in, item_statements
from knowledge.rules.meaning import plain_rules
from knowledge.truth import Mode, conjunction, disjunction


def counting(least: int, total: int) -> Count:
    items = tuple(Prop(f"p{number}") for number in range(total))
    return Count(least, items, f"at_least({least}, p.*)")


def truth(rules, name: str, known: dict[str, bool | None]) -> bool | None:
    """The truth of a proposition by the plain rules, from that of the conditions."""
    if name in known:
        return known[name]
    bodies = [rule.body for rule in rules if rule.head == name]
    return disjunction(
        conjunction(literal.mode.of(truth(rules, literal.target, known)) for literal in body)
        for body in bodies
    )


@pytest.mark.parametrize(("least", "total"), [(n, t) for t in range(2, 6) for n in range(1, t + 1)])
def test_it_is_true_as_soon_as_enough_hold_and_false_as_soon_as_too_few_can(least, total):
    count = counting(least, total)
    rules = [rule for statement in count_statements(count) for rule in plain_rules(statement)]
    for values in product((True, None, False), repeat=total):
        known = {item.name: value for item, value in zip(count.items, values, strict=True)}
        holding, possible = values.count(True), total - values.count(False)
        wanted = True if holding >= least else None if possible >= least else False
        assert truth(rules, count.name, known) is wanted, (values, least)


@pytest.mark.parametrize("total", [20, 40, 80])
def test_the_rules_grow_with_what_is_counted_and_not_with_its_choices(total):
    rules = [
        rule
        for statement in count_statements(counting(total // 2, total))
        for rule in plain_rules(statement)
    ]
    assert len(rules) <= total * total
    assert len(rules) * 100 < comb(total, total // 2)
    assert max(len(rule.body) for rule in rules) <= 8


def test_a_condition_of_several_alternatives_is_a_step_of_its_own():
    a, b, c = (Test("yes", Attr(name)) for name in "abc")
    count = Count(2, (Or((a, b)), Not(c), Established(a)), "at_least(2, …)")
    (first,) = item_statements(count)
    *_, last = count_statements(count)
    assert (first.head, first.when) == ("(a or b)", Or((a, b)))
    assert last.head == count.name
    step, absent, established = counted_by(count).members
    assert (step.target, absent.target) == ("(a or b)", c.complement)
    assert (established.target, established.mode) == (a, Mode.ESTABLISHED)


def test_counts_in_counts_are_found_from_within():
    inner, outer = counting(1, 2), None
    outer = Count(1, (inner, Prop("q")), "outer")
    assert list(counts_in(And((Not(outer), Prop("r"))))) == [inner, outer]
