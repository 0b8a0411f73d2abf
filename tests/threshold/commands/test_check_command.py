"""The command that checks packs: levels, places, witnesses, forms, exit codes."""

import json
import re

import pytest
import yaml
import z3
from click.testing import CliRunner

from benchmarks.counted import Work
from explain.review.check import check
from explain.review.finding import LEVELS
from knowledge.base import PACKS, load
from knowledge.languages.words import Words
from tests.places import FAULTY_PACKS, SEEDED_FAULTS
from threshold.cli import main
from threshold.commands.check import LEVEL_NAMES

IDLE = """
- {work: w, title: a work, cited_as: W}
- {attribute: name, type: text, question: "What?", required: true, source: {work: w, at: "1"}}
- {attribute: used, type: bool, question: "?", values: {"true": y, "false": n},
   source: {work: w, at: "1"}}
- {attribute: size, type: number, question: "?", source: {work: w, at: "1"}}
- {attribute: idle, type: bool, question: "?", values: {"true": y, "false": n},
   source: {work: w, at: "1"}}
- {parameter: figure, title: a figure, unit: x, values: [{value: 3,
   source: {work: w, at: "1"}}], basis: stated}
- {define: p, title: large, when: size > 3 or size > 5, source: {work: w, at: "1"}, basis: stated}
- {verdict: production_required, title: yes it is, rank: 1, because: it is, when: used,
   source: {work: w, at: "1"}, basis: stated}
- {verdict: experimentation_acceptable, title: not so, rank: 2, because: it is, when: not used,
   source: {work: w, at: "1"}, basis: stated}
- {verdict: undetermined, title: open, rank: 9, because: it is,
   source: {work: w, at: "1"}, basis: stated}
"""
MOST_QUESTIONS = 1_000  # to the solver, for all that is proven of the shipped packs
SEEDED = SEEDED_FAULTS
FAULTY = FAULTY_PACKS


def run(*arguments):
    return CliRunner().invoke(main, ["check", "--alone", *map(str, arguments)])


asked: list[str] = []  # a question to the solver each


@pytest.fixture(scope="module")
def shipped():
    """What is found in the shipped packs; `asked` counts what the solver was asked for it."""

    def counted(solver, *assumptions):
        asked.append("")
        return real(solver, *assumptions)

    real = z3.Solver.check
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(z3.Solver, "check", counted)
        return check([])


@pytest.fixture
def idle(tmp_path):
    """A pack with two things that nothing reads, and a rule that says twice the same."""
    file = tmp_path / "idle.yaml"
    file.write_text(IDLE, encoding="utf-8")
    return file


def test_the_shipped_packs_have_no_error(shipped):
    assert [finding.says for finding in shipped if finding.severity == "error"] == []


def test_plumbing_between_entries_is_no_finding_of_its_own(shipped):
    assert not [
        finding for finding in shipped if "any(" in finding.says or ".too_narrow" in finding.says
    ]


def test_the_shipped_packs_give_no_warning(shipped):
    assert list(shipped) == []
    assert shipped.counted == "0 errors, 0 warnings"


def test_a_control_that_nothing_requires_is_named_as_such():
    packs = [SEEDED / "base", SEEDED / "control_that_nothing_requires.yaml"]
    (finding,) = check([str(pack) for pack in packs], shipped=False)
    assert finding.says.startswith("no trigger, duty or verdict requires the control ")


def test_a_fault_of_reading_is_an_error_with_its_place_and_the_exit_code_tells():
    packs = [FAULTY / "base", FAULTY / "exception_lifts_regulatory_ground.yaml"]
    (finding,) = check([str(pack) for pack in packs], shipped=False)
    assert (finding.severity, finding.level, finding.kind) == (
        "error",
        "invariants",
        "ForbiddenLift",
    )
    assert finding.file.endswith("exception_lifts_regulatory_ground.yaml")
    assert finding.line > 1
    assert run(*packs).exit_code == 1


def test_a_cycle_through_negation_is_an_error():
    assert "NegationCycle" in {
        finding.kind
        for finding in check(
            [str(FAULTY / "base"), str(FAULTY / "negation_cycle.yaml")], shipped=False
        )
    }


def test_a_misspelt_name_is_an_error_that_tells_the_nearest_one():
    assert "nearest: " in run(FAULTY / "base", FAULTY / "unknown_attribute.yaml").output


def test_an_attribute_and_a_parameter_that_nothing_reads_are_found(idle):
    assert {
        finding.says for finding in check([str(idle)], shipped=False) if finding.kind == "unused"
    } == {
        "no conclusion depends on the attribute idle",
        "no conclusion depends on the parameter figure",
    }


