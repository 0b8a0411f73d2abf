"""Which verdicts a case reaches after changes, told over masks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine import Assessment
from engine.acting import out_of_reach
from engine.asking import conditions_of_asking
from engine.proof.algebra import Formula
from engine.proof.masks import Cases
from engine.proof.truths import Truths, every_proposition, every_test
from knowledge.base import KnowledgeBase
from knowledge.entries import Contradiction, Verdict


def judged(base: KnowledgeBase) -> Formula:
    """The verdicts, the contradictions, and when the questions of a base make sense."""
    asked = conditions_of_asking(base).values()
    names = [entry.proposition for kind in (Verdict, Contradiction) for entry in base.of_kind(kind)]
    names += [name for one in asked for name in every_proposition(one, base.propositions)]
    tests = [test for one in asked for test in every_test(one)]
    return Formula(base, dict.fromkeys(names), tests, possible=True)


def verdicts_over(
    case: Assessment,
    rows: Sequence[Mapping[str, Any]],
    formula: Formula,
    *,
    sensibly: bool = True,
) -> list[str]:
    """The verdict after each of some changes; none where it ends in a contradiction, or, where
    changes are to be sensible, changes what makes no sense then.

    Over masks, which `test_formulas` holds against the chainers.
    """
    base = formula.base
    names = sorted({name for row in rows for name in row if name in formula.attributes})
    cases = Cases(
        base, names, [{name: row.get(name, case.facts.get(name)) for name in names} for row in rows]
    )
    values = formula.values(cases.masks, cases.choices, case.facts)
    truths = Truths(formula, cases.masks, values)
    asked = {name: truths.holds(one) for name, one in conditions_of_asking(base).items()}
    contrary = cases.masks.any_of(
        [truths.true(entry.proposition) for entry in base.of_kind(Contradiction)]
    )

    def reached(place: int, row: Mapping[str, Any]) -> str:
        if contrary >> place & 1:
            return ""
        moved = [name for name in row if row[name] != case.facts.get(name)]
        if sensibly and not all(asked.get(name, -1) >> place & 1 for name in moved):
            return ""
        return next(
            (
                entry.id
                for entry in base.of_kind(Verdict)
                if truths.true(entry.proposition) >> place & 1
            ),
            "",
        )

    return [reached(place, row) for place, row in enumerate(rows)]


def can_be_done(case: Assessment, row: Mapping[str, Any]) -> bool:
    """Whether a team can bring each of some changes about, as the case is now."""
    fixed = out_of_reach(case)
    return all(
        value == case.facts.get(name)
        or (
            name not in fixed
            and case.base.attributes[name].can_move(case.facts.get(name), value, case.on)
        )
        for name, value in row.items()
    )
