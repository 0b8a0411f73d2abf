"""Bytes as text: the encoding by its mark, by its name, or found; bytes that it lacks kept apart.

Such a byte becomes half of a surrogate pair, which no text has, so that the row with it can be
told and the others can be read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from string import ascii_letters

from knowledge.languages.told import Told
from knowledge.tables.alphabets import BETWEEN_LETTERS, CENTRAL, WESTERN, is_central

_MARKS = (  # the longer ones first: that of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNREAD = re.compile("[\udc00-\udcff]")  # a byte that could not be decoded
HALF = re.compile("[\ud800-\udfff]")  # half of a surrogate pair: no text has one alone
_FIRST = 0xDC00
_OTHERS = ("utf-8", WESTERN, CENTRAL, "cp850", "mac-roman", "latin-1")  # proposed in this order
_OF_ONE_BYTE = (WESTERN, "mac-roman", "cp850", CENTRAL, "iso8859-2")  # of like ones, the first
_WITHIN_WORDS = re.compile(rb"(?<=([A-Za-z]))([\x80-\xff])(?=([A-Za-z]))")
_NO_LETTERS = frozenset("\u00aa\u00ba\u00b5\u0192\ufb01\ufb02\u0131")  # in no word of a list
_OF_OTHER_LETTERS = ("cp1251", "cp1253", "shift_jis")  # Cyrillic, Greek, Japanese
FEWEST_LETTERS = 3  # different ones
_NO_PLAIN_LETTER = re.compile(r"[^\x00-\x7f\s\ud800-\udfff]{4,}")
_TWICE = re.compile("[\u00c3\u00c2][\u00a0-\u00bf\u0152-\u2122]")
_MOST_TRIED = 200
_SHOWN = 40  # letters of a word on each side
_MOST_LOOKED_AT = 2_000  # bytes between letters
_FEWEST_NOUGHTS = 8  # that are no accident
_SAMPLE = 4_000  # bytes that are looked at for an encoding without a mark


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding by which it was read."""

    text: str
    encoding: str
    found: bool = False  # nobody said so: by a mark, or by what the bytes are
    others: str = ""  # another encoding that has all of the bytes, where this one lacks some

    @property
    def unsaid(self) -> str:
        """The encoding where nobody said it; else empty."""
        return self.encoding if self.found else ""

    @property
    def notes(self) -> Iterator[str]:
        """The notes about an encoding that was found, and on words that no language has."""
        if self.found:
            yield Told("table_encoding_found", encoding=self.encoding)
            if self.encoding in _OF_ONE_BYTE and (word := _unlikely(self.text)):
                others = tuple(_OF_OTHER_LETTERS)
                yield Told("table_encoding_doubtful", word=repr(word), others=others)
        if twice := _encoded_twice(self.text):
            yield Told("table_encoded_twice", word=repr(twice[0]), meant=repr(twice[1]))


def _unlikely(text: str) -> str:
    """A word of letters that no language of Western Europe has beside each other; empty where there
    is none.
    """
    words = (found.group() for found in _NO_PLAIN_LETTER.finditer(text))
    many = (word for word in words if sum(map(str.isalpha, {*word})) >= FEWEST_LETTERS)
    return next(many, "")


def _encoded_twice(text: str) -> tuple[str, str] | None:
    """(a word whose bytes in UTF-8 were taken for characters, and saved as such; what it was)."""
    for found in islice(_TWICE.finditer(text), _MOST_TRIED):
        start, end = found.span()
        before, after = text[max(0, start - _SHOWN) : start], text[end : end + _SHOWN]
        letters = before[len(before.rstrip(ascii_letters)) :]
        word = f"{letters}{found[0]}{after[: len(after) - len(after.lstrip(ascii_letters))]}"
        with suppress(UnicodeError):
            meant = word.encode(WESTERN).decode("utf-8")
            if meant.isprintable():
                return word, meant
    return None


