"""A workshop in browsers, and what rooms work out, which is worked out once for all of them."""

from __future__ import annotations

from functools import lru_cache

import pytest

from benchmarks.workshop import HOST, served
from tests.browser import pages_at
from tests.workshop_room import room
from threshold.workshop import views
from threshold.workshop.routes import LANGUAGE

MOST_KEPT = 96  # of each kind


def _by_identity(work):
    """The same work, done once for each assessment, which is kept as long as its result."""

    @lru_cache(MOST_KEPT)
    def done(held):
        return work(held.assessment)

    return lambda assessment: done(_Held(assessment))


class _Held:
    """An assessment, compared by identity: the same one follows from the same case."""

    def __init__(self, assessment):
        self.assessment = assessment

    def __eq__(self, other):
        return self.assessment is other.assessment

    def __hash__(self):
        return id(self.assessment)


KEPT = {name: lru_cache(MOST_KEPT)(getattr(views, name)) for name in ("picture", "dates")} | {
    name: _by_identity(getattr(views, name)) for name in ("first_answer", "questions", "changes")
}


@pytest.fixture(scope="module", autouse=True)
def _worked_out_once():
    """What follows from a case is a value, whichever room shows the case."""
    with pytest.MonkeyPatch.context() as patch:
        for name, work in KEPT.items():
            patch.setattr(views, name, work)
        yield


@pytest.fixture
def hall(chromium):
    """Open pages of a fresh workshop."""
    shown = room()
    with served(shown) as port, pages_at(chromium, f"http://{HOST}:{port}") as opened:

        def visit(path="/", *arguments, language=None, **options):
            if language:  # chosen on an earlier page
                options["cookies"] = {LANGUAGE: language}
            page = opened(path, *arguments, **options)
            if path == "/":
                page.locator("#card").wait_for()
            return page

        visit.room, visit.complaints = shown, opened.complaints
        yield visit
