r"""Numbers and texts that Python reads with a warning, and that are typing errors here: 1and, "\d".

They are found before Python reads them: to turn its warnings into errors would do so for all
threads of the process, and for ever where two do it at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from knowledge.sentence import Sentence

_PREFIX = r"\b(?:[rR][bBfF]?|[bBfF][rR]?|[uU])"
_TEXT = re.compile(
    rf"""(?P<prefix>{_PREFIX})?(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""", re.DOTALL
)
_ESCAPE = re.compile(r"\\(?:(?P<octal>[4-7][0-7]{2})|(?P<other>.))", re.DOTALL)
_KNOWN_ESCAPES = frozenset("\n\\'\"abfnrtv01234567xNuU")
_KEYWORD = "(?=and|else|for|if|in|is|or|not)"
_NUMBER = r"(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?[\d_]+)?"
_NUMBERS = {  # what Python says of them → one right before a keyword
    says: re.compile(rf"(?<![\w.]){digits}{_KEYWORD}")
    for says, digits in (
        (Sentence("invalid hexadecimal literal"), r"0[xX][\da-fA-F_]+"),
        (Sentence("invalid octal literal"), r"0[oO][0-7_]+"),
        (Sentence("invalid binary literal"), r"0[bB][01_]+"),
        (Sentence("invalid imaginary literal"), rf"{_NUMBER}[jJ]"),
        (Sentence("invalid decimal literal"), _NUMBER),
    )
}


class Doubtful(NamedTuple):
    """Where such a literal stands, and what Python says of it."""

    at: int
    says: Sentence


def doubtful(source: str) -> Doubtful | None:
    """The first of them in a condition; None where there is none."""
    return min((*_texts(source), *_numbers(source)), default=None)


def _texts(source: str) -> Iterator[Doubtful]:
    if "\\" not in source:
        return
    for text in _TEXT.finditer(source):
        if "r" in (text["prefix"] or "").lower():
            continue
        for escape in _ESCAPE.finditer(text["text"]):
            if escape["octal"] or escape["other"] not in _KNOWN_ESCAPES:
                sign = f"'{escape.group()}'"
                says = (
                    Sentence("invalid octal escape sequence {sign}", sign=sign)
                    if escape["octal"]
                    else Sentence("invalid escape sequence {sign}", sign=sign)
                )
                yield Doubtful(text.start(), says)
                break


def _numbers(source: str) -> Iterator[Doubtful]:
    bare = _TEXT.sub(lambda text: '"' * len(text.group()), source)
    for says, number in _NUMBERS.items():
        for found in number.finditer(bare):
            yield Doubtful(found.end() - 1, says)
