"""The smallest sets of changes to a verdict: each is enough, none can be smaller,
and none is missing.

`tests/sizes.py` says how many random cases are tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import combinations, islice, product
from random import Random
from typing import Any

import pytest

from engine import Assessment, assess
from engine.proof.domains import domains
from engine.proof.minimal_changes import barriers, minimal_changes, obstacles
from engine.proof.solver import Space
from engine.proof.truths import Truths
from engine.proof.ways import MinimalSet, Range
from explain.ask.smallest_change import changed_case, smallest_change
from knowledge.conditions.tree import TODAY
from knowledge.entries import Contradiction, Verdict
from tests.conftest import needs_durable
from tests.engine.proof.reached import can_be_done, judged, verdicts_over
from tests.random_cases import BASE, COUNT, PROFILES, any_value, random_cases
from tests.sizes import tried

DAY = date(2026, 11, 22)
CHAINERS: tuple[Any, ...] = ("durable_rules", "semi-naive")
VERDICTS = [entry.id for entry in BASE.of_kind(Verdict)]


FORMULA = judged(BASE)
MOVABLE = [name for name in BASE.attributes if BASE.attributes[name].directions]
MOST = 500  # sets; far more than there are
each_case = pytest.mark.parametrize("number", range(COUNT))
each_second_case = pytest.mark.parametrize("number", range(0, COUNT, 2))
each_fourth_case = pytest.mark.parametrize("number", range(0, COUNT, 4))  # for what takes long
seen: Counter[str] = Counter()
pytestmark = pytest.mark.random


@cache
def sets_of(number: int, verdict: str) -> tuple[MinimalSet, ...]:
    """All smallest sets of changes of a random case to a verdict."""
    found = tuple(islice(minimal_changes(random_cases()[number], f"verdict.{verdict}"), MOST))
    assert len(found) < MOST, "so many cannot all be smallest"
    return found


def reaching(
    case: Assessment, verdict: str, rows: Sequence[Mapping[str, Any]], *, sensibly: bool = True
) -> list[Mapping[str, Any]]:
    """The changes after which the verdict holds."""
    return [
        row
        for row, reached in zip(
            rows, verdicts_over(case, rows, FORMULA, sensibly=sensibly), strict=True
        )
        if reached == verdict
    ]


def values_of(case: Assessment, name: str, random: Random) -> list[Any]:
    """What an attribute may be changed to: all of its domain, or of a set all that lies near.

    And finer values at random.
    """
    attribute, now = BASE.attributes[name], case.facts.get(name)
    if attribute.type == "set":
        near = (
            frozenset(step) for size in (0, 1, 2) for step in combinations(attribute.choices, size)
        )
        values = [members for step in near for members in (step, step ^ (now or frozenset()))]
    else:
        values = list(domains(BASE.attributes, FORMULA.tests, [name], case.facts)[name])
    values += [any_value(attribute, random) for _ in range(8)]
    return [value for value in dict.fromkeys(values) if value != now]


def verdict_after(case: Assessment, changes: Mapping[str, Any], chainer: Any) -> str:
    return assess(changed_case(case, changes), case.on, chainer=chainer).verdict.value


@needs_durable
@each_second_case
def test_both_chainers_confirm_each_set(number):
    case = random_cases()[number]
    for verdict in VERDICTS:
        for found in sets_of(number, verdict):
            way = found.ways[len(found.ways) // 2]
            assert [verdict_after(case, way, chainer) for chainer in CHAINERS] == [verdict, verdict]
            assert all(way[name] not in (None, case.facts.get(name)) for name in way), (
                "each is changed, none taken back"
            )


@each_case
def test_every_way_of_a_set_reaches_the_verdict_and_changes_the_same_attributes(number):
    case = random_cases()[number]
    for verdict in VERDICTS:
        for found in sets_of(number, verdict):
            assert reaching(case, verdict, found.ways) == list(found.ways)
            assert {frozenset(way) for way in found.ways} == {frozenset(found.attributes)}
            assert len({tuple(way.values()) for way in found.ways}) == len(found.ways)


@each_case
def test_only_what_a_team_can_act_on_changes(number):
    for verdict in VERDICTS:
        for found in sets_of(number, verdict):
            assert set(found.attributes) <= set(MOVABLE)
            assert all(can_be_done(random_cases()[number], way) for way in found.ways)


@each_case
def test_all_within_a_range_will_do_and_nothing_beyond_one_that_is_complete(number):
    case, random = random_cases()[number], Random(f"ranges {number}")
    for verdict in VERDICTS:
        for found in sets_of(number, verdict):
            for name, reach in found.reaches.items():
                attribute = BASE.attributes[name]
                if reach.range is None and attribute.type not in ("number", "integer", "date"):
                    continue
                facts = {**case.facts, **found.ways[0]}
                values = [
                    *domains(BASE.attributes, FORMULA.tests, [name], facts)[name],
                    *(any_value(attribute, random) for _ in range(40)),
                ]
                inside = [value for value in values if within(reach.range, value)]
                outside = [
                    value
                    for value in values
                    if value != found.ways[0][name] and not within(reach.range, value)
                ]
                first = found.ways[0]
                rows = [{**first, name: value} for value in inside]
                assert reaching(case, verdict, rows) == rows
                seen["inside"] += len(inside)
                if reach.complete:
                    rows = [{**first, name: value} for value in outside]
                    assert reaching(case, verdict, rows) == []
                    seen["outside"] += len(outside)


def within(span: Range | None, value: Any) -> bool:
    """Whether a value lies in a range."""
    if span is None:
        return False
    high_enough = span.low is None or value > span.low or (span.low_included and value == span.low)
    low_enough = (
        span.high is None or value < span.high or (span.high_included and value == span.high)
    )
    return high_enough and low_enough


@each_case
def test_the_smallest_sets_come_first_and_none_contains_another(number):
    for verdict in VERDICTS:
        attributes = [set(found.attributes) for found in sets_of(number, verdict)]
        assert [len(names) for names in attributes] == sorted(len(names) for names in attributes)
        assert not any(one <= other for one, other in combinations(attributes, 2))


@each_case
def test_a_verdict_that_is_reached_needs_no_change_and_any_other_some(number):
    case = random_cases()[number]
    for verdict in VERDICTS:
        empty = [found for found in sets_of(number, verdict) if not found.attributes]
        contrary = case.holding("contradiction")
        assert len(empty) == (case.verdict.value == verdict and not contrary)


@each_case
def test_no_part_of_a_set_is_enough_whatever_it_states(number):
    case, random = random_cases()[number], Random(f"parts {number}")
    for verdict in VERDICTS:
        for found in sets_of(number, verdict)[:6]:
            values = {name: values_of(case, name, random) for name in found.attributes}
            for left_out in found.attributes:
                part = [name for name in found.attributes if name != left_out]
                every = product(*([*values[name], case.facts.get(name)] for name in part))
                rows = (
                    list(every)
                    if len(part) < 2
                    else list(islice(every, 3_000))
                    if len(part) < 4
                    else []
                )
                rows += [tuple(random.choice(values[name]) for name in part) for _ in range(100)]
                changes = [dict(zip(part, row, strict=True)) for row in rows]
                doable = [row for row in changes if can_be_done(case, row)]
                assert reaching(case, verdict, doable) == []


@each_case
def test_every_single_change_that_is_enough_is_found(number):
    case, random = random_cases()[number], Random(f"single {number}")
    rows = [{name: value} for name in MOVABLE for value in values_of(case, name, random)]
    reached = verdicts_over(case, rows, FORMULA)
    for verdict in VERDICTS:
        singles = {
            frozenset(row)
            for row, after in zip(rows, reached, strict=True)
            if after == verdict and can_be_done(case, row)
        }
        found = [set(item.attributes) for item in sets_of(number, verdict)]
        assert all(any(names <= single for names in found) for single in singles)
        seen["single"] += len(singles - {frozenset()})
    beside = random.choice([name for name in MOVABLE if name not in FORMULA.attributes])
    assert (
        verdict_after(case, {beside: random.choice(values_of(case, beside, random))}, "semi-naive")
        == case.verdict.value
    )


@each_case
def test_every_random_change_of_several_attributes_that_is_enough_contains_a_set(number):
    case, random = random_cases()[number], Random(f"several {number}")
    rows = [change(case, random) for _ in range(150)]
    for row, verdict in zip(rows, verdicts_over(case, rows, FORMULA), strict=True):
        changed = {name for name, value in row.items() if value != case.facts.get(name)}
        if verdict and can_be_done(case, row):
            assert any(changed.issuperset(found.attributes) for found in sets_of(number, verdict))
            seen[verdict] += 1


def change(case: Assessment, random: Random, names: Iterable[str] = MOVABLE) -> dict[str, Any]:
    """A random change of some attributes, often towards a profile of a verdict."""
    profile, share, calm = (
        random.choice(PROFILES),
        random.choice((0.05, 0.3, 0.8)),
        random.choice((0.5, 1.0)),
    )
    found = {name: profile[name] for name in names if name in profile and random.random() < calm}
    return found | {
        n: any_value(BASE.attributes[n], random)
        for n in names
        if n not in found and random.random() < share * (1.05 - calm)
    }


@each_fourth_case
def test_where_no_change_is_enough_the_obstacles_bar_the_way_and_each_is_needed_for_that(number):
    case, random = random_cases()[number], Random(f"obstacles {number}")
    for verdict in random.sample(VERDICTS, tried(2, 3)):
        barred = obstacles(case, f"verdict.{verdict}")
        if sets_of(number, verdict):
            assert barred == []
            continue
        # on another day other figures are in force
        free = [name for name in FORMULA.attributes if name not in {*barred, TODAY}]
        rows = [change(case, random, free) for _ in range(200)]
        assert reaching(case, verdict, rows, sensibly=False) == []
        for freed, changed in without_each(case, verdict, barred).items():
            assert changed is not None, f"{freed} is no obstacle"
            kept = {name: changed[name] for name in barred if name != freed}
            assert can_be_done(case, kept)
            assert reaching(case, verdict, [changed], sensibly=False) == [changed]
            seen["freed"] += 1


def without_each(
    case: Assessment, verdict: str, barred: Sequence[str]
) -> dict[str, dict[str, Any] | None]:
    """Obstacle → a case with the verdict that keeps the other obstacles,
    and takes back no answer of a team's; None if there is none.
    """
    space = Space(FORMULA, FORMULA.attributes, case.facts, unanswered=True)
    algebra = space.algebra
    truths = Truths(FORMULA, algebra, FORMULA.values(algebra, space.choices, case.facts))
    space.require(truths.true(f"verdict.{verdict}"))
    for entry in BASE.of_kind(Contradiction):
        space.require(algebra.no(truths.true(entry.proposition)))
    for name in space.free:
        if (name in MOVABLE and case.facts.get(name) is not None) or name == TODAY:
            space.require(algebra.no(space.is_stated(name, None)))
    found = {}
    possible = {name: as_it_can_be(case, space, name) for name in barred}
    for freed in barred:
        model = space.find(
            *(possible[name] for name in barred if name != freed),
            space.is_stated(TODAY, case.on),
        )
        found[freed] = (
            None if model is None else {name: space.stated(model, name) for name in space.free}
        )
    return found


def as_it_can_be(case: Assessment, space: Space, name: str) -> Any:
    """That an attribute states what it does, or what a team can bring about."""
    now, attribute = case.facts.get(name), BASE.attributes[name]
    if attribute.type == "set":
        steps = (
            frozenset(step)
            for size in range(len(attribute.choices) + 1)
            for step in combinations(attribute.choices, size)
        )
        values: list[Any] = list(steps) if attribute.directions else []
    else:
        values = [*space.values[name]]
    possible = [value for value in values if can_be_done(case, {name: value})]
    return space.algebra.any_of([space.is_stated(name, value) for value in [now, *possible]])


@each_fourth_case
def test_the_explanation_tells_the_sets_as_they_were_proven_and_confirmed(number):
    case = random_cases()[number]
    for verdict in Random(f"told {number}").sample(VERDICTS, 1):
        told = smallest_change(case, verdict, most=3)
        if case.verdict.value == verdict:  # reached already, though answers contradict each other
            assert [item.changes for item in told.sets] == [()]
            continue
        proven = sets_of(number, verdict)
        assert {frozenset(change.attribute for change in item.changes) for item in told.sets} <= {
            frozenset(s.attributes) for s in proven
        }
        assert len(told.sets) == min(3, len(proven))
        assert told.more is (len(proven) > 3)
        for item in told.sets:
            assert (
                verdict_after(
                    case, {change.attribute: change.to for change in item.changes}, "semi-naive"
                )
                == verdict
            )


def test_many_changes_were_enough_to_each_verdict_a_team_can_reach():
    assert seen["single"] > 2 * COUNT
    # practices can only be given up, so that nothing that a team does leads to the prohibition
    assert {verdict for verdict in VERDICTS if seen[verdict] < COUNT // 10} == {"prohibited"}
    assert not seen["prohibited"]
    assert seen["freed"] > COUNT // 20
    assert seen["inside"] > COUNT
    assert seen["outside"] > COUNT


@each_fourth_case
def test_each_group_that_bars_the_way_does_so_by_itself_and_shares_nothing(number):
    case, random = random_cases()[number], Random(f"barriers {number}")
    for verdict in random.sample(VERDICTS, 2):
        groups = list(barriers(case, f"verdict.{verdict}"))
        named = [name for group in groups for name in group]
        assert len(named) == len({*named})
        for group in groups:
            others = [name for name in FORMULA.attributes if name not in group]
            rows = [change(case, random, others) for _ in range(100)]
            assert reaching(case, verdict, rows, sensibly=False) == []
