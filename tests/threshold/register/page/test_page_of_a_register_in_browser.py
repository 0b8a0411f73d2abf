"""The register in browsers: an answer with its evidence, an end, two editors, hostile names, the
keyboard, and what a reader of screens needs.
"""

from __future__ import annotations

from itertools import product

import pytest

from tests.browser import HOSTILE_NAMES, PHONE, overflows, pages_at, serious_findings
from tests.conftest import needs_chromium
from tests.register_page import kept, running
from tests.sizes import taking

SCHEMES = ("dark", "light")
PATHS = (
    "/",
    "/case?key=1&ask=annex_iii",
    "/case?key=8&ask=owner",
    "/due?within=400",
    "/plan",
    "/plan?key=1",
)
PRODUCTION = "Production-grade engineering is required"


@pytest.fixture
def desk(chromium, tmp_path):
    """Open pages of a register."""
    with (
        kept(tmp_path) as register,
        running(register) as start,
        pages_at(chromium, start) as visit,
    ):
        visit.register = register
        yield visit


@needs_chromium
def test_an_answer_with_evidence_and_an_end_changes_the_case_and_is_remembered(desk):
    page = desk("/case?key=8&ask=exposure")
    assert "Not settled yet" in page.locator("#verdict").inner_text()
    page.get_by_label("Who answers").fill("Marta Sol")
    page.get_by_label("or a file").set_input_files(
        {"name": "contract.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    )
    page.get_by_label("Valid until").fill("2027-03-31")
    page.get_by_role("button", name="customers of the business").click()
    page.locator("#verdict", has_text=PRODUCTION).wait_for()
    answer = page.locator(".plain li", has_text="contract.pdf").first
    assert "Marta Sol, 2026-12-10" in answer.inner_text()
    assert "valid until 2027-03-31" in answer.inner_text()
    with page.expect_download() as download:
        answer.get_by_role("link", name="the file").click()
    assert download.value.suggested_filename == "contract.pdf"
    assert page.get_by_label("Who answers").input_value() == "Marta Sol"
    with page.expect_navigation():
        page.get_by_role("link", name="Dates ahead").click()
    assert "2027-04-01" in page.locator("main").inner_text()
    assert "no longer valid: Who sees or uses the outputs?" in page.locator("main").inner_text()
    assert desk.register.case("8", "2027-04-01").outcome.verdict == "undetermined"


@needs_chromium
def test_of_two_editors_who_answer_at_once_the_second_is_told(desk):
    first, second = desk("/case?key=8&ask=exposure"), desk("/case?key=8&ask=exposure")
    for page, who, value in (
        (first, "Marta Sol", "customers"),
        (second, "Jon Lie", "public"),
    ):
        page.get_by_label("Who answers").fill(who)
        page.locator(f"button[value={value}]").click()
        # the first answer is kept before the second is sent
        page.locator(".plain li", has_text="Marta Sol").first.wait_for()
    second.locator("[role=alert]", has_text="somebody else meanwhile").wait_for()
    assert [one.who for one in desk.register.history("8")][-1] == "Marta Sol"
    assert "Marta Sol" in second.locator("main").inner_text()  # it shows the case as it is now
    second.locator("button[value=public]").click()
    second.locator(".plain li", has_text="Jon Lie").first.wait_for()
    # the browser tells of a refusal
    desk.complaints[:] = [text for text in desk.complaints if "422" not in text]


@needs_chromium
@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_text(desk, name):
    desk.register.answer("8", "name", name, who=name, on="2026-12-01", note=name)
    desk.register.answer("8", "owner", name, who=name, on="2026-12-01", evidence=b"x")
    page = desk("/?order=key", PHONE)
    assert page.locator("tbody th", has_text=name[:30]).count() == 1
    assert not overflows(page)
    with page.expect_navigation():
        page.locator("tbody a", has_text=name[:30]).click()
    assert page.locator("h1").inner_text().startswith(name[:30])
    assert page.locator("main img, main svg, script").count() == 0
    assert "taken" not in page.title() or name in page.title()
    assert not overflows(page)


@needs_chromium
def test_the_keyboard_reaches_everything_and_enter_in_a_field_answers_nothing(desk):
    page = desk("/case?key=8&ask=exposure")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.get_by_label("Who answers").fill("Marta Sol")
    page.get_by_label("Who answers").press("Enter")
    assert {one.who for one in desk.register.history("8")} == {"Ida Roth"}
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "customers":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.locator("#verdict", has_text=PRODUCTION).wait_for()


@needs_chromium
@pytest.mark.parametrize(
    ("path", "scheme"),
    taking(
        [(PATHS[0], "dark"), (PATHS[1], "light"), (PATHS[4], "dark")], of=product(PATHS, SCHEMES)
    ),
)
def test_a_reader_of_screens_finds_nothing_serious(desk, path, scheme):
    assert serious_findings(desk(path, color_scheme=scheme)) == []
