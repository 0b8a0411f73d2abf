"""The pages: offline, in each language, and no solution where groups read."""

from __future__ import annotations

import re
from html import unescape
from itertools import product

import pytest

from tests.browser import serious_findings
from tests.conftest import needs_chromium
from tests.sizes import taking
from threshold.course.pages import Course
from threshold.course.script import Script, shipped_script

CODES = ("en", "de", "fr")


def shortened(script):
    """The same course with a few tasks, so that it is quickly computed."""
    parts = [
        part.model_copy(update={"tasks": part.tasks[:1]})
        for part in script.parts
        if part.part in ("welcome", "guess", "exception", "sourcing")
    ]
    return Script(parts=parts, quiz=script.quiz[:2], handouts=["deployer_of_scoring", "tay"])


@pytest.fixture(scope="module")
def courses():
    return {code: Course(code, script=shortened(shipped_script())) for code in CODES}


@pytest.fixture(scope="module")
def pages(courses):
    return {code: dict(course.pages()) for code, course in courses.items()}


@pytest.mark.parametrize("code", CODES)
def test_pages_load_nothing_and_name_their_language(pages, code):
    assert len(pages[code]) == 6
    for page in pages[code].values():
        assert f'<html lang="{code}">' in page
        assert not re.search(r'(?:src|href)="(?!#)', page)
        assert "default-src 'none'" in page


def test_solutions_stand_in_the_guide_and_not_in_the_exercises(courses, pages):
    for code, course in courses.items():
        guide, exercises = (
            unescape(pages[code][f"{name}.html"]) for name in ("guide", "exercises")
        )
        for timed in course.parts():
            for told in timed.tasks:
                for line in told.solution.answer:
                    assert line in guide
                if timed.part.exercise:
                    assert told.asks in exercises
                    assert told.solution.answer[0] not in exercises


@pytest.mark.parametrize("code", ["de", "fr"])
def test_nothing_is_marked_as_english(pages, code):
    for name, page in pages[code].items():
        assert "(EN)" not in page, name


def test_the_german_case_tells_its_story_in_german(pages):
    sheet = pages["de"]["handout_deployer_of_scoring.html"]
    assert "Ein Onlinehandel mit 180 Beschäftigten" in sheet
    assert "140.000.000" in sheet


@needs_chromium
@pytest.mark.parametrize("code", taking(["de"], of=CODES))
def test_a_click_in_the_quiz_answers_and_a_sheet_is_one_page(pages, code, chromium, tmp_path):
    from pypdf import PdfReader

    page = chromium.new_page(color_scheme="dark")

    def show(name):
        file = tmp_path / f"{name}.html"
        file.write_text(pages[code][file.name], encoding="utf-8")
        page.goto(file.as_uri())

    for name in ("quiz", "handout_deployer_of_scoring", "guide"):
        show(name)
        assert serious_findings(page) == []
    show("quiz")
    first = page.locator("fieldset").first
    assert first.locator(".told").is_hidden()
    first.locator("button:not([data-right])").first.click()
    assert first.locator(".told").is_visible()
    assert first.locator("[data-shown=right]").count() == 1
    assert first.get_attribute("data-first") == "wrong"
    first.locator("[data-right]").click()
    assert page.locator("#score span").inner_text().startswith("0")  # the first click counts
    show("handout_deployer_of_scoring")
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    assert len(PdfReader(tmp_path / "sheet.pdf").pages) == 1
    page.close()


@needs_chromium
@pytest.mark.parametrize(
    ("code", "paper"), taking([("fr", "A4"), ("en", "Letter")], of=product(CODES, ["A4", "Letter"]))
)
def test_the_handout_of_every_case_is_printed_on_one_page(code, paper, chromium, tmp_path):
    from pypdf import PdfReader

    script = shipped_script()
    course = Course(code, script=Script(parts=script.parts[:1], quiz=[], handouts=script.handouts))
    sheets = {name: sheet for name, sheet in course.pages() if name.startswith("handout_")}
    page, printed = chromium.new_page(), {}
    for name, sheet in sheets.items():
        page.set_content(sheet)
        page.pdf(path=tmp_path / "sheet.pdf", format=paper)
        printed[name] = len(PdfReader(tmp_path / "sheet.pdf").pages)
    page.close()
    assert printed == dict.fromkeys(sheets, 1)
    assert len(sheets) == len(script.handouts)


def test_french_signs_stay_with_the_word_before_them(pages):
    """A space that may break sets "?" alone on the next line."""
    for page in pages["fr"].values():
        shown = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " | ", page, flags=re.DOTALL)
        assert re.findall(r"\w [?!»].{0,9}|\w ;.{0,9}|« \w.{0,9}", unescape(shown)) == []
