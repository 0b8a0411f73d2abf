"""The command line: an answer and exit code 0, or what was wrong, where,
and the nearest right thing, and exit code 2.
"""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from engine import Assessment
from explain import Explanation
from threshold.cli import main

NO_LEGAL_ADVICE = "This is no legal advice."


@pytest.fixture
def run():
    """Run a command in this process; nothing may end it but its own exit."""

    def invoke(*arguments):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            result.exception
        )
        assert "Traceback" not in result.output
        return result

    return invoke


@pytest.fixture
def case(tmp_path):
    """Write a file of a case or of cases."""

    def write(text, name="case.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


GOOD = "name: Demand forecast\noutput_use: operational\nregulatory_scope: none\nai_system: false\n"
BOXED = (
    GOOD + "starts_on: 2026-10-01\nends_on: 2026-12-24\nwritten_agreement: true\n"
    "retirement_accepted: true\n"
)


def test_assess_gives_the_verdict_its_day_and_the_notice_once(run, case):
    result = run("assess", case(GOOD), "--on", "2026-11-22")
    assert result.exit_code == 0
    assert " ".join(result.stdout.split()).startswith(
        "Demand forecast: Production-grade engineering is required, as far as answered "
        "(production_required; as of 2026-11-22) "
    )
    assert result.stdout.count(NO_LEGAL_ADVICE) == 1


def test_the_verdict_alone_is_three_lines_before_the_notice(run):
    result = run("assess", "example:office_assistant_trial", "--verdict")
    name, verdict, tier, notice = result.stdout.splitlines()
    assert name.startswith("Office assistant")
    assert verdict.startswith("  experiment_excepted: It may stay an experiment, by exception (as")
    assert tier.startswith("  legal tier: ")
    assert notice.startswith(NO_LEGAL_ADVICE)


def test_several_cases_are_told_one_after_the_other_and_the_notice_once(run, case):
    result = run(
        "assess",
        case("- {name: One, ai_system: false}\n- {name: Other, ai_system: false}\n"),
        "--on",
        "2026-11-22",
    )
    assert result.exit_code == 0
    one, other = result.stdout.split("\n\nOther: ")
    assert one.startswith("One: ")
    assert "Next questions" in one
    assert "Next questions" in other
    assert result.stdout.count(NO_LEGAL_ADVICE) == 1


def test_assess_of_an_open_case_gives_what_is_possible_and_what_would_settle_it(run, case):
    result = run("assess", "--verdict", case("name: Open\n"))
    assert result.exit_code == 0
    assert "still possible: production_required, experimentation_acceptable" in result.stdout
    assert re.search(r"would settle it: .*output_use, failure_impact", result.stdout)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "contradictory answers: Stated as not yet tried out, yet it is live"),
        (
            "de",
            "widersprüchliche Angaben: Als noch nicht erprobt angegeben, doch es ist in Betrieb",
        ),
        (
            "fr",
            "réponses contradictoires\N{NO-BREAK SPACE}: "
            "Déclaré comme pas encore essayé, mais il est en exploi",
        ),
    ],
)
def test_assess_names_the_contradiction_between_answers(run, case, language, says):
    file = case(
        "name: a\nai_system: false\nstage: idea\nwent_live_on: 2026-03-01\ntoday: 2026-11-27\n"
    )
    assert says in run("assess", file, "--language", language).output


def test_the_day_asked_changes_the_answer(run, case):
    file = case(BOXED)
    assert "experiment_excepted" in run("assess", file, "--on", "2026-11-22").stdout
    assert "production_required" in run("assess", file, "--on", "2026-12-25").stdout


def test_why_prints_w3c_provenance(run, case):
    result = run("why", case(GOOD), "condition.model_outputs", "--prov", "--on", "2026-11-22")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert "case:conclusion/condition.model_outputs" in found["entity"]
    assert [used["prov:activity"] for used in found["wasGeneratedBy"].values()] == [
        "case:application/condition.model_outputs/1"
    ]