def test_findings_are_json_and_annotations(idle):
    findings = json.loads(run(idle, "--json").output)
    assert {finding["kind"] for finding in findings} == {"unused", "unread", "implied rule"}
    place = {"entry", "file", "line", "column"}
    assert (
        set(findings[0])
        == {"level", "severity", "kind", "says", "fault", "witness", "expect", "against"}
        | {"expect_against"}
        | place
    )
    shown = next(finding for finding in findings if finding["kind"] == "implied rule")
    assert shown["expect"] == {"verdict": "undetermined", "p": True}
    annotations = run(idle, "--github").output.splitlines()
    assert len(annotations) == len(findings)
    assert annotations[0].startswith(
        f"::warning file={findings[0]['file']},line={findings[0]['line']},"
    )


def test_a_witness_of_packs_alone_is_saved_and_named_without_a_command(idle, tmp_path):
    result = run(idle, "--witnesses", tmp_path / "cases")
    (file,) = (tmp_path / "cases").iterdir()
    assert f"witness: {file}\n" in result.output  # no other command answers by packs alone
    stated = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert stated["name"].startswith("Witness: p/2 (size > 5) fires only where p/1 (size > 3) does")
    assert stated["expect"] == {"verdict": "undetermined", "p": True}
    assert stated["size"] > 5
    assert result.exit_code == 0


def test_where_it_takes_two_cases_both_are_saved(tmp_path):
    fault = SEEDED / "human_in_the_loop_changes_the_tier.yaml"
    result = run(SEEDED / "base", fault, "--witnesses", tmp_path / "cases")
    one, other = sorted((tmp_path / "cases").iterdir())
    assert f"witness: {one} {other}\n" in result.output
    assert result.exit_code == 1
    assert yaml.safe_load(one.read_text(encoding="utf-8"))["controls"] == {"human_review": True}
    assert yaml.safe_load(other.read_text(encoding="utf-8"))["controls"] == {"human_review": False}


def test_findings_stand_under_their_level_and_in_its_order(idle):
    lines = run(idle).output.splitlines()
    places = [
        lines.index(next(line for line in lines if line.startswith(heading)))
        for heading in (Words.of(None).say(f"level_{level}") for level in LEVELS)
    ]
    assert places == sorted(places)
    assert all("warning: " in line for line in lines[places[3] + 1 : places[4]])
    assert lines[places[4]] == "invariants: nothing found"


def test_a_check_goes_up_to_the_level_that_is_asked_for(idle):
    found = check([str(idle)], "wording", shipped=False)
    assert {finding.level for finding in found} <= {"wording"}
    assert "logic" not in run(idle, "--level", "wording").output
    assert (
        run(FAULTY / "base", FAULTY / "unknown_attribute.yaml", "--level", "schema").exit_code == 0
    )
    assert (
        run(FAULTY / "base", FAULTY / "unknown_attribute.yaml", "--level", "names").exit_code == 1
    )


def test_what_cannot_be_read_is_not_said_to_be_proven():
    assert (
        "logic: not checked before the packs can be read"
        in run(FAULTY / "base", FAULTY / "unknown_attribute.yaml").output
    )


