"""Conclusions that differ between two assessments, and how they are told: alike ones in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import Field

from engine import Assessment
from explain.forms.data import Data, Status, status_of
from explain.forms.outline import Line
from knowledge.base import KnowledgeBase
from knowledge.entries.kinds import Control, RuleEntry

MOST_SINGLE = 3  # conclusions of one kind, with one change and one reason, that are told one by one


class ConclusionChange(Data):
    """A proposition whose truth value differs."""

    proposition: str
    kind: str
    title: str
    before: Status
    after: Status
    because: tuple[str, ...] = Field(default=(), description="the comparisons that turned")
    source: tuple[str, ...] = ()


def told(base: KnowledgeBase, name: str) -> bool:
    """Whether a proposition is one that readers know, and not a step in between."""
    return name in base.propositions and not base.propositions[name].step


def differing(a: Assessment, b: Assessment) -> Iterable[ConclusionChange]:
    """Each conclusion that readers know and whose truth value differs from `a` to `b`."""
    for name in dict.fromkeys([*a.conclusions, *b.conclusions]):
        before, after = a.conclusions.get(name, False), b.conclusions.get(name, False)
        base = b.base if name in b.base.propositions else a.base
        if before == after or not told(base, name):
            continue
        proposition = base.propositions[name]
        entry = base.entries.get(proposition.entry or "")
        yield ConclusionChange(
            proposition=name,
            kind=entry.kind if entry else "step",
            title=proposition.title,
            before=status_of(before),
            after=status_of(after),
            source=base.citations(entry) if isinstance(entry, (RuleEntry, Control)) else (),
        )


def change_lines(changes: Iterable[ConclusionChange]) -> tuple[Line, ...]:
    """Changes as lines; many of one kind, with one change and one reason, are one line."""
    groups: dict[tuple[object, ...], list[ConclusionChange]] = {}
    for change in changes:
        family, _, rest = change.proposition.partition(".")
        groups.setdefault(
            (family, rest.partition(".")[2], change.before, change.after, change.because), []
        ).append(change)
    return tuple(line for group in groups.values() for line in _lines(group))


def _lines(group: Sequence[ConclusionChange]) -> Iterable[Line]:
    below = tuple(Line(text=says) for says in group[0].because)
    turned = f"{group[0].before} → {group[0].after}"
    if len(group) > MOST_SINGLE:
        head = (
            group[0].title.partition(": ")[0] + ": "
            if ": " in group[0].title
            else f"{group[0].kind}: "
        )
        names = "; ".join(
            " ".join((change.title.removeprefix(head), *change.source)) for change in group
        )
        yield Line(
            text=f"{head}{turned} for {len(group)}: {names}", sign=group[0].after, below=below
        )
        return
    for change in group:
        yield Line(
            text=f"{change.title}: {turned}", sign=change.after, source=change.source, below=below
        )
