"""The report on a portfolio: one page that works without a network,
and in which what people wrote is text.
"""

from __future__ import annotations

import base64
import json
import re
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest

from engine.portfolio import AssessedRow, assessed_cases
from explain import why
from explain.portfolios.report import write_report
from explain.portfolios.summary import summarise
from knowledge import UseCase
from knowledge.base import load
from knowledge.tables.row_faults import RowFault
from tests.sizes import few

DAY = date(2026, 11, 22)
WRITTEN = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</article></body>",
    "<!--",
]
FETCHING = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "object": "data",
    "source": "src",
    "image": "href",
    "use": "href",
}


class Page(HTMLParser):
    """The tags, the scripts and the text of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.scripts, self.text, self.inside = [], [], "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside.append(tag)
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if self.inside and self.inside[-1] == "script":
            self.scripts[-1] += data
        elif "style" not in self.inside:
            self.text += data


def results(*names, **facts):
    """Cases that state the same, of which only the first is assessed, as in a portfolio."""
    cases = [UseCase(name=name, regulatory_scope="none", **facts) for name in names]
    return [row.named for row in assessed_cases(cases, DAY, base=load())]


@pytest.fixture
def write(tmp_path):
    """Write a report on these results, and read it back."""

    def written(cases, faults=(), file="table.csv", drawn=True):
        rows = [
            AssessedRow(number, case, tuple(faults) if number == 1 else ())
            for number, case in enumerate(cases, start=1)
        ]
        path = tmp_path / "report.html"
        assert (
            write_report(
                summarise(file, rows, load()), path, [why(case) for case in cases] if drawn else []
            )
            == path
        )
        return path.read_text(encoding="utf-8")

    return written


def table(html, name):
    """The columns and rows that the page's own script puts into a table."""
    script = next(
        script for script in Page(html).scripts if f'querySelectorAll("#{name}:not' in script
    )
    columns = re.findall(
        r"<th>(.*?)</th>", json.loads(re.search(r'"table_html": (".*?[^\\]")', script)[1])
    )
    rows = json.loads(json.loads(re.search(r'"data_json": ("(?:[^"\\]|\\.)*")', script)[1]))
    return [dict(zip(columns, map(str, row), strict=True)) for row in rows]


def library(html):
    return base64.b64decode(re.search(r'injectModule\("([^"]+)"', html)[1]).decode()


def test_the_page_holds_the_table_library_itself(write):
    html = write(results("a", output_use="operational"), drawn=False)
    assert "DataTable" in library(html)
    assert len(library(html)) > 100_000


def test_the_page_loads_nothing_from_anywhere(write):
    html = write(results("a", "b", output_use="operational"))
    tags = Page(html).tags
    assert not [
        (tag, attributes)
        for tag, attributes in tags
        if attributes.get(FETCHING.get(tag, ""), "").startswith(("http", "//"))
    ]
    assert not [tag for tag, attributes in tags if tag in ("link", "iframe", "object", "base")]
    assert not re.search(r"@import|url\(\s*['\"]?(?:https?:)?//", html)
    assert not re.search(r"\b(?:fetch|import)\(\s*['\"](?:https?:)?//", html + library(html))


def test_each_row_has_its_verdict_and_its_reason(write):
    cases = [
        *results("a", output_use="operational"),
        *results("b"),
        *results("c", volume_multiple=12),
    ]
    rows = table(write(cases, drawn=False), "cases")
    assert [row["name"] for row in rows] == ["a", "b", "c"]
    assert rows[0]["verdict"] == "Production-grade engineering is required"
    assert "Possible: " in rows[1]["verdict"]
    assert [row["reason"][:30] for row in rows] == [
        "The business runs on the outpu",
        "Open: whether the business run",
        "It must grow beyond what a pro",
    ]
    assert "volume_multiple is 12, at least 10" in rows[2]["reason"]


