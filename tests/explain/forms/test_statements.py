"""No sentence without its truth value: what every form says of random partial cases.

`tests/sizes.py` says how many are tried.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from random import Random
from typing import Any

import pytest

from engine import Assessment, assess
from engine.portfolio import AssessedRow
from explain import comparison, questions, why, why_not
from explain.argue.why import why as why_of
from explain.compose.page import to_page
from explain.forms import lines
from explain.forms.data import VALUES
from explain.graph.dot import to_dot
from explain.graph.graph import Drawing
from explain.graph.mermaid import escaped, to_mermaid
from explain.portfolios.markdown import to_markdown
from explain.portfolios.rows import case_rows
from explain.portfolios.summary import summarise, told_in
from knowledge import load
from knowledge.base import KnowledgeBase
from knowledge.languages.texts import texts
from knowledge.languages.words import Words
from knowledge.pack_paths import PACKS
from tests.conftest import DAY, use_case
from tests.random_cases import extension, random_case, verdict_of
from tests.sizes import random_count
from tests.statements import (
    NAMED,
    Page,
    json_units,
    lines_of,
    markdown_units,
    misstated,
    said,
)
from threshold.workshop.translation import Speech

COUNT = random_count(3, 300)
BASE = load()
LANGUAGES = ("en", "de", "fr")
# how boxes look that say of themselves what they are: a verdict with its reserve, an exception with
# its outcome, a finding with its figure, what is presumed
TOLD_BY_LOOK = ("verdict", "holds", "no relief", "warning", "presumed", "refuted")
pytestmark = pytest.mark.random


@cache
def case_of(number: int) -> Assessment:
    return random_case(Random(f"statements {number}"))


def words_of(number: int) -> Words:
    return Words.of(LANGUAGES[number % len(LANGUAGES)], BASE)


def asked(case: Assessment) -> list[str]:
    """A verdict that was not reached, and some propositions that are unknown."""
    unknown = [
        name
        for name in BASE.visible
        if case.conclusions[name] is None and not BASE.propositions[name].step
    ]
    return ["verdict.prohibited", *unknown[:: max(1, len(unknown) // 3)]]


def outlined_answers(case: Assessment) -> Iterator[Any]:
    """Everything that can be read as text, Markdown and HTML."""
    yield why(case)
    yield questions(case)
    for name in asked(case):
        if case.conclusions[name] is not True:
            yield why_not(case, name)
        yield why(case, name)


def told(answer: Any, words: Words, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What an answer says as text, as Markdown, as HTML and as JSON."""
    monkeypatch.setattr(lines, "WIDTH", 100_000)  # a statement a line
    yield from lines_of(answer.to_text(language=words))
    yield from markdown_units(answer.to_markdown(language=words))
    yield from Page(answer.to_html(language=words)).units
    if words.code == "en":
        yield from json_units(json.loads(answer.model_dump_json()))


def boxes(drawn: Drawing) -> Iterator[str]:
    for node in drawn.nodes:
        if not node.look.startswith(TOLD_BY_LOOK):
            yield node.text
        yield from node.details
        yield from node.items


@pytest.mark.parametrize("number", range(COUNT))
def test_what_is_read_says_of_each_proposition_what_is_so(number, monkeypatch):
    case, words = case_of(number), words_of(number)
    for answer in outlined_answers(case):
        assert misstated(case, told(answer, words, monkeypatch), words) == []


@pytest.mark.parametrize("number", range(COUNT))
def test_a_page_says_of_each_proposition_what_is_so_and_marks_it(number):
    case, words = case_of(number), words_of(number)
    page = Page(to_page(why(case), words))
    assert misstated(case, page.units, words) == []
    assert page.marked
    for name, status in page.marked:
        assert case.conclusions[name] is VALUES[status], name  # type: ignore[index]


