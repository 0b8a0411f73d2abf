"""The entries in a file that nobody reads, or that cannot be read, as far as its lines tell.

What such a file declares is unknown to the rest of its pack; that follows from the one fault of the
file, and is not told again for each name.
"""

from __future__ import annotations

import re
from pathlib import Path

from knowledge.entries.kinds import ENTRY_KINDS
from knowledge.limits import LONGEST_PACKS

_KIND = rf"""\{{?\s*["']?(?:{"|".join(ENTRY_KINDS)})["']?\s*:"""  # the key of an entry's id
_ID = re.compile(rf"""^\s*(?:-\s*)?{_KIND}\s*["']?([\w.]+)""", re.MULTILINE)
_BEGINS = re.compile(rf"(\s*#.*(\n|$))*\s*-\s*{_KIND}\s")
LONGEST_HEAD = 10_000  # characters, comments before the first entry among them


def begins_with_an_entry(file: Path) -> bool:
    """Whether a file begins as one of a pack does."""
    return _BEGINS.match(_text(file, LONGEST_HEAD)) is not None


def ids_meant(file: Path) -> set[str]:
    """The ids behind the kinds of entry in a file; none of what is no file, or cannot be opened."""
    return set(_ID.findall(_text(file, LONGEST_PACKS)))


def _text(file: Path, longest: int) -> str:
    if not file.is_file():  # a pipe would wait
        return ""
    try:
        with file.open(encoding="utf-8", errors="replace") as opened:
            return opened.read(longest)
    except OSError:
        return ""
