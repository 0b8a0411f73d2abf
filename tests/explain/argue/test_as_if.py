"""A case of a day before the Act is told as if it were used today as well, in every form."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from explain import first_answer, why
from explain.argue.as_if import as_if_today
from explain.compose.page import to_page
from knowledge.languages.words import Words
from tests.ai_act_facts import NO_ART_50, NO_LISTED_USE, REACHED
from threshold.commands.gallery_case import GalleryCase

CHATBOT = {**REACHED, **NO_LISTED_USE, **NO_ART_50, "interacts_with_people": True}
EARLIER = {**CHATBOT, "name": "A chatbot", "role": "provider", "today": date(2019, 5, 2)}


@pytest.fixture(scope="module")
def earlier():
    return why(assess(EARLIER))


def test_it_is_the_answer_to_the_same_case_on_the_day_of_the_last_look_at_the_law(earlier):
    """Art. 4 binds since 2 February 2025, Art. 50(1) since 2 August 2026."""
    told = earlier.as_if
    assert earlier.on == date(2019, 5, 2)
    assert told.on == assess(EARLIER).knowledge.consulted > date(2026, 8, 2)
    now = assess(EARLIER, told.on)
    assert (told.verdict, told.tier) == (now.verdict.value, "transparency")
    assert (told.duties, told.binding) == (2, 2)


def test_what_does_not_bind_yet_is_counted_apart():
    """The duties of an employer under Art. 26 bind from 2 December 2027, Art. 4 long before."""
    hiring = {**EARLIER, "annex_iii": ["recruitment"], "role": "deployer"}
    told = as_if_today(assess(hiring))
    assert told.tier == "high_risk"
    assert told.binding == 1 < told.duties


def test_a_case_of_a_day_of_the_act_is_told_as_it_is():
    assert as_if_today(assess(EARLIER, date(2026, 11, 27))) is None
    outside = {"placed_in_eu": False, "output_used_in_eu": False, "established_in_eu": False}
    assert as_if_today(assess({**EARLIER, **outside})) is None


def test_every_form_tells_it_beside_the_day_of_the_case(earlier):
    told = earlier.as_if.told(Words.of("en"))
    first = first_answer(assess(EARLIER))
    assert first.as_if == earlier.as_if
    page = to_page(earlier)
    forms = [earlier.to_text(), earlier.to_markdown(), first.to_text(), page]
    for text in forms:
        flat = " ".join(text.replace("\\", "").split())
        assert told in flat
        assert "2019-05-02" in flat
    assert '"binding":2' in earlier.model_dump_json()


@pytest.mark.parametrize("code", ["de", "fr"])
def test_it_is_told_in_every_language(earlier, code):
    told = earlier.as_if.told(Words.of(code))
    assert "2026" in told
    assert "bind" not in told.replace("binden", "")
    assert " ".join(told.split()) in " ".join(earlier.to_text(language=code).split())


def test_page_and_gallery_tell_the_same_days():
    words = Words.of("en")
    case = GalleryCase.of("tay", date(2026, 11, 27))
    told = case.explanation.as_if.told(words)
    written = case.page("../examples", words)
    assert told in written.replace("\\", "")
    assert f"As of {case.explanation.on}" in written
    assert case.explanation.on == date(2016, 3, 23)
