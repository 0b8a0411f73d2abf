"""The faults in the words that packs have in other languages, and the words that they lack."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.base import KnowledgeBase
from knowledge.entries.yaml_source import Document
from knowledge.faults import Fault, InvalidKnowledge, Place
from knowledge.languages.lacking import untranslated
from knowledge.languages.message import Message
from knowledge.languages.texts import texts

MOST_NAMED = 8  # texts that are named; the rest is counted


def misworded(base: KnowledgeBase) -> Iterator[Fault]:
    """The faults in the files of languages that packs have."""
    for code in sorted({code for found in base.translations.values() for code in found}):
        try:
            texts(code, base)
        except InvalidKnowledge as error:
            yield from error.faults
        except Fault as fault:  # there is no such language
            yield from (
                type(fault)(
                    fault.message,
                    Place(document.file, 1, 1),
                    expected=fault.expected,
                    nearest=fault.nearest,
                )
                for document in _files(base, code)
            )


def unspoken(base: KnowledgeBase) -> Iterator[tuple[Place, Message]]:
    """For each language that a pack says it speaks: what the pack does not say in it, and where."""
    for code in sorted({code for found in base.translations.values() for code in found}):
        lacking = untranslated(code, base)
        for pack, documents in base.translations.items():
            if code in documents and pack in lacking:
                yield Place(documents[code].file, 1, 1), _not_said(code, lacking[pack])


def _not_said(code: str, lacking: list[str]) -> Message:
    named, more = ", ".join(lacking[:MOST_NAMED]), len(lacking) - MOST_NAMED
    if more <= 0:
        return Message("untranslated", {"language": code, "texts": named})
    values: dict[str, str | int] = {"language": code, "texts": named, "count": more}
    return Message("untranslated_more", values)


def _files(base: KnowledgeBase, code: str) -> list[Document]:
    return [found[code] for found in base.translations.values() if code in found]
