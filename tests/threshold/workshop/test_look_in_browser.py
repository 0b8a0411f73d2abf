"""How the pages of a workshop look: on a projector, on a phone, in the dark, without motion."""

from __future__ import annotations

import pytest

from explain.graph.boxes import LEAST
from knowledge.cases.files import example_names
from tests.browser import PHONE, PROJECTOR, overflows
from tests.conftest import needs_chromium
from tests.sizes import tried
from tests.threshold.workshop.trainer import (
    PRODUCTION,
    ask,
    choose,
    press,
    says,
)


@needs_chromium
def test_light_and_dark_follow_the_room_and_can_be_turned_over(hall):
    page = hall(color_scheme="dark")

    def paper():
        return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    assert paper() == "rgb(20, 23, 26)"
    press(page, "d")
    assert paper() == "rgb(255, 255, 255)"
    page.reload()
    assert paper() == "rgb(255, 255, 255)"


@needs_chromium
def test_nothing_moves_where_less_motion_is_asked_for_and_what_changed_is_marked_all_the_same(hall):
    page = hall(reduced_motion="reduce")
    ask(page, "exposure")
    press(page, "4")
    says(page, PRODUCTION)
    lit = page.locator(".node.lit").first
    assert lit.evaluate("node => getComputedStyle(node).animationName") == "none"
    assert (
        float(
            lit.locator("polygon, path").first.evaluate(
                "line => parseFloat(getComputedStyle(line).strokeWidth)"
            )
        )
        == 5
    )
    assert page.locator(".flag text").first.text_content() in ("NEW", "CHANGED")


@needs_chromium
@pytest.mark.random
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_each_public_case_fits_the_projector_and_its_letters_are_large(hall, language):
    page = hall(language=language)
    first = ("en", "de", "fr").index(language) * tried(1, 0)  # each has others in any run
    for name in example_names()[first :: tried(5, 1)]:
        choose(page, name, language)
        assert not overflows(page)
        pane, picture, tabs = (
            page.locator(part).bounding_box() for part in (".pane", ".pane svg", ".tabs")
        )
        assert picture["y"] + picture["height"] <= pane["y"] + pane["height"] + 1 <= tabs["y"] + 1
        assert tabs["y"] + tabs["height"] <= PROJECTOR["height"]
        scale = page.locator(".pane svg").evaluate("svg => svg.getScreenCTM().a")
        assert LEAST * scale >= 12, (name, scale)
        for part, least in (("#verdict h1", 30), ("#card h2", 22), ("#card .option", 18)):
            sizes = page.locator(part).evaluate_all(
                "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
            )
            assert all(size >= least for size in sizes)


@needs_chromium
def test_a_phone_shows_each_kind_of_question_without_overlap_and_large_enough_for_a_finger(hall):
    voter = hall("/vote", PHONE)
    for asked in (
        "organisation_size",
        "customer_channels",
        "volume_multiple",
        "ends_on",
        "author_leaving",
        "annex_iii",
        "verdict",
    ):
        hall.room.session.open_vote(asked)
        number = hall.room.session.now.vote.number
        voter.locator(f"#ballot[data-seen='{number}']").wait_for()
        assert not overflows(voter)
        boxes = sorted(
            (
                box.bounding_box()
                for box in voter.locator("#ballot button, #ballot .option").all()
                if box.is_visible()  # of a long list the second step waits for the first
            ),
            key=lambda box: box["y"],
        )
        assert boxes
        assert min(box["height"] for box in boxes) >= 40
        rows = [
            (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]) for box in boxes
        ]
        for i, (left, top, right, bottom) in enumerate(rows):
            assert not [
                other
                for other in rows[i + 1 :]
                if other[0] < right and left < other[2] and other[1] < bottom and top < other[3]
            ]


@needs_chromium
def test_the_graph_is_turned_in_the_dark_of_the_system_as_in_the_dark_of_the_button(hall):
    turned = "svg => getComputedStyle(svg).filter"
    dark, light = hall(color_scheme="dark"), hall(color_scheme="light")
    assert light.locator(".pane svg").evaluate(turned) == "none"
    of_system = dark.locator(".pane svg").evaluate(turned)
    press(light, "d")
    assert of_system == light.locator(".pane svg").evaluate(turned) != "none"
