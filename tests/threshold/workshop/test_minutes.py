"""What a workshop leaves: votes as CSV and JSON, and minutes with what the engine said."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest

from tests.browser import HOSTILE, PHONE, PROJECTOR, overflows, pages_of
from tests.workshop_room import client, room

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
