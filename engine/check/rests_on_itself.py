"""Rules that rest on each other in a circle, so that none of them ever fires."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from knowledge.base import KnowledgeBase
from knowledge.languages.message import Message
from knowledge.rules.plain import Literal, Rule
from knowledge.truth import Mode

ARROW = " → "
HOLDS = (Mode.IS, Mode.ESTABLISHED)
Killers = Callable[[Rule], Sequence[Literal]]  # the premises by which a rule never fires


def circle(base: KnowledgeBase, rule: Rule, killers: Killers) -> list[Rule]:
    """The rules of the shortest circle that a rule which never fires rests on and is in, beginning
    with it; empty where what kills it is no circle.
    """
    before: dict[str, Rule] = {}  # proposition → the rule on the way that rests on it
    waiting = [rule]
    for needing in waiting:  # grows while it is read
        for name in _needed(killers(needing)):
            if name == rule.head:
                return _way(rule, needing, before)
            if name not in before:
                before[name] = needing
                waiting += [one for one in base.rules if one.head == name]
    return []


def _needed(premises: Sequence[Literal]) -> Iterator[str]:
    """The propositions among premises that have to hold."""
    for one in premises:
        if isinstance(one.target, str) and one.mode in HOLDS:
            yield one.target


def _way(first: Rule, last: Rule, before: dict[str, Rule]) -> list[Rule]:
    way = [last]
    while way[-1] is not first:
        way.append(before[way[-1].head])
    return way[::-1]


def circle_told(base: KnowledgeBase, rules: Sequence[Rule]) -> Message:
    """A circle, entry by entry, each with its file and line."""
    entries = [one.entry for one in rules]
    way = [entry for entry, above in zip(entries, [None, *entries], strict=False) if entry != above]
    if len(way) > 1 and way[-1] == way[0]:
        way.pop()
    path = ARROW.join([*(f"{entry}{_at(base, entry)}" for entry in way), way[0]])
    return Message("flaw_circle", {"rule": rules[0].id, "path": path})


def _at(base: KnowledgeBase, entry: str) -> str:
    written = base.written.get(entry)
    place = written.place() if written else None
    return f" ({place.file}:{place.line})" if place else ""
