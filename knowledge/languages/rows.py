"""The titles of rows of decision tables that say none: that of the table, and their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.entries.provenance import TitleOfRow


def title_of_row(base: KnowledgeBase, entry: str | None, english: str) -> TitleOfRow | None:
    """What an English title is made of; None where it is not the one that was made for a row."""
    written = base.written.get(entry or "")
    return written.title_made if written and written.entry.title == english else None


class Words(Protocol):
    """A language, as `knowledge.languages.words.Words` speaks it."""

    def say(self, key: str, /, **values: object) -> str:
        """A phrase, with values in place of its placeholders."""

    def explaining(self, entry: str, field: str, english: str) -> str:
        """A text that explains an entry."""


def said_of_row(made: TitleOfRow, words: Words) -> str:
    """Such a title in a language."""
    table = words.explaining(f"table:{made.table}", "title", made.title)
    row = words.say("row_of", row=str(made.number), table=table)
    return words.say("row_fits", title=row) if made.fits else row
