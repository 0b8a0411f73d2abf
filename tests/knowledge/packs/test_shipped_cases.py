"""The case tests that are shipped: they pass with either chainer,
and hold every rule at having fired and been missed.
"""

from __future__ import annotations

import pytest

from engine.chain.chainers import ChainerName
from engine.check.case_tests import run_tests
from engine.check.coverage import coverage
from explain.review.case_failure import case_outcome
from knowledge import load
from knowledge.cases.tests import read_tests
from tests.conftest import needs_durable
from tests.places import CASES
from tests.sizes import tried

FILES = sorted(str(file.relative_to(CASES)) for file in CASES.rglob("*.yaml"))


@pytest.fixture(scope="module")
def tests():
    return read_tests(CASES)


@pytest.fixture(scope="module")
def tested(tests):
    """All of them, run in plain Python."""
    return list(run_tests(tests, chainer="semi-naive"))


def test_there_are_cases_for_every_pack():
    assert {file.partition("/")[0] for file in FILES} == set(load().packs)


@pytest.mark.parametrize("file", FILES)
def test_the_cases_of_a_file_come_out_as_expected(file, tested):
    here = {test.name for test in read_tests(CASES / file)}
    outcomes = [case_outcome(one) for one in tested if one.test.name in here]
    assert len(outcomes) == len(here) > 0
    assert [outcome for outcome in outcomes if not outcome.passed] == []


@pytest.mark.random
@needs_durable
def test_the_default_chainer_passes_them_all(tests):
    chainer: ChainerName = "durable_rules"
    some = tests[:: tried(6, 1)]
    assert [one.test.name for one in run_tests(some, chainer=chainer) if not one.passed] == []


def test_each_case_has_a_name_of_its_own_and_names_the_day_it_asks_about(tests):
    names = [test.name for test in tests]
    assert len(set(names)) == len(names)
    assert [test.name for test in tests if test.case.stated().get("today") is None] == []


def test_every_rule_fires_in_some_case_and_is_missed_in_another(tested, shown):
    table = coverage(load(), tested)
    shown.extend(str(table).splitlines())
    assert [rule.rule.id for rule in table.uncovered] == []


def test_every_entry_that_concludes_something_is_expected_to_hold_and_not_to_hold(tests):
    base = load()
    heads = {
        entry.proposition for entry in base.entries.values() if entry.proposition in base.visible
    }
    held = {name for test in tests for name, value in test.expect.items() if value is True}
    held |= {f"verdict.{test.expect['verdict']}" for test in tests if "verdict" in test.expect}
    held |= {f"ai_act.tier.{test.expect['tier']}" for test in tests if "tier" in test.expect}
    denied = {name for test in tests for name, value in test.expect.items() if value is False}
    assert sorted(heads - held) == []
    assert sorted(heads - denied) == []
