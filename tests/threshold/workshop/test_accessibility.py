"""The stage for everyone: no serious finding of axe in light and dark, a legible legend."""

from __future__ import annotations

import pytest

from benchmarks.workshop import HOST, running
from tests.browser import PROJECTOR, pages_at
from tests.conftest import DAY, needs_chromium

SERIOUS = ("serious", "critical")
READABLE = 12  # pixels of the smallest letters on a projector


@pytest.fixture(scope="module")
def hall(chromium):
    with running(DAY) as (room, port), pages_at(chromium, f"http://{HOST}:{port}") as opened:
        room.session.open(room.presets["example:hiring_trial"])
        yield opened


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_stage_have_no_serious_finding(hall, scheme):
    from axe_playwright_python.sync_playwright import Axe

    found = {}
    for path in ("/", "/projector", "/presenter", "/vote"):
        page = hall(path, PROJECTOR, color_scheme=scheme)
        if path != "/vote":
            page.locator("#card").wait_for()
        violations = Axe().run(page).response["violations"]
        found[path] = [one["id"] for one in violations if one["impact"] in SERIOUS]
        page.close()
    assert found == {"/": [], "/projector": [], "/presenter": [], "/vote": []}


@needs_chromium
def test_the_legend_names_the_looks_in_use_in_letters_that_can_be_read(hall):
    page = hall("/projector", PROJECTOR)
    page.locator(".language select").select_option("de")
    page.locator("html[lang=de]").wait_for(
        state="attached"
    )  # a key before that is lost with the page
    page.keyboard.press("l")
    page.locator("#graph .legend", has_text="Ausnahme, die gilt").wait_for()
    sizes = page.locator("#graph .legend li, #graph .legend b").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= READABLE
    drawn = page.locator("#graph .pane :is(tspan, .flag text)").evaluate_all(
        "all => all.map(one => one.getScreenCTM().a * parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(drawn) >= READABLE
    page.close()
