"""Messages as data: the key of a phrase and the values in its places. Each language makes its own
sentence of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from knowledge.entries.yaml_source import Keys
from knowledge.languages.words import Retellable, Words


class Sayable(Protocol):
    """Something that can be said in a language."""

    def said(self, words: Words, /) -> str:
        """It in words."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Several things in one place of a phrase."""

    by: Literal["and", "or", "comma", "semicolon"]
    items: tuple[str | Sayable, ...]

    def said(self, words: Words) -> str:
        """All of them, with the language's word between them."""
        said = [one if isinstance(one, str) else one.said(words) for one in self.items]
        if self.by == "semicolon":
            return words.listed(said)
        between = ", " if self.by == "comma" else words.say(self.by, one="", other="")
        return between.join(said)


@dataclass(frozen=True, slots=True)
class Stated:
    """The statements of a case, attribute by attribute; or that it answers nothing."""

    values: Mapping[str, object]

    def said(self, words: Words) -> str:
        """Each attribute with its value."""
        told = ", ".join(f"{name} {words.value(value)}" for name, value in self.values.items())
        return told or words.say("nothing_answered")


@dataclass(frozen=True, slots=True)
class Untranslated:
    """A text that there is in English only."""

    english: str

    def said(self, words: Words) -> str:
        """The text, marked in other languages."""
        return words.mark(self.english)


@dataclass(frozen=True, slots=True)
class TextOfBase:
    """A text of a knowledge base, by its section and names (`Words.text`)."""

    keys: Keys
    english: str  # what the packs say

    def said(self, words: Words) -> str:
        """The text in a language."""
        return words.text(self.keys, self.english)


@dataclass(frozen=True, slots=True)
class TextOfEntry:
    """A text that explains an entry (`Words.explaining`), by its key and field."""

    entry: str
    field: str
    english: str  # what the packs say

    def said(self, words: Words) -> str:
        """The text in a language."""
        return words.explaining(self.entry, self.field, self.english)


@dataclass(frozen=True, slots=True)
class InARow:
    """Texts one after another; blanks, breaks of lines and signs between them are parts as well."""

    parts: tuple[str, ...]

    def said(self, words: Words) -> str:
        """They in a language; what is no sentence that can be told anew stays."""
        return "".join(
            one.said(words) if isinstance(one, Retellable) else one for one in self.parts
        )


@dataclass(frozen=True, slots=True)
class Given:
    """The stated value of one attribute; None where it is not answered."""

    value: object

    def said(self, words: Words) -> str:
        """The value, as the language writes it."""
        return words.value(self.value)


Value: TypeAlias = "str | int | Sayable"


class Saying(str):
    """The English of a message, which every language can say anew."""

    __slots__ = ("message",)
    message: Sayable

    def __new__(cls, message: Sayable) -> Saying:
        """`message`: what is said."""
        made = super().__new__(cls, message.said(Words.of(None)))
        made.message = message
        return made

    def __reduce__(self) -> tuple[type[Saying], tuple[Sayable]]:
        """It is pickled and copied as the call that makes it."""
        return Saying, (self.message,)

    def said(self, words: Words) -> str:
        """It in a language."""
        return self.message.said(words)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence before it is said in a language."""

    key: str  # of a phrase, among the forms of the languages
    values: Mapping[str, Value] = field(default_factory=dict)

    def said(self, words: Words) -> str:
        """The sentence in a language."""
        told = {
            name: value if isinstance(value, (str, int)) else value.said(words)
            for name, value in self.values.items()
        }
        return words.say(self.key, **told)

    def __str__(self) -> str:
        return self.said(Words.of(None))
