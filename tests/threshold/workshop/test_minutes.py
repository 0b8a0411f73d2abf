"""What a workshop leaves: votes as CSV and JSON, and minutes with what the engine said."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO

import pytest

from tests.browser import HOSTILE, PHONE, PROJECTOR, overflows, pages_of
from tests.conftest import DAY
from tests.workshop_room import client, room
from threshold.workshop.routes import LANGUAGE

NAME = "=1+1 <b>Forecast</b>"


@pytest.fixture(scope="module")
def held():
    """A workshop in which the room voted on an answer, took it over, and guessed the verdict."""
    shown = room()
    session = shown.session
    session.begin(NAME, "It forecasts.")
    session.open_vote("exposure")
    for voter, choice in (("a", "customers"), ("b", "customers"), ("c", "public")):
        session.cast(voter, session.now.vote.number, choice)
    session.reveal()
    session.answer("exposure", "customers")
    session.open_vote("verdict")
    for voter, choice in (("a", "production_required"), ("b", "prohibited")):
        session.cast(voter, session.now.vote.number, choice)
    session.reveal()
    session.close_vote()
    with client(shown) as made:
        yield made


def test_the_votes_are_a_table_of_every_choice_that_no_spreadsheet_runs(held):
    answer = held.get("/save/votes.csv")
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert answer.headers["content-disposition"].endswith('-votes.csv"')
    assert {row["case"] for row in rows} == {f"'{NAME}"}
    counted = {(row["about"], row["choice"]): (row["votes"], row["percent"]) for row in rows}
    assert counted["exposure", "customers"] == ("2", "67")
    assert counted["exposure", "analysts"] == ("0", "0")
    assert [row["choice"] for row in rows if row["right"]] == ["production_required"]


def test_the_votes_are_data_with_what_was_taken_over_and_what_the_engine_said(held):
    first, second = held.get("/save/votes.json").json()["votes"]
    assert (first["about"], first["taken"], first["right"]) == ("exposure", "customers", None)
    assert first["counts"]["customers"] == 2
    assert first["verdict"].startswith("Not settled yet")
    assert first["verdict_after"].startswith("Production-grade engineering is required")
    assert second["answers"]["exposure"] == "customers"
    assert second["right"] == "production_required"
    assert "Customers meet its outputs" in " ".join(second["decided"])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("The room said", "The engine said", "What decided")),
        ("de", ("Der Raum sagte", "Die Maschine sagte", "Was entschied")),
        ("fr", ("La salle a dit", "Le moteur a dit", "Ce qui a décidé")),
    ],
)
def test_the_minutes_tell_the_room_the_engine_and_what_decided_in_each_language(
    held, language, said
):
    held.post("/language", data={"language": language})
    page = held.get("/save/votes.html").text
    assert f'<html lang="{language}">' in page
    assert all(page.count(part) >= 2 for part in said)
    assert "<b>Forecast</b>" not in page
    assert "2" in page
    held.cookies.clear()


def test_a_workshop_without_votes_leaves_empty_lists():
    with client(room()) as here:
        assert here.get("/save/votes.csv").text.count("\n") == 1
        assert json.loads(here.get("/save/votes.json").text)["votes"] == []
        assert "No vote was revealed yet" in here.get("/save/votes.html").text


def test_a_wide_sign_is_no_formula_either():
    """Spreadsheets take ＝ for =, as those in East Asia do."""
    shown = room()
    shown.session.begin("＝1+1", "It forecasts.")
    shown.session.open_vote("exposure")
    shown.session.cast("a", shown.session.now.vote.number, "customers")
    shown.session.reveal()
    with client(shown) as made:
        rows = list(csv.DictReader(StringIO(made.get("/save/votes.csv").text)))
    assert {row["case"] for row in rows} == {"'＝1+1"}


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
def test_no_name_makes_the_minutes_wider_than_their_window(chromium, tmp_path, size):
    shown, file = room(), tmp_path / "minutes.html"
    shown.session.begin(" ".join(HOSTILE), "It forecasts.")
    shown.session.open_vote("exposure")
    shown.session.cast("a", shown.session.now.vote.number, "customers")
    shown.session.reveal()
    with client(shown) as made:
        file.write_bytes(made.get("/save/votes.html").content)
    with pages_of(chromium, lambda address: address == file.as_uri()) as visit:
        page = visit(file.as_uri(), size)
        assert not overflows(page)
        assert page.title() != "taken"


def test_an_answer_that_was_taken_back_was_not_taken_over():
    shown = room()
    session = shown.session
    session.begin("Forecast")
    voted(session, "exposure", "customers")
    session.answer("exposure", "customers")
    session.answer("stage", "pilot")
    with client(shown) as made:
        for expected in ("customers", "customers", None):
            (one,) = made.get("/save/votes.json").json()["votes"]
            assert one["taken"] == expected
            assert bool(one["verdict_after"]) == bool(expected)
            for path in ("/save/votes.html", "/results"):
                assert ("Taken over" in made.get(path).text) == bool(expected)
            made.post("/back")


@pytest.mark.parametrize(
    ("attribute", "ballot", "language", "said"),
    [
        ("went_live_on", "2025-12-01", "en", "2025-12-01"),
        ("went_live_on", "2025-12-01", "de", "1. Dezember 2025"),
        ("went_live_on", "2025-12-01", "fr", "1er décembre 2025"),
        ("volume_multiple", "1500.5", "en", "1,500.5"),
        ("volume_multiple", "1500.5", "de", "1.500,5"),
        ("volume_multiple", "1500.5", "fr", "1\u202f500,5"),
    ],
)
def test_a_typed_ballot_is_told_as_the_language_writes_it(attribute, ballot, language, said):
    shown = room()
    shown.session.begin("Forecast")
    shown.session.open_vote(attribute)
    with client(shown) as made:
        made.cookies.set(LANGUAGE, language)
        made.get("/vote")
        sent = {"number": shown.session.now.vote.number, "value": ballot}
        assert said in made.post("/vote/cast", data=sent).text
        made.post("/trainer/reveal")
        made.post("/answer", data={"attribute": attribute, "value": ballot})
        for path in ("/results", "/save/votes.html"):
            assert made.get(path).text.count(said) == 2  # with the bar, and as taken over
        (row,) = [
            row
            for row in csv.DictReader(StringIO(made.get("/save/votes.csv").text))
            if row["votes"] == "1"
        ]
        assert (row["choice"], row["says"]) == (ballot, said)


def test_what_was_taken_over_is_told_though_nobody_chose_it():
    """A smallest change that is tried while the counts are shown answers the question as well."""
    shown = room()
    shown.session.begin("Forecast")
    voted(shown.session, "exposure", "public")
    shown.session.change({"exposure": "analysts"})
    with client(shown) as made:
        said = "Taken over into the case: <b>data analysts"
        for path in ("/results", "/save/votes.html"):
            assert said in made.get(path).text


def test_minutes_tell_the_day_and_no_verdict_that_the_room_still_guesses():
    shown = room()
    shown.session.open(shown.preset("example:tay"))
    voted(shown.session, "exposure", "public")
    with client(shown) as made:
        (one,) = made.get("/save/votes.json").json()["votes"]
        assert one["on"] == DAY.isoformat()
        assert made.get("/save/votes.html").text.count("as of 2026-11-22") == 2
        shown.session.open_vote("verdict")
        page = made.get("/save/votes.html").text
        end = page.partition("In the end")[2]
        assert "Hidden until the reveal" in end
        assert "Production-grade" not in end


def test_what_is_tried_after_the_reveal_makes_no_guess_wrong():
    shown = room()
    shown.session.begin("Forecast")
    voted(shown.session, "verdict", "undetermined")
    with client(shown) as made:

        def told():
            return [
                re.findall(r'class="[^"]*right.*?</li>', made.get(path).text, re.S)
                for path in ("/questions", "/vote")
            ]

        before = told()
        assert all("Not settled yet" in right for (right,) in before)
        shown.session.change({"exposure": "public"})
        assert told() == before
        assert "Not settled yet" in made.get("/vote").text.partition("The engine said")[2][:60]


def voted(session, about, *choices):
    session.open_vote(about)
    for voter, choice in enumerate(choices):
        session.cast(f"voter {voter}", session.now.vote.number, choice)
    session.reveal()
