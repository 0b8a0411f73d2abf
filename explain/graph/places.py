"""The place of each box of a stage or of a slide, whatever a case answers: the law on the left, a
row for each possible ground, the verdict with its exceptions, and its consequences on the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from explain.graph.graph import Drawing, Node
from explain.graph.style import LAW

WIDTH = 870.0  # of the stage, in pixels of a projector of 1280 by 720
ROWS = 12  # grounds that have room for two lines each; with more of them rows get lower
PITCH, GAP = 35.0, 8.0  # from one ground to the next; between boxes
_LAW, _GROUNDS, _VERDICT, _AFTER = (0.0, 170.0), (183.0, 318.0), (529.0, 164.0), (711.0, 159.0)
_TIER, _VERDICT_HIGH = 152.0, 176.0  # heights
_A_LINE = 20.0  # from a ground to the next, where each has one line only
_BESIDE = 3  # boxes for which there is room below the tier
_MOST_BESIDE = 5
_WARNINGS = 3  # for which there is room
_LISTS = 0.48  # of the height for the lists of controls; below them are warnings
_AFTER_LOOKS = ("missing", "unconfirmed")


class Place(NamedTuple):
    """A box, in pixels from the upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def middle(self) -> float:
        """The distance of its middle from the top."""
        return self.top + self.height / 2

    @property
    def centre(self) -> float:
        """The distance of its middle from the left."""
        return self.left + self.width / 2


class Places(NamedTuple):
    """The stage: its height, the places of boxes, and those for which there is none."""

    height: float
    boxes: Mapping[str, Place]
    rows: frozenset[str]  # ids of the boxes that are rows
    left_over: tuple[Node, ...]


def placed(drawn: Drawing, grounds: Iterable[str], pitch: float | None = None) -> Places:
    """The place of each box; `grounds`: the propositions of all possible grounds, in order, each
    `pitch` below the one before; on a stage, as far as there is room for all of them.
    """
    order = list(grounds)
    if pitch is None:
        pitch = PITCH if len(order) <= ROWS + 1 else max(_A_LINE, ROWS * PITCH / len(order))
    height = max(ROWS * PITCH, len(order) * pitch) + GAP
    first_row = GAP + (height - GAP - len(order) * pitch) / 2
    at = {name: number for number, name in enumerate(order)}
    boxes: dict[str, Place] = {}
    rows = set()
    beside: list[Node] = []
    relieving: list[Node] = []
    presumed: list[Node] = []
    warnings: list[Node] = []
    ends = {edge.tail: edge.head for edge in drawn.edges}
    behind = {edge.head for edge in drawn.edges if edge.tail == drawn.goal}
    for node in drawn.nodes:
        if node.id == drawn.goal:
            top = (height - _VERDICT_HIGH) / 2
            boxes[node.id] = Place(_VERDICT[0], top, _VERDICT[1], _VERDICT_HIGH)
        elif node.proposition in at:
            top = first_row + at[node.proposition] * pitch
            boxes[node.id] = Place(_GROUNDS[0], top, _GROUNDS[1], pitch - 3)
            rows.add(node.id)
        elif node.look in LAW:
            boxes[node.id] = Place(_LAW[0], GAP, _LAW[1], _TIER)
        elif node.look == "presumed":
            presumed.append(node)
        elif node.look in ("holds", "no relief") and (
            ends.get(node.id) == drawn.goal or node.id in behind
        ):
            relieving.append(node)
        elif node.look in _AFTER_LOOKS:
            room = (height - GAP) * _LISTS / len(_AFTER_LOOKS)
            top = GAP + _AFTER_LOOKS.index(node.look) * room
            boxes[node.id] = Place(_AFTER[0], top, _AFTER[1], room - GAP)
        elif node.look == "warning":
            warnings.append(node)
        else:
            beside.append(node)
    last = [node for node in beside if node.look == "tier later"]
    first = [node for node in beside if node.look != "tier later"]
    shown = first[: _MOST_BESIDE - len(last)]
    below = GAP + _TIER + GAP
    slots = max(_BESIDE, len(shown) + len(last))
    room = (height - below) / slots
    at_the_end = [(slots - 1, node) for node in last]
    for number, node in [*enumerate(shown), *at_the_end]:
        boxes[node.id] = Place(_LAW[0], below + number * room, _LAW[1], room - GAP / 2)
    if not relieving and len(presumed) > 1:  # the room above the verdict is free
        relieving, presumed = presumed[:1], presumed[1:]
    space = (height - _VERDICT_HIGH) / 2
    boxes |= _shared(relieving, Place(_VERDICT[0], GAP, _VERDICT[1], space - 3 * GAP))
    boxes |= _shared(
        presumed, Place(_VERDICT[0], height - space + 2 * GAP, _VERDICT[1], space - 2 * GAP)
    )
    top = GAP + (height - GAP) * _LISTS
    room = (height - top) / max(_WARNINGS, len(warnings))
    for number, node in enumerate(warnings):
        boxes[node.id] = Place(_AFTER[0], top + number * room, _AFTER[1], room - GAP / 2)
    return Places(height, boxes, frozenset(rows), tuple(first[len(shown) :]))


def _shared(nodes: list[Node], place: Place) -> dict[str, Place]:
    """Boxes one below the other in one place."""
    room = place.height / max(1, len(nodes))
    space = GAP / 2 if len(nodes) > 1 else 0
    return {
        node.id: Place(place.left, place.top + number * room, place.width, room - space)
        for number, node in enumerate(nodes)
    }
