"""Invariants: what must be so in every case, proven over all of them, or broken by a case that can be run.

Some speak of one case at a time. Others compare two cases that differ in some answers only; of what breaks those, both
cases are shown, with as few differences and as few answers as it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from engine.conditions import Truths, propositions_in
from engine.days import TODAY, Day, Row, World, as_many, days_of, differing
from engine.formulas import Choices, Formula, Members, Scalar
from engine.proof import Truth
from engine.soundness import Flaw, Shows, however_partial
from knowledge.base import KnowledgeBase
from knowledge.entries import Invariant, Verdict
from knowledge.invariants import asked_for, members
from knowledge.wording import in_words

BROKEN = "broken invariant"
Apart = Callable[[Truths[Any], Truths[Any]], Any]  # where, over any algebra, two cases break an invariant
Relate = Callable[[World, str, "Choices[Truth]", "Choices[Truth]"], Iterable[Truth]]  # what the answers to an attribute in two cases have to do with each other


def broken(base: KnowledgeBase, days: Sequence[Day]) -> Iterator[Flaw]:
    """Each invariant that some case breaks, or some two; `days` are those of all rules."""
    entries = base.of_kind(Invariant)
    yield from _in_one_case(base, [entry for entry in entries if entry.always or entry.exclusive], days)
    for entry in entries:
        if entry.unchanged:
            yield from _unchanged(base, entry)
        elif entry.never_relaxed_by:
            yield from _never_relaxed(base, entry)
        elif entry.settled:
            yield from _settled(base, entry)


def _in_one_case(base: KnowledgeBase, entries: Sequence[Invariant], days: Sequence[Day]) -> Iterator[Flaw]:
    asked = {entry.key: _breaks(base, entry) for entry in entries}

    def some(truths: Truths[Any]) -> Any:
        return truths.algebra.any_of([breaks(truths) for breaks in asked.values()])

    if not entries or however_partial(days, some) is None:
        return  # one proof a day for all of them
    for entry in entries:
        case = however_partial(days, asked[entry.key])
        if case is not None:
            day = next(day for day in days if day.day == case[TODAY])
            truths = day.rows([case])
            named = _named(base, entry)
            shows = tuple(name for name in named if truths.possible(name)) or tuple(named)
            fired = [rule.id for rule in base.rules if rule.head in entry.exclusive and truths.fires(rule)]
            stated = ", ".join(f"{name} {in_words(value)}" for name, value in case.items() if name != TODAY) or "nothing answered"
            by = f", where {' and '.join(fired)} fire" if fired else ""
            yield Flaw(BROKEN, entry.key, None, f"{entry.title}: not so with {stated}{by}", case, shows)


def _breaks(base: KnowledgeBase, entry: Invariant) -> Shows:
    given, always = (base.conditions.get((entry.key, name)) for name in ("given", "always"))

    def breaks(truths: Truths[Any]) -> Any:
        algebra = truths.algebra
        if always is None:
            pairs = combinations(members(entry.exclusive, base.propositions), 2)
            return algebra.any_of([algebra.all_of([truths.true(one), truths.true(other)]) for one, other in pairs])
        return algebra.all_of([algebra.top if given is None else truths.holds(given), algebra.no(truths.holds(always))])

    return breaks


def _named(base: KnowledgeBase, entry: Invariant) -> list[str]:
    """The propositions that an invariant of one case speaks of."""
    conditions = [base.conditions[entry.key, name] for name in ("given", "always") if (entry.key, name) in base.conditions]
    found = [name for condition in conditions for name in propositions_in(condition, base.propositions)]
    return list(dict.fromkeys([*members(entry.exclusive, base.propositions), *found]))


def _unchanged(base: KnowledgeBase, entry: Invariant) -> Iterator[Flaw]:
    """Two cases that differ in what does not matter agree on what it does not matter to."""
    names = members(entry.unchanged, base.propositions)

    def apart(one: Truths[Any], other: Truths[Any]) -> Any:
        differs = [_differ(one.algebra, read.true(name), again.true(name)) for name in names for read, again in ((one, other),)]
        differs += [_differ(one.algebra, one.possible(name), other.possible(name)) for name in names]
        return one.algebra.any_of(differs)

    yield from _in_two_cases(base, entry, names, entry.whatever, apart, lambda *_: ())


def _never_relaxed(base: KnowledgeBase, entry: Invariant) -> Iterator[Flaw]:
    """Where some verdict is established, an answer that asks for more leaves one that is as strict; by rank, where nothing else is said."""
    ranked = sorted((verdict for verdict in base.of_kind(Verdict) if verdict.when is not None), key=lambda verdict: verdict.rank)
    levels = entry.strictness or [[verdict.proposition] for verdict in ranked]
    names = [name for level in levels for name in level]

    def apart(one: Truths[Any], other: Truths[Any]) -> Any:
        algebra, found = one.algebra, []
        for laxest in range(1, len(levels)):
            strict = [name for level in levels[:laxest] for name in level]
            before, after = (algebra.any_of([truths.true(name) for name in strict]) for truths in (one, other))
            found.append(algebra.all_of([before, algebra.no(after)]))
        return algebra.any_of(found)

    def relate(world: World, name: str, one: Choices[Truth], other: Choices[Truth]) -> Iterable[Truth]:
        order = entry.never_relaxed_by[name]
        if isinstance(one, Scalar) and isinstance(other, Scalar):
            values = list(world.space.values[name]) if order == "more" else list(order)
            yield from _raised(world, values, one, other)
        elif isinstance(one, Members) and isinstance(other, Members):
            no, any_of = world.algebra.no, world.algebra.any_of
            yield any_of([no(one.answered), other.answered])
            yield from (any_of([no(bit), other.members[member]]) for member, bit in one.members.items())
            yield from (any_of([one.answered, no(other.answered), bit]) for bit in other.members.values())

    yield from _in_two_cases(base, entry, names, entry.never_relaxed_by, apart, relate)


def _raised(world: World, values: Sequence[Any], one: Scalar[Truth], other: Scalar[Truth]) -> Iterable[Truth]:
    """The second answer stands at least as late among the values; where the first is none, it is none as well, or the last."""
    no, any_of = world.algebra.no, world.algebra.any_of
    for value, stated in one.values.items():
        later = [*values[values.index(value) :]] if value in values else [value]
        above = [None, values[-1]] if value is None else later
        yield any_of([no(stated), *(other.values[found] for found in above)])


def _settled(base: KnowledgeBase, entry: Invariant) -> Iterator[Flaw]:
    """What is true or false in a case stays so in every case that answers more, but for some attributes."""
    names = members(entry.settled, base.propositions)
    spared = members(entry.but_for, base.propositions)
    entries = {known.entry for name in spared if (known := base.propositions.get(name)) and known.entry}
    open_to_change = {*spared, *asked_for(entries, base.rules)}

    def apart(one: Truths[Any], other: Truths[Any]) -> Any:
        algebra = one.algebra
        turned = [algebra.all_of([one.true(name), algebra.no(other.true(name))]) for name in names]
        turned += [algebra.all_of([algebra.no(one.possible(name)), other.possible(name)]) for name in names]
        return algebra.any_of(turned)

    def relate(world: World, name: str, one: Choices[Truth], other: Choices[Truth]) -> Iterable[Truth]:
        no, any_of = world.algebra.no, world.algebra.any_of
        if isinstance(one, Scalar) and isinstance(other, Scalar):
            yield from (any_of([no(stated), other.values[value]]) for value, stated in one.values.items() if value is not None)
        elif isinstance(one, Members) and isinstance(other, Members):
            yield any_of([no(one.answered), other.answered])
            yield from (any_of([no(bit), other.members[member]]) for member, bit in one.members.items())
            yield from (any_of([no(one.answered), no(bit), one.members[member]]) for member, bit in other.members.items())

    free = [name for name in base.attributes if name not in open_to_change and name != TODAY]
    yield from _in_two_cases(base, entry, names, free, apart, relate)


def _in_two_cases(
    base: KnowledgeBase, entry: Invariant, propositions: Sequence[str], attributes: Iterable[str], apart: Apart, relate: Relate
) -> Iterator[Flaw]:
    """Two cases, alike but for these attributes, that break an invariant on some day."""
    formula = Formula(base, propositions, possible=True)
    names = [name for name in attributes if name in formula.attributes]
    for day in differing(days_of(formula)) if names else ():
        world = day.partial
        twins = world.space.twins(names)
        for name, other in twins.items():
            for condition in relate(world, name, world.space.choices[name], other):
                world.space.require(condition)
        model = world.find(apart(world.truths, world.second(twins)))
        if model is not None:
            one, other = _lean(day, world.row(model), world.row(model, {**world.space.choices, **twins}), apart)
            yield _told(base, day, entry, propositions, one, other)
            return


def _lean(day: Day, one: Row, other: Row, apart: Apart) -> tuple[Row, Row]:
    """The two cases with as few differences and as few answers as still break it, and the day."""
    Move = tuple[str, str, str]

    def moved(moves: Sequence[Move]) -> tuple[Row, Row]:
        first, second = dict(one), dict(other)
        for kind, name, member in moves:
            if kind == "alike":
                second = {**{n: v for n, v in second.items() if n != name}, **({name: first[name]} if name in first else {})}
            for row in (first, second) if kind != "alike" else ():
                if kind == "without":
                    row.pop(name, None)
                elif isinstance(row.get(name), frozenset):
                    row[name] -= {member}
        return first, second

    def still(trials: Sequence[Sequence[Move]]) -> int:
        pairs = [moved(moves) for moves in trials]
        found: int = apart(day.rows([first for first, _ in pairs]), day.rows([second for _, second in pairs]))
        return found

    names = list(dict.fromkeys([*one, *other]))
    sets = {name: row[name] for row in (one, other) for name in row if isinstance(row[name], frozenset)}
    moves = [("alike", name, "") for name in names] + [("without", name, "") for name in names]
    moves += [("fewer", name, member) for name, value in sets.items() for member in sorted(value)]
    first, second = moved(as_many(moves, still))
    return {TODAY: day.day, **first}, {TODAY: day.day, **second}


def _told(base: KnowledgeBase, day: Day, entry: Invariant, propositions: Sequence[str], one: Row, other: Row) -> Flaw:
    before, after = ({name: _status(day.rows([row]), name) for name in propositions} for row in (one, other))
    turned = [name for name in propositions if before[name] != after[name]]
    changes = " and ".join(
        f"{name} {in_words(other.get(name))} instead of {in_words(one.get(name))}" for name in {**one, **other} if one.get(name) != other.get(name)
    )
    effects = " and ".join(f"{name} from {before[name]} to {after[name]}" for name in turned)
    says = f"{entry.title}: not so, since {changes} turns {effects}"
    return Flaw(BROKEN, entry.key, None, says, one, tuple(turned), other)


def _status(truths: Truths[int], name: str) -> str:
    return "true" if truths.true(name) else "unknown" if truths.possible(name) else "false"


def _differ(algebra: Any, one: Any, other: Any) -> Any:
    if algebra.same(one, other):
        return algebra.bottom
    return algebra.any_of([algebra.all_of([one, algebra.no(other)]), algebra.all_of([algebra.no(one), other])])
