"""The state of a workshop: answers, steps back, what is asked, and votes."""

from __future__ import annotations

import pytest

from knowledge import UseCase
from knowledge.base import load
from knowledge.faults import InvalidCase
from threshold.workshop import votes
from threshold.workshop.session import LONGEST_TEXT, Session, StaleStep, as_text
from threshold.workshop.votes import VERDICT, BallotsAtStake, Vote, VoteClosed


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


DROPPING = {
    "ask": lambda session, **how: session.ask("stage", **how),
    "skip": lambda session, **how: session.skip("exposure", **how),
    "answer": lambda session, **how: session.answer("exposure", "public", **how),
    "take_back": lambda session, **how: session.take_back(**how),
    "open": lambda session, **how: session.open(UseCase(name="Other"), **how),
    "begin": lambda session, **how: session.begin("Other", **how),
    "open_vote": lambda session, **how: session.open_vote(VERDICT, **how),
    "close_vote": lambda session, **how: session.close_vote(**how),
}


def voted(session, *choices, about="exposure"):
    session.open_vote(about)
    for number, choice in enumerate(choices):
        session.cast(f"voter {number}", session.now.vote.number, choice)


@pytest.mark.parametrize("step", DROPPING)
def test_no_step_drops_ballots_that_nobody_has_seen_unless_it_is_told_to(session, step):
    session.answer("stage", "pilot")
    voted(session, "customers", "public")
    before = session.now
    with pytest.raises(BallotsAtStake) as stake:
        DROPPING[step](session)
    assert (stake.value.ballots, session.now) == (2, before)
    DROPPING[step](session, drop=True)
    assert session.now.vote is None or not session.now.vote.ballots
    assert session.results == ()


@pytest.mark.parametrize("step", sorted(set(DROPPING) - {"take_back"}))
def test_what_was_dropped_comes_back_with_a_step_back(session, step):
    voted(session, "customers", "public")
    DROPPING[step](session, drop=True)
    session.take_back(drop=True)
    assert session.now.vote.count == 2
    session.cast("late", session.now.vote.number, "public")
    assert session.now.vote.count == 3


def test_a_vote_without_ballots_and_one_that_was_revealed_end_without_asking(session):
    session.open_vote("exposure")
    session.ask("stage")
    voted(session, "public")
    session.reveal()
    session.close_vote()
    assert session.now.vote is None


def test_an_answer_to_another_question_leaves_the_vote_as_it_is(session):
    voted(session, "customers")
    session.answer("stage", "pilot")
    assert session.now.vote.count == 1


def test_results_are_kept_from_the_reveal_on_with_the_case_and_what_was_taken_over(session):
    voted(session, "customers", "public", "public")
    session.reveal()
    session.reveal()  # a second time reveals nothing new
    session.answer("exposure", "public")
    voted(session, "prohibited", about=VERDICT)
    session.reveal()
    session.close_vote()
    first, second = session.results
    assert (first.about, first.counts, first.taken) == (
        "exposure",
        {"public": 2, "customers": 1},
        "public",
    )
    assert "exposure" not in first.case.stated()
    assert (second.about, second.voters, second.taken) == (VERDICT, 1, None)
    assert second.case.stated()["exposure"] == "public"


def test_counts_that_were_taken_over_come_back_with_a_step_back(session):
    voted(session, "public")
    session.reveal()
    session.answer("exposure", "public")
    session.take_back()
    assert session.now.vote.tally() == [("public", 1)]
    assert len(session.results) == 1


def test_a_step_that_was_chosen_on_an_older_state_is_refused(session):
    session.fits(session.now.revision)
    shown = session.now.revision
    session.answer("stage", "pilot")
    with pytest.raises(StaleStep):
        session.fits(shown)


def test_a_ballot_makes_no_page_stale(session):
    session.open_vote("exposure")
    shown = session.now.revision
    session.cast("a", session.now.vote.number, "public")
    session.fits(shown)


def test_whoever_watches_hears_of_steps_ballots_and_cases_that_were_sent(session):
    heard = []
    session.watch(lambda: heard.append(session.now.revision))
    session.answer("stage", "pilot")
    voted(session, "public")
    session.send("A lift that learns", "It decides where to wait.")
    session.send("A lift that learns", "It decides where to wait.")  # a double click
    assert len(heard) == 4
    with pytest.raises(InvalidCase, match="no name"):
        session.send(" ")
