"""A session on the disk goes on where it was, and what is no session is told and kept."""

from __future__ import annotations

import json

import pytest

from knowledge import UseCase
from knowledge.base import load
from knowledge.faults import InvalidCase
from tests.workshop_room import VOTE_ADDRESS
from threshold.workshop.room import furnish
from threshold.workshop.session import Session
from threshold.workshop.session_file import restore, session_text
from threshold.workshop.votes import VERDICT


def held():
    """A session with a bit of everything."""
    session = Session(UseCase(name="Forecast", description="It forecasts."), load())
    session.answer("exposure", "customers")
    session.answer("volume_multiple", "2.5")
    session.answer("ends_on", "2027-01-31")
    session.open_vote(VERDICT)
    session.cast("a", session.now.vote.number, "prohibited")
    session.reveal()
    session.close_vote()
    session.send("A lift that learns")
    session.open_vote("customer_channels")
    session.cast("b", session.now.vote.number, "chatbot, other")
    return session


def test_a_session_that_is_read_again_is_the_same(tmp_path):
    first, file = held(), tmp_path / "session.json"
    file.write_text(session_text(first), encoding="utf-8")
    second = Session(UseCase(name="Another"), load())
    restore(second, file)
    assert session_text(second) == session_text(first)
    assert second.now.case == first.now.case
    assert (second.now.vote, second.results, second.sent) == (
        first.now.vote,
        first.results,
        first.sent,
    )
    first.take_back(drop=True)
    second.take_back(drop=True)
    assert second.now.vote.tally() == first.now.vote.tally()


def test_a_workshop_is_saved_after_each_step_and_goes_on_at_the_next_start(tmp_path):
    file = tmp_path / "session.json"
    room = furnish((), None, VOTE_ADDRESS, kept_in=file)
    assert room.saved
    room.session.answer("exposure", "customers")
    room.session.open_vote("stage")
    room.session.cast("a", room.session.now.vote.number, "pilot")
    again = furnish((), None, VOTE_ADDRESS, kept_in=file)
    assert again.session.now.case.stated()["exposure"] == "customers"
    assert again.session.now.vote.ballots == {"a": "pilot"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("name: a case\n", "no session of a workshop"),
        ("{}", "no session of a workshop"),
        ('{"threshold_workshop": 2}', "no session of a workshop"),
    ],
)
def test_a_file_that_is_no_session_is_told_and_stays_as_it_is(tmp_path, written, said):
    file = tmp_path / "session.json"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(InvalidCase, match=said):
        furnish((), None, VOTE_ADDRESS, kept_in=file)
    assert file.read_text(encoding="utf-8") == written


def test_a_case_in_a_session_that_does_not_fit_the_knowledge_is_told(tmp_path):
    file = tmp_path / "session.json"
    document = json.loads(session_text(held()))
    document["now"]["case"]["exposure"] = "customer"
    file.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InvalidCase, match="nearest: customers"):
        restore(Session(UseCase(name="x"), load()), file)
