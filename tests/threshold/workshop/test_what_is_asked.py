"""What a trainer and a room are asked: how much is left, what comes next, and in which order."""

from __future__ import annotations

import re
from random import Random

import pytest

from explain import questions as questions_of
from knowledge import UseCase
from knowledge.base import load
from knowledge.cases.files import case_text
from knowledge.cases.use_case import nested
from knowledge.entries import Verdict
from knowledge.languages.words import Words
from tests.random_cases import random_case
from tests.workshop_room import VOTE_ADDRESS, client, room
from threshold.workshop.bars import choices
from threshold.workshop.room import furnish


@pytest.fixture
def here():
    with client(room()) as made:
        yield made


ONE_LEFT = {
    "en": ("1 can still change the verdict", "in 1 day<"),
    "de": ("1 kann das Urteil noch ändern", "in 1 Tag<"),
    "fr": ("1 peut encore changer le verdict", "dans 1 jour<"),
}


@pytest.mark.parametrize("code", ONE_LEFT)
def test_one_question_and_one_day_are_told_as_one(code, tmp_path):
    """Art. 50(2) of the AI Act and others begin on 2 December 2026, a day after the one asked."""
    (tmp_path / "one.yaml").write_text(
        "name: A trial\ntoday: 2026-12-01\noutput_use: operational\nstage: pilot\n"
        "exposure: data_science\n"
    )
    questions, day = ONE_LEFT[code]
    with client(furnish([str(tmp_path / "one.yaml")], None, VOTE_ADDRESS)) as made:
        made.cookies.set("threshold_language", code, domain="localhost.local")
        assert day in made.get("/dates").text
    assert Words.of(code).count("still_matter", 1) == questions


def test_a_question_that_only_opens_others_is_not_counted_among_those_that_change(tmp_path):
    """Whether there are personal data changes nothing here; what people feel is asked after it."""
    assessment = random_case(Random("qc 12"))
    left = questions_of(assessment)
    assert any(one.only_opens for one in left.questions)
    case = UseCase(**{**nested(assessment.stated), "name": "a case", "today": assessment.on})
    (tmp_path / "one.yaml").write_text(case_text(case), encoding="utf-8")
    with client(furnish([str(tmp_path / "one.yaml")], None, VOTE_ADDRESS)) as made:
        page = made.get("/questions").text
    assert f"· {left.changing} can still change the verdict<" in page


def test_who_does_not_know_is_asked_the_next_question_and_can_take_that_back(here):
    def asked():
        return re.search(r"<h2>(.*?)</h2>", here.get("/questions").text)[1]

    first = asked()
    attribute = re.search(r'name="attribute" value="([^"]+)"', here.get("/questions").text)[1]
    here.post("/answer", data={"attribute": attribute, "value": "unknown"})
    assert asked() != first
    here.post("/back")
    assert asked() == first


def test_a_ballot_on_the_verdict_stands_by_rank_on_phones_and_in_the_bars(here):
    here.post("/trainer/vote", data={"about": "verdict"})
    phone = re.findall(r'name="value" value="([^"]+)" class="option"', here.get("/vote").text)
    ranked = sorted(load().of_kind(Verdict), key=lambda entry: entry.rank)
    assert phone == [entry.id for entry in ranked] == choices("verdict", load())


@pytest.mark.parametrize(
    ("about", "language", "said"),
    [
        ("volume_multiple", "en", "a number, at least 0"),
        ("volume_multiple", "de", "eine Zahl, mindestens 0"),
        ("went_live_on", "fr", "un jour entre 1900 et 2199"),
    ],
)
def test_the_wall_says_what_is_answered_where_there_is_no_list(here, about, language, said):
    """Beside the question there stood nothing, and in a vote but that nobody knows."""
    here.cookies.set("threshold_language", language)
    wall = {"headers": {"X-View": "projector"}}
    here.post("/ask", data={"attribute": about})
    assert f"<li>{said}" in here.get("/questions", **wall).text
    here.post("/trainer/vote", data={"about": about})
    page = here.get("/questions", **wall).text
    first, _ = re.findall("<li>(.*?)</li>", page)
    assert first.startswith(said)
