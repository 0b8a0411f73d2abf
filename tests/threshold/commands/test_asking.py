"""The commands that ask further: an answer in the form that was asked for,
or what was wrong and exit code 2.
"""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from explain import Comparison, Explanation, Questions, SmallestChange, Timeline, WhyNot
from knowledge.cases.files import example_names
from tests.json_schema import faults
from threshold.cli import main

COMMANDS = {  # arguments after the file → the schema of what is printed, and its model
    ("why", "{}"): ("explanation", Explanation),
    ("why-not", "{}", "experiment_excepted"): ("why-not", WhyNot),
    ("what-if", "{}", "exposure=public", "controls.monitoring=true"): ("comparison", Comparison),
    ("change", "{}", "--to", "experiment_excepted"): ("change", SmallestChange),
    ("ask", "{}", "--list"): ("questions", Questions),
    ("timeline", "{}", "--until", "2031-12-31"): ("timeline", Timeline),
    ("compare", "{}", "example:tay"): ("comparison", Comparison),
}
BOX = (
    "starts_on: 2026-10-01\nends_on: 2026-12-24\nwritten_agreement: true\n"
    "retirement_accepted: true\n"
)
ANSWERED = "ai_system: false\nfailure_impact: disruption\nstage: production\n"  # so little is asked
TRIAL = f"name: Trial\noutput_use: operational\nregulatory_scope: none\n{BOX}{ANSWERED}"


@pytest.fixture
def run():
    """Run a command in this process; nothing may end it but its own exit."""

    def invoke(*arguments, code=0):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            result.exception
        )
        assert "Traceback" not in result.output
        assert result.exit_code == code, result.output
        return result.stdout if code == 0 else result.stderr

    return invoke


@pytest.fixture
def trial(tmp_path):
    """A file of a time-boxed trial."""
    path = tmp_path / "trial.yaml"
    path.write_text(TRIAL, encoding="utf-8")
    return path


def filled(command, file):
    return [part.format(file) for part in command]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_the_json_of_a_command_is_what_its_schema_describes(run, command, trial):
    what, model = COMMANDS[command]
    schema = json.loads(run("schema", what))
    for file in (trial, "example:netflix_prize", "example:schufa_score"):
        text = run(*filled(command, file), "--json")
        assert faults(json.loads(text), schema) == []
        assert model.model_validate_json(text).model_dump_json() == json.dumps(
            json.loads(text), separators=(",", ":"), ensure_ascii=False
        )


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_command_answers_as_text_and_as_markdown(run, command, trial):
    text, markdown = run(*filled(command, trial)), run(*filled(command, trial), "--markdown")
    assert (text.startswith("Trial"), markdown.startswith("# Trial")) == (True, True)
    assert (text.count("This is no legal advice."), markdown.count("This is no legal advice.")) == (
        1,
        1,
    )


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_command_answers_for_the_day_asked(run, command, trial):
    assert "2026-12-25" in run(*filled(command, trial), "--on", "2026-12-25").split("\n\n")[0]


def test_the_day_asked_changes_what_kept_a_verdict_from_holding(run, trial):
    assert "It holds. Ask why instead." in run(
        "why-not", trial, "experiment_excepted", "--on", "2026-12-24"
    )
    assert "today is 2026-12-25, after ends_on, 2026-12-24" in run(
        "why-not", trial, "exception.time_boxed", "--on", "2026-12-25"
    )


def test_unknown_takes_an_answer_back_and_none_empties_a_set(run):
    text = run(
        "what-if",
        "example:tay",
        "exposure=unknown",
        "customer_channels=none",
        "controls.failure_handling=unknown",
    )
    told = " ".join(text.split())
    assert "anyone → not answered (exposure) (hypothetical)" in told
    assert "a conversation with customers → none of them (customer_channels) (hypothetical)" in told
    assert "→ not answered (controls.failure_handling) (hypothetical)" in told


def test_sets_take_commas_and_spaces_do_not_matter(run):
    text = run("what-if", "example:tay", "customer_channels = chatbot, other")
    changed = "a conversation with customers → a conversation with customers; "
    assert changed in " ".join(text.split())
    assert "(customer_channels) (hypothetical)" in " ".join(text.split())


def test_a_supposed_day_is_another_day_asked(run, trial):
    text = run("what-if", trial, "today=2026-12-25", "--on", "2026-11-22")
    assert "as of 2026-11-22 and 2026-12-25" in text
    assert "by exception” becomes “Production-grade engineering is required”" in " ".join(
        text.split()
    )


