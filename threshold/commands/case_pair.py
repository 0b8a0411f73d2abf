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

TODO = "  # TODO: what the case states\n"


class CasePair(NamedTuple):
    """The two cases as YAML; where none differ in one answer, they are left to be written."""

    text: str
    found: bool
    unproven: Unproven | None = None  # why it is not proven that there are none


def case_pair(base: KnowledgeBase, entry: RuleEntry, day: date) -> CasePair:
    """The two cases of an entry, with what has to follow in each."""
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
    fires = _case(f"{name}, fires", day, pair.fires if pair else None, entry.proposition, True)
    misses = _case(
        f"{name}, near miss", day, pair.misses if pair else None, entry.proposition, False
    )
    says = (
        f"# {entry.proposition} has to hold in the first case, and not in the second.\n"
        if pair is None
        else f"# Two cases that differ in {pair.attribute}: in the first {entry.proposition}"
        " holds, in the second it does not.\n"
    )
    return CasePair(f"{says}{fires}{misses}", pair is not None, unproven)


def _case(
    name: str, day: date, stated: Mapping[str, Any] | None, proposition: str, holds: bool
) -> str:
    answers = nested({attribute: _plain(value) for attribute, value in (stated or {}).items()})
    head, tail = (
        _lines({"name": name, "today": day, **answers}),
        _lines({"expect": {proposition: holds}}),
    )
    return f"- {head[2:]}{TODO if stated is None else ''}{tail}"


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
