"""Every command that prints sentences says its own words in each language."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

import pytest
from click.testing import CliRunner

from knowledge.languages.codes import ENGLISH, LANGUAGES
from knowledge.languages.file import read_language
from tests.places import ROOT
from tests.sizes import LONG_RUN
from threshold.cli import main

TRANSLATED = ("de", "fr")
TABLE = "name,output_use,exposure\nForecast,operational,business_users\nTrial,research,\n"
CASE = "name: Open\nexpect: {verdict: production_required, tier: minimal}\n"
FAULTY = "tests/seeded_faults"
COMMANDS = {
    "assess": ("assess", "example:schufa_score"),
    "why": ("why", "example:schufa_score"),
    "why of an open case": ("why", "{case}"),
    "why-not": ("why-not", "example:tay", "experimentation_acceptable"),
    "ask": ("ask", "{case}"),
    "change": ("change", "example:tay", "--to", "experimentation_acceptable"),
    "what-if": ("what-if", "example:tay", "output_use=research", "--on", "2026-11-22"),
    "compare": ("compare", "example:tay", "example:klarna_assistant"),
    "timeline": ("timeline", "example:schufa_score"),
    "rules": ("rules",),
    "examples": ("examples",),
    "where": ("where", "exposure"),
    "packs": ("packs",),
    "packs: one": ("packs", "show", "example:gdpr"),
    "rules of an article": ("rules", "--article", "26"),
    "rules: one entry": ("rules", "exposure"),
    "rules: an invariant": ("rules", "invariant.one_tier"),
    "rules: a schedule": ("rules", "schedule:high_risk"),
    "rules: a work": ("rules", "work:ai_act"),
    "rules: attributes": ("rules", "--attributes"),
    "test": ("test", "{case}"),
    "test with coverage": ("test", "{case}", "--coverage"),
    "check": ("check", "--level", "wording"),
    "check of a dead rule": ("check", f"{FAULTY}/base", f"{FAULTY}/dead_rule.yaml", "--alone"),
    "check of a title": ("check", "--level", "wording", f"{FAULTY}/title_in_code.yaml"),
    "impact": ("impact", "shipped", "{pack}"),
    "impact on cases": ("impact", "shipped", "{pack}", "--cases", "{table}"),
    "portfolio": ("portfolio", "{table}", "-o", "{folder}/report.md"),
}
# ten seconds each; "impact on cases" and "test" say most of it in any run
LONG = ("impact", "test with coverage")


def taken(command):
    """The languages in which any run looks at a command: of those translated, by turns one."""
    turn = [*COMMANDS].index(command) % len(TRANSLATED)
    taken_by_turns = () if command in LONG else TRANSLATED[turn : turn + 1]
    return TRANSLATED if LONG_RUN else taken_by_turns


PACK = """\
- work: policy
  title: Policy
  cited_as: Policy
- parameter: scale_factor
  override: A reason.
  values: [{value: 3, source: {work: policy, at: "1"}}]
  basis: stated
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run a command in a language, once; the text of what it prints and writes."""
    tmp_path = tmp_path_factory.mktemp("languages")
    files = {"case": ("case.yaml", CASE), "pack": ("company.yaml", PACK), "table": ("t.csv", TABLE)}
    for name, text in files.values():
        (tmp_path / name).write_text(text, encoding="utf-8")
    places = {key: str(tmp_path / name) for key, (name, _) in files.items()}

    @cache
    def printed(command, language):
        arguments = [part.format(folder=tmp_path, **places) for part in command]
        (tmp_path / "report.md").unlink(missing_ok=True)
        result = CliRunner().invoke(main, [*arguments, "--language", language])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        assert result.exit_code in (0, 1), result.output
        report = tmp_path / "report.md"
        text = result.output + (report.read_text(encoding="utf-8") if report.exists() else "")
        return " ".join(text.split())

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        yield printed


@pytest.mark.parametrize(
    ("command", "language"),
    [
        pytest.param(
            command, language, marks=[] if language in taken(command) else pytest.mark.long
        )
        for command in COMMANDS
        for language in TRANSLATED
    ],
)
def test_no_phrase_of_a_command_is_left_in_english(run, command, language):
    text = run(COMMANDS[command], language)
    # reasons of changes have no words in other languages
    reasons = ["A reason.", "The nine criteria are asked one by one, and counted."]
    untranslated = [*reasons, "Policy"]
    for english in sorted(untranslated, key=len, reverse=True):
        text = text.replace(f"{english} (EN)", "").replace(f"{english}. (EN)", "")
    left = [
        text[max(0, found.start() - 100) : found.end()] for found in re.finditer(r"\(EN\)", text)
    ]
    assert left == []


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(command, marks=pytest.mark.long if command in LONG else [])
        for command in COMMANDS
    ],
)
def test_each_language_says_something_else(run, command):
    texts = [run(COMMANDS[command], language) for language in (ENGLISH, *taken(command))]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_phrase_is_there_with_the_placeholders_of_the_english_one(language):
    english, other = (read_language(code, LANGUAGES)[0] for code in (ENGLISH, language))
    for section in ("forms", "interface"):
        own, known = getattr(other, section), getattr(english, section)
        assert own.keys() == known.keys()
        assert {key: placeholders(text) for key, text in own.items()} == {
            key: placeholders(text) for key, text in known.items()
        }


def placeholders(text):
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name})


@pytest.mark.parametrize(
    ("arguments", "said", "unsaid"),
    [
        (["timeline", "example:hiring_trial"], "wird „", "experiment_excepted"),
        (["plan", "example:hiring_trial", "--no-questions"], "2. August 2026", "testing_plan"),
        (["rules", "exception.supervised_trial"], "Ergebnisse lassen sich", "(EN)"),
    ],
)
def test_days_verdicts_evidence_and_reasons_are_said_in_german(arguments, said, unsaid):
    told = CliRunner().invoke(main, [*arguments, "--language", "de"])
    assert told.exit_code == 0, told.output
    assert said in told.output
    assert unsaid not in told.output
