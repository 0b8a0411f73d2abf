"""Sentences that stand in a list behind a colon or a semicolon begin small there, where their
language writes their first word small: names and German nouns stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from knowledge.languages.codes import ENGLISH
from knowledge.languages.texts import texts
from knowledge.languages.words import Words

_WORD = re.compile(r"[^\W\d_]+")
# a word that begins with a capital letter behind a small one: a name, a noun, a form of address
_RARELY = 20  # times as often a word is written small
_INSIDE = re.compile(r"[^\W\d_A-ZÀ-Þ],? ([A-ZÀ-Þ][^\W\d_]*)")


def clauses(sentences: Iterable[str], words: Words, *, behind_colon: bool = True) -> str:
    """Sentences one after another, each begun as a language does there; English leaves them as they
    are. `behind_colon`: whether they stand behind one, and not by themselves.
    """
    if words.code == ENGLISH:
        return words.listed(sentences)
    small, told = _small(words.code), list(sentences)
    as_it_is = 0 if behind_colon and words.say("behind_colon").islower() else 1
    return words.listed((*told[:as_it_is], *(begun_small(one, small) for one in told[as_it_is:])))


@lru_cache(maxsize=16)
def _small(code: str) -> frozenset[str]:
    return written_small(texts(code).own.values())


def written_small(texts: Iterable[str]) -> frozenset[str]:
    """The words that texts write small, and as good as never with a capital letter inside a
    sentence.
    """
    small: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for text in texts:
        small.update(word for word in _WORD.findall(text) if word.islower())
        names.update(word.lower() for word in _INSIDE.findall(text))
    return frozenset(word for word, count in small.items() if count > _RARELY * names[word])


def begun_small(sentence: str, small: frozenset[str]) -> str:
    """A sentence as it reads inside another; `small`: the words that are written small there."""
    found = _WORD.match(sentence)
    if found is None or found[0].lower() not in small or not (found[0][1:] or "a").islower():
        return sentence
    return sentence[0].lower() + sentence[1:]
