"""Cases that show what an answer leads to that only one of two knowledge bases takes: the newer
one a new answer, the older one an answer that is gone.

Nothing the other one says can be set beside it but the same case without it: of a set without the
member, of an enumeration with the question open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, TypeVar

from engine.check.difference import public_cases
from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute

MOST_ANSWERS = 20  # new answers that are shown
MOST_DAYS = 3  # days on which a case is asked
Row: TypeAlias = Mapping[str, Any]
Shown = TypeVar("Shown")
# what changes in a case on a day, and how much that is; None where nothing does
Judge: TypeAlias = Callable[[Row, date], "tuple[Shown, tuple[bool, bool, int]] | None"]


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer that only one of the two bases takes."""

    attribute: str
    value: str

    def stated_in(self, case: Row, kind: str) -> dict[str, Any]:
        """The case with this answer, in place of the other members of a set."""
        value = frozenset({self.value}) if kind == "set" else self.value
        return {**case, self.attribute: value}


def new_answers(old: KnowledgeBase, new: KnowledgeBase) -> Iterator[NewAnswer]:
    """The answers that only the newer base takes, to what both ask for."""
    for name, attribute in new.attributes.items():
        before = old.attributes.get(name)
        if before is None or before.type != attribute.type:
            continue
        renamed = _renamed(new.entries.get(f"{Attribute.kind}:{name}"))
        for value in attribute.choices:
            if value not in before.choices and value not in renamed:
                yield NewAnswer(name, value)


def gone_answers(old: KnowledgeBase, new: KnowledgeBase) -> Iterator[NewAnswer]:
    """The answers that only the older base takes, to what both ask for, and without a new name."""
    for name, attribute in old.attributes.items():
        after = new.attributes.get(name)
        if after is None or after.type != attribute.type:
            continue
        entry = new.entries.get(f"{Attribute.kind}:{name}")
        renamed = entry.former_values if isinstance(entry, Attribute) else {}
        for value in attribute.choices:
            if value not in after.choices and value not in renamed:
                yield NewAnswer(name, value)


def _renamed(entry: object) -> frozenset[str]:
    return frozenset(entry.former_values.values() if isinstance(entry, Attribute) else ())


def shown_by(
    base: KnowledgeBase, answer: NewAnswer, days: Sequence[date], judge: Judge[Shown]
) -> tuple[dict[str, Any], date, Shown] | None:
    """A case with the answer, the day, and what changes by it: another verdict before another
    tier, and that before most conclusions; with no statement more than that needs. None where
    nothing changes.
    """
    kind = base.attributes[answer.attribute].type
    bare = answer.stated_in({}, kind)
    cases = [bare, *(answer.stated_in(case, kind) for case in public_cases())]
    best: tuple[tuple[bool, bool, int], dict[str, Any], date, Shown] | None = None
    for case in cases:
        for day in days[:MOST_DAYS]:
            found = judge(case, day)
            if found is not None and (best is None or found[1] > best[0]):
                best = (found[1], case, day, found[0])
    if best is None:
        return None
    (verdict, tier, _), case, day, shown = best
    for name in [name for name in case if name != answer.attribute]:
        fewer = {key: value for key, value in case.items() if key != name}
        found = judge(fewer, day)
        if found is not None and found[1][:2] == (verdict, tier):
            case, shown = fewer, found[0]
    return case, day, shown
