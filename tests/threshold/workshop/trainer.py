"""What a trainer does on the page of a workshop."""

from __future__ import annotations

import re

from knowledge.cases.stories import read_case_in

PRODUCTION = "Production-grade engineering is required"
VERDICT = "#verdict h1"
CASE = "Demand forecast"


def says(page, text, where=VERDICT):
    # the verdicts that are possible come after
    starts = re.compile(rf"^\s*{re.escape(text)}") if where == VERDICT else text
    page.locator(where, has_text=starts).first.wait_for()


def press(page, key):
    page.keyboard.press(key)


def in_language(page, language):
    """The page, made anew in this language: a key pressed before it is there is lost."""
    with page.expect_navigation():
        page.locator(".language select").select_option(language)
    assert page.locator("html").get_attribute("lang") == language


def follows(page, session):
    """What others did is shown: a key pressed before that goes to the question before."""
    page.locator(f"#questions[data-revision='{session.now.revision}']:not([inert])").wait_for()


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
