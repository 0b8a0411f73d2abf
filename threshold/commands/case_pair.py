"""Two cases that test an entry, as the file that `threshold new` writes: one in which it holds, and
a near miss.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from engine.proof.limits import NotProven
from engine.proof.near_miss import near_miss
from explain.forms.unproven import Unproven
from knowledge.authoring.skeleton import titled
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import nested
from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.entries import RuleEntry
from knowledge.entries.own_yaml import dumped
from knowledge.languages.words import Words


class CasePair(NamedTuple):
    """The two cases as YAML; where none differ in one answer, they are left to be written."""

    text: str
    found: bool
    unproven: Unproven | None = None  # why it is not proven that there are none


def case_pair(
    base: KnowledgeBase, entry: RuleEntry, day: date, words: Words | None = None
) -> CasePair:
    """The two cases of an entry, with what has to follow in each, in a language (English)."""
    say = Words.of(words).say
    own = [
        literal.target
        for rule in base.rules
        if rule.entry == entry.key
        for literal in rule.body
        if isinstance(literal.target, Test)
    ]
    first = [term.name for test in own for term in terms_of(test) if isinstance(term, Attr)]
    unproven = None
    try:
        pair = near_miss(base, entry.proposition, day, first)
    except NotProven as gap:
        pair, unproven = None, Unproven.of(gap)
    name = titled(entry.id)
    to_do = f"  # TODO: {say('pair_todo')}\n" if pair is None else ""
    cases = "".join(
        _case(say(key, name=name), day, stated, entry.proposition, holds, to_do)
        for key, stated, holds in (
            ("pair_fires", pair.fires if pair else {}, True),
            ("pair_misses", pair.misses if pair else {}, False),
        )
    )
    says = (
        say("pair_wanted", proposition=entry.proposition)
        if pair is None
        else say("pair_differs", attribute=pair.attribute, proposition=entry.proposition)
    )
    return CasePair(f"# {says}\n{cases}", pair is not None, unproven)


def _case(
    name: str, day: date, stated: Mapping[str, Any], proposition: str, holds: bool, to_do: str
) -> str:
    answers = nested({attribute: _plain(value) for attribute, value in stated.items()})
    head, tail = (
        _lines({"name": name, "today": day, **answers}),
        _lines({"expect": {proposition: holds}}),
    )
    return f"- {head[2:]}{to_do}{tail}"


def _lines(data: Mapping[str, Any]) -> str:
    """Data as the lines of a case in a list; lists of values on one line."""
    parts = [
        dumped(
            {name: value},
            default_flow_style=None if isinstance(value, list) else False,
            width=10_000,
        )
        for name, value in data.items()
    ]
    return "".join(f"  {line}\n" for part in parts for line in part.splitlines())


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value
