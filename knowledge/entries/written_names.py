"""Names that are none: which one was meant, and the signs in it that look like others."""

from __future__ import annotations

import re
import unicodedata

_LATIN = "LATIN"
_SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe"}
)
# letters of other scripts that look like these
_LIKE = str.maketrans("аеорсухіјαορυικν", "aeopcyxijaopuikv")
_SEPARATES = re.compile(r"[\s\-–—/:]+")
_NEW_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")  # newThing
_NO_SIGN = re.compile(r"[^a-z0-9_.]")


def name_meant(written: object, pattern: str) -> str | None:
    """The name that somebody meant who wrote one with capitals, blanks, umlauts or accents; None
    where what is left of it is none by this pattern.

    >>> name_meant("Große Fälle", "[a-z_]+"), name_meant("1st", "[a-z_]+")
    ('grosse_faelle', None)
    """
    if not isinstance(written, str):
        return None
    apart = _NEW_WORD.sub("_", unicodedata.normalize("NFC", written.strip()))
    plain = apart.lower().translate(_LIKE)
    spelt = unicodedata.normalize("NFKD", plain.translate(_SPELT))
    name = _NO_SIGN.sub("", _SEPARATES.sub("_", spelt))
    return name if re.fullmatch(pattern, name) else None


def told_apart(written: str) -> str:
    """A name in which each sign that nobody sees, or that looks like another one, is written out.

    >>> told_apart("älter"), len(told_apart(chr(0x200B)))
    ('älter', 6)
    """
    return "".join(map(_told, written))


def _told(sign: str) -> str:
    if sign.isascii() or _LATIN in unicodedata.name(sign, ""):
        return sign
    return sign.encode("unicode_escape").decode()
