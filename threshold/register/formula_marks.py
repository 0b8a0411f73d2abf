"""The apostrophe before a text of a written table that a spreadsheet would take for a formula."""

from __future__ import annotations

from explain.portfolios.rows import looks_like_formula


def unmarked(text: str) -> str:
    """A text as it was before an apostrophe told a spreadsheet that it is no formula."""
    return text[1:] if text.startswith("'") and _needs_mark(text[1:]) else text


def marked(text: str) -> str:
    """A text with one apostrophe more where it begins with some before a formula, so that reading
    takes none away that was there; the one of a formula itself comes with `harmless`.
    """
    return f"'{text}" if text.startswith("'") and _needs_mark(text) else text


def _needs_mark(text: str) -> bool:
    return looks_like_formula(text.lstrip("'"))
