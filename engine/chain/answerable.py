"""Whether a knowledge base can answer at all.

Parts of one load by themselves, and only a whole one gives verdicts.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge import entries
from knowledge.base import KnowledgeBase
from knowledge.faults import Fault, InvalidKnowledge, MissingKey
from knowledge.sentence import Sentence


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
            Sentence("these packs have no required attribute {name}", name="'name'"),
            place,
            expected=Sentence(
                "{entry}, with {key}", entry="- attribute: name", key="required: true"
            ),
        )
    verdicts = base.of_kind(entries.Verdict)
    if all(verdict.when is not None for verdict in verdicts):
        expected = Sentence("one, which holds where no other is settled")
        said = Sentence("these packs have no verdict without `{key}`", key="when")
        yield MissingKey(said, None, expected=expected)
