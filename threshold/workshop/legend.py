"""The legend of the stage: what the looks that the graph uses mean, each with a small box of it.

The boxes are pictures, since the page's content policy allows no styles of their own.
"""

from __future__ import annotations

from typing import NamedTuple

from explain.graph.graph import Drawing, Meaning
from explain.graph.style import drawn_as, outline

_DASHES = {"dashed": "5 3", "dotted": "2 2", "solid": ""}


class LegendLine(NamedTuple):
    """A small box, and what its look means."""

    fill: str
    line: str
    dashes: str  # of the box's outline; empty where it is drawn through
    sign: str
    says: str


def legend(drawn: Drawing) -> list[LegendLine]:
    """The looks that a graph uses, in the order of its own legend."""
    return [_line(one) for one in drawn.legend]


def _line(one: Meaning) -> LegendLine:
    look = drawn_as(one.look, one.signal)
    dashes = _DASHES[outline(one.look, one.signal)]
    return LegendLine(look["fillcolor"], look["color"], dashes, one.sign, one.says)
