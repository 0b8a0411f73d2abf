"""The places that Graphviz gives the boxes of a decision graph, for forms that draw them with
shapes of their own.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import NamedTuple

from engine.answer import GROUND_STATES
from explain.graph.boxes import heights
from explain.graph.dot import to_dot
from explain.graph.graph import Drawing
from explain.graph.graphviz import render
from explain.graph.places import GAP, PITCH, WIDTH, Place, placed

POINTS = 72  # to an inch
_HIGHEST_ROW = 70.0  # points of a row, where there are few


class Box(NamedTuple):
    """A box's place, in inches from the upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The distance of its middle from the left."""
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


def for_a_slide(drawn: Drawing) -> Layout:
    """The boxes of a verdict's graph in places that fill a wide slide; of another one, where
    Graphviz places them. Raises `CannotDraw`.
    """
    goal = next(node for node in drawn.nodes if node.id == drawn.goal)
    if not goal.look.startswith("verdict"):
        return laid_out(drawn)
    grounds = [node.proposition for node in drawn.nodes if node.look in GROUND_STATES]
    room = 12 * PITCH
    pitch = max(PITCH, min(_HIGHEST_ROW, room / max(1, len(grounds))))
    places = placed(drawn, grounds, pitch)
    if places.left_over:
        return laid_out(drawn)
    at = {**places.boxes, **_beside(drawn, places.boxes, places.height)}
    boxes = {id: Box(*(side / POINTS for side in place)) for id, place in at.items()}
    return Layout(WIDTH / POINTS, places.height / POINTS, boxes)


def _beside(drawn: Drawing, boxes: Mapping[str, Place], height: float) -> dict[str, Place]:
    """The boxes on the left and on the right of grounds and verdict, as high as their texts.

    Where all together are higher than the slide, each gets its share of the room.
    """
    nodes = {node.id: node for node in drawn.nodes}
    goal, first = boxes[drawn.goal], min(place.left for place in boxes.values())
    found: dict[str, Place] = {}
    for beside in (first, max(place.left for place in boxes.values())):
        column = sorted(
            (id for id, place in boxes.items() if place.left == beside != goal.left),
            key=lambda id: boxes[id].top,
        )
        needs = [heights(nodes[id], boxes[id].width) for id in column]
        room = height - GAP * (len(column) + 1) - sum(need.least for need in needs)
        share = min(1.0, room / max(1.0, sum(need.whole - need.least for need in needs)))
        top = GAP
        for id, need in zip(column, needs, strict=True):
            high = need.least + share * (need.whole - need.least)
            found[id] = boxes[id]._replace(top=top, height=high)
            top += high + GAP
    return found
