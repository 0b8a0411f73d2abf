"""A workshop in browsers."""

from __future__ import annotations

import pytest

from benchmarks.workshop import HOST, running
from tests.browser import pages_at
from tests.conftest import DAY
from threshold.workshop.routes import LANGUAGE


@pytest.fixture
def hall(chromium):
    """Open pages of a fresh workshop."""
    with running(DAY) as (room, port), pages_at(chromium, f"http://{HOST}:{port}") as opened:

        def visit(path="/", *arguments, language=None, **options):
            if language:  # chosen on an earlier page
                options["cookies"] = {LANGUAGE: language}
            page = opened(path, *arguments, **options)
            if path == "/":
                page.locator("#card").wait_for()
            return page

        visit.room, visit.complaints = room, opened.complaints
        yield visit
