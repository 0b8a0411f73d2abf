"""The width of letters, and the breaking of a text into lines that fit a box.

Widths are those of Arial, which fonts of the same measures share (Helvetica, Liberation Sans).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from textwrap import wrap
from typing import NamedTuple
from unicodedata import category, east_asian_width, normalize

_OF_WIDTH = {  # thousandths of a letter's size
    191: "'",
    222: "ijlłιіј",
    278: " !,./:;[]\\I|ftıΙІ·\u00a0\u202f",
    333: "-()r`’‘„“”‹›",
    389: "*",
    400: "τгѓ°",
    450: "εζξкзт",
    500: "ckvxyszJγκλνςсухчьэєѕ•",
    556: '"#$?_–«»LabdeghnopqußÄ0123456789Łđþð€£§†αβδηθμορυχабвдлеоряпнцГΓ',
    611: "FTZøΖΤТσΣЗъУ",
    667: "&ABEKPSVXYΑΒΔΕΚΛΞΡΥΧφАБВЕКЛРХЧЬДжм",
    722: "CDHNRUwΗΝΠπψНСИПЭыЄЦ",
    778: "GOQØΘΟΩωОФю",
    833: "mMΜМΦΨшфщЪ",
    889: "æЫ",
    944: "Wœљ",
    1000: "%@…—→ÆŒШЩЖЮЊњ",
}
_WIDTHS = {letter: width for width, letters in _OF_WIDTH.items() for letter in letters}
_MARKS = ("Mn", "Me", "Cf")  # above or below another letter, or a mark that has no width
_OTHER, _WIDE = 667, 1000  # of a letter that is not listed; of one of Chinese, or alike
_SPACE = re.compile(r"[ \t\n\r\f\v]+")  # not those that hold words together
_HYPHENATED = re.compile(r"[^-]*-+(?=[^-])|[^-].*|-+$")
BOLD = 1.09  # times as wide
LINE = 1.15  # sizes between two lines
ELLIPSIS = "…"


class Piece(NamedTuple):
    """A run of letters of one size."""

    text: str
    size: float
    bold: bool = False

    @property
    def width(self) -> float:
        """Its width, in the unit of its size."""
        return width_of(self.text, self.size, self.bold)


TextLine = tuple[Piece, ...]


def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width of a text, in the unit of its size."""
    return _scaled(_letters(text), size, bold)


def _letters(text: str) -> int:
    """The width of a text of which a letter is 1,000 high."""
    return sum(map(_width, normalize("NFC", text)))


@lru_cache(4096)
def _width(letter: str) -> int:
    if category(letter) in _MARKS:  # above or below another, or a mark that has none
        return 0
    if _is_wide(letter):
        return _WIDE
    return _WIDTHS.get(letter) or _WIDTHS.get(normalize("NFD", letter)[0], _OTHER)


def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in ("W", "F")


def _scaled(letters: int, size: float, bold: bool) -> float:
    return letters / 1000 * size * (BOLD if bold else 1)


def height_of(lines: Sequence[TextLine]) -> float:
    """The height of lines, one below the other."""
    return sum(max(piece.size for piece in line) * LINE for line in lines)


def wrapped(
    text: str, size: float, width: float, *, bold: bool = False, before: float = 0
) -> list[str]:
    """A text in lines of at most this width; a word that no line holds is broken.

    `before`: what stands in the first line already.
    """
    lines, line, room = [], "", width - before
    for space, word in _parts(text):
        longer = f"{line}{space}{word}" if line else word
        if width_of(longer, size, bold) <= room:
            line = longer
            continue
        if line or before:
            lines.append(line)
            room, before = width, 0
        while width_of(word, size, bold) > room and len(word) > 1:
            head = _head(word, size, room, bold)
            lines.append(head)
            word = word[len(head.rstrip("-")) :] if head.endswith("-") else word[len(head) :]
        line = word
    return [*lines, line] if line or not lines else lines


def in_lines(text: str, letters: int) -> list[str]:
    """A text in lines of so many letters; a longer word stands on lines of its own, parted by
    hyphens.
    """
    found: list[str] = []
    for line in wrap(text, letters, break_long_words=False):
        while len(line) > letters:
            end = letters - 1
            while end > 1 and category(line[end]) in _MARKS:  # not between a letter and its mark
                end -= 1
            whole = _is_wide(line[end - 1]) or _is_wide(line[end]) or line[end - 1] == "-"
            found.append(line[:end] + ("" if whole else "-"))
            line = line[end:]
        found.append(line)
    return found


def shortened(lines: Sequence[str], most: int, size: float, width: float) -> list[str]:
    """At most so many lines, with a sign where more stood there."""
    if len(lines) <= most:
        return list(lines)
    last = lines[most - 1]
    while last and width_of(last + ELLIPSIS, size) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + ELLIPSIS]


def words_of(text: str) -> list[str]:
    """The words of a text; a space that holds two together, as before a French "?", parts none."""
    return list(filter(None, _SPACE.split(text)))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The parts between which a line may end, each with the space before it."""
    for word in words_of(text):
        for number, part in enumerate(_HYPHENATED.findall(word)):
            yield ("" if number else " "), part


def _head(word: str, size: float, room: float, bold: bool) -> str:
    """As much of a word as fits, with a hyphen; at least one letter. Chinese and the like are
    parted anywhere, and without one.
    """
    letters, fits = _letters("-"), 1
    for end, letter in enumerate(word[:-1], start=1):
        letters += _letters(letter)
        if _scaled(letters, size, bold) > room:
            break
        fits = end
    if fits > 1 and not (_is_wide(word[fits - 1]) or _is_wide(word[fits])):
        return word[:fits] + "-"
    return word[:fits]
