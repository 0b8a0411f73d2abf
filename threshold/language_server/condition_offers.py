"""The offers inside a condition: names, functions, and the values of what is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from knowledge.base import KnowledgeBase
from knowledge.conditions.counting import COUNTING
from knowledge.entries import Entry
from threshold.language_server.offer import Offer

_FUNCTIONS = {
    "all": "all(family.*): each member of the family holds",
    "any": "any(family.*): one member of the family holds",
    "established": "established(…): unknown counts as no",
    "known": "known(attribute): it is answered",
    "empty": "empty(set): none of its values",
    "missing": "missing(controls.x): the control is not in place",
    **{name: f"{name}(…): counts what holds" for name in COUNTING},
    **{unit: f"{unit}(…): a length of time" for unit in ("years", "months", "weeks", "days")},
    "date": 'date("2027-01-31"): a day',
}
_WORDS = {"and": "both hold", "or": "one holds", "not": "it does not hold", "in": "one of several"}
_COMPARED = re.compile(
    r"""([\w.]+)\s*(?:[=!]=|[<>]=?|(?:not\s+)?in)\s*[(\[]?"""
    r"""(?:\s*["'][^"']*["']\s*,)*\s*["']([^"']*)$"""
)
_MEMBER = re.compile(r"""^[^"']*["']\s*(?:not\s+)?in\s+([\w.]+)""")


def in_condition(before: str, after: str, base: KnowledgeBase) -> Iterator[Offer]:
    """The offers inside a condition: inside quotation marks, the values of the attribute that is
    compared; else names and functions.
    """
    compared = _COMPARED.search(before)
    if compared:
        yield from of_attribute(compared.group(1), compared.group(2), base)
        return
    quotes = re.findall(r"[\"']", before)
    if len(quotes) % 2:
        member = _MEMBER.match(after)
        begun = re.split(r"[\"']", before)[-1]
        if member:
            yield from of_attribute(member.group(1), begun, base)
        return
    begun = re.findall(r"[\w.]*$", before)[0]
    for name in base.attributes:
        yield Offer(name, about(name, base), "name", begun)
    for name, proposition in base.propositions.items():
        if re.fullmatch(r"[\w.]+", name):
            yield Offer(name, proposition.title, "name", begun)
    for name in base.parameters:
        yield Offer(f"parameter.{name}", about(f"parameter.{name}", base), "name", begun)
    for name, said in _FUNCTIONS.items():
        yield Offer(name, said, "function", begun)
    for name, said in _WORDS.items():
        yield Offer(name, said, "word", begun)


def of_attribute(name: str, begun: str, base: KnowledgeBase) -> Iterator[Offer]:
    """The values of an attribute."""
    known = base.attributes.get(name)
    for value in known.choices if known else ():
        yield Offer(value, known.values[value] if known else "", "value", begun)


def about(name: str, base: KnowledgeBase) -> str:
    """The meaning of a name, in one sentence."""
    if name in base.attributes:
        return base.attributes[name].question
    if name in base.propositions:
        return base.propositions[name].title
    found: Mapping[str, Entry] = base.derived(_by_id)
    entry = found.get(name) or found.get(name.removeprefix("parameter."))
    return entry.title if entry else ""


def _by_id(base: KnowledgeBase) -> dict[str, Entry]:
    return {entry.id: entry for entry in base.entries.values()}
