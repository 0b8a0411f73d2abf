"""What a knowledge base declares and no rule, figure or ceiling of fines ever reads."""

from __future__ import annotations

from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Param, Test, terms_of
from knowledge.entries import Entry, Penalty, Schedule


def unused(base: KnowledgeBase) -> list[Entry]:
    """Attributes and parameters that nothing reads.

    Texts, which speak to people only, are not among them, nor is the day asked, by which figures
    are looked up.
    """
    tests = {
        literal.target
        for rule in base.rules
        for literal in rule.body
        if isinstance(literal.target, Test)
    }
    figures = [Test("==", low, high) for low, high in base.figures.values()]
    figures += [Test("==", day, day) for days in base.dues.values() for _, day in days]
    read = {term for test in (*tests, *figures) for term in terms_of(test)}
    attributes = (
        {"today"}
        | {term.name for term in read if isinstance(term, Attr)}
        | {entry.turnover for entry in base.of_kind(Penalty)}
    )
    parameters = {term.name for term in read if isinstance(term, Param)}
    parameters |= {name for entry in base.of_kind(Penalty) for name in (entry.amount, entry.share)}
    parameters |= {start.from_ for entry in base.of_kind(Schedule) for start in entry.starts}
    found: list[Entry] = [
        entry
        for name, entry in base.attributes.items()
        if entry.type != "text" and name not in attributes
    ]
    return found + [entry for name, entry in base.parameters.items() if name not in parameters]
