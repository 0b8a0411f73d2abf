"""The page of an assessment as it is written: its order, its outline, what it may run,
and by whom it is drawn.
"""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner

from explain import Explanation, why
from explain.argue.why import why as told_on_stage
from explain.compose.page import to_page
from explain.compose.verdict_graph import compose
from knowledge.languages.words import Words
from threshold.cli import main

BOX = {
    "starts_on": date(2026, 10, 1),
    "ends_on": date(2026, 12, 24),
    "written_agreement": True,
    "retirement_accepted": True,
}


class Outline(HTMLParser):
    """Headings, landmarks and attributes of a page."""

    def __init__(self, html):
        super().__init__()
        self.headings, self.tags = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


def test_headings_and_landmarks_are_in_order(experiment):
    read = Outline(to_page(why(experiment(volume_multiple=12, **BOX))))
    assert read.headings.count(1) == 1
    assert read.headings[0] == 1
    assert all(
        below <= above + 1 for above, below in zip(read.headings, read.headings[1:], strict=False)
    )
    assert [tag for tag, _ in read.tags if tag in ("header", "main", "aside", "footer")] == [
        "header",
        "main",
        "aside",
        "footer",
    ]
    assert [attrs["aria-live"] for _, attrs in read.tags if "aria-live" in attrs] == ["polite"]


def test_the_sections_come_in_the_order_in_which_a_room_asks(experiment):
    facts = {
        **BOX,
        "ends_on": date(2026, 11, 1),
        "beliefs": ["accuracy_is_readiness"],
        "placed_in_eu": True,
        "ai_system": True,
    }
    told = re.findall(
        r"<h[2-4][^>]*>([^<:(]*[^<:( ])", to_page(why(experiment(**facts, volume_multiple=12)))
    )
    order = [
        "Decision graph",
        "Argument",
        "Exceptions claimed",
        "Controls unconfirmed",
        "Misconceptions",
        "Legal",
        "Duties",
        "Sources",
    ]
    assert [title for title in told if title in order] == order


def test_that_it_is_no_legal_advice_is_said_once(experiment):
    assert to_page(why(experiment(volume_multiple=12))).count("no legal advice") == 1


def test_the_script_is_the_one_that_the_page_allows_and_nothing_may_be_fetched(experiment):
    page = to_page(why(experiment(volume_multiple=12)))
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)|url\(|@import", page)


@pytest.mark.parametrize("drawer", ["the system's", "pip's"])
def test_both_drawers_make_a_page_in_which_every_box_can_be_chosen(
    drawer, monkeypatch, tmp_path, experiment
):
    if drawer == "pip's":
        monkeypatch.setenv("PATH", str(tmp_path))
    shown = why(experiment(volume_multiple=12, **BOX))
    nodes = {
        attrs["data-node"]: attrs
        for _, attrs in Outline(to_page(shown)).tags
        if "data-node" in attrs
    }
    drawn = compose(shown)
    assert set(nodes) == {node.id for node in drawn.nodes}
    assert {id: attrs["data-way"].split() for id, attrs in nodes.items()} == {
        node.id: list(drawn.way(node.id)) for node in drawn.nodes
    }


def test_a_single_proposition_has_a_page_too(experiment):
    page = to_page(why(experiment(volume_multiple=12), "trigger.scale"))
    assert "its way to the conclusion" in page
    assert page.count('id="why-trigger.scale"') == 1


def test_the_command_writes_the_page(tmp_path):
    result = CliRunner().invoke(
        main, ["page", "example:tay", "-o", str(tmp_path / "tay.html"), "--on", "2026-11-22"]
    )
    assert result.exit_code == 0
    assert result.stdout == f"written: {tmp_path / 'tay.html'}\n"
    assert 'As of <time datetime="2026-11-22">2026-11-22</time>' in (
        tmp_path / "tay.html"
    ).read_text(encoding="utf-8")


def test_what_the_page_tells_is_printed_as_json_on_demand(tmp_path):
    target = tmp_path / "tay.html"
    result = CliRunner().invoke(main, ["page", "example:tay", "-o", str(target), "--json"])
    told = Explanation.model_validate_json(result.output)
    assert told.headline in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "Forecast:"), ("de", "Forecast:"), ("fr", "Forecast\u00a0:")],
)
def test_the_heading_is_set_as_the_language_sets_a_colon(answer, language, heading):
    page = str(to_page(why(answer(name="Forecast", output_use="research")), language))
    assert f'<span class="name">{heading}</span>' in page
    assert f"<title>{heading} " in page


def test_no_column_of_a_table_has_an_empty_head(answer):
    page = str(to_page(why(answer(annex_iii=["creditworthiness"], role="deployer"))))
    assert "<table" in page
    assert "<th></th>" not in page


def test_the_label_of_a_box_has_the_signs_of_the_language(experiment):
    found = why(experiment(volume_multiple=12))
    for code, sign in (("fr", "\u00a0: "), ("de", ": ")):
        labels = re.findall(
            r'aria-controls="panel" aria-label="([^"]*)"', to_page(found, Words.of(code))
        )
        assert labels
        assert all(re.search(rf"\w{sign}", label) for label in labels)


def test_what_a_page_says_at_its_head_is_parted_as_the_language_does(answer):
    """Behind the tier, what it can still become stood after an English semicolon."""
    stated = answer(annex_iii=["creditworthiness"], role="deployer")
    explained = told_on_stage(stated, ask=False)
    told = str(to_page(explained, "fr"))
    (lead,) = re.findall(r'<p class="lead">([^<]*juridique[^<]*)</p>', told)
    assert lead.startswith("Catégorie juridique")
    assert ";" in lead
    assert not re.search(r"[^\u00a0];", lead)


@pytest.mark.parametrize(("language", "marks"), [("en", "“”"), ("de", "„“"), ("fr", "«»")])
def test_a_misconception_stands_in_the_quotation_marks_of_the_language(answer, language, marks):
    told = why(answer(beliefs=["mlops_is_for_enterprises"])).to_text(language=language)
    lines = [line for line in told.splitlines() if line.lstrip().startswith(f"! {marks[0]}")]
    assert lines
    assert all(marks[1] in line for line in lines)
