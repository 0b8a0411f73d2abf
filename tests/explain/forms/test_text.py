"""An explanation as plain text: narrow lines, a sign before each statement,
every section that has something to tell.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from engine import assess
from explain import why
from explain.forms.lines import WIDTH, broken
from knowledge import UseCase
from knowledge.base import load
from knowledge.cases.files import example_names, read_case
from knowledge.entries import Work
from tests.sizes import few

DAY = date(2026, 11, 22)
EXCEPTIONS, GROUNDS, MISCONCEPTIONS = "Exceptions claimed", "Why", "Misconceptions"
QUESTIONS, SOURCES = "Questions that bear on it", "Sources"
THREATS, CONTRADICTIONS = "What threatens", "Contradictions"
FINDINGS = (THREATS, "Transition", CONTRADICTIONS, "Cautions", "Notes")
CONTROLS = ("Controls missing", "Controls unconfirmed", "Controls in place")
TROUBLED = {
    "output_use": "operational",
    "exposure": "analysts",
    "customer_channels": ["chatbot"],
    "regulatory_scope": "none",
    "stage": "production",
    "went_live_on": date(2026, 5, 22),
    "build_cost": 80_000,
    "volume_multiple": 12,
    "organisation_size": "small",
    "beliefs": ["mlops_is_for_enterprises"],
    "starts_on": date(2026, 5, 22),
    "ends_on": date(2026, 12, 31),
    "controls": {"monitoring": False, "code_versioning": True},
}


@pytest.fixture
def troubled(answer):
    return str(why(answer(**TROUBLED)))


def section(text, title):
    """The lines below a title, up to the next empty line."""
    lines = text.splitlines()
    start = lines.index(title) + 1
    return lines[start : lines.index("", start)]


def test_the_first_lines_give_the_answer_and_its_day(experiment):
    lines = str(why(experiment(name="Demand forecast", output_use="operational"))).splitlines()
    assert lines[:2] == [
        "Demand forecast: Production-grade engineering is required, as far as answered",
        "as of 2026-11-22",
    ]


def test_each_section_that_has_something_to_tell_is_there(troubled):
    titles = {
        GROUNDS,
        EXCEPTIONS,
        MISCONCEPTIONS,
        SOURCES,
        THREATS,
        CONTRADICTIONS,
    }
    assert titles | {*CONTROLS} <= set(troubled.splitlines())


def test_a_section_that_has_nothing_to_tell_is_left_out(experiment):
    lines = str(why(experiment())).splitlines()
    assert not {
        EXCEPTIONS,
        MISCONCEPTIONS,
        *FINDINGS,
        *CONTROLS,
    } & set(lines)


def test_grounds_come_with_both_sides_of_the_comparison(troubled):
    lines = section(troubled, GROUNDS)
    scale = lines.index("  + It must grow beyond what a prototype carries [A Trigger 4]")
    assert lines[scale + 1].strip() == "volume_multiple is 12, at least 10"


def test_missing_and_unconfirmed_controls_are_told_apart(troubled):
    missing, unconfirmed, in_place = (section(troubled, title) for title in CONTROLS)
    assert missing[0] == "  · monitoring: its behaviour in use is watched"
    assert in_place[0] == "  · code versioning: each version of the code is kept"
    assert "  · compute scaling: computing power grows with demand" in unconfirmed
    assert not [line for line in unconfirmed if "monitoring:" in line or "code_versioning:" in line]


def test_a_claimed_exception_is_told_with_its_outcome_and_its_reason(troubled):
    lines = section(troubled, EXCEPTIONS)
    assert lines[0].startswith("  - A time-boxed experiment with an agreed end: failed")
    assert "      ends_on is 2026-12-31, not before starts_on + 3 months, 2026-08-22" in lines


def test_an_exception_that_nobody_claimed_is_not_mentioned(troubled):
    argued = troubled.partition("\nWhat was stated\n")[2].partition("\nPresumed: ")[0]
    assert "Exceptions claimed" in argued
    assert "demonstration" not in argued
    assert "Internal analytics" not in argued


def test_a_threat_is_told_with_its_figure(troubled):
    threats = " ".join(section(troubled, THREATS))
    assert "most likely between 2026-11-22 and 2027-05-22" in " ".join(threats.split())
    assert "between EUR 160,000 and EUR 240,000" in " ".join(threats.split())


def test_a_misconception_says_how_it_showed(troubled):
    assert "(voiced and acted out)" in section(troubled, MISCONCEPTIONS)[0]


def test_a_contradiction_names_both_statements(troubled):
    lines = [line.strip() for line in section(troubled, CONTRADICTIONS)]
    assert {
        "exposure is analysts, one of data_science, analysts",
        "customer_channels includes chatbot",
    } <= set(lines)


def test_an_open_case_tells_what_is_possible_and_what_to_ask(experiment):
    text = str(why(experiment(failure_impact=None)))
    assert "It can become: forbidden" in text
    assert "an experiment by exception, experimentation." in " ".join(text.split())
    assert "  ? What happens when the model is wrong, or down?  (failure_impact)" in section(
        text, QUESTIONS
    )


def test_the_works_listed_are_those_that_the_text_cites(experiment, troubled):
    works = [work.cited_as for work in load().of_kind(Work)]
    for text in (troubled, str(why(experiment(output_use="operational"))), str(why(experiment()))):
        body, listed = text.split(f"\n{SOURCES}\n")
        cited = {work for work in works if f"[{work} " in " ".join(body.split())}
        assert set(re.findall(r"^  \[([^\]]+)\]", listed, re.MULTILINE)) == cited


@pytest.mark.parametrize("proposition", ["verdict", "trigger.scale", "exception.time_boxed.failed"])
def test_that_it_is_no_legal_advice_is_said_once(answer, proposition):
    assert str(why(answer(**TROUBLED), proposition)).count("no legal advice") == 1


def test_the_argument_for_one_proposition_names_rule_source_and_comparison(experiment):
    lines = section(str(why(experiment(volume_multiple=12), "trigger.scale")), "Argument")
    assert lines == [
        "  + It must grow beyond what a prototype carries  (trigger.scale)",
        "      by trigger.scale/1 [A Trigger 4], stated",
        "          + volume_multiple is 12, at least 10",
    ]


@pytest.mark.parametrize("name", few(["troubled", *example_names()], of=3))
@pytest.mark.parametrize("proposition", ["verdict", "exception.time_boxed"])
def test_no_line_is_wider_than_a_terminal(name, proposition):
    case = (
        UseCase(name=f"{'long words ' * 30}end", **TROUBLED)
        if name == "troubled"
        else read_case(f"example:{name}")
    )
    lines = str(why(assess(case, on=DAY), proposition)).splitlines()
    assert WIDTH == 100
    assert not [line for line in lines if len(line) > 100]


def test_a_word_longer_than_a_line_is_not_broken(experiment):
    word = "w" * 150
    lines = str(why(experiment(name=f"A {word} B"))).splitlines()
    assert lines[:3] == [
        "A",
        f"  {word}",
        "  B: Experimentation is acceptable, as far as answered, on your own statement that no "
        "regulation",
    ]


def test_what_people_wrote_cannot_fake_a_line_of_the_report(experiment):
    case = experiment(
        output_use="operational", name="Harmless\nas of 1999-01-01\n\nWhy\n  + anything"
    )
    lines = str(why(case)).splitlines()
    assert lines[0].split() == [
        "Harmless",
        "as",
        "of",
        "1999-01-01",
        "Why",
        "+",
        "anything:",
        "Production-grade",
        "engineering",
        "is",
        "required,",
        "as",
        "far",
        "as",
    ]
    assert lines[1:3] == ["  answered", "as of 2026-11-22"]


def test_a_day_and_a_place_in_a_work_stay_on_one_line_on_a_screen_and_in_a_text():
    for day in (
        "27 novembre 2026",
        "1er mars 2024",
        "27. November 2026",
        "annexe VIII",
        "Art. 4",
        "KI-VO",
    ):
        for before in range(WIDTH):
            text = f"{'x' * before} {day}"
            for words in (True, False):
                assert any(day in line for line in broken(text, "", "  ", words=words))