@pytest.mark.parametrize("number", range(COUNT))
def test_a_picture_says_of_each_proposition_what_is_so(number):
    case, words = case_of(number), words_of(number)
    explained = why(case)
    judged = {one.argument.proposition for one in explained.grounds if one.own_judgement}
    pictures = [explained.drawing(language=words), explained.drawing(language=words, full=True)]
    pictures += [why(case, name).drawing(language=words) for name in asked(case)]
    pictures += [
        why_not(case, name).drawing(language=words)
        for name in asked(case)
        if case.conclusions[name] is not True
    ]
    for drawn in pictures:
        assert misstated(case, boxes(drawn), words) == []
        mermaid, dot = to_mermaid(drawn), to_dot(drawn).source
        for node in drawn.nodes:
            assert node.id in dot
            assert escaped(node.items[0] if node.items else node.text) in mermaid
            name = node.proposition
            if name and not name.startswith(NAMED) and not node.look.startswith(TOLD_BY_LOOK):
                told = said(case, name, value := case.conclusions[name], words)
                if name in judged and node.text != told:
                    told = words.say("by_own_judgement", statement=told)
                elif value is None and node.text != told:
                    # what a verdict asks to be established, and is open, kept it from holding
                    title = BASE.propositions[name].title
                    told = words.statement(name, f"Not established: {title}")
                assert node.text == told


@pytest.mark.parametrize("number", range(COUNT))
def test_a_workshop_and_a_table_say_of_each_proposition_what_is_so(number):
    case, words = case_of(number), words_of(number)
    speech = Speech(texts(words.code, BASE))
    explained = why_of(case, ask=False)
    shown = [str(speech.headline(explained)), str(speech.reserve(explained))]
    shown += boxes(speech.drawing(explained))
    assert misstated(case, shown, words) == []
    for prove in (False, True):
        summary = summarise("cases", [AssessedRow(1, case, ())], BASE, prove=prove)
        (row,) = case_rows(told_in(summary, words), words)
        cells = {name: str(value) for name, value in row.items() if name != "verdict"}
        assert misstated(case, cells.values(), words) == []
        assert ("can still become" in row) == (prove and not case.settled)
        markdown = markdown_units(to_markdown(summary, words))
        verdict = said(case, f"verdict.{case.verdict}", True, words)
        assert misstated(case, (unit for unit in markdown if unit != verdict), words) == []


@pytest.mark.parametrize("number", range(COUNT))
def test_the_inference_graph_says_of_each_proposition_what_is_so(number):
    case = case_of(number)
    for _, node in case.graph.nodes(data=True):
        if node["kind"] == "conclusion":
            assert node["title"] == BASE.says(node["proposition"], node["status"])


@pytest.mark.parametrize("number", range(COUNT))
def test_what_changes_is_told_as_something_that_is_asked(number):
    case, words = case_of(number), words_of(number)
    more = verdict_of({**case.stated, **extension(case, Random(f"more {number}"))}, case.on)
    told = [
        line
        for section in comparison(case, more).outline(words).sections
        for line in section.lines
        if line.proposition in BASE.propositions
    ]
    for line in told:
        asks = words.whether(line.proposition, BASE.propositions[line.proposition].asked)
        assert line.text.startswith(asks)


FORMS: dict[str, Callable[[Assessment, Words], Iterable[str]]] = {
    "text": lambda case, words: lines_of(why(case).to_text(language=words)),
    "Markdown": lambda case, words: markdown_units(why(case).to_markdown(language=words)),
    "HTML": lambda case, words: Page(why(case).to_html(language=words)).units,
    "page": lambda case, words: Page(to_page(why(case), words)).units,
    "picture": lambda case, words: boxes(why(case).drawing(language=words)),
    "JSON": lambda case, words: json_units(json.loads(why(case).model_dump_json())),
}


@pytest.fixture(scope="module")
def whole():
    """A case, and what the knowledge base says of each of its propositions."""
    case = assess(use_case(output_use="research", annex_iii=["recruitment"]), DAY, base=BASE)
    says = {
        (name, value): BASE.says(name, value)
        for name in BASE.propositions
        for value in (True, False, None)
    }
    return case, says


@pytest.fixture(scope="module")
def broken():
    """A knowledge base of its own, of which nothing was asked yet but what these tests ask."""
    return load([PACKS])


@pytest.mark.parametrize("form", FORMS)
def test_the_check_finds_an_open_question_that_is_printed_as_a_fact(
    form, whole, broken, monkeypatch
):
    """On a knowledge base of its own, which says of what is unknown that it is so."""
    words, (case, right) = Words.of("en"), whole
    assert misstated(case, FORMS[form](case, words), words) == []
    monkeypatch.setattr(
        KnowledgeBase,
        "says",
        lambda self, name, value: right[name, value is not False if self is broken else value],
    )
    case = assess(use_case(output_use="research", annex_iii=["recruitment"]), DAY, base=broken)
    units = list(FORMS[form](case, words))
    monkeypatch.setattr(KnowledgeBase, "says", lambda _, name, value: right[name, value])
    assert misstated(case, units, words)
