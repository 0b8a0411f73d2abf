"""The lines of the stage: from box to box, and seen the whole way."""

from __future__ import annotations

import re

import pytest

from explain.graph.places import Place
from threshold.workshop.arrows import arrow

LAW, ROW = Place(0, 8, 170, 152), Place(183, 40, 318, 32)
VERDICT, ABOVE = Place(529, 120, 164, 176), Place(529, 8, 164, 90)


def ways(path):
    """The numbers after each letter of a path."""
    return [(one[0], [float(n) for n in one[1:]]) for one in _parts(path)]


def _parts(path):
    return [
        (letter, *re.findall(r"-?[\d.]+", rest))
        for letter, rest in re.findall(r"([A-Z])([^A-Z]*)", path)
    ]


@pytest.mark.parametrize(("pointed", "short"), [(True, 8), (False, 0)])
def test_a_line_without_a_head_goes_as_far_as_its_box(pointed, short):
    path, _ = arrow(VERDICT, LAW, 436, pointed=pointed)
    assert ways(path)[-1] == ("H", [LAW.right + short])
    path, _ = arrow(VERDICT, ABOVE, 436, pointed=pointed)
    assert ways(path)[-1] == ("V", [ABOVE.top + ABOVE.height + short])


def test_a_line_around_the_grounds_turns_beside_them_and_not_behind():
    path, _ = arrow(VERDICT, LAW, 436, pointed=False)
    turns = [at for letter, (at, *_) in ways(path) if letter == "H"]
    assert all(at < ROW.left or at > ROW.right for at in turns)
