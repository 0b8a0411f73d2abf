"""A workshop, held in browsers: a trainer at a projector, participants with their phones,
and what must not go wrong.
"""

from __future__ import annotations

import pytest
import yaml

from knowledge.languages.texts import texts
from tests.browser import HOSTILE_NAMES, PHONE, overflows
from tests.conftest import needs_chromium
from tests.sizes import taking
from tests.threshold.workshop.trainer import (
    CASE,
    PRODUCTION,
    ask,
    choose,
    follows,
    in_language,
    press,
    says,
    shown_whole,
)
from threshold.workshop.access import LARGEST_BODY


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
def test_ballots_that_come_before_the_question_is_there_are_counted(hall):
    """The question is worked out after the graph; a room does not wait for it."""
    page, session, held = hall("/projector"), hall.room.session, []
    page.locator("#card").wait_for()
    page.route("**/questions", lambda route: held.append(route))
    session.open_vote("exposure")
    page.locator(f"#graph[data-revision='{session.now.revision}']").wait_for()
    session.cast("voter", session.now.vote.number, "public")
    page.wait_for_timeout(300)
    for route in held:
        route.continue_()
    page.unroute("**/questions")
    says(page, "1", "#voted")


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
    follows(trainer, hall.room.session)
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
    follows(presenter, hall.room.session)  # the verdict stood there before the vote
    says(presenter, PRODUCTION)
    press(presenter, "r")
    projector.locator("#card .right").wait_for()  # the words alone stood on the ballot before
    assert projector.locator("#card .right").count() == 1
    says(projector, PRODUCTION)
    assert not overflows(projector)


@needs_chromium
def test_two_trainers_see_one_session_and_each_their_own_language(hall):
    one, other = hall(), hall()
    in_language(other, "de")
    says(other, "Noch nicht geklärt")
    ask(one, "exposure")
    press(one, "4")
    says(one, PRODUCTION)
    says(other, "Entwicklung auf Produktionsniveau ist erforderlich")
    says(other, "Kunden", ".list .done .a")
    assert other.locator("html").get_attribute("lang") == "de"
    assert set(other.locator(".flag").all_text_contents()) == {"NEU", "GEÄNDERT"}
    follows(other, hall.room.session)
    press(other, "u")
    says(one, "Not settled yet")


@needs_chromium
def test_english_that_is_shown_for_want_of_a_text_carries_a_badge(hall):
    page = hall()
    in_language(page, "fr")
    says(page, "Pas encore tranché")
    page.locator("#card").wait_for()
    assert page.locator("#verdict .fallback").count() == 0
    page.get_by_role("button", name="Cas", exact=True).click()
    page.locator("input[type=file]").set_input_files(
        {"name": "case.yaml", "mimeType": "text/yaml", "buffer": b"name: !a!b x"}
    )
    page.get_by_role("button", name="Ouvrir").click()
    says(page, "ceci n’est pas du YAML", "#message li")
    says(page, "undefined tag handle", "#message li")  # what a library says is English
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
@pytest.mark.parametrize("name", HOSTILE_NAMES)
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
    page.locator("#panel-dates p").first.wait_for()
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
@pytest.mark.parametrize("language", taking(["de"], of=["en", "de", "fr"]))
def test_a_lost_line_is_told_and_what_was_chosen_meanwhile_does_not_count(hall, language):
    page = hall()
    in_language(page, language)
    page.locator("#card").wait_for()
    ask(page, "exposure")
    revision = hall.room.session.now.revision
    page.context.set_offline(True)
    press(page, "4")
    page.locator("html.lost").wait_for(state="attached")
    told = page.evaluate("getComputedStyle(document.body, '::before').content").strip('"')
    assert told == texts(language).interface("lost").text
    page.context.set_offline(False)
    press(page, "5")
    page.locator("html:not(.lost)").wait_for(state="attached")
    page.locator(f"#questions[data-revision='{revision + 1}']").wait_for()
    assert hall.room.session.now.revision == revision + 1
    page.close()
    hall.complaints.clear()  # a browser complains of a line that is cut, and htmx of what it sent
