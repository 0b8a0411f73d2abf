"""The stage for everyone: no serious finding of axe in light and dark, a legible legend."""

from __future__ import annotations

from itertools import product

import pytest

from benchmarks.workshop import HOST, served
from tests.browser import PHONE, PROJECTOR, pages_at, serious_findings
from tests.conftest import needs_chromium
from tests.sizes import taking
from tests.threshold.workshop.trainer import press
from tests.workshop_room import room as furnished
from threshold.workshop.routes import LANGUAGE

READABLE = 12  # pixels of the smallest letters on a projector


STAGE = ("/", "/projector", "/presenter")
PAGES = (*STAGE, "/vote")
LOOKS = ("light", "dark of the system", "dark of the button")
VOTES = {"verdict": "prohibited", "annex_iii": "recruitment"}  # about → a ballot


@pytest.fixture(scope="module")
def stage():
    """The room, and the address at which it is served."""
    shown = furnished()
    shown.session.open(shown.presets["example:hiring_trial"])
    with served(shown) as port:
        yield shown, f"http://{HOST}:{port}"


@pytest.fixture
def room(stage):
    return stage[0]


@pytest.fixture
def hall(chromium, stage):
    with pages_at(chromium, stage[1]) as opened:
        yield opened


@needs_chromium
@pytest.mark.parametrize(
    ("scheme", "path"),
    taking(
        [("dark", "/"), ("light", "/projector"), ("dark", "/presenter"), ("light", "/vote")],
        of=product(["light", "dark"], PAGES),
    ),
)
def test_pages_of_the_stage_have_no_serious_finding(hall, scheme, path):
    page = hall(path, PROJECTOR, color_scheme=scheme)
    if path != "/vote":
        page.locator("#card").wait_for()
    assert serious_findings(page) == []


@needs_chromium
def test_the_legend_names_the_looks_in_use_in_letters_that_can_be_read(hall):
    page = hall("/projector", PROJECTOR, {LANGUAGE: "de"})
    press(page, "l")
    page.locator("#graph .legend", has_text="Ausnahme, die gilt").wait_for()
    sizes = page.locator("#graph .legend li, #graph .legend b").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= READABLE
    letters = page.locator("#graph .pane :is(tspan, .flag text)")
    letters.first.wait_for(state="attached")  # the legend stands before the graph is drawn
    drawn = letters.evaluate_all(
        "all => all.map(one => one.getScreenCTM().a * parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(drawn) >= READABLE


@needs_chromium
@pytest.mark.parametrize(
    ("look", "about"),
    taking([("dark of the system", "annex_iii")], of=product(LOOKS, VOTES)),
)
def test_a_vote_has_no_serious_finding_while_it_is_open_nor_after_the_reveal(
    hall, room, look, about
):
    scheme = "dark" if look == "dark of the system" else "light"
    by_button = look == "dark of the button"  # which phones have not
    pages = {
        path: hall(path, PHONE if path == "/vote" else PROJECTOR, color_scheme=scheme)
        for path in (STAGE if by_button else PAGES)
    }
    for page in pages.values() if by_button else ():
        page.locator("#card").wait_for()
        page.keyboard.press("d")
    found = {}
    room.session.open_vote(about)
    for voter in range(3):
        room.session.cast(f"voter{voter:04}", room.session.now.vote.number, VOTES[about])
    for state in ("open", "revealed"):
        if state == "revealed":
            room.session.reveal()
        for path, page in pages.items():
            seen = ".bars" if state == "revealed" else "#voted"
            page.locator(f":is(#questions:not([inert]), #ballot) {seen}").first.wait_for()
            found[state, path] = serious_findings(page)
    room.session.close_vote()
    assert found == {key: [] for key in found}
