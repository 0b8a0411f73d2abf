"""What shows itself in a notebook: cases, entries, knowledge, assessments, graphs, portfolios.

Safely, and in any theme.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from engine import Assessment, InferenceGraph, assess
from explain import portfolio, questions, smallest_change, timeline, what_if, why, why_not
from explain.portfolios.notebook import MOST_ROWS
from knowledge import UseCase, load, read_case
from knowledge.notebook import STYLE, listed, section, table
from tests.conftest import DAY

HOSTILE = '<script>alert("x")</script> & "quoted"'
CASE = read_case("example:schufa_score")


class Reader(HTMLParser):
    """The text of a piece of HTML, and its tags, each of which it closes."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.said = [], [], []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.said.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.said).split())


SHOWN = {
    "case": lambda case: case,
    "assessment": lambda case: assess(case, DAY),
    "graph": lambda case: assess(case, DAY).trace,
    "why": lambda case: why(assess(case, DAY)),
    "why not": lambda case: why_not(assess(case, DAY), "verdict.experimentation_acceptable"),
    "what if": lambda case: what_if(case, output_use="research", on=DAY),
    "change": lambda case: smallest_change(case, "experiment_excepted", DAY),
    "questions": lambda case: questions(assess(case, DAY)),
    "timeline": lambda case: timeline(case, DAY.replace(year=2031), DAY),
    "portfolio": lambda case: portfolio([case], DAY),
}
each = pytest.mark.parametrize("made", SHOWN.values(), ids=SHOWN)


@each
def test_each_shows_itself_in_the_reader_s_own_colours(made):
    html = made(CASE)._repr_html_()
    assert Reader(html).text
    assert html.count("<style>") == 1
    assert not re.search(r"(?:color|background)\s*:\s*(?!currentColor)", html)


@each
def test_what_people_wrote_is_text_and_nothing_else(made):
    harmless, hostile = (
        made(UseCase.model_validate({**CASE.stated(), "name": name}))._repr_html_()
        for name in ("case", HOSTILE)
    )
    assert Reader(hostile).tags == Reader(harmless).tags
    if made is not SHOWN["graph"]:  # which holds nothing but what rules read
        assert HOSTILE in Reader(hostile).text


def test_a_case_shows_each_answer_with_its_question():
    text = Reader(
        UseCase(name="Forecast", output_use="research", controls={"monitoring": True})._repr_html_()
    ).text
    assert text == (
        "Forecast attribute answer question output_use research What are the outputs used for?"
        " controls.monitoring true Is its behaviour in use watched?"
    )


def test_an_assessment_tells_the_answer_what_decides_and_who_owes_what():
    result = assess(CASE, DAY)
    text = Reader(result._repr_html_()).text
    for said in (
        "Production-grade engineering is required",
        "legal tier high-risk",
        "grounds that stand",
        "Art. 27",
        result.notice,
    ):
        assert said in text
    opened = Reader(assess(UseCase(name="case"), DAY)._repr_html_()).text
    assert "further answers can lead to prohibited, production_required" in opened


def test_an_assessment_that_was_read_back_shows_what_it_still_knows():
    back = Assessment.model_validate_json(assess(CASE, DAY).model_dump_json())
    text = Reader(back._repr_html_()).text
    assert "production_required" in text
    assert "Art. 27" in text


def test_a_graph_lists_every_derivation_also_when_read_back():
    graph = assess(CASE, DAY).trace
    text = Reader(graph._repr_html_()).text
    assert "condition.model_outputs condition.model_outputs/1 output_use is operational" in text
    assert Reader(InferenceGraph.from_json(graph.to_json())._repr_html_()).text == text
    assert repr(graph) == f"<inference graph of {len(graph.graph):,} nodes>"


def test_the_knowledge_base_and_each_of_its_entries_show_themselves():
    base = load()
    text = Reader(base._repr_html_()).text
    assert base.fingerprint in text
    assert f"{len(base.rules):,} plain rules" in text
    for entry in base.entries.values():
        assert entry.id in Reader(entry._repr_html_()).text
    scale = Reader(base.entries["trigger.scale"]._repr_html_()).text
    assert (
        "volume_multiple >= parameter.scale_factor or business_units >= parameter.several_units"
        in scale
    )
    assert "article, Trigger 4" in scale
    assert "otherwise" in scale
    assert "reading" not in scale  # what was not written is not shown


def test_a_portfolio_shows_its_rows_its_counts_and_what_could_not_be_used(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text(
        "name,output_use,exposure\nA,operational,analysts\nB,research,nobody\n", encoding="utf-8"
    )
    found = portfolio(table, DAY)
    text = Reader(found._repr_html_()).text
    assert text.startswith(
        "2 use cases 1: Production-grade engineering is required 1: Not settled yet"
    )
    assert "3 exposure nobody" in text
    assert found.to_frame()["name"].to_list() == ["A", "B"]


def test_a_long_portfolio_says_how_many_rows_it_leaves_out():
    found = portfolio([UseCase(name=f"case {number}") for number in range(MOST_ROWS + 3)], DAY)
    assert "and 3 more; to_frame() has them all" in Reader(found._repr_html_()).text
    assert found.to_frame().height == MOST_ROWS + 3


def test_a_portfolio_takes_cases_as_well_as_a_file_and_answers_alike(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("name,output_use\nA,operational\n", encoding="utf-8")
    (read,) = portfolio(table, DAY).cases
    (given,) = portfolio([UseCase(name="A", output_use="operational")], DAY).cases
    assert (read.row, given.row) == (2, 1)  # a spreadsheet shows the heads in row 1
    assert read == given.model_copy(update={"row": 2, "same_as": 2})


def test_in_a_terminal_the_same_things_are_text():
    printed = []
    printer = type("Printer", (), {"text": staticmethod(printed.append)})()
    result = assess(CASE, DAY)
    for shown in (
        why(result),
        questions(result),
        result,
        why(result).drawing(),
        portfolio([CASE], DAY).chart("verdict"),
        CASE,
    ):
        shown._repr_pretty_(printer, False)
    assert printed[0] == str(why(result))
    assert printed[1] == str(questions(result))
    assert (
        printed[2]
        == f"Credit score (SCHUFA), as of {DAY}: production_required, legal tier high_risk"
    )
    assert printed[3].startswith(f"decision graph of Credit score (SCHUFA), as of {DAY}: ")
    assert printed[4] == "Verdicts, of 1\n1: Production-grade engineering is required"
    assert "exposure: business_users" in printed[5]


def test_nothing_to_list_is_nothing():
    assert listed([]) == table(("a",), []) == ""
    assert section() == f'<div class="threshold">{STYLE}</div>'
