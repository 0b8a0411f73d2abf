"""Western and Central European letters: bytes that both encodings of Windows have, told apart by
the languages that have all of the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WESTERN, CENTRAL = "cp1252", "cp1250"
# the letters beyond ASCII of languages, small; neighbours' names are written with some more
_ALPHABETS = {
    WESTERN: (
        "äöüßéèêàçô",  # German
        "àâæçèéêëîïôœùûüÿ",  # French
        "àáèéìíîòóùú",  # Italian
        "áéíñóúüªº",  # Spanish
        "àáâãçéêíóôõúü",  # Portuguese
        "àçèéíïòóúüñ",  # Catalan
        "áàâéèêëíïóôöúüûç",  # Dutch
        "åäöéàüæø",  # Swedish, Finnish
        "æøåéèêóòôâäöü",  # Danish, Norwegian
        "áðéíóúýþæö",  # Icelandic
        "äöõüšž",  # Estonian
        "áéíóú",  # Irish
    ),
    CENTRAL: (
        "ąćęłńóśźżäöü",  # Polish
        "áčďéěíňóřšťúůýžäöü",  # Czech
        "áäčďéíĺľňóôŕšťúýžöü",  # Slovak
        "áéíóöőúüűä",  # Hungarian
        "čćđšžäöü",  # Croatian, Slovene, Bosnian
        "ăâîşţäöü",  # Romanian
    ),
}
# different letters that tell a language: of those that the two read otherwise, or of all
_FEWEST, _FEWEST_OF_ALL = 2, 5
_SAMPLE = 1_000_000  # bytes that are looked at
_IN_A_WORD = re.compile(rb"(?<=[A-Za-z\x80-\xff])[\x80-\xff]|[\x80-\xff](?=[A-Za-z\x80-\xff])")
_WITHIN = re.compile(rb"(?<=[A-Za-z])[\x80-\xff](?=[A-Za-z])")
BETWEEN_LETTERS = frozenset("\u2019\u2018\u2013\u2014\u00a0\u00ad\u00b7")  # signs beside letters


def is_central(raw: bytes) -> bool:
    """Whether the letters of a text are those of a language of Central Europe, read as cp1250, and
    of no Western one, read as cp1252.
    """
    sample = raw[:_SAMPLE]
    bytes_, within = {*_IN_A_WORD.findall(sample)}, {*_WITHIN.findall(sample)}
    letters = [one for one in bytes_ if _read(one, CENTRAL).isalpha()]
    differing = [one for one in letters if _read(one, WESTERN) != _read(one, CENTRAL)]
    fewest = 1 if len(letters) >= _FEWEST_OF_ALL else _FEWEST
    return (
        len(differing) >= fewest
        and _is_of_a_language(bytes_, within, CENTRAL)
        and not _is_of_a_language(bytes_, within, WESTERN)
    )


def _is_of_a_language(bytes_: set[bytes], within: set[bytes], encoding: str) -> bool:
    found = {*_letters(bytes_, within, encoding)}
    return any(found <= {*alphabet} for alphabet in _ALPHABETS[encoding])


def _letters(bytes_: set[bytes], within: set[bytes], encoding: str) -> Iterator[str]:
    """The letters, small, and what stands within a word as one."""
    for byte in bytes_:
        character = _read(byte, encoding)
        if character.isalpha() or (byte in within and character not in BETWEEN_LETTERS):
            yield character.lower()


def _read(byte: bytes, encoding: str) -> str:
    return byte.decode(encoding, "replace")
