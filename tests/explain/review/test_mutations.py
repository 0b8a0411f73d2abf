"""How strong the case tests are: slips in the packs that they,
the loader or `threshold check` catch.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest

from engine.check.case_tests import run_tests
from engine.check.difference import Impact
from explain.review.checked import Checked
from knowledge import load
from knowledge.base import KnowledgeBase
from knowledge.cases.tests import CaseTest, read_tests
from knowledge.faults import InvalidKnowledge
from tests.mutants import Mutant, Mutants, mutated_conditions
from tests.places import CASES
from tests.random_knowledge import base_of, opening
from tests.sizes import tried

COUNT = tried(6, 50)
SEED, LEAST = 1, COUNT * 9 // 10
CAUGHT = ("load", "case test", "check")


def failing(tests: list[CaseTest], mutant: Mutant) -> str | None:
    """The first test that fails on a mutant; a case for which it has no verdict at all fails, too.

    The likeliest are run first.
    """
    concerned = mutant.mutation.entry.rpartition(":")[2]
    for test in sorted(tests, key=lambda test: not any(concerned in name for name in test.expect)):
        try:
            (tested,) = run_tests([test], mutant.base, "semi-naive")
        except InvalidKnowledge:  # the mutant has no verdict of last resort
            return test.name
        if not tested.passed:
            return test.name
    return None


def caught(
    base: KnowledgeBase, mutant: Mutant, tests: list[CaseTest], known: Callable[[], set[str]]
) -> tuple[str, str]:
    """(what caught a mutant, and by what); or that it is equivalent, or survives, and why."""
    if mutant.base is None:
        return "load", mutant.says
    if name := failing(tests, mutant):
        return "case test", name
    if found := {finding.says for finding in Checked(mutant.base, {}).findings()} - known():
        return "check", min(found)
    apart = next(Impact(base, mutant.base).differences(), None)
    if apart is None:
        return "equivalent", "proven: no case tells the two apart"
    return "survives", f"{apart.proposition} differs on {apart.day} for {apart.witness}"


@pytest.fixture(scope="module")
def mutants(tmp_path_factory):
    return Mutants(tmp_path_factory.mktemp("mutants"))


@pytest.mark.random
def test_nine_of_ten_slips_are_caught(mutants, shown):
    tests = read_tests(CASES)

    @cache
    def known():
        return {finding.says for finding in Checked(mutants.base, {}).findings()}

    found = [
        (mutant, *caught(mutants.base, mutant, tests, known))
        for mutant in mutants.draw(random.Random(SEED), COUNT)
    ]
    by = Counter(how for _, how, _ in found)
    missed = [f"  {how}: {mutant}; {reason}" for mutant, how, reason in found if how not in CAUGHT]
    shown.append(
        f"{COUNT} slips in the packs: "
        f"{', '.join(f'{how} {number}' for how, number in by.most_common())}"
    )
    shown.extend(missed)
    assert by["case test"] > COUNT / 2  # most slips load, and mean something else
    assert sum(by[how] for how in CAUGHT) >= LEAST, "\n".join(missed)


def test_a_condition_is_mutated_in_one_place():
    found = {
        (kind, make())
        for kind, make in mutated_conditions("a >= 3 and (stage == 'idea' or not b)", load())
    }
    assert ("comparison swapped", "a > 3 and (stage == 'idea' or not b)") in found
    assert ("and/or swapped", "a >= 3 and (stage == 'idea' and (not b))") in found
    assert ("operand dropped", "a >= 3 and stage == 'idea'") in found
    assert ("negated", "a >= 3 and (stage == 'idea' or b)") in found
    assert ("value swapped", "a >= 3 and (stage == 'pilot' or not b)") in found


def test_bases_that_say_the_same_in_other_words_are_proven_equivalent_and_others_told_apart():
    head = opening("p", ("b0", "n0"))
    one, same, other = (
        base_of(
            f"{head}\n- {{define: p, title: p, when: {when}, source: {{work: w, at: '1'}}, "
            f"basis: stated}}"
        )
        for when in ("b0 and n0 > 3", "not (n0 <= 3 or not b0)", "b0 and n0 >= 3")
    )
    assert list(Impact(one, same).differences()) == []
    assert next(Impact(one, other).differences()).witness["n0"] == 3
