"""The interview: asks only what can still change the verdict, takes answers as people type them,
and saves what there is.
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine import assess
from explain import questions
from explain.ask.comparison import with_changes
from knowledge.base import load
from knowledge.cases.files import case_text, read_case
from knowledge.conditions.wording import in_words
from tests.conftest import DAY, EXPERIMENT, NO_OTHER_LAW, use_case
from tests.sizes import few
from threshold.cli import main

ON = ("--on", "2026-11-22")
BY_QUESTION = {attribute.question: attribute.id for attribute in load().attributes.values()}
SHORT = {"output_use": "operational", "ai_system": False, "funding_prototype": False}


KNOWN = {  # and so is not asked
    "funding_prototype": False,
    "trial_regime": "none",
    "written_agreement": False,
    "insurance_pricing": False,
}
KNOWN_LINES = "".join(
    f"{line}\n" for line in case_text(use_case(**KNOWN)).splitlines() if not line.startswith("name")
)


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Hold an interview in an empty folder: the arguments, then the lines that are typed.

    It is about the verdict, unless the arguments say otherwise.
    """
    monkeypatch.chdir(tmp_path)

    def hold(*arguments, typed=(), code=0, about="verdict"):
        result = CliRunner().invoke(
            main,
            ["ask", "--for", about, *map(str, arguments)],
            input="".join(f"{line}\n" for line in typed),
        )
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result.output

    return hold


@pytest.fixture
def case(tmp_path):
    """Write a file that states these attributes."""

    def write(**stated):
        path = tmp_path / "case.yaml"
        path.write_text(case_text(use_case(**stated)), encoding="utf-8")
        return path

    return write


def asked(output):
    """The attributes that were asked for, in their order."""
    lines = (line.rpartition("  (") for line in output.splitlines())
    return [BY_QUESTION[question] for question, _, _ in lines if question in BY_QUESTION]


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


@pytest.mark.parametrize("typed", [["none"], ["none", "Q"]])
def test_the_end_of_the_input_saves_what_there_is(ask, case, typed):
    stated = {"output_use": "operational", "ai_system": True, **KNOWN}
    file = case(**stated)
    output = ask(file, *ON, typed=typed)
    assert read_case(file) == use_case(**stated, prohibited_practices=[])
    assert f"saved: {file}" in output


def test_a_file_keeps_what_people_wrote_in_it(ask, tmp_path):
    file = tmp_path / "noted.yaml"
    text = (
        "# for the board\nname:   Noted   # a working title\n"
        "output_use: operational # since May\nai_system: true\n"
        f"controls: {{monitoring: true}}\n{KNOWN_LINES}"
    )
    file.write_text(text, encoding="utf-8")
    ask(file, *ON, typed=["none"])
    assert file.read_text(encoding="utf-8") == f"{text}prohibited_practices: []\n"
    assert read_case(file) == use_case(
        name="Noted",
        output_use="operational",
        ai_system=True,
        controls={"monitoring": True},
        prohibited_practices=[],
        **KNOWN,
    )


@pytest.mark.parametrize("blank", ["", " null", " ~"])
def test_an_answer_is_written_where_a_file_left_room_for_it(ask, tmp_path, blank):
    file = tmp_path / "form.yaml"
    file.write_text(
        f"name: Form\nprohibited_practices:{blank}  # ask the lawyers\n"
        f"output_use: operational\nai_system: true\n{KNOWN_LINES}stage:\n",
        encoding="utf-8",
    )
    ask(file, *ON, typed=["none"])
    answered = "prohibited_practices: []  # ask the lawyers"
    text = f"name: Form\n{answered}\noutput_use: operational\nai_system: true\n"
    assert file.read_text(encoding="utf-8") == f"{text}{KNOWN_LINES}stage:\n"


def test_a_file_of_json_stays_one(ask, tmp_path):
    file = tmp_path / "case.json"
    stated = {"name": "Prévision", "output_use": "operational", "ai_system": True, **KNOWN}
    file.write_text(json.dumps(stated, ensure_ascii=False), encoding="utf-8")
    ask(file, *ON, typed=["none"])
    saved = json.loads(file.read_text(encoding="utf-8"))
    assert saved == {**stated, "prohibited_practices": []}
    assert read_case(file).prohibited_practices == frozenset()


def test_a_new_case_is_saved_under_its_name(ask, tmp_path):
    ask(*ON, typed=["", "Prices & Co: 2026!", "none"])
    (file,) = tmp_path.iterdir()
    assert file.name == "prices-co-2026.yaml"
    assert read_case(file) == use_case(name="Prices & Co: 2026!", prohibited_practices=[])


@pytest.mark.parametrize("name", ["../<script>: # 日本", "x" * 500])
def test_a_name_may_be_anything_and_stays_in_the_folder(ask, tmp_path, name):
    ask(*ON, typed=[name, "yes"])
    (file,) = tmp_path.iterdir()
    assert read_case(file).name == name


def test_an_example_is_saved_under_its_own_name_and_elsewhere_if_told(ask, tmp_path):
    ask("example:tay", typed=["stop", "yes"])
    assert [file.name for file in tmp_path.iterdir()] == ["public-chatbot-experiment-tay.yaml"]
    assert read_case("public-chatbot-experiment-tay.yaml") == read_case("example:tay")
    ask("example:tay", "-o", "mine.yaml", typed=["1", "stop"])
    assert read_case("mine.yaml") != read_case("example:tay")


def test_a_case_that_is_there_already_is_not_written_over_unasked(ask, tmp_path):
    ask(*ON, typed=["Twice", "none"])
    output = ask(*ON, typed=["Twice", "no"], code=2)
    assert (
        "twice.yaml is there already: name it as the FILE to go on with it, or another with -o"
        in output
    )
    assert read_case("twice.yaml").prohibited_practices == frozenset()
    ask("twice.yaml", *ON, typed=["stop"])


def test_a_file_that_is_no_case_is_told_before_the_first_question(ask, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("just text", encoding="utf-8")
    for arguments in ((notes,), ("example:tay", "-o", notes)):
        output = ask(*arguments, typed=["manipulation"], code=2)
        assert "a case is a mapping of attributes" in output
        assert asked(output) == []
    assert notes.read_text(encoding="utf-8") == "just text"


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
