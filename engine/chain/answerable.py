"""Whether a knowledge base can answer at all.

Parts of one load by themselves, and only a whole one gives verdicts.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.base import KnowledgeBase
from knowledge.entries.kinds import Attribute
from knowledge.entries.kinds import Verdict as VerdictEntry
from knowledge.faults import Fault, InvalidKnowledge, MissingKey


def refuse_what_cannot_answer(base: KnowledgeBase) -> None:
    """Raise `InvalidKnowledge` where some case would be left without a name or a verdict."""
    if faults := list(_faults(base)):
        raise InvalidKnowledge(faults)


def _faults(base: KnowledgeBase) -> Iterator[Fault]:
    name = base.attributes.get("name")
    if not isinstance(name, Attribute) or not name.required:
        place = base.written[name.key].place() if name else None
        yield MissingKey(
            "these packs have no required attribute 'name'",
            place,
            expected="- attribute: name, with required: true",
        )
    verdicts = base.of_kind(VerdictEntry)
    if all(verdict.when is not None for verdict in verdicts):
        expected = "one, which holds where no other is settled"
        yield MissingKey("these packs have no verdict without `when`", None, expected=expected)
