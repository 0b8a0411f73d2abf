"""The content of a box of the stage, as lines that fit it, with letters that a room can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from explain.graph.graph import Node
from explain.graph.lettering import (
    BOLD,
    ELLIPSIS,
    LINE,
    Piece,
    TextLine,
    height_of,
    shortened,
    words_of,
    wrapped,
)
from explain.graph.places import Place
from explain.graph.style import LAW, drawn_as

LEAST = 13  # pixels of the smallest letters, on a projector of 1280 by 720
_WORD = 13  # of the status above a text
_LARGEST = {"verdict": 23, "verdict so far": 19, "verdict open": 19, "tier": 17}
_OTHERS = 16
_OF_A_ROW = 14
PADDING = 7  # pixels at the sides
# pixels above and below, together; what an inner outline takes; what may be used of the former
_EDGES, _INNER, _TIGHT = 6, 6, 4


class Lines(NamedTuple):
    """Lines, and how high they are together."""

    lines: tuple[TextLine, ...]
    height: float


def in_a_row(node: Node, place: Place, flag: float, between: str) -> Lines:
    """The word and the text of a ground side by side, in two lines or in one, and what it rests on
    where there is room; `flag`: what the sign of a change takes of the first line; `between`: what
    stands between two facts.
    """
    word = Piece(f"{node.word}  ", _WORD, True) if node.word else None
    width = place.width - 2 * PADDING
    before = (word.width if word else 0) + flag
    most = 2 if place.height - 2 >= 2 * LEAST * LINE else 1
    for size in range(_OF_A_ROW, LEAST - 1, -1):
        said = wrapped(node.text, size, width, before=before)
        if len(said) <= most and len(said) * size * LINE <= place.height - 2:
            break
    said = shortened(said, most, size, width - (before if most == 1 else 0))
    details = between.join(node.details)
    if len(said) < most and details:
        below = wrapped(details, LEAST, width)
        said += below if len(below) == 1 else []
    first = (*([word] if word else []), Piece(said[0], size))
    rest = [(Piece(line, size if line not in details else LEAST),) for line in said[1:]]
    lines = tuple(tuple(piece for piece in line if piece.text) for line in (first, *rest))
    return _lines(tuple(line for line in lines if line))


class Heights(NamedTuple):
    """The least height of a box, and the one where it says everything in letters of full size."""

    least: float
    whole: float


def heights(node: Node, width: float) -> Heights:
    """The heights of a box of this width."""
    room, largest = width - 2 * PADDING, _LARGEST.get(node.look, _OTHERS)
    whole = _contents(node, room, largest, node.details).height + 2 * PADDING
    least = height_of(_word(node, room)) + 2 * LEAST * LINE + PADDING
    return Heights(min(least, whole), whole)


def least_whole(node: Node, width: float) -> float:
    """The height from which a box of this width tells all it has, in its smallest letters."""
    return _contents(node, width - 2 * PADDING, LEAST, node.details).height + _edges(node)


def least_for_text(node: Node, width: float) -> float:
    """The height from which it tells its text, without what that rests on but for what stays
    longest.
    """
    return least_whole(node.model_copy(update={"details": _longest(node)}), width)


def _longest(node: Node) -> tuple[str, ...]:
    """What stays of the details while there is room: what the law's answer can still become."""
    return node.details[-1:] if node.look in LAW else ()


def _edges(node: Node) -> float:
    """The pixels above and below a text, together: a double outline has an inner one."""
    return _EDGES + (_INNER if drawn_as(node.look).get("peripheries") == "2" else 0)


def in_a_box(node: Node, place: Place) -> Lines:
    """The word, the text and what it rests on, one below the other, as large as the box allows."""
    width, height = place.width - 2 * PADDING, place.height - _edges(node)
    fullest: Lines | None = None
    for lines in _forms(node, width, height):
        if lines.height <= height and all(
            sum(piece.width for piece in line) <= width for line in lines.lines
        ):
            return lines
        fullest = lines
    assert fullest is not None
    return fullest


def _forms(node: Node, width: float, height: float) -> Iterator[Lines]:
    """The contents of a box, ever smaller, then without details, then cut off; what the law's
    answer can still become is its last detail, and stays longest.
    """
    largest = _LARGEST.get(node.look, _OTHERS)
    for details in dict.fromkeys((node.details, _longest(node), ())):
        for size in range(largest, LEAST - 1, -1):
            yield _contents(node, width, size, details)
    word = _word(node, width)
    lines = max(2, int((height + _TIGHT) / (LEAST * LINE)))
    if len(word) >= lines:  # at least a line for the text
        told = shortened(
            wrapped(node.word, _WORD, width, bold=True), lines - 1, _WORD, width / BOLD
        )
        word = tuple((Piece(line, _WORD, True),) for line in told)
    yield _lines((*word, *_cut(node, width, lines - len(word))))


def _contents(node: Node, width: float, size: int, details: tuple[str, ...]) -> Lines:
    said = [line for text in node.items or (node.text,) for line in _broken(text, size, width)]
    below = [line for detail in details for line in wrapped(detail, LEAST, width)]
    return _lines(
        (
            *_word(node, width),
            *((Piece(line, size),) for line in said),
            *((Piece(line, LEAST),) for line in below),
        )
    )


def _broken(text: str, size: int, width: float) -> list[str]:
    """A text in lines; too wide where a word of it is, while there are smaller letters."""
    if size == LEAST:
        return wrapped(text, size, width)
    longest = max((Piece(word, size).width for word in words_of(text)), default=0)
    return wrapped(text, size, max(width, longest))


def _word(node: Node, width: float) -> tuple[TextLine, ...]:
    lines = wrapped(node.word, _WORD, width, bold=True) if node.word else []
    return tuple((Piece(line, _WORD, True),) for line in lines)


def _cut(node: Node, width: float, room: int) -> list[TextLine]:
    """As many lines as there is room for: whole items of a list, or the beginning of a text."""
    lines: list[str] = []
    if node.items:
        for item in node.items:
            broken = wrapped(item, LEAST, width)
            if len(lines) + len(broken) > room - 1:
                begun = shortened([*broken, ""], room, LEAST, width)  # rather than nothing
                lines = [*lines, ELLIPSIS] if lines else begun
                break
            lines += broken
    else:
        lines = shortened(wrapped(node.text, LEAST, width), room, LEAST, width)
    return [(Piece(line, LEAST),) for line in lines]


def _lines(lines: tuple[TextLine, ...]) -> Lines:
    return Lines(lines, height_of(lines))
