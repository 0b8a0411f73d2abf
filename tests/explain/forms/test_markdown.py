"""An explanation as Markdown: read back by a Markdown parser,
so that what is tested is what a wiki shows.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from markdown_it import MarkdownIt

from engine import assess
from explain import why
from explain.forms.templating import escape_markdown
from knowledge.cases.files import read_case

HOSTILE = [
    "<script>alert(1)</script>",
    "| * _ [x](y)",
    "=cmd|' /C calc'!A0",
    "a *b* _c_ `d` **e** ~~f~~ ![g](h) <i>j</i>",
    "back\\slash \\* end",
    "two\n# lines",
    "&lt;b&gt;",
]
RESERVE = ", as far as answered, on your own statement that no regulation applies; not checked"
BOX = {
    "starts_on": date(2026, 10, 1),
    "ends_on": date(2026, 12, 24),
    "written_agreement": True,
    "retirement_accepted": True,
}
TROUBLED = {
    "output_use": "operational",
    "regulatory_scope": "none",
    "relied_on_for": ["operational_planning"],
    "stage": "production",
    "went_live_on": date(2026, 5, 22),
    "beliefs": ["accuracy_is_readiness"],
    "controls": {"monitoring": False, "code_versioning": True},
}


def parsed(markdown):
    """The tokens of the document, nested ones included."""
    return [
        inner
        for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
        for inner in (token, *(token.children or ()))
    ]


def headings(markdown):
    tokens = MarkdownIt("commonmark").parse(markdown)
    return [
        "".join(part.content for part in tokens[index + 1].children)
        for index, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def cells(markdown):
    """The rows of all tables, as they would be read."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    found, row = [], None
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            row = []
        elif token.type in ("th_open", "td_open"):
            row.append("".join(part.content for part in tokens[index + 1].children))
        elif token.type == "tr_close":
            found.append(row)
    return found


def test_the_title_gives_name_and_answer(experiment):
    assert (
        headings(why(experiment(name="Demand forecast")).to_markdown())[0]
        == "Demand forecast: Experimentation is acceptable, as far as answered, on your own "
        "statement that no regulation applies; not checked"
    )


def test_grounds_stand_in_a_table_with_both_sides_of_the_comparison(experiment):
    table = cells(why(experiment(volume_multiple=12)).to_markdown())
    assert [
        "stands",
        "It must grow beyond what a prototype carries",
        "volume_multiple is 12, at least 10",
        "[A Trigger 4]",
    ] in [row[:4] for row in table]


def test_what_lifts_a_ground_stands_beside_it(experiment):
    table = cells(why(experiment(**BOX, volume_multiple=12)).to_markdown())
    (lifted,) = [row for row in table if row[0] == "lifted"]
    assert lifted[1].endswith("(lifted by: A time-boxed experiment with an agreed end)")


def test_controls_have_a_table_for_each_state(answer):
    markdown = why(answer(**TROUBLED)).to_markdown()
    assert {"Controls missing", "Controls unconfirmed", "Controls in place"} <= set(
        headings(markdown)
    )
    reason = (
        "Production-grade engineering is required [A Decision rule] [A Misconceptions 1, 2]; "
        "The business relies on it [A Trigger 1]"
    )
    assert ["monitoring", "its behaviour in use is watched", reason] in cells(markdown)


def test_each_section_that_has_something_to_tell_is_there_and_no_other(answer, experiment):
    told = set(headings(why(answer(**TROUBLED)).to_markdown()))
    assert {"Why", "Misconceptions", "What threatens", "Sources"} <= told
    assert not {"Exceptions claimed", "Contradictions", "Still possible"} & told
    assert "Exceptions claimed" in headings(
        why(experiment(**BOX, volume_multiple=12)).to_markdown()
    )
    assert "Questions that bear on it" in headings(why(experiment(output_use=None)).to_markdown())


def test_an_exception_that_nobody_claimed_is_not_mentioned(experiment):
    markdown = why(experiment(**BOX, volume_multiple=12)).to_markdown()
    assert "A time-boxed experiment with an agreed end" in markdown
    assert "demonstration" not in markdown
    assert "Internal analytics" not in markdown


def test_a_threat_is_told_with_its_window(answer):
    assert "most likely between 2026-11-22 and 2027-05-22" in why(answer(**TROUBLED)).to_markdown()


@pytest.mark.parametrize("proposition", ["verdict", "trigger.scale"])
def test_that_it_is_no_legal_advice_is_said_once(answer, proposition):
    assert why(answer(**TROUBLED), proposition).to_markdown().count("no legal advice") == 1


def test_the_argument_for_one_proposition_is_a_nested_list(experiment):
    tokens = parsed(why(experiment(volume_multiple=12), "trigger.scale").to_markdown())
    level = {
        token.content: token.level for token in tokens if token.type == "inline" and token.level > 1
    }
    assert list(level) == [
        "**true** It must grow beyond what a prototype carries (`trigger.scale`)",
        "by `trigger.scale/1` [A Trigger 4], stated",
        "**true** volume\\_multiple is 12, at least 10",
        *list(level)[3:],
    ]
    assert list(level.values())[:3] == sorted(set(level.values()))[:3]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_wrote_is_text_and_nothing_else(experiment, name):
    markdown = why(experiment(name=name)).to_markdown()
    assert (
        headings(markdown)[0] == f"{' '.join(name.split())}: Experimentation is acceptable{RESERVE}"
    )
    kinds = {token.type for token in parsed(markdown.splitlines()[0])}
    assert kinds == {"heading_open", "inline", "text", "heading_close"} | kinds & {"text_special"}
    assert not {token.type for token in parsed(markdown)} & {
        "html_inline",
        "html_block",
        "link_open",
        "image",
        "s_open",
    }


@pytest.mark.parametrize("text", [*HOSTILE, "# title", "- item", "> quote", "| a | b |"])
def test_escaped_text_keeps_to_its_cell_of_a_table(text):
    table = f"| a | b |\n|---|---|\n| {escape_markdown(text)} | end |\n"
    assert cells(table)[1] == [" ".join(text.split()), "end"]


def test_spaces_that_do_not_break_stay_in_markdown_and_mermaid():
    """French has one before a colon, a semicolon, a per cent sign."""
    answer = why(assess(read_case("example:tay")), prove=False)
    assert escape_markdown(" a\u00a0: b\n\n c\u202f; d ") == "a\u00a0: b c\u202f; d"
    for told in (answer.to_markdown(language="fr"), answer.to_mermaid(language="fr")):
        assert "\u00a0" in told
        prose = re.sub(r"^ *[|:-]+$|`[^`]*`|:::", "", told, flags=re.MULTILINE)
        assert re.findall(r"\w [;:!?»%](?= |$)|« ", prose) == []
