"""Declarations of a knowledge base that nothing ever reads: attributes, parameters, definitions,
and values that no rule tells apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.authoring.slip import Slip
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Const, Param, Test, terms_of
from knowledge.entries import (
    Attribute,
    Classification,
    Define,
    Entry,
    Penalty,
    RuleEntry,
    Schedule,
)
from knowledge.entries.findings import Remark
from knowledge.rules.plain import Rule


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
        if entry.type != "text" and name not in attributes and not entry.profiles
    ]
    return found + [entry for name, entry in base.parameters.items() if name not in parameters]


def unread(base: KnowledgeBase) -> Iterator[Slip]:
    """Definitions that nothing reads and no family that is read takes in."""
    read = {
        literal.target
        for rule in base.rules
        for literal in rule.body
        if isinstance(literal.target, str)
    }
    read |= {answer for entry in base.of_kind(Classification) for answer in entry.tried}
    for entry in base.of_kind(Define):
        if entry.proposition not in read and not entry.reported:
            says = (
                f"nothing reads the define {entry.id}, and no family that is read takes it in; "
                "`reported: true` says that it is told to people for its own sake"
            )
            yield Slip(entry, "unread", says)


def alike(base: KnowledgeBase) -> Iterator[Slip]:
    """Values of an enumeration or a set that no rule which leads to something tells apart.

    Such a thing is a verdict, a duty, a control and the like: not a mere remark.
    """
    tests = _tests(base)
    for name, attribute in base.attributes.items():
        asked = tests.get(name, [])
        if not attribute.choices or not asked:  # nothing reads it at all: told by `unused`
            continue
        groups = _groups(attribute, asked)
        for group in groups:
            meant = any(set(group) <= set(same) for same in attribute.alike.values())
            if not meant:
                yield Slip(attribute, "alike", _said(attribute, group, asked), ("values",))


def _said(attribute: Attribute, group: list[str], asked: list[Test]) -> str:
    told = ", ".join(group)
    if attribute.type == "set" and (len(group) == 1 or not _counted(asked)):
        return f"no rule reads the value{'s' if len(group) > 1 else ''} {told} of {attribute.id}"
    return (
        f"no rule tells the values {told} of {attribute.id} apart; "
        "`alike` says where that is meant, and why"
    )


def _groups(attribute: Attribute, asked: list[Test]) -> list[list[str]]:
    """Values that come out alike in every test: two and more, or one that is never read."""
    groups: dict[tuple[bool, ...], list[str]] = {}
    for value in attribute.choices:
        groups.setdefault(tuple(_passes(test, value) for test in asked), []).append(value)
    found = [group for group in groups.values() if len(group) > 1]
    if attribute.type == "set":
        unasked = _unasked(attribute, asked)
        if not _counted(asked):
            return [unasked] if unasked else []
        # one alone that no rule names, beside others that some rule does
        return [*found, *([unasked] if len(unasked) == 1 else ())]
    return found


def _unasked(attribute: Attribute, asked: list[Test]) -> list[str]:
    """The values that no test names."""
    return [value for value in attribute.choices if not any(_names(t, value) for t in asked)]


def _counted(asked: list[Test]) -> bool:
    """Whether some test asks of a set whether it has any member at all."""
    return any(test.op in ("empty", "nonempty") for test in asked)


def _passes(test: Test, value: str) -> bool:
    """Whether a value, by itself, passes a test that no other answer is part of."""
    if isinstance(test.right, tuple):
        return (value in test.right) is (test.op == "in")
    if isinstance(test.right, Const):
        return (value == test.right.value) is (test.op in ("==", "includes"))
    return test.op != "empty"


def _names(test: Test, value: str) -> bool:
    return isinstance(test.right, Const) and test.right.value == value


def _tests(base: KnowledgeBase) -> dict[str, list[Test]]:
    """Attribute → the tests of it, in rules that lead to something."""
    found: dict[str, dict[Test, None]] = {}
    for rule in _effective(base):
        for literal in rule.body:
            if isinstance(literal.target, Test):
                for term in terms_of(literal.target):
                    if isinstance(term, Attr):
                        found.setdefault(term.name, {})[literal.target] = None
    return {name: list(tests) for name, tests in found.items()}


def _effective(base: KnowledgeBase) -> Iterator[Rule]:
    """The rules that lead to more than a remark or a definition that nobody reads."""
    ends = {
        rule.head
        for rule in base.rules
        if isinstance(entry := base.entries.get(rule.entry), RuleEntry)
        and not isinstance(entry, (Define, Remark))
    }
    ends |= {answer for entry in base.of_kind(Classification) for answer in entry.tried}
    ends |= {entry.proposition for entry in base.of_kind(Define) if entry.reported}
    waiting = list(ends)
    while waiting:
        for number in base.rules_for.get(waiting.pop(), ()):
            rule = base.rules[number]
            yield rule
            fresh = [
                literal.target
                for literal in rule.body
                if isinstance(literal.target, str) and literal.target not in ends
            ]
            ends.update(fresh)
            waiting += fresh
