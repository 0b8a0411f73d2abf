"""The interview: asks only what can still change the verdict, takes answers as people type them,
and saves what there is.
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from engine import assess
from explain import questions
from explain.ask.comparison import with_changes
from knowledge.base import load
from knowledge.cases.files import case_text, read_case
from knowledge.conditions.wording import in_words
from tests.conftest import DAY, EXPERIMENT, NO_OTHER_LAW, use_case
from tests.interviewed import KNOWN, ON, asked
from tests.sizes import few

SHORT = {"output_use": "operational", "ai_system": False, "funding_prototype": False}


def script(truth, case, on):
    """What somebody who knows `truth` and no more types, and which questions they are asked."""
    lines, names = [], []
    left = questions(assess(case, on)).questions
    while fresh := [question.attribute for question in left if question.attribute not in names]:
        names.append(fresh[0])
        value = truth.get(fresh[0])
        lines.append("" if value is None else in_words(value).replace(" ", ""))
        if value is not None:
            case = with_changes(case, {fresh[0]: value}, load())
            left = questions(assess(case, on)).questions
    return lines, names


@pytest.mark.parametrize(
    ("name", "begun"),
    [
        ("office_assistant_trial", True),
        pytest.param("office_assistant_trial", False, marks=pytest.mark.long),
        pytest.param("schufa_score", False, marks=pytest.mark.long),
    ],
)
def test_answers_of_somebody_who_knows_a_public_case_lead_to_its_verdict(ask, name, begun):
    """`begun`: every second of the answers stands in the file already."""
    known = assess(read_case(f"example:{name}"))
    truth = {**read_case(f"example:{name}").stated(), "name": "Anew"}
    plain = [attribute for attribute in truth if not attribute.startswith(("name", "controls"))]
    case = use_case(**{attribute: truth[attribute] for attribute in ["name", *plain[::2]]})
    if begun:
        Path("new.yaml").write_text(case_text(case), encoding="utf-8")
    else:
        case = use_case(name="Anew")
    lines, names = script(known.stated, case, known.on)
    output = ask("new.yaml", "--on", known.on, typed=lines if begun else ["Anew", *lines])
    assert asked(output) == names
    assert len([line for line in lines if line]) > 1
    saved = read_case("new.yaml")
    assert assess(saved, known.on).verdict == known.verdict
    told = {*case.stated(), *names}
    assert saved.stated() == {one: truth[one] for one in truth if one in told}
    assert f"({known.verdict.value})" in output


def test_what_nobody_knows_is_asked_once_and_each_question_is_one_that_can_matter(ask, case):
    stated = {**EXPERIMENT, "exposure": "customers"}
    expected = [
        question.attribute for question in questions(assess(use_case(**stated), DAY)).questions
    ]
    assert len(expected) > 5
    output = ask(case(**stated), *ON, typed=[""] * len(expected))
    assert asked(output) == expected
    assert f"Still open, and could change this: {', '.join(expected)}" in output


def test_a_settled_case_is_asked_nothing(ask):
    output = ask("example:office_assistant_trial")
    assert asked(output) == []
    assert "Settled: no answer to any open question can change the verdict" in output
    assert output.count("no legal advice") == 1


def test_the_interview_stops_once_the_verdict_is_settled(ask, case):
    box = {
        "starts_on": date(2026, 11, 1),
        "ends_on": date(2026, 12, 24),
        "retirement_accepted": True,
    }
    file = case(
        output_use="operational",
        exposure="public",
        ai_system=False,
        trial_regime="none",
        funding_prototype=False,
        insurance_pricing=False,
        regulatory_scope="none",
        **NO_OTHER_LAW,
        **box,
    )
    assert [
        question.attribute for question in questions(assess(read_case(file), DAY)).questions
    ] == ["written_agreement"]
    output = ask(file, *ON, typed=["no", "none", "none"])
    assert "Settled: no answer to any open question can change the verdict" in output
    assert asked(output) == ["written_agreement"]


@pytest.mark.parametrize("typed", few(["?", "why", "Why?", "w"], of=2))
def test_a_question_mark_explains_why_and_asks_again(ask, case, typed):
    file = case(**SHORT)
    (first, *_) = questions(assess(read_case(file), DAY)).questions
    output = ask(file, *ON, typed=[typed, typed, "stop"])
    assert output.count(f"  {first.because} {' '.join(first.source)}") == 2
    assert asked(output) == [first.attribute]


@pytest.mark.parametrize("typed", few(["", "don't know", "unknown", "U"], of=2))
def test_who_does_not_know_is_asked_the_next_question(ask, case, typed):
    file = case(**SHORT)
    expected = [
        question.attribute for question in questions(assess(read_case(file), DAY)).questions
    ][:2]
    assert asked(ask(file, *ON, typed=[typed, "stop"])) == expected
    assert read_case(file) == use_case(**SHORT)


PLAIN = {
    "ai_system": False,
    "trial_regime": "none",
    "written_agreement": False,
    "funding_prototype": False,
    "insurance_pricing": False,
    "analysts_understand_limits": False,
    **NO_OTHER_LAW,
}


@lru_cache
def begin_with(attribute):
    """A case that answers all that would be asked before this attribute."""
    truth = {
        **EXPERIMENT,
        "business_units": 1,
        "volume_multiple": 1.0,
        "affects_people": False,
        "author_leaving": False,
        "relied_on_for": [],
    }
    truth |= {"handover_to_engineering": False, "customer_channels": []}
    found = use_case(**{name: value for name, value in truth.items() if name != attribute}, **PLAIN)
    assert [question.attribute for question in questions(assess(found, DAY)).questions] == [
        attribute
    ]
    return case_text(found)


@pytest.mark.parametrize(
    ("attribute", "typed", "value"),
    [
        ("exposure", "2", "analysts"),
        ("exposure", " public ", "public"),
        ("customer_channels", "chatbot", {"chatbot"}),
        ("customer_channels", "1, 3", {"recommendations", "personalisation"}),
        ("customer_channels", "1,other", {"recommendations", "other"}),
        ("customer_channels", "none", set()),
        ("author_leaving", "1", True),
        ("author_leaving", "2", False),
        ("author_leaving", "y", True),
        ("author_leaving", "No", False),
        ("author_leaving", "0", False),
        ("volume_multiple", "12.5", 12.5),
        ("business_units", "1", 1),
        ("business_units", "3", 3),
    ],
)
def test_an_answer_is_a_name_a_number_or_several(ask, tmp_path, attribute, typed, value):
    file = tmp_path / "case.yaml"
    file.write_text(begin_with(attribute), encoding="utf-8")
    output = ask(file, *ON, typed=[typed])
    assert asked(output)[0] == attribute
    assert read_case(file).stated()[attribute] == value


def test_days_are_answered_as_days(ask, case):
    file = case(
        **{
            **EXPERIMENT,
            **PLAIN,
            "output_use": "operational",
            "written_agreement": True,
            "retirement_accepted": True,
        }
    )
    order = [question.attribute for question in questions(assess(read_case(file), DAY)).questions]
    wanted = {"starts_on": "2026-11-01", "ends_on": "2026-12-24"}
    output = ask(
        file,
        *ON,
        typed=[
            "22/11/2026" if name == "starts_on" else ""
            for name in order[: order.index("starts_on") + 1]
        ],
    )
    assert "expected: a day between 1900 and 2199, as YYYY-MM-DD" in output
    lines, _ = script(wanted, read_case(file), DAY)
    ask(file, *ON, typed=lines)
    saved = read_case(file)
    assert (saved.starts_on, saved.ends_on) == (date(2026, 11, 1), date(2026, 12, 24))
    assert assess(saved, DAY).verdict.value == "experiment_excepted"


@pytest.mark.parametrize(
    ("attribute", "typed", "says"),
    [
        ("exposure", "publik", "nearest: public"),
        ("exposure", "6", "one of data_science, analysts, business_users, customers, public"),
        ("customer_channels", "1, 9", "a list of recommendations, chatbot, personalisation, other"),
        ("volume_multiple", "-1", "a number, at least 0"),
        ("volume_multiple", "nan", "a number, at least 0"),
        ("business_units", "two", "a whole number"),
        ("author_leaving", "maybe", "true or false"),
    ],
)
def test_an_answer_that_cannot_be_used_is_told_and_asked_again(
    ask, tmp_path, attribute, typed, says
):
    file = tmp_path / "case.yaml"
    file.write_text(begin_with(attribute), encoding="utf-8")
    output = ask(file, *ON, typed=[typed, "1"])
    assert says in output
    assert asked(output).count(attribute) == 1
    assert attribute in read_case(file).stated()


def test_the_questions_are_listed_without_being_asked(ask, case):
    file = case(**SHORT)
    before = file.read_text(encoding="utf-8")
    listed = questions(assess(read_case(file), DAY))
    assert ask(file, "--list", *ON) == f"{listed}\n"
    assert json.loads(ask(file, "--json", *ON)) == json.loads(listed.model_dump_json())
    assert ask(file, "--markdown", *ON) == f"{listed.to_markdown()}\n"
    assert file.read_text(encoding="utf-8") == before


def test_to_list_questions_a_file_is_needed(ask):
    assert "name the FILE whose questions to list" in ask("--list", code=2)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de", "Das ist keine Antwort darauf: \\x1b[31mRot; erwartet: "),
        ("fr", "ce n’est pas une réponse à cela : \\x1b[31mRot ; attendu : "),
    ],
)
def test_what_is_no_answer_is_told_in_the_language_and_obeyed_by_no_terminal(
    ask, case, language, told
):
    output = ask(
        case(ai_system=True, **KNOWN), *ON, "--language", language, typed=["\x1b[31mRot", "stop"]
    )
    assert told in output.replace("\N{NO-BREAK SPACE}", " ")
    assert "does not take" not in output
