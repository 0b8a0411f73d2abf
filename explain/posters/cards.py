"""The parts of posters, in Graphviz's HTML-like labels: columns of cards, each with a word, a
title, lines, and a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from graphviz import Digraph

from explain.graph.dot import DETAIL, FONT, harmless
from explain.graph.lettering import in_lines

WORD, TITLE, HEAD = 13, 21, 26  # points at which the system's dot measures well
NODE = {"fontname": FONT, "shape": "plain"}
EDGE = {"fontname": FONT, "fontsize": "18", "color": "#333333", "arrowsize": "1.1"}
PAGE = {
    "rankdir": "LR",
    "fontname": FONT,
    "fontsize": "34",
    "labelloc": "t",
    "bgcolor": "white",
    "pad": "0.5",
}


class Ink(NamedTuple):
    """The look of a card."""

    fill: str
    line: str
    text: str = "#000000"
    border: int = 2


class Card(NamedTuple):
    """One thing on a poster."""

    title: str
    word: str = ""  # above the title
    lines: Sequence[str] = ()  # below it, in smaller letters
    ink: Ink | None = None  # without, it is a line of its column
    link: str = ""
    tooltip: str = ""
    port: str = ""  # where arrows begin and end
    small: bool = False


class Column(NamedTuple):
    """Cards below each other, under a heading."""

    head: str
    cards: tuple[Card, ...]
    ink: Ink
    notes: tuple[str, ...] = ()
    about: str = ""  # what a column without a heading is about, where it stands alone

    def label(self, width: int) -> str:
        """It as the label of a node, `width` characters wide."""
        return column(self.head, self.cards, width, self.ink, self.notes)


def poster(name: str, title: str, **attributes: str) -> Digraph:
    """An empty sheet."""
    return Digraph(
        name, graph_attr={**PAGE, "label": title, **attributes}, node_attr=NODE, edge_attr=EDGE
    )


def column(
    head: str, cards: Iterable[Card], width: int, ink: Ink, notes: Sequence[str] = ()
) -> str:
    """The label of a node: cards below each other, under a heading, within a frame."""
    shown = list(cards)
    rows = (
        [_row(_font(HEAD, f"<B>{_lines(in_lines(head, width * 5 // 8))}</B>", ink.text))]
        if head
        else []
    )
    rows += [f"<TR>{_cell(card, width)}</TR>" for card in shown]
    rows += [_row(_font(DETAIL, _lines(in_lines(note, _longer(width))))) for note in notes]
    spacing = 7 if any(card.ink for card in shown) else 2
    frame = (
        f'BORDER="{ink.border}" COLOR="{ink.line}" BGCOLOR="{ink.fill}"'
        f' CELLBORDER="0" CELLSPACING="{spacing}" CELLPADDING="4"'
    )
    return f"<<TABLE {frame}>{''.join(rows)}</TABLE>>"


def legend(
    meanings: Mapping[str, str],
    inks: Mapping[str, Ink],
    arrows: Mapping[str, tuple[str, str]],
    notes: Sequence[str],
) -> str:
    """The label of a node that says what the colours mean, and the `arrows`: what each means → how
    it looks, and its colour.
    """
    rows = "".join(
        f'<TR><TD BGCOLOR="{inks[look].fill}" BORDER="{inks[look].border}"'
        f' COLOR="{inks[look].line}" WIDTH="44"></TD>'
        f'<TD ALIGN="LEFT">{_font(TITLE, harmless(meaning))}</TD></TR>'
        for look, meaning in meanings.items()
    )
    rows += "".join(
        f"<TR><TD>{_font(TITLE, f'<B>{look}</B>', colour)}</TD>"
        f'<TD ALIGN="LEFT">{_font(TITLE, harmless(meaning))}</TD></TR>'
        for meaning, (look, colour) in arrows.items()
    )
    told = "".join(
        f'<TR><TD COLSPAN="2" ALIGN="LEFT" BALIGN="LEFT">'
        f"{_font(DETAIL, _lines(in_lines(note, 58)))}</TD></TR>"
        for note in notes
    )
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="6">{rows}{told}</TABLE>>'


def _cell(card: Card, width: int) -> str:
    told = {"HREF": card.link, "TOOLTIP": card.tooltip, "PORT": card.port}
    if card.ink:
        told |= {
            "BGCOLOR": card.ink.fill,
            "COLOR": card.ink.line,
            "BORDER": str(card.ink.border),
            "CELLPADDING": "7",
        }
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in told.items() if value)
    ink = card.ink.text if card.ink else "#000000"
    size, longest = (DETAIL, _longer(width)) if card.small else (TITLE, width)
    pieces = [_font(WORD, f"<B>{harmless(card.word)}</B>", ink)] if card.word else []
    pieces.append(_font(size, _lines(in_lines(card.title, longest)), ink))
    pieces += [_font(DETAIL, _lines(in_lines(line, _longer(width))), ink) for line in card.lines]
    return f'<TD ALIGN="LEFT" BALIGN="LEFT"{attributes}>{"<BR/>".join(pieces)}</TD>'


def _row(text: str) -> str:
    return f'<TR><TD ALIGN="LEFT" BALIGN="LEFT">{text}</TD></TR>'


def _longer(width: int) -> int:
    """The number of the smaller characters that take the room of so many larger ones."""
    return width * TITLE // DETAIL - 2


def _lines(lines: Sequence[str]) -> str:
    return "<BR/>".join(map(harmless, lines))


def _font(size: int, text: str, ink: str = "#000000") -> str:
    colour = f' COLOR="{ink}"' if ink != "#000000" else ""
    return f'<FONT POINT-SIZE="{size}"{colour}>{text}</FONT>'
