"""A workshop, held in browsers: a trainer at a projector, participants with their phones,
and what must not go wrong.
"""

from __future__ import annotations

import re

import pytest
import yaml

from benchmarks.workshop import HOST, running
from knowledge.cases.files import example_names
from knowledge.cases.stories import read_case_in
from tests.browser import HOSTILE, PHONE, PROJECTOR, overflows, pages_at
from tests.conftest import DAY, needs_chromium
from tests.sizes import tried
from threshold.workshop.access import LARGEST_BODY
from threshold.workshop.boxes import LEAST

PRODUCTION = "Production-grade engineering is required"
VERDICT = "#verdict h1"
CASE = "Demand forecast"


@pytest.fixture
def hall(chromium):
    """Open pages of a fresh workshop."""
    with running(DAY) as (room, port), pages_at(chromium, f"http://{HOST}:{port}") as opened:

        def visit(path="/", *arguments, **options):
            page = opened(path, *arguments, **options)
            if path == "/":
                page.locator("#card").wait_for()
            return page

        visit.room, visit.complaints = room, opened.complaints
        yield visit


def says(page, text, where=VERDICT):
    # the verdicts that are possible come after
    starts = re.compile(rf"^\s*{re.escape(text)}") if where == VERDICT else text
    page.locator(where, has_text=starts).first.wait_for()


def press(page, key):
    page.keyboard.press(key)


def ask(page, attribute):
    page.locator(f".list [value='{attribute}']").click()
    page.locator(f"#card [name=attribute][value='{attribute}']").first.wait_for(state="attached")


def shown_whole(page):
    page.locator(
        f"#questions[data-revision='{page.locator('#graph').get_attribute('data-revision')}']"
    ).wait_for()


def choose(page, preset, language="en"):
    press(page, "o")
    page.locator(f'[value="example:{preset}"]').click()
    says(page, read_case_in(f"example:{preset}", language).name, "#verdict .name")
    shown_whole(page)


@needs_chromium
def test_an_answer_by_key_redraws_the_graph_lights_up_what_changed_and_asks_the_next_question(hall):
    page = hall()
    says(page, "Not settled yet")
    ask(page, "exposure")
    press(page, "4")
    says(page, PRODUCTION)
    assert page.locator(".node.lit").count() == page.locator(".flag").count() > 2
    assert page.locator(".flag").first.is_visible()
    assert (
        page.locator("#graph figcaption")
        .inner_text()
        .startswith(f"Not settled yet → {PRODUCTION}. New (")
    )
    says(page, "Who sees or uses the outputs? customers of the business", ".list .done")
    page.locator("#card h2", has_not_text="Who sees").wait_for()
    assert page.locator("#card .why").inner_text().startswith("Asked because ")
    press(page, "u")
    says(page, "Not settled yet")


@needs_chromium
def test_a_room_votes_unseen_and_all_see_the_counts_at_the_reveal(hall):
    trainer, first, second = hall(), hall("/vote", PHONE), hall("/vote", PHONE, color_scheme="dark")
    says(first, "Please wait", "h1")
    ask(trainer, "exposure")
    press(trainer, "v")
    for voter, choice in (
        (first, "customers of the business"),
        (second, "anyone"),
        (second, "customers of the business"),
    ):
        voter.get_by_role("button", name=choice).click()
        says(voter, f"Counted: {choice}", ".cast")
    says(trainer, "2", "#voted")
    assert not any(page.locator("meter").count() for page in (trainer, first, second))
    press(trainer, "r")
    for page in (trainer, first, second):
        page.locator("meter").first.wait_for()
        counts = page.locator(".tally b").all_inner_texts()
        assert sorted(counts, reverse=True) == ["2", *["0"] * (len(counts) - 1)]
    press(trainer, "a")
    says(trainer, PRODUCTION)
    says(first, "Please wait", "h1")


@needs_chromium
def test_the_verdict_is_out_of_sight_while_the_room_guesses_it(hall):
    trainer, voter = hall(), hall("/vote", PHONE)
    choose(trainer, "tay")
    press(trainer, "w")
    says(trainer, "Which verdict will it be?")
    assert trainer.locator("#graph svg").count() == 0
    voter.get_by_role("button", name=PRODUCTION).click()
    says(voter, "Counted", ".cast")
    press(trainer, "r")
    says(trainer, PRODUCTION)
    says(voter, "your vote", ".mine")


@needs_chromium
def test_a_second_key_goes_to_no_question_that_is_answered_already(hall):
    page = hall()
    ask(page, "exposure")
    for _ in range(3):
        press(page, "4")
    says(page, PRODUCTION)
    shown_whole(page)
    stated = hall.room.session.now.case.stated()
    assert stated["exposure"] == "customers"
    assert len(stated) == 2  # with its name
    assert len(hall.room.session.past) == 1
    assert page.evaluate("document.activeElement.closest('#questions') !== null")


