"""What browsers hear by themselves: each change once, and nothing where nothing changes."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing
from threading import Thread

from knowledge import UseCase
from knowledge.base import load
from threshold.workshop import events
from threshold.workshop.events import Events
from threshold.workshop.session import Session


def heard(told):
    return json.loads(told.removeprefix("data: "))


def test_a_browser_hears_the_state_at_once_and_again_after_a_change_from_any_thread():
    session = Session(UseCase(name="Forecast"), load())
    news = Events(session, lambda: "0")

    async def listen():
        async with aclosing(news.stream()) as stream:
            first = heard(await anext(stream))
            step = Thread(target=session.answer, args=("stage", "pilot"))
            step.start()
            second = heard(await anext(stream))
            step.join()
            assert news.listening == 1
        return first, second

    first, second = asyncio.run(listen())
    assert (second["revision"], first["seen"]) == (first["revision"] + 1, "0")
    assert news.listening == 0
    session.answer("stage", "idea")  # nobody listens any more


def test_ballots_that_come_together_are_told_together():
    session = Session(UseCase(name="Forecast"), load())
    news = Events(session, lambda: "1")

    async def listen():
        async with aclosing(news.stream()) as stream:
            await anext(stream)
            session.open_vote("exposure")
            for voter in range(30):
                session.cast(str(voter), session.now.vote.number, "public")
            return heard(await anext(stream))

    assert asyncio.run(listen())["voted"] == 30


def test_a_silent_connection_is_told_the_state_again(monkeypatch):
    monkeypatch.setattr(events, "BEAT", 0.01)
    news = Events(Session(UseCase(name="Forecast"), load()), lambda: "0")

    async def listen():
        async with aclosing(news.stream()) as stream:
            await anext(stream)
            return await anext(stream)

    assert asyncio.run(listen()).startswith("data: ")