def _keep(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(_FIRST + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error("threshold-keep", _keep)


def decode(raw: bytes, encoding: str = "") -> Decoded:
    """Bytes as text. Raises `LookupError` where there is no such encoding.

    Bytes with signs of UTF-8 and none that it lacks are UTF-8, whatever an intake names: a list
    that was saved anew.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(name, "threshold-keep")
            return Decoded(text, name, found=name != "utf-8", others=_other(raw, text, name))
    said = codecs.lookup(encoding).name if encoding else ""
    name = said or _guessed(raw)
    text = raw.decode(name, "threshold-keep")
    if said and len(text) == len(raw) and not raw.isascii() and _is_utf_8(raw):
        name, text = "utf-8", raw.decode("utf-8")
    found = name != (said or "utf-8")
    return Decoded(text, name, found=found, others=_other(raw, text, name))


def encode(text: str, decoded: Decoded, raw: bytes) -> bytes:
    """A text as bytes, in the encoding and with the mark of the bytes that were decoded.

    Bytes that the encoding lacks become what they were. Raises `UnicodeEncodeError`.
    """
    mark = next((mark for mark, _ in _MARKS if raw.startswith(mark)), b"")
    return mark + text.encode(decoded.encoding, "surrogateescape")


def byte_of(character: str) -> int:
    """The byte that a half of a surrogate pair stands for."""
    return ord(character) - _FIRST


def _guessed(raw: bytes) -> str:
    """The encoding of bytes without a mark: UTF-8 where they have any of its signs."""
    sample = raw[:_SAMPLE]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > 0.6 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if half and sample[0::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    for name, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        if _is_of_two_bytes(raw, name, place):
            return name
    if _is_utf_8(raw):
        return "utf-8"
    text = raw.decode("utf-8", "threshold-keep")
    read = sum(ord(character) > 127 for character in UNREAD.sub("", text))
    return "utf-8" if read >= len(UNREAD.findall(text)) else _of_one_byte(raw)


def _is_of_two_bytes(raw: bytes, encoding: str, place: int) -> bool:
    """Whether bytes are characters of two bytes, of which those for separators and the ends of
    lines have a nought in one place, though most may be of other letters than Latin ones.
    """
    noughts = raw[place::2].count(0)
    if noughts < max(_FEWEST_NOUGHTS, raw.count(0) / 2):
        return False
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return "\0" not in text and ("\n" in text or "\r" in text)


def _of_one_byte(raw: bytes) -> str:
    """The encoding, of those with a byte a character, by which most bytes between letters are
    letters as words have them: cp1252, but where it reads less than half of them so, and one other
    most of all; or where the letters are those of a language of Central Europe alone.
    """
    found = [*islice(_WITHIN_WORDS.finditer(raw), _MOST_LOOKED_AT)]
    read = {name: sum(_fits_a_word(match, name) for match in found) for name in _OF_ONE_BYTE}
    most = max(read.values())
    best, *others = [name for name in _OF_ONE_BYTE if read[name] == most]
    text = raw.decode(best, "replace")
    is_clear = all(raw.decode(other, "replace") == text for other in others)
    if is_clear and 2 * read[WESTERN] < len(found):
        return best
    return CENTRAL if is_central(raw) else WESTERN


def _fits_a_word(match: re.Match[bytes], encoding: str) -> bool:
    before, byte, after = match.groups()
    character = byte.decode(encoding, "replace")
    if character in BETWEEN_LETTERS:
        return encoding == WESTERN
    small = character.islower() and character not in _NO_LETTERS
    return small or (character.isupper() and before.isupper() and after.isupper())


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _other(raw: bytes, text: str, encoding: str) -> str:
    """Another encoding that has all of these bytes; none where this one has."""
    if not UNREAD.search(text):
        return ""
    for other in _OTHERS:
        if other != encoding:
            try:
                raw.decode(other)
            except UnicodeDecodeError:
                continue
            return other
    return ""