def test_as_many_ways_as_were_asked_for_are_listed(run):
    assert (
        run("change", "example:netflix_prize", "--to", "production_required", "--most", "3").count(
            "\nWay "
        )
        == 3
    )


def test_a_timeline_looks_five_years_ahead_unless_told(run, trial):
    assert "from 2026-11-22 to 2031-11-22" in run("timeline", trial, "--on", "2026-11-22").replace(
        "\n  ", " "
    )
    assert "from 2199-01-01 to 2199-12-31" in run("timeline", trial, "--on", "2199-01-01").replace(
        "\n  ", " "
    )


@pytest.mark.parametrize("name", example_names())
def test_a_case_compared_with_itself_does_not_differ(run, name):
    assert "Nothing that the rules read differs." in run(
        "compare", f"example:{name}", f"example:{name}"
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("why-not", "{}", "triger.scale"), "nearest: trigger.scale"),
        (("why-not", "{}", "experiment_acceptable"), "nearest: experimentation_acceptable"),
        (("why-not", "example:tai", "trigger.scale"), "nearest: tay"),
        (("why-not", "{}"), "PROPOSITION is missing"),
        (("what-if", "{}"), "ATTRIBUTE=VALUE... is missing"),
        (("what-if", "{}", "exposur=public"), "nearest: exposure"),
        (("what-if", "{}", "exposure=publik"), "nearest: public"),
        (("what-if", "{}", "exposure"), "expected: attribute=value, such as exposure=data_science"),
        (("what-if", "{}", "=public"), "there is no attribute ''"),
        (("what-if", "{}", "controls=true"), "there is no attribute 'controls'"),
        (("what-if", "{}", "controls.monitorin=true"), "nearest: controls.monitoring"),
        (("what-if", "{}", "volume_multiple=nan"), "a number, at least 0"),
        (("what-if", "{}", "volume_multiple=-1"), "a number, at least 0"),
        (("what-if", "{}", "business_units=1.5"), "a whole number"),
        (("what-if", "{}", "today=2027-02-30"), "a day between 1900 and 2199, as YYYY-MM-DD"),
        (("what-if", "{}", "customer_channels=chatbot,foo"), "a list of recommendations, chatbot"),
        (("what-if", "{}", "author_leaving=perhaps"), "true or false"),
        (("what-if", "{}", "name="), "a text that is not empty"),
        (("change", "{}", "--to", "expermient_excepted"), "nearest: experiment_excepted"),
        (("change", "{}"), "--to is missing"),
        (
            ("change", "{}", "--to", "prohibited", "--most", "0"),
            "'0' is no whole number from 1",
        ),
        (("timeline", "{}", "--until", "2000-01-01"), "there is no time to look at"),
        (("timeline", "{}", "--until", "soon"), "soon"),
        (("timeline", "{}", "--on", "2026-13-01"), "2026-13-01"),
        (("ask", "nowhere.yaml", "--list"), "nowhere.yaml:1:1: the file cannot be read"),
        (("ask", "example:tai"), "nearest: tay"),
        (("compare", "{}", "nowhere.yaml"), "nowhere.yaml:1:1: the file cannot be read"),
        (("compare", "{}"), "B is missing"),
        (("schema", "whynot"), "nearest: why-not"),
    ],
)
def test_a_slip_is_told_in_plain_words_with_exit_code_2(run, trial, arguments, says):
    assert says in run(*filled(arguments, trial), code=2)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_faulty_case_is_told_with_its_place(run, command, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("name: Bad\nexposure: publik\n", encoding="utf-8")
    assert f"{bad}:2:11: exposure does not take this value" in run(*filled(command, bad), code=2)


def test_every_wrong_change_is_told_at_once(run, trial):
    told = run("what-if", trial, "exposure=publik", "stage=prod", code=2)
    assert ("exposure does not take" in told, "stage does not take" in told) == (True, True)


def test_what_if_calls_a_shipped_case_as_the_language_does(run):
    german = run("what-if", "example:schufa_score", "output_use=research", "--language", "de")
    assert german.startswith("Kreditscore (SCHUFA): ")
    english = run("what-if", "example:schufa_score", "output_use=research", "--json")
    assert json.loads(english)["before"]["name"] == "Credit score (SCHUFA)"  # JSON keeps its name
