"""The order in which propositions are decided: each after everything whose absence it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge.faults import NegationCycle
from knowledge.rules.plain import Rule
from knowledge.truth import Mode

# a literal of these modes may rest on its own stratum; any other needs it closed
_OPEN = (Mode.IS, Mode.ESTABLISHED)
_MOST_TOLD = 12  # propositions of a loop

# head → (proposition in a body, must it be closed)
Needs = Mapping[str, Sequence[tuple[str, bool]]]


def strata(rules: Iterable[Rule]) -> dict[str, int]:
    """Each proposition's stratum, from 0.

    Raises `NegationCycle` with the loop where there is no such order.
    """
    edges: dict[str, list[tuple[str, bool]]] = {}
    for rule in rules:
        needs = edges.setdefault(rule.head, [])
        needs += [
            (literal.target, literal.mode not in _OPEN)
            for literal in rule.body
            if isinstance(literal.target, str)
        ]
    level: dict[str, int] = {}
    for circle in _circles(edges):
        members = frozenset(circle)
        if any(
            closed and name in members for head in circle for name, closed in edges.get(head, ())
        ):
            loop = _loop(edges, members)
            raise NegationCycle(
                f"these rest on their own absence: {' → '.join(_shortened(loop))}",
                names=(loop[0], *sorted(members - {loop[0]})),
            )
        lowest = (
            level[name] + closed
            for head in circle
            for name, closed in edges.get(head, ())
            if name not in members
        )
        level |= dict.fromkeys(circle, max(lowest, default=0))
    return level


def _circles(edges: Needs) -> Iterator[list[str]]:
    """The circles of propositions that rest on each other, each after those it rests on.

    Most are circles of one. This is Tarjan's algorithm.
    """
    number: dict[str, int] = {}  # in the order in which they are met
    earliest: dict[str, int] = {}  # the first one of its circle that is known of
    path: list[str] = []
    done: set[str] = set()
    for root in edges:
        if root in number:
            continue
        number[root] = earliest[root] = len(number)
        path.append(root)
        waiting = [(root, iter(edges[root]))]
        while waiting:
            head, needs = waiting[-1]
            for name, _ in needs:
                if name not in number:
                    number[name] = earliest[name] = len(number)
                    path.append(name)
                    waiting.append((name, iter(edges.get(name, ()))))
                    break
                if name not in done:
                    earliest[head] = min(earliest[head], number[name])
            else:
                waiting.pop()
                if waiting:
                    above = waiting[-1][0]
                    earliest[above] = min(earliest[above], earliest[head])
                if earliest[head] == number[head]:
                    circle = [path.pop()]
                    while circle[-1] != head:
                        circle.append(path.pop())
                    done.update(circle)
                    yield circle


def _loop(edges: Needs, members: frozenset[str]) -> list[str]:
    """The shortest way from a proposition of a circle through its own negation back to itself."""
    head, first = next(
        (head, name)
        for head in sorted(members)
        for name, closed in edges.get(head, ())
        if closed and name in members
    )
    before: dict[str, str] = {}
    waiting = [first]
    for name in waiting:  # grows while it is read
        if name == head:
            break
        for following, _ in edges.get(name, ()):
            if following in members and following not in before and following != first:
                before[following] = name
                waiting.append(following)
    way = [head]
    while way[-1] != first:
        way.append(before[way[-1]])
    return [head, "not " + first, *reversed(way[:-1])]


def _shortened(loop: list[str]) -> list[str]:
    if len(loop) <= _MOST_TOLD:
        return loop
    half = _MOST_TOLD // 2
    return [*loop[:half], f"{len(loop) - 2 * half} more", *loop[-half:]]
