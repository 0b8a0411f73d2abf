"""Texts as cells of a written table, and cells as the texts that were written.

An apostrophe stands before what a spreadsheet would take for a formula. A text that would be read
otherwise than it is (`n/a`, blanks around it, marks that nobody sees) stands in quotation marks, as
JSON, behind an apostrophe: no list of another program has such cells.
"""

from __future__ import annotations

import json

from explain.portfolios.rows import looks_like_formula
from knowledge.base import KnowledgeBase
from knowledge.faults import HIDDEN
from knowledge.intake.plan import Plan, by_name, known_heads
from knowledge.intake.rows import silent_ids
from knowledge.tables.table import folded, folded_cell, seen

MARK = "'"


class CellTexts:
    """Writes texts as cells from which `as_text` reads them again alike."""

    def __init__(self, base: KnowledgeBase):
        self._base = base
        self._heads = known_heads(base, None)
        self._silent = silent_ids(Plan(()))
        self._readers = {
            name: by_name(attribute, name, base)
            for name, attribute in base.attributes.items()
            if attribute.type == "text"
        }

    def of_key(self, key: str) -> str:
        """The cell of a key, in a column of ids."""
        return _marked(key) if self._is_id(key) else _quoted(key)

    def of_text(self, attribute: str, text: str) -> str:
        """The cell of a text, in the column of an attribute."""
        reader = self._readers.get(attribute)
        if reader is None:  # of a choice, which has one reading; of packs that are not there now
            return _marked(text)
        said = reader.read(text)
        alike = said.kind == "settled" and said.value == text and not self._looks_otherwise(text)
        return _marked(text) if alike else _quoted(text)

    def _is_id(self, key: str) -> bool:
        alike = " ".join(seen(key).split()) == key and folded_cell(key) not in self._silent
        return alike and not self._looks_otherwise(key)

    def _looks_otherwise(self, text: str) -> bool:
        """Whether it may be taken for the head of a column, or has what no file hands on."""
        return folded(text) in self._heads or bool(HIDDEN.search(text))


def as_text(cell: str) -> str:
    """The text that was written as a cell; a cell of another list as it is."""
    if not cell.startswith(MARK):
        return cell
    said = _said(rest := cell.removeprefix(MARK))
    if said is not None:
        return said
    return rest if _needs_mark(rest) else cell


def _marked(text: str) -> str:
    """A text with one apostrophe more where it begins with some before what is marked, so that
    reading takes none away that was there; the one of a formula itself comes with `harmless`.
    """
    return f"{MARK}{text}" if text.startswith(MARK) and _needs_mark(text) else text


def _needs_mark(text: str) -> bool:
    bare = text.lstrip(MARK)
    return looks_like_formula(bare) or _said(bare) is not None


def _quoted(text: str) -> str:
    # blanks that follow each other are one in a column of ids
    return MARK + json.dumps(text).replace("  ", r"\u0020\u0020")


def _said(quoted: str) -> str | None:
    """The text in quotation marks, as JSON; None for what is none."""
    if not (len(quoted) > 1 and quoted.startswith('"') and quoted.endswith('"')):
        return None
    try:
        found = json.loads(quoted)
        str(found).encode()
    except ValueError:  # half a character is none, either
        return None
    return found if isinstance(found, str) else None