def test_json_has_what_a_program_needs(run, case):
    result = run("assess", case(GOOD), "--json", "--on", "2026-11-22")
    found = json.loads(result.stdout)
    assert (found["verdict"], found["candidates"], found["on"]) == (
        "production_required",
        ["production_required"],
        "2026-11-22",
    )
    assert found["chainer"] in ("durable_rules", "semi-naive")
    assert found["tier"]
    assert found["knowledge"]["version"]
    assert re.fullmatch(r"[0-9a-f]{16}", found["knowledge"]["fingerprint"])
    assert {
        found["conclusions"][name]
        for name in ("ground.model_outputs", "trigger.scale", "lifted.model_outputs")
    } == {True, None, False}
    assert set(found["conclusions"].values()) == {True, False, None}


def test_the_json_of_an_assessment_is_what_its_schema_describes(run, case):
    text = run("assess", case(BOXED), "--json", "--on", "2026-11-22").stdout
    schema = json.loads(run("schema").stdout)
    assert Assessment.model_validate_json(text).verdict.value == "experiment_excepted"
    assert set(schema["required"]) <= set(json.loads(text)) <= set(schema["properties"])


@pytest.mark.parametrize("what", ["assessment", "explanation"])
def test_a_schema_is_json_schema_whose_references_resolve(run, what):
    text = run("schema", what).stdout
    schema = json.loads(text)
    assert schema["type"] == "object"
    assert schema["properties"]["name"]["type"] == "string"
    references = set(re.findall(r'"\$ref": "#/\$defs/([^"]+)"', text))
    assert set() < references <= set(schema["$defs"])


def test_several_files_are_assessed_and_a_bad_one_costs_only_itself(run, case):
    good, bad, other = (
        case(GOOD),
        case("name: Bad\nexposuer: public\n", "bad.yaml"),
        case("name: Other\nai_system: false\n", "other.yaml"),
    )
    result = run("assess", good, bad, other)
    assert result.exit_code == 2
    assert "Demand forecast" in result.stdout
    assert "Other" in result.stdout
    assert f"{bad}:2:1: there is no attribute 'exposuer'; " in result.stderr
    assert result.stderr.strip().endswith("nearest: exposure")
    assert [
        item["name"] for item in json.loads(run("assess", good, bad, other, "--json").stdout)
    ] == ["Demand forecast", "Other"]


def test_every_fault_of_a_file_is_told_at_once(run, case):
    text = "name: Bad\nexposuer: public\noutput_use: operatinal\ncontrols: {monitorin: true}\n"
    errors = run("assess", case(text)).stderr
    assert {line for line in (2, 3, 4) if f"case.yaml:{line}:" in errors} == {2, 3, 4}
    assert {
        name
        for name in ("exposure", "operational", "controls.monitoring")
        if f"nearest: {name}" in errors
    } == {
        "exposure",
        "operational",
        "controls.monitoring",
    }


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("name: x\noutput_use: operatinal\n", "2:13", "nearest: operational"),
        ("name: x\ncontrols: {monitorin: true}\n", "2:12", "nearest: controls.monitoring"),
        ("name: x\nwent_live_on: 2026-02-30\n", "2:15", "2026-02-30"),
        ("name: x\nvolume_multiple: ten\n", "2:18", "a number, at least 0"),
        ("name: x\nauthor_leaving: 3\n", "2:17", "true or false"),
        ("output_use: research\n", "1:1", "name is not stated"),
        ("name: [unclosed\n", "2:1", "this is not YAML"),
        ("name: a\nname: b\n", "2:1", "stands here twice"),
        ("- name: a\n- name: b\n  exposure: nowhere\n", "3:13", "one of data_science"),
        ("just text\n", "1:1", "a case is a mapping of attributes"),
    ],
)
def test_a_fault_in_a_file_is_told_with_line_column_and_what_was_expected(
    run, case, text, place, says
):
    file = case(text)
    result = run("assess", file)
    assert result.exit_code == 2
    assert f"{file}:{place}: " in result.stderr
    assert says in result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ("assess", "nowhere.yaml"),
            "nowhere.yaml:1:1: the file cannot be read (No such file or directory)",
        ),
        (("assess", "example:tai"), "nearest: tay"),
        (("why", "example:tay", "triger.scale"), "nearest: trigger.scale"),
        (("rules", "triger.scale"), "nearest: trigger.scale"),
        (("rules", "exposur"), "nearest: exposure"),
        (("rules", "nonsense"), "the knowledge base has no entry 'nonsense'"),
        (("draw", "example:tay", "-o", "tay.gif"), "expected: .svg, .png, .pdf, .dot"),
        (
            ("draw", "example:tay", "-o", "no_such_folder/tay.dot"),
            "no_such_folder/tay.dot: No such file or directory",
        ),
        (("assess", "example:tay", "--on", "2026-13-01"), "--on: there is no day '2026-13-01'"),
        (("assess", "example:tay", "--on", "2206-12-01"), "--on: '2206-12-01' is too far away"),
        (("timeline", "example:tay", "--until", "0203-01-01"), "a day between 1900 and 2199"),
        (("assess", "example:tay", "--on", "1 March 2026"), "'1 March 2026'; expected: 2026-03-01"),
        (
            ("timeline", "example:tay", "--until", "3/4/2027"),
            "'3/4/2027'; expected: 2027-04-03 or 2027-03-04",
        ),
        (("assess",), "FILE... is missing"),
        (("foretell",), "There is no command foretell."),
    ],
)
def test_a_slip_on_the_command_line_is_told_and_exits_with_2(run, arguments, says):
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""


