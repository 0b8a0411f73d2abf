"""The state of a workshop: answers, steps back, what is asked, and votes."""

from __future__ import annotations

import pytest

from knowledge import UseCase
from knowledge.base import load
from knowledge.faults import InvalidCase
from threshold.workshop import votes
from threshold.workshop.session import LONGEST_TEXT, Session, as_text
from threshold.workshop.votes import VERDICT, Vote, VoteClosed


@pytest.fixture
def session():
    return Session(UseCase(name="Forecast"), load())


def stated(session):
    return {name: value for name, value in session.now.case.stated().items() if name != "name"}


def test_answers_are_stated_and_each_step_makes_a_new_moment(session):
    first = session.now
    session.answer("exposure", "customers")
    session.answer("relied_on_for", "customer_commitments, resource_allocation")
    session.answer("controls.monitoring", "yes")
    session.answer("volume_multiple", "12")
    assert stated(session) == {
        "exposure": "customers",
        "relied_on_for": frozenset({"customer_commitments", "resource_allocation"}),
        "controls.monitoring": True,
        "volume_multiple": 12,
    }
    assert session.now.revision == first.revision + 4
    assert first.case.stated() == {"name": "Forecast"}
    assert "volume_multiple" not in session.now.before.stated()


def test_unknown_takes_an_answer_away_and_none_is_an_empty_list(session):
    session.answer("exposure", "customers")
    session.answer("exposure", "unknown")
    session.answer("relied_on_for", "none")
    assert stated(session) == {"relied_on_for": frozenset()}


def test_steps_are_taken_back_one_by_one_and_no_further(session):
    session.answer("exposure", "customers")
    session.open(UseCase(name="Other"))
    session.take_back()
    assert stated(session) == {"exposure": "customers"}
    session.take_back()
    assert (stated(session), session.can_take_back) == ({}, False)
    revision = session.now.revision
    session.take_back()
    assert session.now.revision == revision


@pytest.mark.parametrize(
    ("attribute", "text", "said"),
    [
        ("exposure", "custmers", "nearest: customers"),
        ("volume_multiple", "twelve", "a number"),
        ("ends_on", "2026-02-30", "YYYY-MM-DD"),
        ("exposur", "customers", "nearest: exposure"),
        ("name", "x", "there is no question 'name'"),
        ("exposure", "x" * (LONGEST_TEXT + 1), "at most 2,000"),
    ],
)
def test_what_does_not_fit_is_told_and_changes_nothing(session, attribute, text, said):
    before = session.now
    with pytest.raises(InvalidCase, match=said.replace("(", r"\(")):
        session.answer(attribute, text)
    assert session.now == before


def test_an_empty_name_is_no_case(session):
    with pytest.raises(InvalidCase, match="the use case has no name"):
        session.begin("  ")
    session.begin(" New ")
    assert session.now.case.stated() == {"name": "New"}


def test_a_question_that_is_skipped_is_remembered_until_another_case_is_opened(session):
    session.ask("stage")
    assert session.now.asked == "stage"
    session.skip("stage")
    assert (session.now.asked, session.now.skipped) == (None, {"stage"})
    session.begin("Other")
    assert session.now.skipped == frozenset()


def test_each_voter_has_one_vote_and_the_last_one_counts(session):
    session.open_vote("exposure")
    number = session.now.vote.number
    for voter, choice in (("a", "customers"), ("b", "public"), ("a", "public"), ("c", "unknown")):
        session.cast(voter, number, choice)
    assert session.now.vote.count == 3
    with pytest.raises(VoteClosed):
        session.now.vote.tally()
    session.reveal()
    assert session.now.vote.tally() == [("public", 2), ("unknown", 1)]
    with pytest.raises(VoteClosed):
        session.cast("d", number, "public")


def test_ballots_of_one_meaning_are_counted_together(session):
    session.open_vote("relied_on_for")
    for voter, choice in (
        ("a", "resource_allocation,customer_commitments"),
        ("b", "customer_commitments, resource_allocation"),
    ):
        session.cast(voter, session.now.vote.number, choice)
    session.reveal()
    assert session.now.vote.tally() == [("customer_commitments, resource_allocation", 2)]


def test_a_ballot_is_an_answer_of_the_question_or_a_verdict(session):
    session.open_vote("exposure")
    with pytest.raises(InvalidCase):
        session.cast("a", session.now.vote.number, "<b>customers</b>")
    session.open_vote(VERDICT)
    with pytest.raises(InvalidCase, match="there is no verdict 'customers'"):
        session.cast("a", session.now.vote.number, "customers")
    session.cast("a", session.now.vote.number, "prohibited")
    assert session.now.vote.count == 1


def test_a_ballot_for_an_earlier_vote_is_not_counted_in_the_next(session):
    session.open_vote("exposure")
    first = session.now.vote.number
    session.open_vote("stage")
    with pytest.raises(VoteClosed):
        session.cast("a", first, "customers")
    assert session.now.vote.count == 0


def test_the_verdict_is_hidden_only_while_the_room_guesses_it(session):
    session.open_vote("exposure")
    assert not session.now.hidden
    session.open_vote(VERDICT)
    assert session.now.hidden
    session.reveal()
    assert not session.now.hidden


def test_a_vote_takes_no_more_voters_than_fit_in_memory(monkeypatch):
    monkeypatch.setattr(votes, "MOST_VOTERS", 2)
    full = Vote(1, "exposure").cast("a", "public").cast("b", "public")
    assert full.cast("a", "customers").count == 2
    with pytest.raises(VoteClosed, match="2 have voted"):
        full.cast("c", "public")


@pytest.mark.parametrize(
    "value", [True, False, "customers", frozenset(), frozenset({"chatbot", "other"}), 12.0, 0.5, 3]
)
def test_a_value_written_as_text_is_read_as_the_same_value(session, value):
    attribute = {
        bool: "author_leaving",
        str: "exposure",
        frozenset: "customer_channels",
        float: "volume_multiple",
        int: "business_units",
    }
    assert session.read(attribute[type(value)], as_text(value)) == value
