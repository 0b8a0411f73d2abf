"""The entry of an own pack that makes an invariant of the shipped packs break."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterator, Sequence

from engine.check.soundness import Flaw
from engine.proof.days import Day, Row
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import TODAY
from knowledge.entries import Entry
from knowledge.pack_paths import SHIPPED
from knowledge.rules.plain import Rule


def cause(base: KnowledgeBase, days: Sequence[Day], flaw: Flaw) -> Entry | None:
    """The first entry of an own pack that the witness of a flaw rests on; None where none does.

    Where two cases show it, an entry whose rules come out otherwise in one than in the other;
    else one whose rules fire, or may fire, in the case. Where what the case shows rests on no own
    entry, one that keeps something else from holding: that which stands nearest to it.
    """
    return _first(base, days, flaw, flaw.shows) or _first(base, days, flaw, flaw.about)


def _first(
    base: KnowledgeBase, days: Sequence[Day], flaw: Flaw, shown: Sequence[str]
) -> Entry | None:
    rows = [row for row in (flaw.witness, flaw.against) if row is not None]
    behind = _behind(base, shown)
    own = [rule for rule in base.rules if rule.head in behind and _is_own(base, rule)]
    states = [_states(days, row, own) for row in rows]
    turned = [
        rule
        for number, rule in enumerate(own)
        if len(states) > 1 and states[0][number] != states[1][number]
    ]
    fired = [rule for number, rule in enumerate(own) if any(one[number][0] for one in states)]
    active = [rule for number, rule in enumerate(own) if any(any(one[number]) for one in states)]
    if shown != flaw.shows:
        fired.sort(key=lambda rule: behind[rule.head])
        active = [*fired, *active]
    for rule in (*turned, *active):
        return base.entries[rule.entry]
    return None


def _is_own(base: KnowledgeBase, rule: Rule) -> bool:
    written = base.written.get(rule.entry)
    return written is not None and written.pack not in SHIPPED


def _states(days: Sequence[Day], row: Row, rules: Sequence[Rule]) -> list[tuple[bool, bool]]:
    """Of each rule, whether it fires in a case, and whether it may."""
    truths = next(day for day in days if day.day == row[TODAY]).rows([row])
    return [(bool(truths.fires(rule)), bool(truths.may_fire(rule))) for rule in rules]


def _behind(base: KnowledgeBase, shown: Sequence[str]) -> dict[str, int]:
    """The propositions that these rest on, themselves included, and by how many steps."""
    found = dict.fromkeys(shown, 0)
    waiting = deque(found)
    while waiting:
        head = waiting.popleft()
        for name in _asked(base, head, found):
            found[name] = found[head] + 1
            waiting.append(name)
    return found


def _asked(base: KnowledgeBase, head: str, known: Container[str]) -> Iterator[str]:
    for number in base.rules_for.get(head, ()):
        for literal in base.rules[number].body:
            if isinstance(literal.target, str) and literal.target not in known:
                yield literal.target
