"""A portfolio as Markdown: counts, cases and faults, in which what people wrote is text."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from engine import assess
from engine.portfolio import AssessedRow
from explain.portfolios.markdown import to_markdown
from explain.portfolios.summary import summarise
from knowledge import UseCase
from knowledge.base import load
from knowledge.tables.row_faults import RowFault
from tests.conftest import DAY, EXPERIMENT

HOSTILE = [
    "<script>alert(1)</script>",
    "a | b | c",
    "[click](javascript:alert(1))",
    "![x](y.png)",
    "**bold** _it_ `code`",
    "&lt;b&gt;",
    "http://evil.example www.evil.example",
    "\\| x",
    "line\n\n# heading\n- item",
]


def written(name="case", faults=(), **facts):
    result = assess(UseCase(name=name, **{**EXPERIMENT, **facts}), on=DAY)
    return to_markdown(summarise("table.csv", [AssessedRow(1, result, tuple(faults))], load()))


def tokens(text):
    return MarkdownIt("commonmark").enable("table").parse(text)


def tables(text):
    """Each table as rows of cells, as a reader sees them."""
    found, inside = [], False
    for token in tokens(text):
        inside = token.type in ("th_open", "td_open") or (inside and token.type == "inline")
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif inside and token.type == "inline":
            found[-1][-1].append("".join(child.content for child in token.children))
    return found


def test_it_says_what_the_page_says():
    text = written(output_use="operational", controls={"monitoring": False})
    assert text.startswith("# When experiments need engineering: 1 use case\n")
    for line in (
        "## Verdicts",
        "| Production-grade engineering is required | 1 | 100 % |",
        "## Controls missing",
        "## Cases",
        "## Sources",
    ):
        assert line in text
    assert text.count("no legal advice") == 1


def test_every_row_of_a_table_has_as_many_cells_as_its_head():
    fault = RowFault(1, "exposure", "publik", "stays unknown", "one of public")
    for table in tables(written(faults=[fault], exposure=None, controls={"monitoring": False})):
        assert len({len(row) for row in table}) == 1
        assert len(table) > 1


@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_wrote_is_text(name):
    text = written(name=name, faults=[RowFault(1, name, name, "stays unknown", name)])
    harmless = written(faults=[RowFault(1, "case", "case", "stays unknown", "case")])

    def shape(markdown):
        return [
            child.type
            for token in tokens(markdown)
            for child in (token.children or [token])
            if child.type not in ("text", "text_special")
        ]

    assert (
        shape(text).count("html_inline")
        == shape(text).count("link_open")
        == shape(text).count("image")
        == 0
    )
    assert len(tokens(text)) == len(tokens(harmless))
    (cases,) = [table for table in tables(text) if table[0][:2] == ["row", "name"]]
    assert cases[1][1] == " ".join(name.split())
    assert "http://" not in text


def test_without_faults_there_is_no_list_of_them():
    assert "could not be used" not in written()
    assert "## Cells and rows that could not be used (1)" in written(
        faults=[RowFault(1, "a", "b", "c")]
    )
