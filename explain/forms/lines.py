"""The look of an outline's lines in plain text: their width, where they break, and the signs before
them.
"""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explain.forms.outline import Line

WIDTH = 100  # characters to a line
# what a line never breaks in: a day as a language writes it, a place in a work, and a short form
# such as KI-VO
_UNBROKEN = re.compile(
    r"\b\d{1,2}(?:\.|er|st|nd|rd|th)? [^\W\d]+ \d{4}\b|\b[Aa]rts?\. \d"
    r"|\b(?:[Aa]nnexe?|Anhang) [IVX]+\b|\b[^\W\d_]+-[A-Z]{2,}\b"
)
# what stands for a space or a hyphen that holds, where the text itself may have others
_HELD = {ord(" "): "\ue000", ord("-"): "\ue001"}
_RELEASED = {ord(held): chr(sign) for sign, held in _HELD.items()}
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


def broken(text: str, first: str, later: str, *, words: bool = True) -> list[str]:
    """A text as lines of at most `WIDTH` characters, with what stands before the first and before
    the later ones; `words`: whether a word that is longer is broken.
    """
    held = _UNBROKEN.sub(lambda found: found.group().translate(_HELD), text)
    lines = wrap(held, WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=words)
    return [line.translate(_RELEASED) for line in lines]
