"""The order in which propositions are decided: each after everything whose absence it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.faults import NegationCycle
from knowledge.rules import Mode, Rule

_OPEN = (Mode.IS, Mode.ESTABLISHED)  # a literal of these modes may rest on its own stratum; any other needs it closed


def strata(rules: Iterable[Rule]) -> dict[str, int]:
    """Each proposition's stratum, from 0. Raises `NegationCycle` with the loop where there is no such order."""
    edges: dict[str, list[tuple[str, bool]]] = {}  # head → (proposition in a body, must it be closed)
    for rule in rules:
        needs = edges.setdefault(rule.head, [])
        needs += [(literal.target, literal.mode not in _OPEN) for literal in rule.body if isinstance(literal.target, str)]
    level = dict.fromkeys([*edges, *(name for needs in edges.values() for name, _ in needs)], 0)
    for _ in range(len(level) + 1):
        settled = True
        for head, needs in edges.items():
            lowest = max((level[name] + closed for name, closed in needs), default=0)
            if lowest > level[head]:
                level[head], settled = lowest, False
        if settled:
            return level
    raise NegationCycle("these rest on their own absence: " + " → ".join(_loop(edges)))


def _loop(edges: dict[str, list[tuple[str, bool]]]) -> list[str]:
    """The shortest way from a proposition through its own negation back to itself."""
    for head in sorted(edges):
        for first, closed in edges[head]:
            if not closed:
                continue
            ways, seen = [[first]], {first}
            while ways:
                way = ways.pop(0)
                if way[-1] == head:
                    return [head, "not " + way[0], *way[1:]]
                for following, _ in edges.get(way[-1], ()):
                    if following not in seen:
                        seen.add(following)
                        ways.append([*way, following])
    return []
