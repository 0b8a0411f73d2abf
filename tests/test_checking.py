"""The command that checks packs: levels, places, witnesses, forms, exit codes."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from threshold.checking import check
from threshold.cli import main

IDLE = """
- {work: w, title: a work, cited_as: W}
- {attribute: name, type: text, question: "What?", required: true, source: {work: w, at: "1"}}
- {attribute: used, type: bool, question: "?", values: {"true": y, "false": n}, source: {work: w, at: "1"}}
- {attribute: size, type: number, question: "?", source: {work: w, at: "1"}}
- {attribute: idle, type: bool, question: "?", values: {"true": y, "false": n}, source: {work: w, at: "1"}}
- {parameter: figure, title: a figure, unit: x, values: [{value: 3, source: {work: w, at: "1"}}], basis: stated}
- {define: p, title: large, when: size > 3 or size > 5, source: {work: w, at: "1"}, basis: stated}
- {verdict: production_required, title: yes it is, rank: 1, when: used, source: {work: w, at: "1"}, basis: stated}
- {verdict: undetermined, title: open, rank: 9, source: {work: w, at: "1"}, basis: stated}
"""
FAULTY = Path(__file__).parent / "faulty_packs"


def run(*arguments):
    return CliRunner().invoke(main, ["check", "--alone", *map(str, arguments)])


@pytest.fixture(scope="module")
def shipped():
    return check([])


@pytest.fixture
def idle(tmp_path):
    """A pack with two things that nothing reads, and a rule that says twice the same."""
    file = tmp_path / "idle.yaml"
    file.write_text(IDLE, encoding="utf-8")
    return file


def test_the_shipped_packs_have_no_error(shipped):
    assert [finding.says for finding in shipped if finding.level == "error"] == []


def test_plumbing_between_entries_is_no_finding_of_its_own(shipped):
    assert not [finding for finding in shipped if "any(" in finding.says or ".too_narrow" in finding.says]


def test_a_control_that_nothing_requires_is_named_as_such(shipped):
    assert "no trigger, duty or verdict requires the control observability" in {finding.says for finding in shipped}


def test_a_fault_of_reading_is_an_error_with_its_place_and_the_exit_code_tells():
    packs = [FAULTY / "base", FAULTY / "exception_lifts_regulatory_ground.yaml"]
    (finding,) = check([str(pack) for pack in packs], shipped=False)
    assert (finding.level, finding.kind) == ("error", "ForbiddenLift")
    assert finding.file.endswith("exception_lifts_regulatory_ground.yaml")
    assert finding.line > 1
    assert run(*packs).exit_code == 1


def test_a_cycle_through_negation_is_an_error():
    assert "NegationCycle" in {finding.kind for finding in check([str(FAULTY / "base"), str(FAULTY / "negation_cycle.yaml")])}


def test_a_misspelt_name_is_an_error_that_tells_the_nearest_one():
    assert "nearest: " in run(FAULTY / "base", FAULTY / "unknown_attribute.yaml").output


def test_an_attribute_and_a_parameter_that_nothing_reads_are_found(idle):
    assert {finding.says for finding in check([str(idle)], shipped=False) if finding.kind == "unused"} == {
        "nothing reads the attribute idle",
        "nothing reads the parameter figure",
    }


def test_findings_are_json_and_annotations(idle):
    findings = json.loads(run(idle, "--json").output)
    assert {finding["kind"] for finding in findings} == {"unused", "implied rule"}
    assert set(findings[0]) == {"level", "kind", "says", "entry", "file", "line", "column", "witness"}
    annotations = run(idle, "--github").output.splitlines()
    assert len(annotations) == len(findings)
    assert annotations[0].startswith(f"::warning file={findings[0]['file']},line={findings[0]['line']},")


def test_a_witness_is_saved_as_a_case_and_the_command_that_runs_it_is_told(idle, tmp_path):
    result = run(idle, "--witnesses", tmp_path / "cases")
    (file,) = (tmp_path / "cases").iterdir()
    assert f"threshold why {file}" in result.output
    stated = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert stated["name"].startswith("Witness: p/2 fires only where p/1 does")
    assert stated["size"] > 5
    assert result.exit_code == 0
