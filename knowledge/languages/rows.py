"""The titles of rows of decision tables that say none: that of the table, and their number."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.base import KnowledgeBase


class RowTitle(NamedTuple):
    """A title that is made."""

    title: tuple[str, str, str]  # that of the table: the key of its entry, the field, the English
    row: str  # its number


def title_of_row(base: KnowledgeBase, entry: str | None, english: str) -> RowTitle | None:
    """What an English title is made of; None where `entry` is no row, or says a title itself."""
    written = base.written.get(entry or "")
    if written is None or not written.table_title:
        return None
    before = f"{written.table_title}, row "
    number = english.removeprefix(before).partition(":")[0]
    if not english.startswith(before) or not number.isdigit():
        return None
    return RowTitle((f"table:{written.table}", "title", written.table_title), number)
