"""The rules, evaluated over masks, answer many cases at once just as a chainer answers each of
them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.chain.chainers import Inference
from engine.proof.algebra import Formula
from engine.proof.masks import Cases
from engine.proof.sensitivity import verdict_formula
from tests.engine.chain.test_chainers import truths
from tests.random_cases import BASE, extension, random_cases, verdict_of
from tests.random_knowledge import ATTRIBUTES, base_of, facts, knowledge_bases
from tests.sizes import tried

DAY = date(2026, 11, 22)
ROWS = 40
seen: Counter[str] = Counter()


@pytest.mark.random
@settings(
    max_examples=tried(16, 300),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(knowledge_bases(), st.lists(facts(), min_size=ROWS, max_size=ROWS), facts(), st.data())
def test_every_proposition_is_true_over_masks_where_the_chainer_says_so(base, rows, common, data):
    differing = data.draw(st.lists(st.sampled_from(list(ATTRIBUTES)), unique=True, min_size=4))
    rows = [{name: row[name] for name in differing if name in row} for row in rows]
    known = {**common, "name": "case", "today": DAY}
    formula = Formula(base, base.propositions)
    cases = Cases(base, differing, rows)
    found = formula.evaluate(cases.masks, cases.choices, known)
    chainer = Inference(base, "semi-naive")
    for index, row in enumerate(rows):
        stated = {
            name: row.get(name) if name in differing else known.get(name)
            for name in known | dict.fromkeys(ATTRIBUTES)
        }
        meant = truths(
            base, chainer.fire({name: value for name, value in stated.items() if value is not None})
        )
        assert {name: bool(mask >> index & 1) for name, mask in found.items()} == {
            name: meant[name] is True for name in found
        }
        seen.update(str(value) for value in meant.values())
    one = data.draw(st.sampled_from(list(base.propositions)))
    alone = Formula(base, [one]).evaluate(cases.masks, cases.choices, known)
    assert alone == {name: mask for name, mask in found.items() if name == one}


def test_true_false_and_unknown_were_all_among_them():
    assert all(seen[value] > 1_000 for value in ("True", "False", "None"))


SEVERAL = "\n".join(
    f"- {{define: {name}, title: {name}, when: '{when}', source: {{work: w, at: '1'}}, "
    f"basis: stated}}"
    for name, when in {
        "first": "second",
        "second": "third",
        "third": "first or fourth",
        "fourth": "b0",
        "alone": "alone and b0",
    }.items()
)
CIRCLE = f"""
- {{work: w, title: a work, cited_as: W}}
- {{attribute: b0, type: bool, question: "?", values: {{"true": y, "false": n}},
   source: {{work: w, at: "1"}}}}
{SEVERAL}
"""


@pytest.mark.parametrize(("answer", "holds"), [(True, True), (False, False), (None, False)])
def test_what_supports_each_other_in_a_circle_holds_only_by_something_outside_it(answer, holds):
    base = base_of(CIRCLE)
    formula = Formula(base, base.propositions)
    cases = Cases(base, ["b0"], [{"b0": answer}])
    found = formula.evaluate(cases.masks, cases.choices, {"today": DAY})
    assert found == {
        **dict.fromkeys(("first", "second", "third", "fourth"), int(holds)),
        "alone": 0,
    }


def test_the_verdict_over_masks_is_the_assessed_one_in_random_cases_of_the_shipped_knowledge():
    formula, verdicts = verdict_formula(BASE), set()
    for number, case in enumerate(random_cases()):
        random = Random(f"formulas {number}")
        rows = [extension(case, random) for _ in range(8)]
        opened = [name for name in BASE.attributes if case.facts.get(name) is None]
        cases = Cases(BASE, opened, rows)
        found = formula.evaluate(cases.masks, cases.choices, case.facts)
        for index, row in enumerate(rows):
            meant = verdict_of({**case.stated, **row}, case.on).verdict.value
            assert [name for name, mask in found.items() if mask >> index & 1] == [
                f"verdict.{meant}"
            ]
            verdicts.add(meant)
    assert verdicts == {name.rpartition(".")[2] for name in formula.targets}, "each verdict occurs"
