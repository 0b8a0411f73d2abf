"""Posters as slides: the columns of a poster one after another, each card large enough to read."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from explain.graph.layout import POINTS
from explain.graph.lettering import LINE, wrapped
from explain.graph.slides import BOX_EDGE, HEIGHT, WIDTH, Deck, TextBox
from explain.posters.cards import Card, Column, Ink

WORD, TITLE, DETAIL = 13.0, 17.0, 14.0  # points; 9 are 12 pixels of a projector 1280 wide
TOP, FOOT, GAP = 1.1, 0.3, 0.15  # inches
LONGEST_PIECE = 500  # letters, for which a slide has room
PLACES = 2  # cards beside each other
SCALES = (1.5, 1.25, 1.1, 1.0)  # by which letters grow where there is room
PLAIN = Ink("#FFFFFF", "#FFFFFF", border=0)
_ACROSS = (WIDTH - 2 * BOX_EDGE - (PLACES - 1) * GAP) / PLACES
_DOWN = HEIGHT - TOP - FOOT
_MARGIN = 0.1  # inches within a box
_WIDER = 1.02  # times as wide as measured that a letter may be in another program's Arial

Lines = list[tuple[str, float, bool]]


def add_poster(deck: Deck, title: str, columns: Iterable[Column]) -> None:
    """Slides for the columns of a poster, those about the same together; one that is about nothing
    in particular goes under the title.
    """
    by_head: dict[str, list[Card]] = {}
    for column in columns:
        cards = by_head.setdefault(column.head or column.about, [])
        cards += (card for card in column.cards if card.title != column.about)
        cards += (Card(note, small=True) for note in column.notes)
    for about, cards in by_head.items():
        for boxes in _slides(cards):
            deck.add_boxes(about or title, boxes)


def _slides(cards: Sequence[Card]) -> list[list[TextBox]]:
    """The cards in columns from the left, as large as one slide has room for; else on several."""
    for scale in SCALES:
        parts = [part for card in cards for part in _parts(card, scale)]
        found = list(_flow(parts, scale))
        if len(parts) == len(cards) and len(found) == 1:
            break
    return found


def _parts(card: Card, scale: float) -> Iterator[Card]:
    """A card; one that is higher than a slide in parts that are not, each with its word."""
    if _height(_lines(card, scale)) <= _DOWN:
        yield card
        return
    pieces = [piece for text in (card.title, *card.lines) for piece in _pieces(text)]
    part = [pieces[0]]
    for piece in pieces[1:]:
        longer = card._replace(title="\n".join((*part, piece)), lines=(), small=True)
        if _height(_lines(longer, scale)) > _DOWN:
            yield card._replace(title="\n".join(part), lines=(), small=True)
            part = []
        part.append(piece)
    yield card._replace(title="\n".join(part), lines=(), small=True)


def _pieces(text: str) -> Iterator[str]:
    """The items of a list that a text is, or its sentences; of a long one so many letters each."""
    for piece in re.split(r"(?<=;)\s+|(?<=\.)\s+(?=[A-ZÀ-Ü])", text):
        yield from textwrap.wrap(piece, LONGEST_PIECE) or [""]


def _flow(cards: Iterable[Card], scale: float) -> Iterator[list[TextBox]]:
    shown: list[TextBox] = []
    place, top = 0, TOP
    for card in cards:
        lines = _lines(card, scale)
        height = min(_height(lines), _DOWN)
        if top + height > TOP + _DOWN and top > TOP:
            place, top = place + 1, TOP
        if place == PLACES:
            yield shown
            shown, place, top = [], 0, TOP
        look = card.ink or PLAIN
        left = BOX_EDGE + place * (_ACROSS + GAP)
        box = TextBox(
            left, top, _ACROSS, height, lines, look.fill, look.line, look.border, look.text
        )
        shown.append(box)
        top += height + GAP
    if shown:
        yield shown


def _lines(card: Card, scale: float) -> Lines:
    word: Lines = [(card.word, WORD * scale, True)] if card.word else []
    size = (DETAIL if card.small else TITLE) * scale
    title = (card.title, size, not card.small and bool(card.lines))
    return [*word, title, *((line, DETAIL * scale, False) for line in card.lines if line)]


def _height(lines: Lines) -> float:
    """The height of a box in which these lines fit."""
    room = (_ACROSS - 2 * _MARGIN) * POINTS / _WIDER
    rows = sum(
        len(wrapped(line, size, room, bold=bold)) * size
        for text, size, bold in lines
        for line in text.split("\n")
    )
    return rows * LINE * _WIDER / POINTS + 2 * _MARGIN
