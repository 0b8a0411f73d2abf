"""An outline as one screen: as many lines as a terminal shows at once, none too long.

What has no room is cut, and the sign of an ellipsis says so; nothing is left out silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from explain.forms.forms import SCREEN
from explain.forms.lines import WIDTH, broken, mark
from explain.forms.outline import Outline

LINES = 40
_SPACE = re.compile(r"[ \t\n\r\f\v]+")  # not those that hold words together
CUT = "…"


@dataclass
class _Item:
    """Something to say, in as many rows as it gets."""

    text: str
    indent: str = ""
    weight: int = 1  # what is heavier gets room first
    rows: list[str] = field(default_factory=list)
    given: int = 1

    def __post_init__(self) -> None:
        text = _SPACE.sub(" ", self.text).strip()
        self.rows = broken(text, self.indent, f"{self.indent}  ") or [""]

    def shown(self) -> Iterator[str]:
        """Its rows, the last one with a sign where more would follow."""
        yield from self.rows[: self.given - 1]
        last = self.rows[self.given - 1]
        more = self.given < len(self.rows)
        yield f"{last[: WIDTH - len(CUT)]}{CUT}" if more else last


@SCREEN.register(Outline)
def to_screen(outline: Outline) -> str:
    """The outline in at most 40 lines of 100 characters.

    Each thing gets one line; what is left goes to the answer and the knowledge that it rests on,
    then to what follows it, then to blank lines between the parts. It takes an outline of no more
    things than there are lines.
    """
    items = list(_items(outline))
    blanks = [item for item in items if not item.text]
    spoken = [item for item in items if item.text]
    left = LINES - len(spoken)
    for weight in sorted({item.weight for item in spoken}, reverse=True):
        for item in spoken:
            if item.weight == weight:
                extra = min(len(item.rows) - 1, max(left, 0))
                item.given, left = 1 + extra, left - extra
    kept = {id(item) for item in blanks[: max(left, 0)]}
    return "\n".join(
        row.rstrip() for item in items if item.text or id(item) in kept for row in item.shown()
    )


def _items(outline: Outline) -> Iterator[_Item]:
    yield _Item(outline.heading, weight=4)
    for text in outline.lead:
        yield _Item(text, "  ", weight=3)
    for section in outline.shown:
        yield _Item("")
        if section.title:
            yield _Item(section.title, weight=2)
        for text in section.before:
            yield _Item(text, "  " if section.title else "", weight=2)
        for number, line in enumerate(section.lines, start=1):
            yield _Item(f"{mark(line, number if section.numbered else None)}{line.text}", "  ")
    if outline.notice:
        yield _Item("")
        yield _Item(outline.notice, weight=3)  # the packs and fingerprints that say it again
