"""Case tests: reading what a case is expected to come to, running it, saving one,
and the command.
"""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from engine.check.case_tests import run_tests
from explain.review.case_failure import case_outcome
from knowledge import InvalidCase, UseCase, load
from knowledge.cases.files import read_case, read_cases
from knowledge.cases.tests import case_test_text, read_tests
from knowledge.faults import InvalidKnowledge
from tests.random_knowledge import base_of, opening
from threshold import run_tests as run_files
from threshold.cli import main

NEVER = "\n- {define: p, title: p, when: b0, source: {work: w, at: '1'}, basis: stated}"
NEAR_MISS = """
- name: Nine times the volume
  today: 2026-12-01
  volume_multiple: 9
  business_units: 1
  expect:
    verdict: undetermined
    tier: unknown
    candidates: [experimentation_acceptable, production_required]
    trigger.scale: false
    trigger.regulatory: unknown
"""


@pytest.fixture
def written(tmp_path):
    """Write a file of case tests."""

    def write(text, name="tests.yaml"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text, encoding="utf-8")
        return file

    return write


def run(*arguments):
    return CliRunner().invoke(main, ["test", *map(str, arguments)])


def outcome(file):
    (tested,) = run_tests(read_tests(file))
    return case_outcome(tested)


def test_a_test_holds_the_case_what_is_expected_and_the_places(written):
    file = written(NEAR_MISS)
    (test,) = read_tests(file)
    assert test.case == UseCase(
        name="Nine times the volume", today=date(2026, 12, 1), volume_multiple=9, business_units=1
    )
    assert test.expect["candidates"] == ("experimentation_acceptable", "production_required")
    assert (test.expect["trigger.scale"], test.expect["trigger.regulatory"]) == (False, None)
    assert (test.place.line, test.places["trigger.scale"].line) == (2, 10)


def test_the_same_file_is_an_ordinary_case_to_other_commands(written):
    file = written(NEAR_MISS)
    assert read_case(file).stated()["volume_multiple"] == 9
    result = CliRunner().invoke(main, ["why", str(file), "trigger.scale"])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("expect", "says"),
    [
        (
            "{trigger.scal: true}",
            "5:12: there is no proposition 'trigger.scal'",
        ),
        ("{trigger.scal: true}", "nearest: trigger.scale"),
        ("{scale: true}", "nearest: trigger.scale"),
        ("{volume_multiple: 9}", "volume_multiple is what a case states, and not what follows"),
        ("{controls.monitoring: true}", "controls.monitoring is what a case states"),
        ("{trigger.scale: 'true'}", "in: trigger.scale: 'true'; expected: true, false or unknown"),
        ("{trigger.scale: }", "in: trigger.scale:; expected: true, false or unknown"),
        ("{any(standing.*): true}", "there is no proposition 'any(standing.*)'"),
        ("{trigger.scale: yess}", "5:27: this is not a truth value"),
        ("{trigger.scale: Unknow}", "nearest: unknown"),
        ("{verdict: production_require}", "nearest: production_required"),
        ("{verdict: true}", "there is no verdict True"),
        ("{tier: highrisk}", "nearest: high_risk"),
        ("{candidates: production_required}", "candidates are a list of verdicts"),
        ("{candidates: [production_required, prohibite]}", "nearest: prohibited"),
        ("{}", "5:3: nothing is expected"),
        ("", "5:3: nothing is expected"),
        ("[verdict]", "what is expected is not a mapping"),
    ],
)
def test_what_is_expected_is_checked_when_it_is_read(written, expect, says):
    file = written(
        f"\n- name: a case\n  today: 2026-12-01\n  scale: 1\n  expect: {expect}\n".replace(
            "  scale: 1\n", "  business_units: 1\n"
        )
    )
    with pytest.raises(InvalidCase) as refused:
        read_tests(file)
    assert says in str(refused.value)
    assert read_cases(file)  # as a case it is none the worse


def test_a_case_that_expects_nothing_and_a_bad_attribute_are_told_together(written):
    file = written("- {name: one}\n- {name: two, stag: idea, expect: {verdict: prohibitted}}\n")
    with pytest.raises(InvalidCase) as refused:
        read_tests(file)
    assert {type(fault).__name__ for fault in refused.value.faults} == {"MissingKey", "UnknownName"}
    assert len(refused.value.faults) == 3


def test_a_folder_holds_the_tests_of_all_its_files(written):
    folder = written(NEAR_MISS, "cases/some/a.yaml").parent.parent
    written(NEAR_MISS, "cases/b.yml")
    written(
        json.dumps({"name": "c", "today": "2026-12-01", "expect": {"trigger.scale": "unknown"}}),
        "cases/c.json",
    )
    written("no case", "cases/notes.txt")
    assert [test.place.file.rpartition("/")[2] for test in read_tests(folder)] == [
        "b.yml",
        "c.json",
        "a.yaml",
    ]


def test_a_saved_test_reads_back_as_it_was(written):
    case = UseCase(
        name="A counterexample: it fires",
        today=date(2026, 12, 1),
        annex_iii=["recruitment"],
        beliefs=[],
        controls={"monitoring": True},
    )
    expect = {
        "verdict": "undetermined",
        "candidates": ("undetermined",),
        "trigger.scale": None,
        "ai_act.derogation": False,
    }
    text = case_test_text(case, expect, "Found by a check.\n\nIt differs.")
    (test,) = read_tests(written(text))
    assert text.startswith("# Found by a check.\n#\n# It differs.\nname: ")
    assert (test.case, dict(test.expect)) == (case, expect)