@pytest.mark.parametrize("folder", ["folder", "folder/below"])
def test_a_finding_names_its_file_as_an_editor_finds_it(tmp_path, monkeypatch, folder):
    pack = tmp_path / folder
    pack.mkdir(parents=True)
    (pack / "idle.yaml").write_text(IDLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert {finding.file for finding in check([folder], shipped=False)} == {f"{folder}/idle.yaml"}


def test_an_annotation_keeps_to_its_line_whatever_a_finding_says():
    from explain.review.finding import Finding
    from threshold.commands.check import _annotation

    finding = Finding(
        level="names",
        severity="error",
        kind="k",
        says="100 %\nof it",
        file="a,b:c.yaml",
        line=1,
        column=2,
    )
    assert (
        _annotation(finding, Words.of(None))
        == "::error file=a%2Cb%3Ac.yaml,line=1,col=2,title=k::100 %25%0Aof it"
    )


@pytest.mark.parametrize(
    "kinds", [("work",), ("work", "attribute"), ("work", "attribute", "define")]
)
def test_a_pack_without_verdicts_is_checked_all_the_same(tmp_path, kinds):
    entries = [
        entry
        for entry in re.split(r"\n(?=- )", IDLE)
        if any(entry.startswith(f"- {{{kind}:") for kind in kinds)
    ]
    assert len(entries) >= len(kinds)
    file = tmp_path / "few.yaml"
    file.write_text("\n".join(entries), encoding="utf-8")
    assert all(finding.severity == "warning" for finding in check([str(file)], shipped=False))


OWN = """
- attribute: moves_money
  type: bool
  question: Does it move money by itself?
  values: {"true": it does, "false": a person does}
  source: {work: article, at: Trigger 1}
- trigger: payments
  title: It moves money
  when: moves_money or (volume_multiple > 5 and volume_multiple < 3)
  because: A wrong payment is hard to get back.
  source: {work: article, at: Trigger 1}
  basis: stated
- invariant: never_excepted
  title: What moves money is never excepted
  given: moves_money
  always: verdict.production_required or verdict.prohibited
  because: We promised our auditors.
  source: {work: article, at: Trigger 1}
  basis: stated
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A pack that was checked on top of the shipped ones: its folder, the findings, and what the
    command printed.
    """
    folder, found = tmp_path_factory.mktemp("own"), []
    (folder / "own.yaml").write_text(OWN, encoding="utf-8")

    def kept(*arguments, **keywords):
        found.append(check(*arguments, **keywords))
        return found[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr("explain.review.check.check", kept)
        result = CliRunner().invoke(main, ["check", "own.yaml", "--witnesses", "cases"])
    assert result.exit_code == 1
    return folder, found[0], result.output


def test_a_pack_on_top_of_the_shipped_ones_hears_of_its_own_findings_only(own):
    _, (dead, broken), _ = own
    assert (dead.kind, dead.file, dead.line) == ("dead rule", "own.yaml", 7)
    assert (broken.kind, broken.file, broken.line) == ("broken invariant", "own.yaml", 13)
    # what must not be is shown to be, not only to be possible
    assert broken.expect == {"verdict": "experiment_excepted"}


@pytest.mark.long
def test_a_pack_that_breaks_what_the_shipped_ones_promise_is_told_so(tmp_path):
    file = tmp_path / "own.yaml"
    condition = OWN.replace("- trigger: payments", "- condition: payments")
    condition = condition.replace(
        "moves_money or (volume_multiple > 5 and volume_multiple < 3)", "established(moves_money)"
    )
    file.write_text(condition, encoding="utf-8")
    assert "invariant.settled_means_settled" in {
        finding.entry for finding in check([str(file)]) if finding.severity == "error"
    }


def test_a_pack_of_nothing_has_no_finding(tmp_path):
    file = tmp_path / "none.yaml"
    file.write_text("[]", encoding="utf-8")
    assert check([str(file)], shipped=False) == []


def test_the_solver_is_asked_little_of_the_shipped_packs(shipped):
    assert 0 < len(asked) < MOST_QUESTIONS


@pytest.mark.long
def test_the_shipped_packs_are_checked_after_work_that_is_bounded():
    with Work() as loading:
        load([PACKS], shipped=False)
    with Work(150 * loading.done):
        check()


def test_the_levels_of_the_command_are_those_of_the_check():
    assert LEVELS == LEVEL_NAMES


def test_places_are_told_by_paths_from_here_within_the_folder_of_a_pack_too(tmp_path, monkeypatch):
    (tmp_path / "own.yaml").write_text("- {work: w, title: a work}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    places = {
        (finding.file, finding.line)
        for pack in (".", str(tmp_path), "own.yaml")
        for finding in check([pack], "schema")
    }
    assert places == {("own.yaml", 1)}


def test_an_example_that_there_is_not_is_a_finding():
    (finding,) = check(["example:bnk"])
    assert (finding.kind, finding.file) == ("UnknownName", "")
    assert "nearest: bank" in finding.says


def test_the_command_that_runs_a_witness_names_the_packs(own, monkeypatch):
    folder, _, output = own
    monkeypatch.chdir(folder)
    (command,) = re.findall(r"witness: threshold (why \S+ --pack own\.yaml)", output)
    told = CliRunner().invoke(main, command.split())
    assert told.exit_code == 0, told.output


def test_the_command_that_runs_a_witness_of_a_whole_knowledge_base_names_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "whole" / "ours").mkdir(parents=True)
    (tmp_path / "whole" / "ORDER").write_text("ours\n", encoding="utf-8")
    (tmp_path / "whole" / "ours" / "idle.yaml").write_text(IDLE, encoding="utf-8")
    output = run("whole", "--witnesses", "cases").output
    (command,) = re.findall(r"witness: threshold (why \S+ --pack whole)\n", output)
    told = CliRunner().invoke(main, command.split())
    assert told.exit_code == 0, told.output
    assert "Witness: p/2" in told.output


def test_a_pack_that_is_not_there_is_bad_input_and_no_finding(tmp_path):
    result = CliRunner().invoke(main, ["check", str(tmp_path / "nofile.yaml")])
    assert result.exit_code == 2
    assert "there is no such file or folder; in: " in result.output
