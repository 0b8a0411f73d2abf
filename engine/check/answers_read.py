"""Answers that two knowledge bases read otherwise: what an answer says about other attributes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Param, Term, Test, terms_of, with_read
from knowledge.entries import Attribute, Parameter
from knowledge.entries.facts import states
from knowledge.entries.superseded import Entailment
from knowledge.rules.plain import Rule


def entailed_otherwise(old: KnowledgeBase, new: KnowledgeBase) -> dict[str, frozenset[str]]:
    """Attribute → those whose answers say something else about it in one of the two bases, be it
    by way of others.
    """
    one, other = _by_target(old), _by_target(new)
    found = {
        target: {each.source for each in {*one.get(target, ())} ^ {*other.get(target, ())}}
        or {each.source for each in one[target]}
        for target in {*one, *other}
        if one.get(target) != other.get(target)
    }
    waiting = list(found)
    while waiting:
        source = waiting.pop()
        for target in (
            each.target for each in (*old.entailments, *new.entailments) if each.source == source
        ):
            fresh = found[source] - found.setdefault(target, set())
            if fresh:
                found[target] |= fresh
                waiting.append(target)
    return {target: frozenset(sources) for target, sources in found.items()}


def read_otherwise(
    old: KnowledgeBase, new: KnowledgeBase, *, taken: bool = False
) -> dict[str, frozenset[str]]:
    """Attribute → those on account of which rules read it otherwise: what their answers say about
    it, the order of its own values and, with `taken`, which answers it takes.
    """
    found = entailed_otherwise(old, new)
    for name in old.attributes.keys() & new.attributes.keys():
        one, other = old.attributes[name], new.attributes[name]
        ordered = (one.ordered or other.ordered) and one.choices != other.choices
        if ordered or (taken and answers_taken(one) != answers_taken(other)):
            found[name] = found.get(name, frozenset()) | {name}
    return found


def answers_taken(attribute: Attribute) -> tuple[object, ...]:
    """The answers that an attribute takes, to compare with those that another one takes."""
    return attribute.type, frozenset(attribute.choices), attribute.minimum


def keys_read(rule: Rule, otherwise: Mapping[str, Collection[str]]) -> Iterator[str]:
    """The keys of the entries beside its own that bear on whether a rule fires: the figures that it
    reads, and the attributes on account of which it reads others `otherwise`.
    """
    for name in sorted(parameters_of(rule)):
        yield f"{Parameter.kind}:{name}"
    for name in sorted(attributes_asked(rule)):
        for source in sorted(otherwise.get(name, ())):
            yield f"{Attribute.kind}:{source}"


def parameters_of(rule: Rule) -> set[str]:
    """The figures that a rule reads."""
    return {term.name for term in _terms(rule) if isinstance(term, Param)}


def attributes_asked(rule: Rule) -> set[str]:
    """The attributes that a rule reads itself."""
    return {term.name for term in _terms(rule) if isinstance(term, Attr)}


def _terms(rule: Rule) -> Iterator[Term]:
    for literal in rule.body:
        if isinstance(literal.target, Test):
            yield from terms_of(literal.target)


def entailing_tests(base: KnowledgeBase, tests: Iterable[Test]) -> list[Test]:
    """What must be asked of other attributes, beside these tests, so that all that their answers
    say about what is asked is seen.
    """
    found: dict[Test, None] = {}
    asked = list(tests)
    by_target = _by_target(base)
    while asked:
        test = asked.pop()
        names = {term.name for term in terms_of(test) if isinstance(term, Attr)}
        for one in (one for name in sorted(names) for one in by_target.get(name, ())):
            for fresh in _asking(base, test, one):
                if fresh not in found:
                    found[fresh] = None
                    asked.append(fresh)
    return list(found)


def _by_target(base: KnowledgeBase) -> Mapping[str, tuple[Entailment, ...]]:
    found: dict[str, tuple[Entailment, ...]] = {}
    for one in base.entailments:
        found[one.target] = (*found.get(one.target, ()), one)
    return found


def _asking(base: KnowledgeBase, test: Test, one: Entailment) -> Iterator[Test]:
    source = base.attributes[one.source]
    yield Test("known", Attr(source.id))
    if one.renames:
        yield with_read(test, lambda term: Attr(source.id) if term == Attr(one.target) else term)
    elif source.type in ("bool", "enum"):
        yield states(source, one.value)