def test_no_row_of_a_large_portfolio_is_left_out(write):
    rows = table(
        write(
            results(*(f"case {number}" for number in range(600)), output_use="operational"),
            drawn=False,
        ),
        "cases",
    )
    assert len(rows) == 600
    assert all(row["reason"] for row in rows)


def test_the_counts_and_the_questions_head_the_page(write):
    text = " ".join(
        Page(
            write([*results("a", "b", output_use="operational"), *results("c")], drawn=False)
        ).text.split()
    )
    assert "When experiments need engineering: 3 use cases" in text
    assert "Production-grade engineering is required2 67 %" in text
    assert "Not settled yet1 33 %" in text
    assert (
        "What happens when the model is wrong, or down? failure_impact: "
        "gives 1 a verdict by itself (work, customers or money suffer)1 33 %" in text
    )


@pytest.mark.parametrize("drawn", [True, False])
def test_that_it_is_no_legal_advice_is_said_once(write, drawn):
    assert (
        write(results("a", "b", output_use="operational"), drawn=drawn).count("no legal advice")
        == 1
    )


def test_each_case_is_drawn_and_explained(write):
    html = write(
        results("First", "Second", output_use="operational", controls={"monitoring": False})
    )
    articles = html.split('<article class="case"')[1:]
    assert len(articles) == 2
    for name, article in zip(("First", "Second"), articles, strict=True):
        assert f"{name}: Production-grade engineering is required" in article
        assert article.count("<svg") == 1
        assert "Controls missing (1)" in article


def test_cells_that_could_not_be_used_are_listed(write):
    fault = RowFault(
        1,
        "exposure",
        "publik",
        "exposure does not take this value, and stays unknown",
        "one of data_science, public",
    )
    rows = table(write(results("a"), faults=[fault], drawn=False), "faults")
    assert rows == [
        {
            "row": "1",
            "column": "exposure",
            "value": "publik",
            "reason": fault.reason,
            "expected": "one of data_science, public",
        },
    ]


def test_without_faults_there_is_no_list_of_them(write):
    assert "could not be used" not in write(results("a"), drawn=False)


@pytest.fixture(scope="module")
def harmless_tags(tmp_path_factory):
    """The tags of a report in which nobody wrote anything hostile."""
    file = tmp_path_factory.mktemp("harmless") / "report.html"
    case = results("case", output_use="operational")
    fault = RowFault(1, "case", "case", "stays unknown", "case")
    rows = [AssessedRow(1, case[0], (fault,))]
    write_report(summarise("table.csv", rows, load()), file, [why(case[0])])
    return [tag for tag, _ in Page(file.read_text(encoding="utf-8")).tags]


@pytest.mark.parametrize("name", few(WRITTEN, of=3))
def test_what_people_wrote_is_text_and_nothing_else(write, harmless_tags, name):
    fault = RowFault(1, name, name, "stays unknown", name)
    hostile = write(results(name, output_use="operational"), faults=[fault], file=name)
    assert [tag for tag, _ in Page(hostile).tags] == harmless_tags
    assert unescape(table(hostile, "cases")[0]["name"]) == name
    assert "<" not in table(hostile, "cases")[0]["name"]
    assert name in Page(hostile).text


def test_a_control_character_in_one_name_does_not_cost_the_whole_report(write):
    html = write(results("good", "esc\x1b[31m", output_use="operational"))
    assert html.count('<article class="case"') == 2


def test_no_id_is_used_twice_in_the_page(write):
    ids = [
        attributes["id"]
        for _, attributes in Page(write(results("a", "b", output_use="operational"))).tags
        if "id" in attributes
    ]
    assert sorted(set(ids)) == sorted(ids)


def test_nothing_that_is_shown_stands_in_the_head_of_the_page(write):
    """A reader of HTML begins the body there, and takes the page's own for a mistake."""
    tags = [tag for tag, _ in Page(write(results("case 1"))).tags]
    head = tags[tags.index("head") + 1 : tags.index("body")]
    assert set(head) == {"meta", "title", "style", "script"}
