"""The interview about more than the verdict: it settles tier, duties and controls, takes wishes in
three languages, and can be gone on with.
"""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from engine import assess
from engine.proof.next_questions import open_questions
from explain import questions
from knowledge import load
from knowledge.cases.files import case_text, described, read_case
from knowledge.conditions.wording import in_words
from knowledge.languages.words import Words
from tests.conftest import use_case
from threshold.cli import main

ON = date(2026, 11, 27)
BY_QUESTION = {attribute.question: attribute.id for attribute in load().attributes.values()}
SETTLED = {  # of a tool that ranks applicants: all but what tells the tier
    "output_use": "operational",
    "failure_impact": "disruption",
    "exposure": "business_users",
    "stage": "production",
    "went_live_on": date(2026, 9, 1),
    "funding_prototype": False,
    "written_agreement": False,
    "customer_channels": [],
    "prohibited_practices": [],
    "insurance_pricing": False,
    "trial_regime": "none",
}
LAW = {  # the answers that tell the tier
    "placed_in_eu": True,
    "ai_system": True,
    "role": "deployer",
    "annex_iii": ["recruitment"],
    "profiling": True,
    "military_or_security": False,
    "sole_scientific_research": False,
    "personal_use": False,
    "open_source_release": False,
}
# what is left to ask about the tier is whether the Act leaves it out
NEARLY = {**SETTLED, **LAW, "military_or_security": None, "personal_use": None}
NEARLY["role"] = "provider_and_deployer"  # which a private person may be


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Hold an interview about a case: the options, then the lines that are typed."""
    monkeypatch.chdir(tmp_path)

    def hold(*options, typed, stated):
        file = tmp_path / "case.yaml"
        if not file.exists():
            file.write_text(case_text(use_case(**stated)), encoding="utf-8")
        result = CliRunner().invoke(
            main,
            ["ask", str(file), "--on", str(ON), *options],
            input="".join(f"{line}\n" for line in typed),
        )
        assert result.exit_code == 0, result.output
        return result.output, read_case(file)

    return hold


def asked(output):
    lines = (line.rpartition("  (") for line in output.splitlines())
    return [BY_QUESTION[question] for question, _, _ in lines if question in BY_QUESTION]


def typed_by_one_who_knows(truth, case, about, most=60):
    """What somebody who knows `truth` and no more types, asked about something."""
    lines, dealt = [], set()
    for _ in range(most):
        left = [
            one.attribute
            for one in open_questions(assess(case, ON), about)
            if one.attribute not in dealt
        ]
        if not left:
            return lines
        dealt.add(left[0])
        value = truth.get(left[0])
        lines.append("" if value is None else in_words(value).replace(" ", ""))
        if value is not None:
            case = use_case(**{**_flat(case), left[0]: value})
    raise AssertionError("it asks without end")


def _flat(case):
    return {name: value for name, value in case.stated().items() if name != "name"}


def test_the_tier_is_settled_by_the_questions_about_it(ask):
    truth = {**SETTLED, **LAW}
    attributes = load().attributes
    truth |= {
        name: False for name, one in attributes.items() if one.type == "bool" and name not in truth
    }
    lines = typed_by_one_who_knows(truth, use_case(**SETTLED), "tier")
    output, case = ask("--for", "tier", typed=lines, stated=SETTLED)
    result = assess(case, ON)
    assert result.tier == "high_risk"
    assert list(result.reachable_tiers) == ["high_risk"]
    assert "Settled: no answer to any open question can change the legal tier." in output
    assert "legal tier: high-risk" in output
    assert "ai_system" in asked(output)
    assert not questions(result, about="tier").questions


def test_all_goes_from_the_verdict_on_to_the_tier(ask):
    output, _ = ask(typed=["skip"] * 3 + ["stop"], stated={})
    first = questions(assess(use_case(), ON)).questions
    assert asked(output)[:3] == [one.attribute for one in first[:3]]


@pytest.mark.parametrize("word", ["skip", "Überspringen", "passer"])
def test_what_is_skipped_is_asked_again_at_the_end(ask, word):
    left = [one.attribute for one in open_questions(assess(use_case(**NEARLY), ON), "tier")]
    assert {*left} >= {"military_or_security", "personal_use"}
    output, case = ask("--for", "tier", typed=[word] * (2 * len(left)), stated=NEARLY)
    assert asked(output) == [*left, *left]
    assert case == use_case(**NEARLY)


@pytest.mark.parametrize("word", ["weiß nicht", "Weiss nicht", "je ne sais pas", "unbekannt", ""])
def test_who_does_not_know_is_not_asked_again(ask, word):
    left = [one.attribute for one in open_questions(assess(use_case(**NEARLY), ON), "tier")]
    output, case = ask("--for", "tier", typed=[word] * len(left), stated=NEARLY)
    assert asked(output) == left
    assert case == use_case(**NEARLY)


@pytest.mark.parametrize("word", ["back", "zurück", "Retour"])
def test_back_takes_the_last_answer_back_and_asks_again(ask, word):
    output, case = ask("--for", "tier", typed=["no", word, "stop"], stated=NEARLY)
    one, other, again = asked(output)
    assert one == again != other
    assert case == use_case(**NEARLY)


def test_before_the_first_question_there_is_no_other(ask):
    output, _ = ask("--for", "tier", typed=["back", "stop"], stated=NEARLY)
    assert "There is no question before this one." in output


@pytest.mark.parametrize("word", ["warum", "pourquoi"])
def test_why_is_asked_in_other_languages_as_well(ask, word):
    output, _ = ask("--for", "tier", typed=[word, "ende"], stated=NEARLY)
    assert "Asked because the answer decides" in output


def test_an_interview_goes_on_where_it_was_left(ask):
    first, _ = ask("--for", "tier", typed=["no", "stop"], stated=NEARLY)
    second, case = ask("--for", "tier", typed=["stop"], stated=NEARLY)
    assert asked(second)[0] == asked(first)[1]
    assert asked(first)[0] in case.stated()


def test_a_note_in_the_file_outlives_an_answer_that_is_taken_back(ask, tmp_path):
    file = tmp_path / "case.yaml"
    begun = f"# for the board\n{case_text(use_case(**NEARLY))}"
    file.write_text(begun, encoding="utf-8")
    ask("--for", "tier", typed=["no", "back", "unknown", "no", "stop"], stated=NEARLY)
    text = file.read_text(encoding="utf-8")
    assert text.startswith(begun)
    assert text.count("\n") == begun.count("\n") + 1


def test_questions_about_controls_end_with_the_required_ones_that_nobody_confirmed(ask):
    case = use_case(**SETTLED, controls={"monitoring": True})
    result = assess(case, ON)
    about = [one.attribute for one in questions(result, about="controls").questions]
    assert {f"controls.{one.id}" for one in result.controls.unconfirmed} <= set(about)
    assert "controls.monitoring" not in about


def test_nothing_else_can_be_asked_about():
    from knowledge.faults import UnknownName

    with pytest.raises(UnknownName) as refused:
        questions(assess(use_case(), ON), about="tiers")
    assert refused.value.nearest == "tier"


def test_what_waits_for_another_answer_is_told_and_nothing_is_called_settled(ask):
    """Everyone answers "don't know": what would be asked once more is known, is open as well."""
    left = open_questions(assess(use_case(**SETTLED), ON), "tier")
    output, case = ask("--for", "tier", typed=[""] * len(left), stated=SETTLED)
    said = output[output.rindex("legal tier:") :]
    assert "Settled" not in said
    assert "Still open, and could change this: " in said
    assert "Not looked at" not in said  # the tier alone was asked about
    waiting = next(line for line in said.splitlines() if line.startswith("Open as well"))
    assert "profiling (after annex_iii" in waiting
    assert case == use_case(**SETTLED)


def test_a_settled_tier_does_not_make_the_verdict_settled(ask):
    """The tier of what a business only uses outside the EU is known; its verdict is not."""
    stated = {"eu_nexus": False, "placed_in_eu": False, "output_used_in_eu": False}
    stated |= {"established_in_eu": False, "prohibited_practices": []}
    result = assess(use_case(**stated), ON)
    assert list(result.reachable_tiers) == ["out_of_scope"]
    assert not result.settled
    output, _ = ask("--for", "tier", typed=[], stated=stated)
    assert ", as far as answered (" in output
    assert f"The verdict is not settled: {len(result.turning)} open questions can" in output


def test_an_interview_that_is_stopped_says_what_it_did_not_look_at(ask):
    output, _ = ask(typed=["stop"], stated={})
    assert "Not looked at yet, and perhaps open: the legal tier; the duties; the controls" in output
    assert "Settled" not in output


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "a whole number, at least 0 (units served)"),
        ("de", "(Bereiche)"),
        ("fr", "(unités)"),
    ],
)
def test_a_number_is_asked_with_its_unit_in_the_language(language, told):
    base = load()
    words = Words.of(language, base)
    output = words.mark(described(base.attributes["business_units"]))
    assert told in output
    assert language == "en" or "units served" not in output
