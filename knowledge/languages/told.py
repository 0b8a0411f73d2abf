"""Sentences in English that every language can say anew: a text, with the data that it was made of.

For what is handed on as a text and read by people of several languages, such as what was wrong with
a cell. `Words.mark` says it in its language; whoever knows nothing of it reads the English.
"""

from __future__ import annotations

from knowledge.languages.words import Words


class Told(str):
    """A sentence by the key of a phrase, and what stands in its places."""

    __slots__ = ("key", "values")
    key: str
    values: dict[str, str | int | tuple[str, ...]]

    def __new__(cls, key: str, /, **values: str | int | tuple[str, ...]) -> Told:
        """A text is said as it is, or in the language where it is `Told`; a number as the language
        writes it; of several texts each, with commas between.
        """
        made = super().__new__(cls, _said(Words.of(None), key, values))
        made.key, made.values = key, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str | int | tuple[str, ...]]]:
        """It is pickled and copied as the call that makes it."""
        return (self.key,), self.values

    def said(self, words: Words) -> str:
        """It in a language."""
        return _said(words, self.key, self.values)


def _said(words: Words, key: str, values: dict[str, str | int | tuple[str, ...]]) -> str:
    def value(one: str | int | tuple[str, ...]) -> str:
        if isinstance(one, int):
            return words.number(one)
        if isinstance(one, tuple):
            return ", ".join(map(value, one))
        return one.said(words) if isinstance(one, Told) else one

    return words.say(key, **{name: value(one) for name, one in values.items()})
