"""Where Graphviz places the boxes of a decision graph, for forms that draw them with shapes of
their own.
"""

from __future__ import annotations

import shlex
from typing import NamedTuple

from explain.graph.dot import to_dot
from explain.graph.graph import Drawing
from explain.graph.graphviz import render


class Box(NamedTuple):
    """A box's place, in inches from the upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """How far its middle is from the left."""
        return self.left + self.width / 2


class Layout(NamedTuple):
    """All boxes, by the ids of their nodes."""

    width: float
    height: float
    boxes: dict[str, Box]


def laid_out(drawn: Drawing) -> Layout:
    """A decision graph's boxes in their places, without title and legend. Raises `CannotDraw`."""
    written = render(to_dot(drawn, captions=False).source, "plain").decode()
    boxes: dict[str, Box] = {}
    width = height = 0.0
    for line in written.splitlines():
        if line.startswith("graph "):
            _, _, across, down = line.split()
            width, height = float(across), float(down)
        elif line.startswith("node "):
            name, x, y, w, h = shlex.split(line.split("<", 1)[0])[1:6]
            left, top = float(x) - float(w) / 2, height - float(y) - float(h) / 2
            boxes[name] = Box(left, top, float(w), float(h))
    return Layout(width, height, boxes)