def test_what_came_as_expected_passes(written):
    assert outcome(written(NEAR_MISS)).passed


@pytest.mark.parametrize(
    ("expect", "came", "reason"),
    [
        (
            "trigger.scale: true",
            "expected true, came false",
            "trigger.scale/1 lacks: volume_multiple is 9, less than 10.",
        ),
        ("trigger.scale: unknown", "expected unknown, came false", "lacks: volume_multiple is 9"),
        (
            "condition.model_outputs: true",
            "expected true, came unknown",
            "condition.model_outputs/1 leaves open: output_use is not answered",
        ),
        ("ground.scale: true", "expected true, came false", "ground.scale/1 lacks:"),
        (
            "verdict: production_required",
            "expected production_required, came undetermined",
            "verdict.production_required/1 leaves open:",
        ),
        (
            "tier: out_of_scope",
            "expected out_of_scope, came unknown",
            "ai_act.tier.out_of_scope/1 leaves open:",
        ),
        ("ai_act.tier.unknown: false", "expected false, came true", "ai_act.tier.unknown/1 fired:"),
        (
            "candidates: [production_required]",
            "came production_required, experimentation_acceptable",
            "verdict.experimentation_acceptable/1",
        ),
        (
            "candidates: [prohibited, production_required]",
            "expected prohibited, production_required",
            "verdict.prohibited/1 lacks:",
        ),
    ],
)
def test_a_failure_tells_what_was_expected_what_came_and_what_decided(
    written, expect, came, reason
):
    file = written(NEAR_MISS.partition("expect:")[0] + "expect:\n    " + expect)
    (failure,) = outcome(file).failures
    assert (failure.line, failure.column) == (7, 5)
    assert came in f"expected {failure.expected}, came {failure.came}"
    assert reason in failure.reason


def test_the_command_fails_with_1_for_a_failed_test_and_with_2_for_bad_input(written):
    passing, failing = (
        written(NEAR_MISS),
        written(NEAR_MISS.replace("scale: false", "scale: true"), "failing.yaml"),
    )
    assert run(passing).exit_code == 0
    assert run(passing).output == "1 case test: 1 passed, 0 failed\n"
    failed = run(passing, failing)
    assert failed.exit_code == 1
    assert f"{failing}:10:5: trigger.scale: expected true, came false" in failed.output
    assert "2 case tests: 1 passed, 1 failed" in failed.output
    assert run(written("- {name: x, expect: {trigger: true}}", "bad.yaml")).exit_code == 2
    assert run(passing.parent / "no_such_file.yaml").exit_code == 2


def test_without_files_the_folder_cases_is_run_or_said_to_be_missing(
    written, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    missing = run()
    assert (missing.exit_code, "there is no folder 'cases' here" in missing.output) == (2, True)
    (tmp_path / "cases").mkdir()
    assert "cases holds no case test" in run().output
    written(NEAR_MISS, "cases/a.yaml")
    assert run().exit_code == 0


def test_json_tells_each_outcome_and_on_request_the_coverage_of_each_rule(written):
    told = json.loads(
        run(
            written(NEAR_MISS.replace("scale: false", "scale: true")), "--json", "--coverage"
        ).output
    )
    assert [(test["passed"], len(test["failures"])) for test in told["tests"]] == [(False, 1)]
    by_rule = {row["rule"]: row for row in told["coverage"]}
    assert by_rule["trigger.scale/1"]["missed"] == "Nine times the volume"
    assert by_rule["trigger.scale/1"]["fired"] is None
    assert by_rule["gap.observability/1"]["dead"] is True


def test_a_base_that_may_come_to_no_verdict_says_so(written):
    base = base_of(
        opening("p", ("b0",)).replace(
            "- verdict: undetermined\n", "- verdict: undetermined\n  when: p\n"
        )
        + NEVER
    )
    (test,) = read_tests(written("{name: a case, b0: false, expect: {p: false}}"), base)
    with pytest.raises(InvalidKnowledge, match="no verdict without `when`"):
        list(run_tests([test], base))


def test_a_case_that_names_no_day_is_warned_of(written):
    undated = written(NEAR_MISS.replace("  today: 2026-12-01\n", ""), "undated.yaml")
    outcome = run(str(undated))
    assert outcome.exit_code == 0, outcome.output
    assert f"{undated}:2: warning: the case names no day" in outcome.stderr
    assert "warning" not in run(str(written(NEAR_MISS))).output


def test_from_python_tests_are_run_by_path_and_show_why_they_failed(written):
    wrong = NEAR_MISS.replace("trigger.scale: false", "trigger.scale: true").replace(
        "verdict: undetermined", "verdict: prohibited"
    )
    outcomes = run_files(written(NEAR_MISS, "right.yaml"), written(wrong, "wrong.yaml"))
    assert [outcome.passed for outcome in outcomes] == [True, False]
    assert str(outcomes).endswith("\n2 case tests: 1 passed, 1 failed")
    html = outcomes._repr_html_()
    assert "2 case tests: 1 passed, 1 failed." in html
    assert "trigger.scale: expected true, came false. " in html
    assert html.count("<tr>") == 3


def test_from_python_the_tests_are_run_under_the_knowledge_that_is_given(written):
    own = written("[{trigger: scale, retire: We do not grow.}]", "own.yaml")
    file = written(
        "[{name: Ten times, today: 2026-12-01, volume_multiple: 10, expect: {trigger.scale: true}}]"
    )
    assert [outcome.passed for outcome in run_files(file)] == [True]
    assert [outcome.passed for outcome in run_files(file, base=load([own]))] == [False]
