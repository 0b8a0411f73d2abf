"""Whose words data are told in: those of the knowledge base that they are about, packs of one's own
included.
"""

from __future__ import annotations

from typing import Any, TypeVar

from explain.forms.data import Data
from knowledge.base import KnowledgeBase, load
from knowledge.languages.words import Words

_KEPT = "_of_base"  # beside the fields, where properties keep what they have worked out
Made = TypeVar("Made", bound=Data)


class _Holder:
    """A knowledge base that goes with data, but into no copy that leaves this process."""

    __slots__ = ("base",)

    def __init__(self, base: KnowledgeBase | None):
        self.base = base

    def __deepcopy__(self, _: dict[int, Any]) -> _Holder:
        return self

    def __reduce__(self) -> tuple[type[_Holder], tuple[None]]:
        return _Holder, (None,)


def of_base(base: KnowledgeBase, made: Made) -> Made:
    """The same data, told from now on in the words of this base as well."""
    if base is not load():
        made.__dict__[_KEPT] = _Holder(base)
    return made


def words_for(data: Data, language: Words | str | None) -> Words:
    """A language as it speaks of what the data are about; words that are given stay.

    What was read back from JSON, or came from another process, is told in the shipped words. Raises
    `UnknownName` with the nearest code where there is no such language.
    """
    if isinstance(language, Words):
        return language
    holder: _Holder | None = data.__dict__.get(_KEPT)
    return Words.of(language, holder.base if holder else None)
