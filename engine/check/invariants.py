"""Invariants: what must be so in every case, proven over all of them, or broken by a case that can
be run.

Some speak of one case at a time. Others compare two cases that differ in some answers only
(`engine.proof.pairs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import Any

from engine.check.soundness import Flaw, Shows, however_partial, unless_proven
from engine.proof.algebra import Choices, Formula, Members, Open, Scalar
from engine.proof.days import Day, Row, World, days_of, differing
from engine.proof.limits import NotProven, first_found
from engine.proof.pairs import Pair, find_pair
from engine.proof.polynomials import minus, variable
from engine.proof.solver import Truth
from engine.proof.truths import Truths, every_proposition, every_test
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import TODAY, Attr, Expression, Test
from knowledge.entries import Define, Invariant
from knowledge.languages.message import Joined, Message, Stated, Value
from knowledge.rules.invariants import asked_for, members

BROKEN = "broken invariant"  # the kind of flaw


def broken(base: KnowledgeBase, days: Sequence[Day]) -> Iterator[Flaw]:
    """Each invariant that some case breaks, or some two; `days` are those of all rules."""
    entries = base.of_kind(Invariant)
    yield from _in_one_case(
        base, [entry for entry in entries if entry.always or entry.exclusive], days
    )
    for entry in entries:
        yield from unless_proven(entry.key, entry.title, partial(_by_two_cases, base, entry))


def _by_two_cases(base: KnowledgeBase, entry: Invariant) -> Iterator[Flaw]:
    """An invariant that two cases break."""
    pair = _in_two_cases(base, entry)
    if pair is not None:
        says = Message("flaw_not_so_since", {"title": entry.title, "pair": pair.message})
        yield Flaw(BROKEN, entry.key, None, says, pair.one, pair.turned, pair.other)


def _in_two_cases(base: KnowledgeBase, entry: Invariant) -> Pair | None:
    if entry.unchanged:
        return _unchanged(base, entry)
    if entry.never_relaxed_by:
        return _never_relaxed(base, entry)
    return _stable(base, entry) if entry.stable else None


def _in_one_case(
    base: KnowledgeBase, entries: Sequence[Invariant], days: Sequence[Day]
) -> Iterator[Flaw]:
    asked = {entry.key: _breaks(base, entry) for entry in entries}
    fewer = differing(days_of(_spoken_of(base, entries)))

    def some(truths: Truths[Any]) -> Any:
        return truths.algebra.any_of([breaks(truths) for breaks in asked.values()])

    def told(entry: Invariant) -> Iterator[Flaw]:
        breaks = (_breaks(base, entry, outright=True), _breaks(base, entry))
        case = first_found(partial(however_partial, fewer, shows) for shows in breaks)
        if case is not None:
            yield _told_of_one(base, entry, case, _on(days, case))

    try:  # one proof a day for all of them, where none is broken
        while asked and (found := however_partial(fewer, some)) is not None:
            truths = _on(days, found)
            for entry in [entry for entry in entries if entry.key in asked]:
                if asked[entry.key](truths):
                    del asked[entry.key]
                    yield from unless_proven(entry.key, entry.title, partial(told, entry))
    except NotProven:
        for entry in [entry for entry in entries if entry.key in asked]:
            yield from unless_proven(entry.key, entry.title, partial(told, entry))


def _spoken_of(base: KnowledgeBase, entries: Sequence[Invariant]) -> Formula:
    """The rules behind what some invariants speak of."""
    named = dict.fromkeys(name for entry in entries for name in _named(base, entry))
    tests = [
        test
        for entry in entries
        for condition in _conditions(base, entry)
        for test in every_test(condition)
    ]
    return Formula(base, named, dict.fromkeys(tests), possible=True)


def _on(days: Sequence[Day], case: Row) -> Truths[int]:
    """The truth values of the rules in one case, on the day that it states."""
    return next(day for day in days if day.day == case[TODAY]).rows([case])


def _told_of_one(base: KnowledgeBase, entry: Invariant, case: Row, truths: Truths[int]) -> Flaw:
    named = _named(base, entry)
    shows = tuple(name for name in named if truths.possible(name)) or tuple(named)
    listed = members(entry.exclusive, base.propositions)
    fired = [rule.id for rule in base.rules if rule.head in listed and truths.fires(rule)]
    told: dict[str, Value] = {
        "title": entry.title,
        "stated": Stated({name: value for name, value in case.items() if name != TODAY}),
        "rules": Joined("and", tuple(fired)),
    }
    says = Message("flaw_not_so_where" if fired else "flaw_not_so_with", told)
    return Flaw(BROKEN, entry.key, None, says, case, shows, about=tuple(named))


def _breaks(base: KnowledgeBase, entry: Invariant, *, outright: bool = False) -> Shows:
    """The cases that break an invariant.

    `outright`: where what should hold is false, and not only unknown.
    """
    given, always = (base.conditions.get((entry.key, name)) for name in ("given", "always"))

    def breaks(truths: Truths[Any]) -> Any:
        algebra = truths.algebra
        if always is None:
            pairs = combinations(members(entry.exclusive, base.propositions), 2)
            return algebra.any_of(
                [algebra.all_of([truths.true(one), truths.true(other)]) for one, other in pairs]
            )
        true, possible = truths.read(always)
        return algebra.all_of(
            [
                algebra.top if given is None else truths.holds(given),
                algebra.no(possible if outright else true),
            ]
        )

    return breaks


def _conditions(base: KnowledgeBase, entry: Invariant) -> list[Expression]:
    """The conditions that an invariant of one case makes."""
    keys = [(entry.key, name) for name in ("given", "always")]
    return [base.conditions[key] for key in keys if key in base.conditions]


def _named(base: KnowledgeBase, entry: Invariant) -> list[str]:
    """The propositions that an invariant of one case speaks of."""
    found = [
        name
        for condition in _conditions(base, entry)
        for name in every_proposition(condition, base.propositions)
    ]
    return list(dict.fromkeys([*members(entry.exclusive, base.propositions), *found]))


def _unchanged(base: KnowledgeBase, entry: Invariant) -> Pair | None:
    """Two cases that differ in what does not matter agree on what it does not matter to."""
    names = members(entry.unchanged, base.propositions)

    def apart(one: Truths[Any], other: Truths[Any]) -> Any:
        return one.apart(other, names)

    return find_pair(base, names, entry.whatever, apart, lambda *_: ())


def _never_relaxed(base: KnowledgeBase, entry: Invariant) -> Pair | None:
    """Where a verdict is established, an answer that asks for more leaves no laxer one possible.

    By rank, where nothing else is said.
    """
    ranked = [verdict for verdict in base.verdicts if verdict.when is not None]
    levels = entry.strictness or [[verdict.proposition] for verdict in ranked]
    names = [name for level in levels for name in level]

    def apart(one: Truths[Any], other: Truths[Any]) -> Any:
        algebra, found = one.algebra, []
        for laxest in range(1, len(levels)):
            strict = algebra.any_of([one.true(name) for level in levels[:laxest] for name in level])
            laxer = algebra.any_of(
                [other.possible(name) for level in levels[laxest:] for name in level]
            )
            found.append(algebra.all_of([strict, laxer]))
        spared = [algebra.no(other.possible(name)) for name in entry.but_where]
        return algebra.all_of([algebra.any_of(found), *spared])

    def relate(
        world: World, name: str, one: Choices[Truth], other: Choices[Truth]
    ) -> Iterable[Truth]:
        order = entry.never_relaxed_by[name]
        if isinstance(one, Scalar) and isinstance(other, Scalar):
            values = list(world.space.values[name]) if order == "more" else list(order)
            yield from _raised(world, values, one, other)
        elif isinstance(one, Open) and isinstance(other, Open):
            yield from _grown(world, name, one, other)
        elif isinstance(one, Members) and isinstance(other, Members):
            no, any_of = world.algebra.no, world.algebra.any_of
            yield any_of([no(one.answered), other.answered])
            yield from (
                any_of([no(bit), other.members[member]]) for member, bit in one.members.items()
            )
            yield from (
                any_of([one.answered, no(other.answered), bit]) for bit in other.members.values()
            )

    return find_pair(base, [*names, *entry.but_where], entry.never_relaxed_by, apart, relate)


def _raised(
    world: World, values: Sequence[Any], one: Scalar[Truth], other: Scalar[Truth]
) -> Iterable[Truth]:
    """The second answer stands at least as late among the values.

    Where the first is none, it is none as well, or the last.
    """
    no, any_of = world.algebra.no, world.algebra.any_of
    for value, stated in one.values.items():
        later = [*values[values.index(value) :]] if value in values else [value]
        above = [None, values[-1]] if value is None else later
        yield any_of([no(stated), *(other.values[found] for found in above)])


def _grown(world: World, name: str, one: Open[Truth], other: Open[Truth]) -> Iterable[Truth]:
    """The second answer is no less; where the first is none, it is none as well, or the most that
    there is.
    """
    no, any_of, all_of = world.algebra.no, world.algebra.any_of, world.algebra.all_of
    more = one.compared(
        Test(">=", Attr(name), Attr(name)),
        minus(variable(other.variable), variable(one.variable)),
    )
    most = world.space.is_most(name, other)
    yield any_of([no(one.answered), all_of([other.answered, more])])
    yield any_of([one.answered, no(other.answered), most])


def _stable(base: KnowledgeBase, entry: Invariant) -> Pair | None:
    """A settled truth value stays so in every case that answers more, but for some attributes."""
    names = members(entry.stable, base.propositions)
    spared = members(entry.but_for, base.propositions)
    entries = {
        known.entry for name in spared if (known := base.propositions.get(name)) and known.entry
    }
    defined = {entry.proposition for entry in base.of_kind(Define)}
    open_to_change = {*spared, *asked_for(entries, base.rules, defined)}

    def apart(one: Truths[Any], other: Truths[Any]) -> Any:
        algebra = one.algebra
        turned = [algebra.all_of([one.true(name), algebra.no(other.true(name))]) for name in names]
        turned += [
            algebra.all_of([algebra.no(one.possible(name)), other.possible(name)]) for name in names
        ]
        return algebra.any_of(turned)

    def relate(
        world: World, name: str, one: Choices[Truth], other: Choices[Truth]
    ) -> Iterable[Truth]:
        no, any_of = world.algebra.no, world.algebra.any_of
        if isinstance(one, Scalar) and isinstance(other, Scalar):
            yield from (
                any_of([no(stated), other.values[value]])
                for value, stated in one.values.items()
                if value is not None
            )
        elif isinstance(one, Open) and isinstance(other, Open):
            same = one.compared(
                Test("==", Attr(name), Attr(name)),
                minus(variable(other.variable), variable(one.variable)),
            )
            yield any_of([no(one.answered), world.algebra.all_of([other.answered, same])])
        elif isinstance(one, Members) and isinstance(other, Members):
            yield any_of([no(one.answered), other.answered])
            yield from (
                any_of([no(bit), other.members[member]]) for member, bit in one.members.items()
            )
            yield from (
                any_of([no(one.answered), no(bit), one.members[member]])
                for member, bit in other.members.items()
            )

    free = [name for name in base.attributes if name not in open_to_change and name != TODAY]
    return find_pair(base, names, free, apart, relate)
