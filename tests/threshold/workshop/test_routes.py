"""Each page shows one state of the room, whatever steps are taken meanwhile."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.workshop_room import client, room
from threshold.workshop.views import View
from threshold.workshop.votes import VERDICT


@pytest.mark.parametrize(("page", "part"), [("/projector", "graph"), ("/questions", "questions")])
def test_a_page_shows_one_state_though_a_step_is_taken_while_it_is_filled(monkeypatch, page, part):
    """A verdict that the room is to guess would be shown, and said to be up to date."""
    shown = room()
    before = shown.session.now.revision
    worked_out = View.picture

    async def picture(view):
        found = await worked_out(view)
        shown.session.open_vote(VERDICT)
        return found

    monkeypatch.setattr(View, "picture", picture)
    with client(shown) as here:
        told = here.get(page).text
    assert shown.session.now.hidden
    labels = re.findall(r'id="(graph|questions|pulse)"[^>]*data-revision="(\d+)"', told)
    assert part in dict(labels)
    assert {int(revision) for _, revision in labels} == {before}
    assert 'class="card voting"' not in told


def test_a_browser_that_chose_no_language_sees_that_of_the_room():
    german = replace(room(), language="de")
    with client(german) as browser:
        assert '<html lang="de"' in browser.get("/").text
        browser.cookies.set("threshold_language", "fr")
        assert '<html lang="fr"' in browser.get("/").text
