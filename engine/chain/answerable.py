"""Whether a knowledge base can answer at all.

Parts of one load by themselves, and only a whole one gives verdicts.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge import entries
from knowledge.base import KnowledgeBase
from knowledge.faults import Fault, InvalidKnowledge, MissingKey


def refuse_what_cannot_answer(base: KnowledgeBase) -> None:
    """Raise `InvalidKnowledge` where some case would be left without a name or a verdict."""
    base.derived(answerable)


def answerable(base: KnowledgeBase) -> bool:
    """True; raises `InvalidKnowledge` as `refuse_what_cannot_answer` does."""
    if faults := list(_faults(base)):
        raise InvalidKnowledge(faults)
    return True


def _faults(base: KnowledgeBase) -> Iterator[Fault]:
    name = base.attributes.get("name")
    if not isinstance(name, entries.Attribute) or not name.required:
        place = base.written[name.key].place() if name else None
        yield MissingKey(
            "these packs have no required attribute 'name'",
            place,
            expected="- attribute: name, with required: true",
        )
    verdicts = base.of_kind(entries.Verdict)
    if all(verdict.when is not None for verdict in verdicts):
        expected = "one, which holds where no other is settled"
        yield MissingKey("these packs have no verdict without `when`", None, expected=expected)