@needs_chromium
def test_single_keys_can_be_switched_off(hall):
    page = hall()
    ask(page, "exposure")
    press(page, "?")
    page.get_by_label("Single keys act").uncheck()
    press(page, "Escape")
    press(page, "4")
    press(page, "w")
    page.reload()
    page.locator("#card").wait_for()
    press(page, "4")
    assert hall.room.session.now.case.stated().keys() == {"name"}
    assert hall.room.session.now.vote is None


@needs_chromium
def test_ballots_are_dropped_only_after_a_warning_and_come_back(hall):
    trainer, voter = hall(), hall("/vote", PHONE)
    ask(trainer, "exposure")
    press(trainer, "v")
    voter.get_by_role("button", name="anyone").click()
    says(trainer, "1", "#voted")
    press(trainer, "x")
    says(trainer, "1 ballot would be lost", ".stake")
    trainer.get_by_role("button", name="Go on voting").click()
    assert trainer.locator("#voted").inner_text() == "1"
    press(trainer, "x")
    trainer.get_by_role("button", name="Drop them").click()
    says(voter, "Please wait", "h1")
    trainer.locator("#card [data-key=u]").wait_for()
    press(trainer, "u")
    says(trainer, "1", "#voted")
    says(voter, "Counted: anyone", ".cast")
    # the browser tells of a refusal
    hall.complaints[:] = [text for text in hall.complaints if "409" not in text]


@needs_chromium
def test_the_projector_follows_and_the_presenter_sees_what_the_room_guesses(hall):
    trainer, projector, presenter = hall(), hall("/projector"), hall("/presenter")
    choose(trainer, "schufa_score")
    says(projector, "how likely a person is to repay", ".story")
    press(trainer, "w")
    says(projector, "Which verdict will it be?")
    says(projector, PRODUCTION, "#card .on-ballot li")
    says(projector, "how likely a person is to repay", ".hidden-graph")
    says(presenter, PRODUCTION)
    press(presenter, "r")
    projector.locator("#card .right").wait_for()  # the words alone stood on the ballot before
    assert projector.locator("#card .right").count() == 1
    says(projector, PRODUCTION)
    assert not overflows(projector)


@needs_chromium
def test_two_trainers_see_one_session_and_each_their_own_language(hall):
    one, other = hall(), hall()
    other.get_by_label("Language").select_option("de")
    says(other, "Noch nicht geklärt")
    ask(one, "exposure")
    press(one, "4")
    says(one, PRODUCTION)
    says(other, "Entwicklung auf Produktionsniveau ist erforderlich")
    says(other, "Kunden", ".list .done .a")
    assert other.locator("html").get_attribute("lang") == "de"
    assert set(other.locator(".flag").all_text_contents()) == {"NEU", "GEÄNDERT"}
    press(other, "u")
    says(one, "Not settled yet")


@needs_chromium
def test_english_that_is_shown_for_want_of_a_text_carries_a_badge(hall):
    page = hall()
    page.get_by_label("Language").select_option("fr")
    says(page, "Pas encore tranché")
    page.locator("#card").wait_for()
    assert page.locator("#verdict .fallback").count() == 0
    page.get_by_role("button", name="Cas", exact=True).click()
    page.locator("input[type=file]").set_input_files(
        {"name": "case.yaml", "mimeType": "text/yaml", "buffer": b"name: x\nexposur: y"}
    )
    page.get_by_role("button", name="Ouvrir").click()
    says(page, "there is no attribute 'exposur'", "#message li")
    assert page.locator("#message .fallback").inner_text() == "EN"
    # the browser tells of a refusal
    hall.complaints[:] = [text for text in hall.complaints if "422" not in text]


@needs_chromium
def test_a_reload_keeps_everything_and_a_saved_session_goes_on_elsewhere(hall, tmp_path):
    page = hall()
    press(page, "o")
    page.get_by_label("A new case, called").fill(CASE)
    page.get_by_role("button", name="Begin", exact=True).click()
    says(page, CASE, "#verdict .name")
    ask(page, "exposure")
    press(page, "4")
    says(page, PRODUCTION)
    press(page, "v")
    page.locator("#voted").wait_for()
    page.reload()
    says(page, PRODUCTION)
    page.locator("#voted").wait_for()
    press(page, "x")
    press(page, "s")
    saved = {}
    for label, name in (("Case file (YAML)", "case.yaml"), ("Page (HTML)", "page.html")):
        with page.expect_download() as download:
            page.get_by_role("link", name=label).click()
        saved[name] = tmp_path / name
        download.value.save_as(saved[name])
        assert download.value.suggested_filename.startswith("demand-forecast.")
    assert yaml.safe_load(saved["case.yaml"].read_text()) == {"name": CASE, "exposure": "customers"}
    assert PRODUCTION in saved["page.html"].read_text()
    press(page, "Escape")
    choose(page, "tay")
    press(page, "o")
    page.locator("input[type=file]").set_input_files(saved["case.yaml"])
    page.get_by_role("button", name="Open", exact=True).click()
    says(page, CASE, "#verdict .name")
    says(page, PRODUCTION)


