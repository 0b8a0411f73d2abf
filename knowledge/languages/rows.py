"""The titles of rows of decision tables that say none: that of the table, and their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.entries.provenance import TitleOfRow


def title_of_row(base: KnowledgeBase, entry: str | None, english: str) -> TitleOfRow | None:
    """What an English title is made of; None where it is not the one that was made for a row."""
    written = base.written.get(entry or "")
    return written.title_made if written and written.entry.title == english else None
