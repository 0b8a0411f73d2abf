"""The record of a decision in a browser: on a phone, and on paper, nothing of it is hidden."""

from __future__ import annotations

import pytest

from explain.forms.outline import Line, Outline, Section
from knowledge.languages.words import Words
from tests.browser import HOSTILE, PHONE, PROJECTOR, overflows, pages_of, serious_findings
from threshold.register.decision import as_page


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
def test_a_record_is_as_wide_as_its_window(chromium, tmp_path, size):
    rows = tuple(
        Line(text="", cells=("What is it?", one, one, "1. Dezember 2026", "a note", "2027"))
        for one in HOSTILE
    )
    answers = Section(title="Answers", lines=rows, columns=tuple("abcdef"))
    file = tmp_path / "record.html"
    outline = Outline(title="A record", lead=("Lead.",), sections=(answers,), notice="Notice.")
    file.write_text(as_page(outline, Words.of("de")), encoding="utf-8")
    with pages_of(chromium, lambda address: address == file.as_uri()) as visit:
        page = visit(file.as_uri(), size)
        assert not overflows(page)
        assert serious_findings(page) == []
        hidden = "main => main.scrollWidth > main.clientWidth + 1"
        assert size == PHONE or not page.locator("main").evaluate(hidden)
        page.emulate_media(media="print")
        look = "main => getComputedStyle(main).overflowX"
        assert page.locator("main").evaluate(look) == "visible"
