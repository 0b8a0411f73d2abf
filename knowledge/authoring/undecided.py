"""Contradictions, the reliefs that each could block, and what its entry does not say of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.entries import Entry
from knowledge.pack_paths import SHIPPED
from knowledge.rules.blocking import Behind, Blocking


@dataclass(frozen=True, slots=True)
class Undecided:
    """A relief of which a contradiction does not say whether it blocks it."""

    entry: Entry  # where the finding stands: the later of the two
    key: str  # where in the entry
    says: str


def blockings(base: KnowledgeBase) -> tuple[Blocking, ...]:
    """Every contradiction over attributes alone, with the reliefs that it could block."""
    return base.derived(_blockings)


def _blockings(base: KnowledgeBase) -> tuple[Blocking, ...]:
    active = [entry for key, entry in base.entries.items() if key not in base.retired]
    return tuple(Behind(active, base.rules, base.conditions).blockings())


def told(blocking: Blocking) -> str:
    """What a contradiction could block, and what it does block, in words."""
    entry = blocking.contradiction
    could = "; ".join(
        f"{name} ({', '.join(shared)}): {'blocked' if name in entry.blocked else 'not blocked'}"
        for name, shared in blocking.could.items()
    )
    return f"{entry.proposition} could block {could}"


def undecided(base: KnowledgeBase) -> Iterator[Undecided]:
    """What contradictions do not say about the reliefs that they could block.

    A relief of a later pack than the last word on the contradiction cannot have been thought of;
    the shipped packs are one in this.
    """
    place = {pack: 0 if pack in SHIPPED else index for index, pack in enumerate(base.packs)}
    unthought: dict[str, dict[str, tuple[str, ...]]] = {}
    for blocking in blockings(base):
        entry, left = blocking.contradiction, {}
        mine = place[base.written[entry.key].pack]
        for name, shared in blocking.could.items():
            if name in entry.blocked:
                continue
            if place[base.written[name].pack] > mine:
                unthought.setdefault(name, {})[entry.proposition] = shared
            elif entry.blocks is None or not entry.blocks_because.strip():
                left[name] = shared
        if left:
            could = f"it could block {_listed(left)}"
            if entry.blocks is None:
                says = f"{entry.proposition} does not say under `blocks` what it blocks; {could}"
                yield Undecided(entry, "", says)
            else:
                says = f"{entry.proposition} does not say under `blocks_because` why it blocks no"
                yield Undecided(entry, "blocks", f"{says} other relief; {could}")
    for name, contradictions in unthought.items():
        says = (
            f"{name} could be blocked by {_listed(contradictions)}; "
            "an override of each says under `blocks` whether it is"
        )
        yield Undecided(base.entries[name], "requires", says)


def _listed(found: Mapping[str, Iterable[str]]) -> str:
    return ", ".join(f"{name} ({', '.join(shared)})" for name, shared in found.items())
