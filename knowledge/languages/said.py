"""What each language says: the shipped ones from the compiled form, where there is one that fits,
else from the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from knowledge import compiled
from knowledge.base import KnowledgeBase
from knowledge.entries.yaml_source import Document, Keys
from knowledge.languages.codes import ENGLISH, LANGUAGES, codes
from knowledge.languages.english import english
from knowledge.languages.file import SAID_BY_NO_PACK, misnamed, read_language


class Said(NamedTuple):
    """What the file of a language says."""

    language: str  # its name for itself, such as Deutsch
    texts: Mapping[Keys, str]  # section and names → text
    document: Document | None = None  # where each stands; None where its names were looked at

    def of_pages(self) -> dict[Keys, str]:
        """Its words for pages and forms, which no pack says."""
        return {keys: text for keys, text in self.texts.items() if keys[0] in SAID_BY_NO_PACK}

    def forms(self) -> dict[str, str]:
        """Its phrases of forms, by key."""
        return {str(keys[1]): text for keys, text in self.texts.items() if keys[0] == "forms"}


def said(code: str, folder: Path = LANGUAGES) -> Said:
    """What the language of this code says. Raises `InvalidKnowledge` for a file of wrong form."""
    return _shipped(code) if folder == LANGUAGES else _in_file(code, folder)


def shipped_languages(base: KnowledgeBase) -> dict[str, Said]:
    """Code → what a shipped language says of the shipped base.

    Without one that has a fault, which is read, and told, where it is asked for.
    """
    of_pages = _in_file(ENGLISH, LANGUAGES).of_pages()
    known = {**of_pages, **english(base)}
    found = {}
    for code in codes(LANGUAGES):
        file = _in_file(code, LANGUAGES)
        assert file.document is not None
        if not any(misnamed(code, file.document, file.texts, known)):
            found[code] = file._replace(document=None)
    return found


@lru_cache(maxsize=16)
def _shipped(code: str) -> Said:
    form, part = compiled.shipped(), compiled.name_of(shipped_languages)
    held: Mapping[str, Said] = form.read(part) if form is not None and part in form else {}
    return held[code] if code in held else _in_file(code, LANGUAGES)


def _in_file(code: str, folder: Path) -> Said:
    file, document = read_language(code, folder)
    return Said(file.language, file.said(), document)
