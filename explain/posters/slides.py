"""Posters as slides: the columns of a poster one after another, each card large enough to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import ceil

from explain.graph.slides import BOX_EDGE, HEIGHT, WIDTH, Deck, TextBox
from explain.posters.cards import Card, Column, Ink

WORD, TITLE, DETAIL = 11.0, 15.0, 11.0  # points; 9 are 12 pixels of a projector 1280 wide
TOP, FOOT, GAP = 1.1, 0.3, 0.15  # inches
PLACES = 2  # cards beside each other
SCALES = (1.8, 1.5, 1.25, 1.0)  # by which letters grow where there is room
PLAIN = Ink("#FFFFFF", "#FFFFFF", border=0)
_ACROSS = (WIDTH - 2 * BOX_EDGE - (PLACES - 1) * GAP) / PLACES
_DOWN = HEIGHT - TOP - FOOT
_MARGIN = 0.1  # inches within a box
_LETTER = 0.52  # of a letter's height that it is wide, on average
_LINE = 1.22  # of a letter's height that a line takes

Lines = list[tuple[str, float, bool]]


def add_poster(deck: Deck, title: str, columns: Iterable[Column]) -> None:
    """Slides for the columns of a poster, those about the same together; one that is about nothing
    in particular goes under the title.
    """
    for about, alike in groupby(columns, lambda column: column.head or column.about):
        cards: list[Card] = []
        for column in alike:
            cards += column.cards
            cards += [Card(note, small=True) for note in column.notes]
        for boxes in _slides(cards):
            deck.add_boxes(about or title, boxes)


def _slides(cards: Sequence[Card]) -> list[list[TextBox]]:
    """The cards in columns from the left, as large as one slide has room for; else on several."""
    for scale in SCALES:
        found = list(_flow(cards, scale))
        fits = all(_height(_lines(card, scale)) <= _DOWN for card in cards)
        if fits and len(found) == 1:
            break
    return found


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
    """How high a box is in which these lines fit."""
    room = (_ACROSS - 2 * _MARGIN) * 72
    rows = sum(ceil(len(text) * size * _LETTER / room) * size for text, size, _ in lines)
    return rows * _LINE / 72 + 2 * _MARGIN
