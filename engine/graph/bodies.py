"""The bodies of a base's rules, ready to be looked up in each case: made once for a base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from engine.chain.program import numbered_tests
from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import PARAMETER
from knowledge.conditions.tree import Attr, Param, Test, terms_of
from knowledge.rules.plain import Literal
from knowledge.truth import Mode

_TABLES = {mode: mode.table() for mode in Mode}


class Concluded(NamedTuple):
    """A conclusion that a rule asks for, and how that came out."""

    proposition: str
    step: bool  # a step between entries
    truth: bool | None  # of what the rule asks for


class Asked(NamedTuple):
    """One literal of a rule."""

    mode: Mode
    truths: Mapping[bool | None, bool | None]  # of its target → of the literal
    # of a proposition
    name: str = ""
    concluded: Mapping[bool | None, Concluded] = {}  # its truth → how the literal came out
    # of a test
    test: Test | None = None
    number: int = -1  # as `numbered_tests` counts
    place: int = -1  # as literals with different tests, or modes, are counted
    terms: tuple[Attr | Param, ...] = ()
    reads: tuple[str, ...] = ()  # the terms, by the names under which facts hold them


@dataclass(frozen=True, slots=True)
class Body:
    """The premises of one rule, in its order."""

    asked: tuple[Asked, ...]
    apart: bool  # whether each fact and each conclusion is asked for once only


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies of all rules, by the numbers of the rules."""

    of: tuple[Body, ...]
    counted: Mapping[str, tuple[Asked, ...]]  # a step that counts → what it counts
    places: int  # how many different literals with tests there are


def bodies(base: KnowledgeBase) -> Bodies:
    """The bodies of a base's rules; `base.derived(bodies)` keeps them."""
    places: dict[Literal, int] = {}
    found = []
    for rule in base.rules:
        asked = tuple(_asked(base, rule.body, places))
        what = [one for literal in asked for one in (literal.terms or (literal.name,))]
        found.append(Body(asked, apart=len(set(what)) == len(what)))
    counted = {
        name: tuple(_asked(base, count.members, places)) for name, count in base.counts.items()
    }
    return Bodies(tuple(found), counted, len(places))


def _asked(
    base: KnowledgeBase, body: Iterable[Literal], places: dict[Literal, int]
) -> Iterator[Asked]:
    numbers = base.derived(numbered_tests)
    for literal in body:
        target, mode, truths = literal.target, literal.mode, _TABLES[literal.mode]
        if isinstance(target, str):
            step = base.propositions[target].step
            concluded = {status: Concluded(target, step, truth) for status, truth in truths.items()}
            yield Asked(mode, truths, name=target, concluded=concluded)
        else:
            terms = terms_of(target)
            yield Asked(
                mode,
                truths,
                test=target,
                number=numbers[target],
                place=places.setdefault(literal, len(places)),
                terms=terms,
                reads=tuple(map(read_as, terms)),
            )


def read_as(term: Attr | Param) -> str:
    """The name under which facts hold what a term reads."""
    return term.name if isinstance(term, Attr) else PARAMETER + term.name
