"""Sentences in English that every language can say anew: a text, with the data that it was made of.

For what is handed on as a text and read by people of several languages, such as what was wrong with
a cell. `Words.mark` says it in its language; whoever knows nothing of it reads the English.
"""

from __future__ import annotations

from knowledge.entries.yaml_source import Keys
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


class Explaining(str):
    """A text that explains an entry (`Words.explaining`), by its key and field."""

    __slots__ = ("entry", "field")
    entry: str
    field: str

    def __new__(cls, entry: str, field: str, english: str) -> Explaining:
        """`english`: what the packs say."""
        made = super().__new__(cls, english)
        made.entry, made.field = entry, field
        return made

    def __reduce__(self) -> tuple[type[Explaining], tuple[str, str, str]]:
        """It is pickled and copied as the call that makes it."""
        return Explaining, (self.entry, self.field, str(self))

    def said(self, words: Words) -> str:
        """It in a language."""
        return words.explaining(self.entry, self.field, str(self))


class OfBase(str):
    """A text of a knowledge base, by its section and names (`Words.text`)."""

    __slots__ = ("keys",)
    keys: Keys

    def __new__(cls, keys: Keys, english: str) -> OfBase:
        """`english`: what the packs say."""
        made = super().__new__(cls, english)
        made.keys = keys
        return made

    def __reduce__(self) -> tuple[type[OfBase], tuple[Keys, str]]:
        """It is pickled and copied as the call that makes it."""
        return OfBase, (self.keys, str(self))

    def said(self, words: Words) -> str:
        """It in a language."""
        return words.text(self.keys, str(self))


class Several(str):
    """Texts one after another, each of which may know how it is said in other languages."""

    __slots__ = ("parts",)
    parts: tuple[str, ...]

    def __new__(cls, *parts: str) -> Several:
        """Blanks, breaks of lines and signs between the texts are parts as well."""
        made = super().__new__(cls, "".join(parts))
        made.parts = parts
        return made

    def __reduce__(self) -> tuple[type[Several], tuple[str, ...]]:
        """It is pickled and copied as the call that makes it."""
        return Several, self.parts

    def said(self, words: Words) -> str:
        """They in a language; what is no sentence that can be told anew stays."""
        return "".join(_in(part, words) for part in self.parts)


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
