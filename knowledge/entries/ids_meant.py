"""The ids of the entries in a file that cannot be read, as far as its lines tell.

What such a file declares is unknown to the rest of its pack; that follows from the one fault of the
file, and is not told again for each name.
"""

from __future__ import annotations

import re
from pathlib import Path

from knowledge.entries.kinds import ENTRY_KINDS
from knowledge.limits import LONGEST_PACKS

_ID = re.compile(
    rf"""^\s*(?:-\s*)?\{{?\s*["']?(?:{"|".join(ENTRY_KINDS)})["']?\s*:\s*["']?([\w.]+)""",
    re.MULTILINE,
)


def ids_meant(file: Path) -> set[str]:
    """The ids behind the kinds of entry in a file; none of what is no file, or cannot be opened."""
    if not file.is_file():  # a pipe would wait
        return set()
    try:
        with file.open(encoding="utf-8", errors="replace") as opened:
            return set(_ID.findall(opened.read(LONGEST_PACKS)))
    except OSError:
        return set()
