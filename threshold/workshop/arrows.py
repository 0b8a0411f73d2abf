"""Arrows between the boxes of the stage: a curve to a box beside, a straight line to one above or
below, and around the boxes between where there are some.
"""

from __future__ import annotations

from explain.graph.places import GAP, Place

_HIGH = 60.0  # pixels from which a box is so high that arrows end at different places of it
_HEAD = 8.0  # pixels of an arrow's head
_BESIDE = 60.0  # pixels between two boxes that are neighbours
_OFF = 9.0  # pixels from a box at which a way around turns


def arrow(tail: Place, head: Place, height: float, *, pointed: bool = True) -> tuple[str, str]:
    """The way of an arrow as a path, and the points of its head; `height`: of the stage. A line
    that is not `pointed` has no head, and goes as far as its box.
    """
    length = _HEAD if pointed else 0.0
    if tail.left < head.right and head.left < tail.right:
        return _upright(tail, head, length)
    forward = tail.right <= head.left
    way = 1.0 if forward else -1.0
    start = tail.right if forward else tail.left
    end = head.left if forward else head.right
    tip, back = f"{end:.1f}", end - way * length
    from_y, to_y = _level(tail, head, height), _level(head, tail, height)
    if abs(end - start) <= _BESIDE:
        half = (start + back) / 2
        path = f"M{start:.1f},{from_y:.1f}C{half:.1f},{from_y:.1f} {half:.1f},{to_y:.1f} "
        path += f"{back:.1f},{to_y:.1f}"
    else:
        around = GAP / 2 - 2 if forward else height - 1
        path = (
            f"M{start:.1f},{from_y:.1f}H{start + way * _OFF:.1f}V{around:.1f}"
            f"H{end - way * (_OFF + length):.1f}V{to_y:.1f}H{back:.1f}"
        )
    points = f"{tip},{to_y:.1f} {back:.1f},{to_y - _HEAD / 2:.1f} {back:.1f},{to_y + _HEAD / 2:.1f}"
    return path, points


def _upright(tail: Place, head: Place, length: float) -> tuple[str, str]:
    down = tail.top < head.top
    way = 1.0 if down else -1.0
    start = tail.top + tail.height if down else tail.top
    end = head.top if down else head.top + head.height
    across, back = (max(tail.left, head.left) + min(tail.right, head.right)) / 2, end - way * length
    path = f"M{across:.1f},{start:.1f}V{back:.1f}"
    half = _HEAD / 2
    points = f"{across:.1f},{end:.1f} {across - half:.1f},{back:.1f} {across + half:.1f},{back:.1f}"
    return path, points


def _level(box: Place, other: Place, height: float) -> float:
    """The height at which an arrow ends at a box: of a high one, by the place of the other."""
    if box.height < _HIGH or box.height < other.height:
        return box.middle
    return box.top + 10 + other.middle / height * (box.height - 20)
