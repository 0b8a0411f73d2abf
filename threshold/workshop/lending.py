"""Boxes of the stage that stand below one another lend each other room: for a flag, so that it
covers no letter, and for words that would be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple

from explain.graph.boxes import (
    Lines,
    heights,
    in_a_box,
    in_a_row,
    least_for_text,
    least_whole,
)
from explain.graph.graph import Drawing, Node
from explain.graph.lettering import LINE, Piece, TextLine
from explain.graph.places import GAP, Place, Places
from explain.graph.style import LAW
from knowledge.languages.words import Words

FLAG, HIGH = 13.0, 17.0  # pixels of a flag's letters, and its height
OUT = 4.0  # how far it stands out of its box
IN = HIGH - OUT  # and how far it reaches into it
EDGE = 6.0  # pixels around the stage
_SEEN = 0.01  # pixels; less is what sums of decimals leave, by the version of Python
_TOUCHES = 1.0  # pixels of a line without ink
_A_LINE = 15.0  # pixels that one more line takes

# what a box needs, ever more, and what one that lends it room keeps: one that keeps its size lends
# none, and room comes from space that no box takes
Keeps = Literal["text", "words", "size"]
_NEEDS: tuple[tuple[Callable[[Node, float], float], Keeps], ...] = (
    (least_for_text, "text"),
    (least_whole, "words"),
    (lambda node, width: heights(node, width).whole, "size"),
)


class Stand(NamedTuple):
    """The text of a box, the part of the box in whose middle it stands, and the top of a flag."""

    lines: Lines
    where: Place
    top: float


def flag_width(word: str) -> float:
    """The width of a flag that says this."""
    return Piece(word, FLAG, True).width + 14


def stands(
    drawn: Drawing, places: Places, flags: Mapping[str, float]
) -> tuple[Places, dict[str, Stand]]:
    """The places of boxes, and what stands in each; `flags`: node id → the width of its flag."""
    columns = _Columns(drawn, places, flags)
    columns.share()
    found = {id: columns.shown(id) for id in columns.nodes}
    return places._replace(boxes=columns.boxes), found


class _Columns:
    """The boxes of the stage. A row and the verdict keep their place whatever is answered, and the
    law its top.
    """

    def __init__(self, drawn: Drawing, places: Places, flags: Mapping[str, float]):
        self.nodes = {node.id: node for node in drawn.nodes if node.id in places.boxes}
        self.between = Words.of(drawn.language).listed(("", ""))  # facts in a row
        self.boxes, self.height = dict(places.boxes), places.height
        self.flags, self.rows = flags, places.rows
        self.law = {node.id for node in self.nodes.values() if node.look in LAW}
        self.fixed = {drawn.goal, *self.law, *self.rows}
        self.wider: set[str] = set()  # boxes that were given room for their flag
        self._lines: dict[tuple[str, float, float], Lines] = {}  # by box, width and height

    def share(self) -> None:
        """Give room to flags that would cover letters, then to words that would be left out."""
        asking = [id for id in self.nodes if id not in self.fixed or id in self.law]
        asking.sort(key=lambda id: bool(self.nodes[id].items))  # lists may end with a number
        for id in asking:
            if self.stand(id) is None and self._lend(id, IN):
                self.wider.add(id)
        for needs, keeps in _NEEDS:
            for id in asking:
                lack = self._lack(id, needs)
                while lack and any(self._lend(id, by, keeps) for by in (lack, lack / 2, _A_LINE)):
                    before, lack = lack, self._lack(id, needs)
                    if lack >= before:
                        break

    def stand(self, id: str, place: Place | None = None) -> Stand | None:
        """What stands in a box, and its flag where it covers no letter; none where there is no
        such place. `place`: where the box would stand.
        """
        node, flag = self.nodes[id], self.flags.get(id, 0.0)
        place = place or self.boxes[id]
        usual = place.top - OUT
        if id in self.rows:
            return Stand(in_a_row(node, place, flag, self.between), place, usual)
        if id in self.wider:
            return self.shortest(id, place)
        lines = self._written(id, place)
        if not flag or not _covered(lines.lines, lines, place, flag):
            return Stand(lines, place, usual)
        if not _covered(lines.lines[::-1], lines, place, flag):
            return Stand(lines, place, place.top + place.height - IN)
        lower = self.shortest(id, place)
        if _letters(lower.lines) == _letters(lines) and lower.lines.height <= lower.where.height:
            return lower
        return self._above(id, place, lines)

    def _above(self, id: str, place: Place, lines: Lines) -> Stand | None:
        """A flag that stands out of a box above which nothing grows."""
        if id not in self.fixed and place.top > GAP:
            return None
        top = max(place.top + OUT - HIGH, -EDGE)
        left = place.right - self.flags[id]
        free = not any(
            box.top < place.top and box.top + box.height > top
            for other, box in self.boxes.items()
            if other != id and box.left < place.right and left < box.right
        )
        clear = (place.height - lines.height) / 2 + place.top >= top + HIGH - _TOUCHES
        return Stand(lines, place, top) if free and clear else None

    def shortest(self, id: str, place: Place | None = None) -> Stand:
        """The stand of a box below a flag at its top, which may leave out words."""
        place = place or self.boxes[id]
        lower = place._replace(top=place.top + IN, height=place.height - IN)
        return Stand(self._written(id, lower), lower, place.top - OUT)

    def _written(self, id: str, place: Place) -> Lines:
        key = id, place.width, round(place.height, 6)
        if key not in self._lines:
            self._lines[key] = in_a_box(self.nodes[id], place)
        return self._lines[key]

    def _lack(self, id: str, needs: Callable[[Node, float], float]) -> float:
        """The pixels by which a box is too low for what it needs; none where nobody sees it."""
        where = self.shown(id).where
        lack = needs(self.nodes[id], where.width) - where.height
        return lack if lack > _SEEN else 0.0

    def shown(self, id: str) -> Stand:
        return self.stand(id) or self.shortest(id)

    def _lend(self, id: str, by: float, keeps: Keeps = "text") -> bool:
        """Make a box higher, where its column has that to spare."""
        column = sorted(
            (one for one, box in self.boxes.items() if box.left == self.boxes[id].left),
            key=lambda one: self.boxes[one].top,
        )
        at = column.index(id)
        sides = [column[at + 1 :]] if id in self.law else [column[at + 1 :], column[:at][::-1]]
        for number, others in enumerate(sides):
            moved = self._lent(others, id, by if number == 0 else -by, keeps)
            if moved is not None:
                self.boxes |= moved
                return True
        return False

    def _lent(self, others: list[str], id: str, by: float, keeps: Keeps) -> dict[str, Place] | None:
        """The places by which a box gets room below, or above where `by` is negative: from space
        between two boxes, or from the nearest that tells as much in less; `others`: from the
        nearest on.
        """
        box = self.boxes[id]
        moved = {id: box._replace(top=box.top + min(by, 0), height=box.height + abs(by))}
        last = box
        for one in others:
            place = self.boxes[one]
            if one in self.fixed:
                return None
            if _between(last, place) >= abs(by) + GAP / 2:
                return moved
            lent = place._replace(top=place.top + max(by, 0), height=place.height - abs(by))
            if self._tells_enough(one, lent, keeps):
                return {**moved, one: lent}
            moved[one], last = place._replace(top=place.top + by), place
        edge = last.top - GAP if by < 0 else self.height - last.top - last.height
        return moved if edge >= abs(by) else None

    def _tells_enough(self, id: str, place: Place, keeps: Keeps) -> bool:
        if keeps == "size":
            return False
        now, then = self.shown(id), self.stand(id, place)
        if then is None or then.lines.height > then.where.height:
            return False
        told, before, node = _letters(then.lines), _letters(now.lines), self.nodes[id]
        text = _plain("".join((node.word, *(node.items or (node.text,)))))
        return told == before or (keeps == "text" and node.look not in LAW and told == text)


def _between(one: Place, other: Place) -> float:
    """The space between two boxes, one of which stands below the other."""
    first, second = sorted((one, other), key=lambda place: place.top)
    return second.top - first.top - first.height


def _covered(inwards: Iterable[TextLine], lines: Lines, place: Place, flag: float) -> bool:
    """Whether a flag at the right covers a line; `inwards`: the lines from its edge on."""
    beside = place.width / 2 - flag + OUT  # what is free right of the middle
    reached = (place.height - lines.height) / 2
    for line in inwards:
        size = max(piece.size for piece in line)
        if reached + _TOUCHES < IN and sum(piece.width for piece in line) / 2 > beside:
            return True
        reached += size * LINE
    return False


def _letters(lines: Lines) -> str:
    said = "".join(piece.text for line in lines.lines for piece in line)
    return _plain(said)


def _plain(said: str) -> str:
    """A text without what lines break at."""
    return said.replace(" ", "").replace("-", "")
