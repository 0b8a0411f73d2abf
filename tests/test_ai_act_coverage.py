"""Every rule of the AI Act pack fires for some case, and is nearly missed by another: all but one premise hold.

The table of coverage is printed at the end of the test run.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from engine import Assessment, assess
from knowledge import UseCase, load
from knowledge.base import KnowledgeBase
from knowledge.case_files import read_cases
from knowledge.entries import Attribute
from knowledge.evaluation import decider
from knowledge.expression import Test
from knowledge.rules import Rule
from tests.conftest import DAY

CASES = Path(__file__).parent / "ai_act_cases.yaml"


def changes(base: KnowledgeBase, case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The case, and the case with one of its answers changed."""
    yield case
    for name, value in case.items():
        if name == "name":
            continue
        yield {key: other for key, other in case.items() if key != name}
        for other in others(base.attributes[name], value):
            yield {**case, name: other}


def others(attribute: Attribute, value: Any) -> list[Any]:
    """Other answers to an attribute."""
    match attribute.type:
        case "bool":
            return [not value]
        case "enum":
            return [choice for choice in attribute.choices if choice != value]
        case "set":
            return (
                [[], *([member for member in sorted(value) if member != left_out] for left_out in sorted(value))]
                if value
                else [[attribute.choices[0]]]
            )
        case "date":
            return [value - timedelta(days=2_000), value + timedelta(days=2_000)]
        case "number":
            return [value / 1e9, value * 1e9]
    return []


def missed_by(rule: Rule, result: Assessment, truths: dict[str, bool | None]) -> int:
    """How many premises of a rule do not hold."""
    found = 0
    for literal in rule.body:
        target = literal.target
        value = decider(target)(result.facts) if isinstance(target, Test) else truths.get(target, False)
        found += literal.mode.of(value) is not True
    return found


def test_every_rule_of_the_act_fires_and_is_nearly_missed(shown):
    base = load()
    rules = [rule for rule in base.rules if rule.entry in base.written and base.written[rule.entry].pack == "ai_act"]
    fired: dict[str, str] = {}
    missed: dict[str, str] = {}
    for case in read_cases(CASES):
        for stated in changes(base, case.stated()):
            result = assess(UseCase(**stated), None if "today" in stated else DAY, chainer="semi-naive")
            truths: dict[str, bool | None] = {base.rules[index].head: None for index in result._fired}
            truths |= {base.rules[index].head: True for index, kind in result._fired.items() if kind == "true"}
            for rule in rules:
                if result.derivations.get(rule.id) == "true":
                    fired.setdefault(rule.id, stated["name"])
                elif rule.id not in missed and missed_by(rule, result, truths) == 1:
                    missed[rule.id] = stated["name"]
    lacking = [rule.id for rule in rules if rule.id not in fired or (rule.id not in missed and rule.body)]
    families = sorted({rule.head.rpartition(".")[0] or rule.head for rule in rules})
    shown.append(f"{'AI Act rules':<38}{'rules':>6}{'fired':>7}{'nearly missed':>15}")
    for name in families:
        mine = [rule.id for rule in rules if (rule.head.rpartition(".")[0] or rule.head) == name]
        shown.append(f"{name:<38}{len(mine):>6}{sum(i in fired for i in mine):>7}{sum(i in missed for i in mine):>15}")
    shown.append(f"rules without both: {', '.join(lacking) or 'none'}")
    assert not lacking
