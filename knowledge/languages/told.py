"""Sentences in English that every language can say anew: a text, with the data that it was made of.

For what is handed on as a text and read by people of several languages, such as what was wrong with
a cell. `Words.mark` says it in its language; whoever knows nothing of it reads the English.
"""

from __future__ import annotations

from knowledge.faults import LONGEST_MESSAGE, Fault, shorten, shown_as_text
from knowledge.languages.codes import ENGLISH
from knowledge.languages.words import Retellable, Words

MANY = "_many"


class Told(str):
    """A sentence by the key of a phrase, and what stands in its places."""

    __slots__ = ("key", "values")
    key: str
    values: dict[str, str | float | tuple[str, ...]]

    def __new__(cls, key: str, /, **values: str | float | tuple[str, ...]) -> Told:
        """A text is said as it is, or in the language where it is `Told`; a number as the language
        writes it; of several texts each, with commas between.
        """
        made = super().__new__(cls, _said(Words.of(None), key, values))
        made.key, made.values = key, values
        return made

    @classmethod
    def counted(cls, key: str, count: int, /, **values: str | float | tuple[str, ...]) -> Told:
        """A sentence that counts: by `<key>_one` or by `<key>_many`, as the language counts."""
        return cls(f"{key}_{'one' if count == 1 else 'many'}", count=count, **values)

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str | float | tuple[str, ...]]]:
        """It is pickled and copied as the call that makes it."""
        return (self.key,), self.values

    def said(self, words: Words) -> str:
        """It in a language."""
        return _said(words, self.key, self.values)


def fault_in(fault: Fault, words: Words) -> str | None:
    """A fault in a language; None where there is only its English."""
    if not isinstance(fault.message, Retellable):
        return None
    told = shorten(words.mark(fault.message), LONGEST_MESSAGE)
    parts = [f"{fault.place}: {told}" if fault.place else told]
    for key, text in (
        ("fault_text", shorten(fault.text)),
        ("fault_expected", _in(fault.expected, words)),
        ("fault_nearest", fault.nearest or ""),
    ):
        if text:
            parts.append(words.say(key, text=shorten(text, LONGEST_MESSAGE)))
    return shown_as_text(words.listed(parts))


def told_fault(fault: Fault, words: Words) -> str:
    """A fault in a language; its English, marked, where it cannot be told in it."""
    told = fault_in(fault, words) if words.code != ENGLISH else None
    return told or words.mark(str(fault))


def _in(text: str, words: Words) -> str:
    """A text in the language where it can be told in it, else as it is: names and the like."""
    return text.said(words) if isinstance(text, Retellable) else text


def _said(words: Words, key: str, values: dict[str, str | float | tuple[str, ...]]) -> str:
    def value(one: str | float | tuple[str, ...]) -> str:
        if isinstance(one, (int, float)):
            return words.number(one)
        if isinstance(one, tuple):
            return ", ".join(map(value, one))
        return _in(one, words)

    told = {name: value(one) for name, one in values.items() if name != "count"}
    if (count := values.get("count")) == 0 and key.endswith(MANY):
        return words.count(key.removesuffix(MANY), 0, **told)
    return words.say(key, **told, **({} if count is None else {"count": value(count)}))
