"""Codes of languages as packs name them, and the code that another word for a language means."""

from __future__ import annotations

import re
from pathlib import Path

from knowledge.faults import nearest
from knowledge.sentence import Sentence

ENGLISH = "en"
CODE = re.compile(r"[a-z]{2,3}")
_SPOKEN = Path(__file__).parent.parent / "languages"  # a file for each language, named by its code
_CALLED = {  # what a language is called in those spoken here, and its codes of three letters
    "en": ("english", "englisch", "anglais", "eng"),
    "de": ("german", "deutsch", "allemand", "deu", "ger"),
    "fr": ("french", "französisch", "francais", "français", "fra", "fre"),
}


def spoken_codes() -> list[str]:
    """The codes of the languages that answers are given in, English first."""
    found = (file.stem for file in _SPOKEN.glob("*.yaml"))
    return sorted(found, key=lambda code: (code != ENGLISH, code))


def is_code(said: str) -> bool:
    """Whether a text can be the code of a language: two small letters, or three."""
    return CODE.fullmatch(said) is not None and code_meant(said) in (said, None)


def by_code(texts: dict[str, str]) -> dict[str, str]:
    """Texts by the codes of their languages, as they are. Raises `ValueError` for another key."""
    for said in texts:
        if not is_code(said):
            like = code_meant(said) or spoken_codes()[-1]
            raise ValueError(
                Sentence(
                    "{name} is no code of a language, such as {like}", name=repr(said), like=like
                )
            )
    return texts


def code_meant(said: str) -> str | None:
    """The code that a text means: `English`, `EN` and `en-GB` mean `en`. None where none is meant.

    A code itself means itself.
    """
    low = said.strip().lower()
    codes = spoken_codes()
    first = re.split(r"[-_ ]", low, maxsplit=1)[0]
    if first in codes:
        return first
    names = {name: code for code, several in _CALLED.items() for name in several}
    likely = nearest(low, (name for name in names if len(name) > 3), 0.7)
    found = names.get(low) or (names[likely] if likely and len(low) > 3 else None)
    return found if found in codes else None
