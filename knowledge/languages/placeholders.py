"""What stands in a usage for something to be typed (FILE), as each language calls it."""

from __future__ import annotations

import re
from pathlib import Path

from knowledge.languages.beside import beside_english
from knowledge.languages.codes import ENGLISH
from knowledge.languages.words import Words

PLACEHOLDERS = Path(__file__).parents[1] / "placeholders.yaml"
_NO_WORD = r"[\w/@]"  # beside it stands a part of an address: postgresql://USER@HOST/NAME


def placed(text: str, words: Words) -> str:
    """A text in which what is to be typed is called as the language calls it."""
    if words.code == ENGLISH:
        return text
    known = beside_english(PLACEHOLDERS, words.code)
    longest_first = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.sub(
        rf"(?<!{_NO_WORD})(?:{longest_first})(?!{_NO_WORD})", lambda one: known[one.group()], text
    )
