"""Premises and rules written back as conditions, the way a maintainer would type them.

The text reads as the same premises.
"""

from __future__ import annotations

from knowledge.conditions.writing import test_text
from knowledge.rules.plain import Literal, Rule
from knowledge.truth import Mode

_MODES = {
    Mode.IS: "{}",
    Mode.IS_NOT: "not {}",
    Mode.ESTABLISHED: "established({})",
    Mode.NOT_ESTABLISHED: "not established({})",
    Mode.REFUTED: "established(not {})",
    Mode.NOT_REFUTED: "not established(not {})",
}


def body_text(rule: Rule) -> str:
    """The premises of a rule, as a condition."""
    return " and ".join(map(premise_text, rule.body)) or "nothing"


def premise_text(premise: Literal) -> str:
    """One premise, as a condition."""
    target = premise.target
    if isinstance(target, str):
        return _MODES[premise.mode].format(target)
    if premise.mode is Mode.IS_NOT:
        return test_text(target.complement)
    if premise.mode in (Mode.REFUTED, Mode.NOT_REFUTED):
        return (
            "" if premise.mode is Mode.REFUTED else "not "
        ) + f"established({test_text(target.complement)})"
    return _MODES[premise.mode].format(test_text(target))
