"""A condition of the knowledge base as a poster shows it: in English as it is written, without
underscores and quotes, figures in place of their names; in other languages by what the answers
that it asks for mean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.authoring.slip import vocabulary_of
from knowledge.base import KnowledgeBase
from knowledge.conditions.reading import read_condition
from knowledge.conditions.tree import (
    And,
    Attr,
    Const,
    Established,
    Expression,
    Not,
    Op,
    Or,
    Prop,
    Test,
)
from knowledge.conditions.wording import demand, in_words
from knowledge.languages.codes import ENGLISH
from knowledge.languages.words import Words

_SIGNS = (
    (r"not empty\(([\w ]+)\)", "condition_not_empty"),
    (r"\byears\(([^()]*)\)", "condition_years"),
    (r"\bmonths\(([^()]*)\)", "condition_months"),
    (r"\bweeks\(([^()]*)\)", "condition_weeks"),
    (r"\bdays\(([^()]*)\)", "condition_days"),
    (r"\bestablished\(([^()]*)\)", r"\1"),
    ("<=", "≤"),
    (">=", "≥"),
    ("==", "condition_is"),
    ("!=", "condition_is_not"),
)
_COMPARED: frozenset[Op] = frozenset(("<", "<=", ">", ">="))
_PROPOSITION = re.compile(r"\b[a-z_]+(?:\.\w+)+")


def plain_condition(text: str, base: KnowledgeBase, day: date, words: Words | None = None) -> str:
    """The condition's text for readers, with the parameters that are in force on `day`."""
    spoken = Words.of(words)
    if spoken.code != ENGLISH:
        tree = read_condition(text, vocabulary_of(base))
        figures = base.parameters_on(day)
        told = _told(tree, base, figures, spoken)
        if told is not None:
            return told

    def titled(named: re.Match[str]) -> str:
        known = base.propositions.get(named[0])
        return named[0] if known is None else spoken.statement(named[0], known.title)

    shown = _PROPOSITION.sub(titled, " ".join(text.split())).replace("_", " ").replace('"', "")
    for name, value in base.parameters_on(day).items():
        shown = re.sub(rf"\b{re.escape(name.replace('_', ' '))}\b", in_words(value), shown)
    for pattern, replacement in _SIGNS:
        if replacement.startswith("condition_"):
            replacement = spoken.say(replacement, term=r"\1")
        shown = re.sub(pattern, replacement, shown)
    return shown


def _told(
    tree: Expression, base: KnowledgeBase, figures: Mapping[str, Any], words: Words
) -> str | None:
    """A condition by what its answers mean; None where a part of it has no words."""
    match tree:
        case Or() | And():
            parts = [_told(item, base, figures, words) for item in tree.items]
            if None in parts:
                return None
            key = "condition_or" if isinstance(tree, Or) else "condition_and"
            return words.say(key, one="", other="").join(filter(None, parts))
        case Established():
            return _told(tree.item, base, figures, words)
        case Prop():
            return words.statement(tree.name, base.propositions[tree.name].title)
        case Not(Prop(name)):
            return words.statement(name, base.propositions[name].says(False))
        case Test():
            return _test(tree, figures, words)
    return None


def _test(test: Test, figures: Mapping[str, Any], words: Words) -> str | None:
    match test.op, test.left, test.right:
        case "yes" | "no", Attr(name), _:
            return words.fact(name, test.op == "yes")
        case "==", Attr(name), Const(str() as value):
            return words.fact(name, value)
        case "includes", Attr(name), Const(value):
            return words.fact(name, [value])
        case "in", Attr(name), tuple() as options:
            answers = [words.fact(name, option) for option in options]
            return words.say("condition_or", one="", other="").join(filter(None, answers))
    if test.op in _COMPARED:
        return words.phrase(demand(test, figures), "")
    return None