@needs_chromium
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_case_file_is_text_on_the_page_or_a_clear_message(hall, name):
    page, voter = hall(), hall("/vote", PHONE)
    press(page, "o")
    page.locator("input[type=file]").set_input_files(
        {
            "name": "case.yaml",
            "mimeType": "text/yaml",
            "buffer": yaml.safe_dump({"name": name, "exposure": "customers"}).encode(),
        }
    )
    page.get_by_role("button", name="Open", exact=True).click()
    says(page, PRODUCTION)
    assert page.locator("#verdict .name").inner_text().startswith(name[:40])
    press(page, "v")
    voter.locator(".option").first.wait_for()
    for shown in (page, voter):
        assert "taken" not in shown.title() or name in shown.title()
        assert shown.locator("img, body script").count() == 0
        assert not overflows(shown)
    press(page, "x")
    press(page, "o")
    page.locator("input[type=file]").set_input_files(
        {
            "name": f"{name[:60]}.yaml",
            "mimeType": "text/yaml",
            "buffer": yaml.safe_dump({"name": "x", name: name}).encode(),
        }
    )
    page.get_by_role("button", name="Open", exact=True).click()
    says(page, "there is no attribute", "#message li")
    assert page.locator("#message img, #message svg, #message script").count() == 0
    # the browser tells of a refusal
    hall.complaints[:] = [text for text in hall.complaints if "422" not in text]


@needs_chromium
def test_a_file_that_is_too_large_or_too_deep_is_refused_with_a_message(hall):
    page = hall()
    for raw, said in (
        (b"name: x\nowner: " + b"x" * LARGEST_BODY, "This is too large"),
        (b"[" * 5_000, "nested deeper than"),
    ):
        press(page, "o")
        page.locator("input[type=file]").set_input_files(
            {"name": "case.yaml", "mimeType": "text/yaml", "buffer": raw}
        )
        page.get_by_role("button", name="Open", exact=True).click()
        says(page, said, "#message .fault")
    assert hall.room.session.now.revision == 1
    # the browser tells of a refusal
    hall.complaints[:] = [text for text in hall.complaints if "Failed to load resource" not in text]


@needs_chromium
def test_the_keyboard_goes_through_answers_questions_panels_and_help(hall):
    page = hall()
    ask(page, "exposure")
    page.mouse.click(5, 5)
    press(page, "ArrowDown")
    press(page, "ArrowDown")
    assert page.evaluate("document.activeElement.value") == "analysts"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    press(page, "ArrowUp")
    press(page, "Enter")
    says(page, "Who sees or uses the outputs? only the team that builds it", ".list .done")
    asked = page.locator("#card h2").inner_text()
    press(page, "n")
    page.locator("#card h2", has_not_text=asked).wait_for()
    press(page, "c")
    says(page, "To reach", "#panel-changes h3")
    press(page, "t")
    page.locator("#panel-dates p").wait_for()
    assert not page.locator("#panel-changes").is_visible()
    press(page, "Escape")
    assert not page.locator("#panel-dates").is_visible()
    press(page, "g")
    assert not page.locator("#questions").is_visible()
    press(page, "g")
    press(page, "?")
    assert page.locator("#help").is_visible()
    press(page, "n")  # does nothing behind a dialog
    press(page, "Escape")
    press(page, "f")
    page.locator(":root:fullscreen").wait_for()


@needs_chromium
def test_what_is_typed_is_an_answer_and_no_key(hall):
    page = hall()
    ask(page, "volume_multiple")
    page.locator(".typed").fill("12")
    page.keyboard.press("Enter")
    says(page, PRODUCTION)
    says(page, "12", ".list .done .a")


@needs_chromium
def test_several_members_are_chosen_by_number_and_sent_by_enter(hall):
    page = hall()
    ask(page, "customer_channels")
    for key in ("2", "3", "Enter"):
        press(page, key)
    says(
        page,
        "a conversation with customers; prices, pages or messages made for one customer",
        ".list .done .a",
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
    page = hall()
    if language != "en":
        page.locator("header select").select_option(language)
        page.locator(f"html[lang={language}]").wait_for()
        page.locator("#card").wait_for()
    for name in example_names() if language == "en" else example_names()[:: tried(3, 1)]:
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
