"""An outline as text, Markdown and HTML: all of it is there, lines fit a terminal, and what people
wrote stays text.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from engine import assess
from explain import comparison, questions, smallest_change, timeline, what_if, why_not
from explain.forms.outline import Line, Outline, Section
from explain.forms.outlined import to_html, to_markdown, to_text
from knowledge.cases.files import example_names, read_case
from knowledge.notebook import section
from tests.conftest import DAY, use_case
from tests.sizes import few

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'quoted' & <b>",
    "</section>{{ 7 * 7 }}",
    "*a* _b_ [c](d) `e` | ~f~ # g",
    "two\n# lines\n- of a list",
    "&lt;i&gt;",
]
SMALL = Outline(
    title="Title",
    lead=("First.", "Second."),
    sections=(
        Section(
            title="Reasons",
            lines=(
                Line(
                    text="over",
                    sign="true",
                    source=("[A 1]", "[B 2]"),
                    below=(Line(text="under", sign="false", below=(Line(text="end"),)),),
                ),
                Line(text="open", sign="unknown"),
                Line(text="new", sign="appeared"),
                Line(text="old", sign="gone"),
                Line(text="other", sign="changed"),
            ),
        ),
        Section(title="Empty", lines=()),
    ),
    notice="Notice.",
)


@lru_cache
def explanations(name):
    """One of each kind, about a case of this name."""
    case = use_case(
        name=name,
        output_use="operational",
        exposure="public",
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 12, 24),
    )
    assessment = assess(case, DAY)
    return {
        "why-not": why_not(assessment, "experiment_excepted"),
        "what-if": what_if(case, {"written_agreement": True, "retirement_accepted": True}, on=DAY),
        "comparison": comparison(assessment, assess(use_case(name=name), DAY)),
        "change": smallest_change(assessment, "experiment_excepted"),
        "questions": questions(assessment),
        "timeline": timeline(case, date(2027, 12, 31), DAY),
    }


KINDS = [*explanations("x")]


class Page(HTMLParser):
    """The tags of a page, whether each is closed in its turn, and the text between."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.text = set(), [], ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def shown(markdown):
    """The text that a reader of Markdown sees, and the kinds of its tokens."""
    tokens = [
        part
        for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
        for part in (token, *(token.children or ()))
    ]
    return "".join(
        token.content + " " for token in tokens if token.type in ("text", "softbreak")
    ), {token.type for token in tokens}


def test_text_has_a_sign_before_each_statement_and_what_speaks_for_it_below():
    assert to_text(SMALL).splitlines() == [
        "Title",
        "First.",
        "Second.",
        "",
        "Reasons",
        "  + over [A 1] [B 2]",
        "      - under",
        "          · end",
        "  ? open",
        "  + new",
        "  - old",
        "  ~ other",
        "",
        "Notice.",
    ]


def test_markdown_nests_what_text_indents():
    assert (
        "- **true** over [A 1] [B 2]\n    - **false** under\n        - end\n- **unknown** open\n"
        in to_markdown(SMALL)
    )
    assert "Empty" not in to_markdown(SMALL) + to_html(SMALL) + to_text(SMALL)


def test_html_folds_what_has_lines_below_it():
    page = to_html(SMALL)
    assert page.count("<details open>") == page.count("<summary>") == 2
    assert (
        '<span class="sign true">true</span> over <span class="source">[A 1] [B 2]</span></summary>'
        in page
    )
    Page(page)


@pytest.mark.parametrize("kind", KINDS)
def test_text_markdown_and_html_say_the_same(kind):
    found = explanations("Price model")[kind]
    outline = found.outline()
    said = [
        outline.title,
        *outline.lead,
        *(section.title for section in outline.shown),
        outline.notice,
    ]
    waiting = [line for section in outline.shown for line in section.lines]
    while waiting:
        line = waiting.pop()
        said += [line.text, *line.source]
        waiting += line.below
    text, page, (markdown, _) = str(found), Page(found.to_html()).text, shown(found.to_markdown())
    for one in said:
        for form in (text, page, markdown):
            assert "".join(one.split()) in "".join(form.split()), one
    assert found._repr_html_() == section(found.to_html())
    assert found._repr_markdown_() == found.to_markdown()


@pytest.mark.parametrize("kind", KINDS)
def test_every_explanation_says_once_that_it_is_no_legal_advice(kind):
    found = explanations("Price model")[kind]
    assert [
        form.count("no legal advice") for form in (str(found), found.to_markdown(), found.to_html())
    ] == [1, 1, 1]


@pytest.mark.parametrize("name", few(HOSTILE, of=2))
def test_a_hostile_name_is_text_in_html(name):
    for kind, found in explanations(name).items():
        page = Page(found.to_html())
        assert page.tags <= {
            "section",
            "h2",
            "h3",
            "p",
            "ul",
            "li",
            "details",
            "summary",
            "span",
        }, kind
        assert "".join(name.split()) in "".join(page.text.split()), kind


@pytest.mark.parametrize("name", few(HOSTILE, of=2))
def test_a_hostile_name_is_text_in_markdown(name):
    for kind, found in explanations(name).items():
        text, kinds = shown(found.to_markdown())
        assert not kinds & {
            "html_inline",
            "html_block",
            "em_open",
            "link_open",
            "code_inline",
            "table_open",
            "s_open",
            "image",
        }, kind
        assert "".join(name.split()) in "".join(text.split()), kind
        assert [line for line in found.to_markdown().splitlines() if line.startswith("# ")] == [
            found.to_markdown().splitlines()[0]
        ], kind


@pytest.mark.parametrize("name", few(example_names(), of=4))
def test_every_line_fits_a_terminal(name):
    case = read_case(f"example:{name}")
    assessment = assess(case)
    found = [
        why_not(assessment, proposition)
        for proposition, holds in assessment.conclusions.items()
        if holds is None
    ]
    found += [
        questions(assessment),
        what_if(case, today=date(2028, 1, 1)),
        timeline(case, date(2029, 1, 1)),
    ]
    assert not [line for one in found for line in str(one).splitlines() if len(line) > 100]


@pytest.mark.parametrize(
    "held",
    [
        "2. August 2025",
        "1er août 2025",
        "18 octobre 2024",
        "Art. 101",
        "art. 52",
        "Annex III",
        "KI-VO",
    ],
)
def test_a_line_never_breaks_within_a_day_or_a_place_in_a_work(held):
    """Wherever the end of the line falls, `2. August 2025` and `Art. 101` stay in one piece."""
    for before in range(70, 100):
        outline = Outline(title="x" * before + f" {held} end", lead=(), sections=(), notice="")
        lines = to_text(outline).splitlines()
        assert any(held in line for line in lines)
        assert all(len(line) <= 100 for line in lines)
