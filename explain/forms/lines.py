"""The look of an outline's lines in plain text: their width, and the signs before them."""

from __future__ import annotations

from explain.forms.outline import Line

WIDTH = 100  # characters to a line
_BULLET = "\N{MIDDLE DOT} "
_SIGNS = {
    **dict.fromkeys(("true", "appeared", "stands", "holds"), "+ "),
    **dict.fromkeys(
        ("false", "gone", "absent", "ended", "failed", "not established", "not granted"), "- "
    ),
    **dict.fromkeys(("unknown", "open", "asked"), "? "),
    **dict.fromkeys(("changed", "lifted"), "~ "),
    "warning": "! ",
}


def mark(line: Line, number: int | None = None) -> str:
    """The mark before a line: its number, the sign of its status, or a bullet."""
    if number is not None:
        return f"{number}. "
    return _SIGNS.get(line.sign, "" if line.remark else _BULLET)
