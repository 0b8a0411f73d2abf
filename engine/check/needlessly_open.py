"""Conclusions that read unknown although no answer is left that could change them.

Rules are read part by part. What one condition says in parts is completed when rules are made
(`knowledge.rules.consensus`); parts that meet only by way of other propositions, or by arithmetic,
are not. This is a search over random cases, and no proof that there are no others: what is found is
proven of its case.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from engine.check.flaw import Concerns, Flaw, everything, unless_proven
from engine.proof.algebra import Formula
from engine.proof.days import Day, Row, last_of
from engine.proof.masks import Cases
from engine.proof.solver import Space
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import TODAY
from knowledge.languages.message import Message
from knowledge.rules.consensus import completed

NEEDLESSLY_OPEN = "reads unknown"  # the kind of flaw
UNCOMPLETED = "not completed"  # the kind of flaw

_ROWS = 8  # cases of each conclusion that are looked at
_WAYS = 32  # random ways to answer what is open in one


def needlessly_open(
    base: KnowledgeBase, days: Sequence[Day], concerns: Concerns = everything
) -> Iterator[Flaw]:
    """Each conclusion that readers know and that a case shows to read unknown needlessly, and each
    whose alternatives are too many to be completed. `days` are those of all rules.

    Of a row of a decision table, what its cells say is looked at; that no row before it fits, or
    that one of the rows of an answer does, is what the form of the table says, and nobody wrote it.
    """
    yield from _uncompleted(base, concerns)
    last = last_of(days)
    for name in base.visible:
        entry = base.propositions[name].entry or name
        if not concerns(entry) or not _is_said(base, entry):
            continue
        if name in last.formula.targets:
            what = f"whether {name} reads unknown only where it is open"
            yield from unless_proven(entry, what, partial(_shown, base, last, name, entry))


def _is_said(base: KnowledgeBase, entry: str) -> bool:
    """Whether somebody wrote the condition of an entry, and can write it otherwise."""
    return entry not in base.written or base.written[entry].says_its_condition


def _uncompleted(base: KnowledgeBase, concerns: Concerns) -> Iterator[Flaw]:
    written: dict[tuple[str, str], list[Any]] = {}
    for rule in base.rules:
        known = base.propositions[rule.head]
        if not known.step and concerns(rule.entry) and _is_said(base, rule.entry):
            written.setdefault((rule.entry, rule.head), []).append(rule.body)
    for (entry, head), bodies in written.items():
        if completed(bodies, base.attributes) is None:
            says = Message("flaw_not_completed", {"name": head})
            yield Flaw(UNCOMPLETED, entry, None, says, None)


def _shown(base: KnowledgeBase, day: Day, name: str, entry: str) -> Iterator[Flaw]:
    truths = day.sample.truths
    unknown = truths.possible(name) & ~truths.true(name)
    if not unknown:
        return
    formula = Formula(base, [name])
    read = [attribute for attribute in formula.attributes if attribute != TODAY]
    rows: dict[tuple[object, ...], Row] = {}
    for number in range(unknown.bit_length()):
        if unknown >> number & 1 and len(rows) < _ROWS:
            row = day.sample.row(number, read)
            rows.setdefault(tuple(row.items()), row)
    for row in rows.values():
        outcome = _only(formula, day, name, read, row)
        if outcome is not None:
            key = "flaw_unknown_though_true" if outcome else "flaw_unknown_though_false"
            says = Message(key, {"name": name})
            yield Flaw(NEEDLESSLY_OPEN, entry, None, says, {TODAY: day.day, **row}, (name,))
            return


def _only(
    formula: Formula, day: Day, name: str, read: Sequence[str], row: Mapping[str, Any]
) -> bool | None:
    """The one outcome that a conclusion has however a case is answered to the end; None where it
    has both.
    """
    free = [key for key in read if key not in row and not day.base.attributes[key].superseded]
    if _both_drawn(formula, day, name, free, row):
        return None
    space = Space(formula, free, {**day.facts, **row}, unanswered=False, complete=True)
    holds = space.evaluate().get(name, False)
    if space.find(space.named(holds)) is None:
        return False
    return None if space.find(space.named(space.algebra.no(holds))) is not None else True


def _both_drawn(
    formula: Formula, day: Day, name: str, free: Sequence[str], row: Mapping[str, Any]
) -> bool:
    """Whether random answers show that a conclusion can be true, and false."""
    dice, domains = random.Random(0), day.sample.domains
    ways: list[Row] = []
    for _ in range(_WAYS):
        answers = {
            key: dice.choice(domains[key])
            if key in domains
            else frozenset(one for one in day.base.attributes[key].choices if dice.random() < 0.2)
            for key in free
        }
        ways.append({**row, **answers})
    read = [*free, *row]
    cases = Cases(day.base, read, ways)
    values = formula.evaluate(cases.masks, cases.choices, day.facts)
    return 0 < values.get(name, 0) < (1 << _WAYS) - 1
