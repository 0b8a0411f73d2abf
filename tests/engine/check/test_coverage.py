"""Coverage of rules by case tests, on a pack of a few rules."""

from __future__ import annotations

import pytest

from engine.check.case_tests import run_tests
from engine.check.coverage import coverage
from knowledge import load
from knowledge.cases.tests import read_tests
from tests.pack_of_gdpr import written
from tests.random_knowledge import base_of, opening

PACK = (
    opening("large", ("b0", "n0", "e0"))
    + """
- {define: large, title: large, when: n0 > 3 or b0, source: {work: w, at: '1'}, basis: stated}
- {define: both, title: both, when: large and e0 == "v0", source: {work: w, at: '1'}, basis: stated}
- {define: never, title: never, when: n0 > 5 and n0 < 4, source: {work: w, at: '1'}, basis: stated}
"""
)


@pytest.fixture(scope="module")
def base():
    return base_of(PACK)


@pytest.fixture
def covered(base, tmp_path):
    """How some tests, one a line, cover the rules: rule → its row."""

    def cover(*lines):
        file = tmp_path / "tests.yaml"
        file.write_text(
            "\n".join(f"- {{name: case {number}, {line}}}" for number, line in enumerate(lines)),
            encoding="utf-8",
        )
        table = coverage(base, run_tests(read_tests(file, base), base))
        return table, {row.rule.id: row for row in table.rules}

    return cover


def test_a_rule_is_covered_once_it_fired_in_a_case_and_was_missed_in_another(covered):
    _, rows = covered("n0: 4, expect: {large: true}", "n0: 3, b0: false, expect: {large: false}")
    assert (rows["large/1"].fired, rows["large/1"].missed) == ("case 0", "case 1")
    assert (rows["large/2"].fired, rows["large/2"].missed) == (None, "case 0")


def test_a_rule_with_several_failed_premises_is_missed_only_where_its_head_is_expected_to_fail(
    covered,
):
    unseen = "n0: 3, b0: false, e0: v1, expect: {large: false}"
    assert covered(unseen)[1]["both/1"].missed is None
    assert covered(unseen.replace("large", "both"))[1]["both/1"].missed == "case 0"
    assert covered("n0: 4, e0: v1, expect: {large: true}")[1]["both/1"].missed == "case 0"


def test_a_rule_that_derives_its_head_alone_breaks_a_test_that_expects_the_head(covered):
    assert covered("n0: 4, expect: {large: true}")[1]["large/1"].alone == "case 0"
    assert covered("n0: 4, b0: true, expect: {large: true}")[1]["large/1"].alone is None
    assert covered("n0: 4, e0: v0, expect: {both: true}")[1]["large/1"].alone is None


def test_a_verdict_counts_as_an_expectation_of_its_rule(covered):
    rows = covered(
        "n0: 4, expect: {verdict: production_required}",
        "n0: 2, b0: false, expect: {verdict: undetermined}",
    )[1]
    assert rows["verdict.production_required/1"].alone == "case 0"
    assert rows["verdict.production_required/1"].missed == "case 1"


def test_a_rule_that_is_proven_dead_need_not_be_covered_and_is_named(covered):
    table, rows = covered(
        "n0: 4, e0: v0, expect: {both: true}",
        "b0: true, n0: 1, expect: {both: unknown}",
        "b0: false, n0: 1, expect: {large: false}",
    )
    assert rows["never/1"].dead
    assert "never/1" not in [row.rule.id for row in table.uncovered]
    assert "proven dead: never/1" in str(table)


def test_the_table_counts_by_kind_and_names_what_is_uncovered(covered):
    lines = str(covered("n0: 4, expect: {large: true}")[0]).splitlines()
    assert ["define", "4", "1", "2", "1", "1"] in [line.split() for line in lines]
    assert ["verdict", "2", "1", "1", "0", "0"] in [line.split() for line in lines]
    assert "uncovered: both/1 fires in no case" in lines
    assert "uncovered: large/1 is missed in no case" in lines
    assert "uncovered: verdict.production_required/1 is missed in no case" in lines


def test_of_a_pack_on_the_shipped_ones_its_own_rules_are_told(tmp_path):
    """Those that it wrote, and those that it changed; how many there are beneath is said."""
    own = written(tmp_path / "gdpr")
    base = load(own)
    case = tmp_path / "case.yaml"
    case.write_text(
        "name: Loans\ngdpr_solely_automated: true\ntoday: 2026-11-28\n"
        "expect: {trigger.gdpr_automated_decision: true}\n",
        encoding="utf-8",
    )
    table = coverage(base, run_tests(read_tests(case, base), base))
    assert {base.written[row.rule.entry].pack for row in table.rules} == {"gdpr"}
    fired = {row.rule.head: row.fired for row in table.rules}
    assert fired["trigger.gdpr_automated_decision"] == "Loans"
    assert table.beneath == len(base.rules) - len(table.rules) > 500
    assert f"{table.beneath:,} rules of the packs beneath are not listed" in str(table)
