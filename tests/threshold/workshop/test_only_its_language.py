"""Pages of the stage in German and French hold none of the English that has a translation."""

from __future__ import annotations

import re

import pytest
from lxml import html

from knowledge.cases.files import example_names
from knowledge.languages.texts import texts
from tests.sizes import tried
from tests.workshop_room import client, room

TOLD = ("aria-label", "title", "alt", "placeholder", "data-wait", "data-lost")
PAGES = ("/", "/presenter", "/projector", "/questions", "/changes", "/dates", "/path", "/about")
CITATION = re.compile(r"\[[^\]\n]*\]")  # sections of works are cited as the works call them
LEAST = 14  # letters of a text that is looked for
WRONG = {  # answers that no question takes
    "volume_multiple": "many",
    "ends_on": "soon",
    "exposure": "clients",
    "business_units": "-1",
}


def read(page):
    """All that a page says to its readers."""
    for part in html.fromstring(page).iter():
        if isinstance(part.tag, str) and part.tag not in ("script", "style"):
            yield from (part.get(name) for name in TOLD if part.get(name))
            yield part.text or ""
        yield part.tail or ""


def english_of(code):
    """The English texts that this language says otherwise, between their placeholders."""
    known = texts(code)
    own = "\n".join(known.own.values())
    for keys, said in known.english.items():
        if known.own.get(keys, said) != said:
            for part in re.split(r"\{\w+\}", said):
                several = " " in part.strip()  # one word alone may be part of a name
                if several and len(part.strip()) >= LEAST and part not in own:
                    yield part.strip()


@pytest.fixture(scope="module", params=["de", "fr"])
def said(request):
    """(language, all that the pages of some cases say in it)"""
    found, shown = [], room()
    with client(shown) as browser:
        browser.post("/language", data={"language": request.param})
        for name in ("hiring_trial", *example_names()[:: tried(7, 1)]):
            browser.post("/preset", data={"preset": f"example:{name}"})
            found += [browser.get(page).text for page in (*PAGES, "/save/page", "/vote")]
            browser.post("/trainer/vote", data={"about": "verdict"})
            found += [browser.get(page).text for page in ("/questions", "/vote")]
            browser.post("/trainer/reveal")
            found += [browser.get(page).text for page in ("/questions", "/vote", "/results")]
            browser.post("/trainer/close")
        found += [
            browser.post("/answer", data={"attribute": attribute, "value": value}).text
            for attribute, value in WRONG.items()
        ]
        files = (b"exposure: clients\n", b"a,b\n1,2\n")
        found += [browser.post("/upload", files={"file": ("x.yaml", one)}).text for one in files]
        found.append(browser.post("/vote/cast", data={"number": "0", "value": "x"}).text)
        for attribute in ("volume_multiple", "build_cost", "annex_iii"):
            browser.post("/ask", data={"attribute": attribute})
            found.append(browser.get("/questions").text)
    told = dict.fromkeys(" ".join(text.split()) for page in found for text in read(page))
    return request.param, CITATION.sub("", "\n".join(told))


def test_no_page_of_the_stage_says_in_english_what_its_language_can_say(said):
    code, told = said
    looked_for = list(english_of(code))
    assert len(looked_for) > 2000
    assert [english for english in looked_for if english in told] == []


def test_no_page_of_the_stage_wears_the_badge_of_english(said):
    _, told = said
    assert "\nEN\n" not in told
    assert "(EN)" not in told


@pytest.mark.parametrize(("code", "name"), [("de", "Neuer Fall"), ("fr", "Nouveau cas")])
def test_the_case_that_a_workshop_begins_with_is_called_as_its_language_calls_it(code, name):
    with client(room()) as browser:
        browser.post("/language", data={"language": code})
        for page in ("/", "/presenter", "/projector", "/vote", "/save/page", "/save/votes.html"):
            told = browser.get(page).text
            assert name in told, page
            assert "New case" not in told, page