def test_why_of_several_cases_is_refused(run, case):
    result = run("why", case("- name: a\n- name: b\n"))
    assert result.exit_code == 2
    assert "holds 2 cases; expected: one" in result.stderr


def test_why_explains_as_text_markdown_and_json(run, case):
    file = case(GOOD + "volume_multiple: 12\n")
    text, markdown, data = (
        run("why", file, *form).stdout for form in ((), ("--markdown",), ("--json",))
    )
    assert "volume_multiple is 12, at least 10" in text
    assert markdown.startswith(
        "# Demand forecast: Production-grade engineering is required, as far as answered"
    )
    assert Explanation.model_validate_json(data).proposition == "verdict.production_required"
    assert run("why", file, "trigger.scale").stdout.startswith(
        "Demand forecast: It must grow beyond what a prototype carries"
    )


def test_draw_says_where_the_picture_is(run, tmp_path):
    result = run("draw", "example:tay", "-o", tmp_path / "tay.svg")
    assert (result.exit_code, result.stdout.strip()) == (0, f"drawn: {tmp_path / 'tay.svg'}")
    assert "<svg" in (tmp_path / "tay.svg").read_text(encoding="utf-8")


def test_draw_gives_each_fact_a_box_on_demand(run, tmp_path):
    for name, more in (("few.dot", ()), ("all.dot", ("--full",))):
        assert run("draw", "example:tay", "-o", tmp_path / name, *more).exit_code == 0
    few, all_of_them = (
        (tmp_path / name).read_text(encoding="utf-8") for name in ("few.dot", "all.dot")
    )
    assert "shape=note" not in few
    assert all_of_them.count("shape=note") >= 4


def test_rules_lists_every_kind_with_its_source_and_one_in_full(run):
    listed = run("rules").stdout
    for expected in (
        "trigger.scale ",
        "condition.user_exposure ",
        "exception.time_boxed ",
        "parameter.scale_factor ",
        "controls.monitoring ",
    ):
        assert re.search(rf"^  {re.escape(expected)}.*\[A [^]]+\]", listed, re.MULTILINE), expected
    entry = run("rules", "trigger.scale").stdout
    assert (
        "when: volume_multiple >= parameter.scale_factor or business_units >= "
        "parameter.several_units" in entry
    )
    assert re.search(r"written at: article/triggers\.yaml:\d+:\d+", entry)
    assert json.loads(run("rules", "trigger.scale", "--json").stdout)["citations"] == [
        "[A Trigger 4]"
    ]
    assert {"exposure", "controls.monitoring"} <= {
        item["id"] for item in json.loads(run("rules", "--attributes", "--json").stdout)
    }


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "trigger.scale: expected true, came unknown"),
        ("de", "trigger.scale: erwartet true, gekommen unknown"),
        ("fr", "trigger.scale : attendu true, obtenu unknown"),
    ],
)
def test_a_failed_case_test_tells_both_answers_as_its_file_writes_them(run, case, language, told):
    file = case("name: a\ntoday: 2026-12-01\nexpect: {trigger.scale: true}\n")
    result = run("test", file, "--language", language)
    assert result.exit_code == 1
    assert told in result.stdout.replace("\xa0", " ")
