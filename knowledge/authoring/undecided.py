"""Contradictions, the reliefs that each could block, and what its entry does not say of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.entries import Entry
from knowledge.languages.message import Joined, Message, Value
from knowledge.pack_paths import SHIPPED
from knowledge.rules.blocking import Behind, Blocking


@dataclass(frozen=True, slots=True)
class Undecided:
    """A relief of which a contradiction does not say whether it blocks it."""

    entry: Entry  # where the finding stands: the later of the two
    key: str  # where in the entry
    message: Message

    @property
    def says(self) -> str:
        """The message in English."""
        return str(self.message)


def blockings(base: KnowledgeBase) -> tuple[Blocking, ...]:
    """Every contradiction over attributes alone, with the reliefs that it could block."""
    return base.derived(_blockings)


def _blockings(base: KnowledgeBase) -> tuple[Blocking, ...]:
    active = [entry for key, entry in base.entries.items() if key not in base.retired]
    return tuple(Behind(active, base.rules, base.conditions).blockings())


def told(blocking: Blocking) -> Message:
    """The reliefs that a contradiction could block, and those that it does block."""
    entry = blocking.contradiction
    could = (
        Message(
            "blocks_it" if name in entry.blocked else "does_not_block_it",
            {"relief": name, "attributes": Joined("comma", shared)},
        )
        for name, shared in blocking.could.items()
    )
    reliefs = Joined("semicolon", tuple(could))
    return Message("could_block", {"contradiction": entry.proposition, "reliefs": reliefs})


def undecided(base: KnowledgeBase) -> Iterator[Undecided]:
    """The reliefs that contradictions could block without saying whether they do.

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
            could: dict[str, Value] = {
                "contradiction": entry.proposition,
                "reliefs": _listed(left),
            }
            if entry.blocks is None:
                yield Undecided(entry, "", Message("blocks_unsaid", could))
            else:
                yield Undecided(entry, "blocks", Message("blocks_unexplained", could))
    for name, contradictions in unthought.items():
        named: dict[str, Value] = {"relief": name, "contradictions": _listed(contradictions)}
        yield Undecided(base.entries[name], "requires", Message("blocks_unthought", named))


def _listed(found: Mapping[str, Iterable[str]]) -> Value:
    named = (f"{name} ({', '.join(shared)})" for name, shared in found.items())
    return Joined("comma", tuple(named))
