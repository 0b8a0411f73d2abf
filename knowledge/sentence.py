"""Sentences whose English stands in the code, and that other languages can say.

What a fault says is one; so is what a library or the system says of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

SENTENCES = Path(__file__).with_name("faults.yaml")  # what faults say, in other languages
BORROWED = Path(__file__).with_name("borrowed.yaml")  # what libraries say, in other languages


class Sentence(str):
    """A sentence in English that other languages can say: a pattern, and what stands in its places.

    `faults.yaml` has what says the same as a pattern. Where what stands in a place is a `Sentence`
    itself, it is said in the language, too.
    """

    __slots__ = ("pattern", "values")
    pattern: str
    values: dict[str, str | int]

    def __new__(cls, pattern: str, /, **values: object) -> Sentence:
        """`pattern`: with names in braces, such as "there is no {kind} {name}"; `values`: what
        stands there, a text, a number, or what is told as a text.
        """
        kept = {
            name: value if isinstance(value, (int, str)) else str(value)
            for name, value in values.items()
        }
        shown = {
            name: f"{value:,}" if isinstance(value, int) else value for name, value in kept.items()
        }
        made = super().__new__(cls, pattern.format(**shown))
        made.pattern, made.values = pattern, kept
        return made

    @classmethod
    def borrowed(cls, english: str) -> Sentence:
        """What a library or the system says, in English: other languages say it where
        `borrowed.yaml` has it, and mark it where not.
        """
        return cls(english.replace("{", "{{").replace("}", "}}"))

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str | int]]:
        """It is pickled and copied as the call that makes it."""
        return (self.pattern,), self.values

    def said(self, words: SaysPatterns, /) -> str:
        """It in a language."""
        shown = {
            name: words.number(value)
            if isinstance(value, int)
            else value.said(words)
            if isinstance(value, Sentence)
            else value
            for name, value in self.values.items()
        }
        return words.sentence(self.pattern, shown)


class SaysPatterns(Protocol):
    """A language, as `knowledge.languages.words.Words` speaks it."""

    def number(self, number: float) -> str:
        """A number as the language writes it."""

    def sentence(self, pattern: str, shown: Mapping[str, str], /) -> str:
        """A pattern in the language, with texts in its places."""
