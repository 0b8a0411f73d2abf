"""The stage for everyone: no serious finding of axe in light and dark, a legible legend."""

from __future__ import annotations

import pytest

from benchmarks.workshop import HOST, running
from tests.browser import PHONE, PROJECTOR, pages_at
from tests.conftest import DAY, needs_chromium
from tests.threshold.workshop.trainer import press
from threshold.workshop.routes import LANGUAGE

SERIOUS = ("serious", "critical")
READABLE = 12  # pixels of the smallest letters on a projector


@pytest.fixture(scope="module")
def served():
    with running(DAY) as (room, port):
        room.session.open(room.presets["example:hiring_trial"])
        yield room, port


@pytest.fixture(scope="module")
def room(served):
    return served[0]


@pytest.fixture(scope="module")
def hall(chromium, served):
    with pages_at(chromium, f"http://{HOST}:{served[1]}") as opened:
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
    page = hall("/projector", PROJECTOR, {LANGUAGE: "de"})
    press(page, "l")
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


@needs_chromium
@pytest.mark.parametrize("look", ["light", "dark of the system", "dark of the button"])
def test_a_vote_has_no_serious_finding_while_it_is_open_nor_after_the_reveal(hall, room, look):
    from axe_playwright_python.sync_playwright import Axe

    scheme = "dark" if look == "dark of the system" else "light"
    pages = {
        path: hall(path, PHONE if path == "/vote" else PROJECTOR, color_scheme=scheme)
        for path in ("/", "/projector", "/presenter", "/vote")
    }
    if look == "dark of the button":
        for path in ("/", "/projector", "/presenter"):
            pages[path].locator("#card").wait_for()
            pages[path].keyboard.press("d")
    found = {}
    for about, ballot in (("verdict", "prohibited"), ("annex_iii", "recruitment")):
        room.session.open_vote(about)
        for voter in range(3):
            room.session.cast(f"voter{voter:04}", room.session.now.vote.number, ballot)
        for state in ("open", "revealed"):
            if state == "revealed":
                room.session.reveal()
            for path, page in pages.items():
                seen = ".bars" if state == "revealed" else "#voted"
                page.locator(f":is(#questions:not([inert]), #ballot) {seen}").first.wait_for()
                violations = Axe().run(page).response["violations"]
                found[about, state, path] = [
                    (one["id"], one["nodes"][0]["html"][:80])
                    for one in violations
                    if one["impact"] in SERIOUS
                ]
        room.session.close_vote()
    for page in pages.values():
        page.close()
    assert found == {key: [] for key in found}
