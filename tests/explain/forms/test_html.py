"""An explanation as HTML: a section for a page or a notebook,
in which what people wrote is text.
"""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest

from explain import why
from knowledge.notebook import section

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "&lt;b&gt; & <b>",
    "</section></article>",
    "{{ 7 * 7 }}{% raw %}",
    "'quoted'",
]
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
    "build_cost": 50_000,
    "beliefs": ["accuracy_is_readiness"],
    "controls": {"monitoring": False, "code_versioning": True},
}
BLOCKS = {"h3", "p", "li", "td", "th", "tr", "span"}
VOID = {"br", "img", "meta", "hr", "link", "input"}


class Page(HTMLParser):
    """Which tags there are, whether each is closed in its turn, and the text between."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.text, self.rows = [], [], "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self.text += "\n" if tag in BLOCKS else ""

    def handle_data(self, data):
        self.text += data
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def page(explanation, **options):
    read = Page(explanation.to_html(**options))
    assert read.open == []
    return read


def titles(read):
    return [line.strip() for line in read.text.splitlines()]


def test_the_first_line_gives_name_answer_and_day(experiment):
    text = " ".join(page(why(experiment(name="Demand forecast"))).text.split())
    assert text.startswith(
        "Demand forecast: Experimentation is acceptable, as far as answered, on your own statement "
        "that no regulation applies; not checked as of 2026-11-22"
    )


def test_grounds_stand_in_a_table_with_both_sides_of_the_comparison(experiment):
    rows = page(why(experiment(volume_multiple=12))).rows
    assert [
        "stands",
        "It must grow beyond what a prototype carries",
        "volume_multiple is 12, at least 10",
        "[A Trigger 4]",
    ] in [row[:4] for row in rows]


def test_our_reading_is_at_hand_where_a_source_was_interpreted(experiment):
    explanation = why(experiment(exposure="public"))
    told = page(explanation).text
    ground = next(
        item
        for item in explanation.grounds
        if item.argument.proposition == "condition.user_exposure"
    )
    assert f"our reading: {ground.authority.reading}" in told


def test_controls_are_told_by_state_with_their_number_and_reasons(answer):
    text = " ".join(page(why(answer(**TROUBLED))).text.split())
    assert "Controls missing (1) control" in text
    assert "Controls in place (1) control" in text
    assert "The business relies on it [A Trigger 1]" in text
    rows = page(why(answer(**TROUBLED))).rows
    assert ["code versioning", "each version of the code is kept"] in [row[:2] for row in rows]


def test_threats_and_misconceptions_are_told(answer):
    text = " ".join(page(why(answer(**TROUBLED))).text.split())
    assert (
        "The source expects rebuilding it to cost a multiple of building it properly: "
        "between EUR 100,000 and EUR 150,000" in text
    )
    assert "“It is accurate, so it is ready” (voiced) [A Misconception 1]" in text


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (BOX, "holds"),
        ({**BOX, "ends_on": date(2026, 11, 1)}, "ended"),
        ({**BOX, "written_agreement": False}, "failed"),
        ({**BOX, "written_agreement": None}, "not established"),
    ],
)
def test_a_claimed_exception_is_told_with_its_outcome_and_no_other_is(experiment, facts, outcome):
    text = " ".join(page(why(experiment(**facts, output_use="operational"))).text.split())
    assert f"Exceptions claimed {outcome} A time-boxed experiment with an agreed end" in text
    argued = text.partition("Exceptions claimed")[2].partition("Presumed: ")[0]
    assert "demonstration" not in argued
    assert "Internal analytics" not in argued


def test_a_section_that_has_nothing_to_tell_is_left_out(experiment):
    told = titles(page(why(experiment())))
    assert {"Why", "Sources"} <= set(told)
    assert not {
        "Exceptions claimed",
        "Misconceptions",
        "What threatens",
        "Contradictions",
        "Still possible",
    } & set(told)


def test_an_open_case_tells_what_is_possible_and_what_to_ask(experiment):
    text = " ".join(page(why(experiment(failure_impact=None))).text.split())
    assert (
        "It can become: forbidden (only if answers contradict each other), production-grade" in text
    )
    assert "What happens when the model is wrong, or down? failure_impact" in text


def test_the_argument_for_one_proposition_names_its_rule(experiment):
    text = " ".join(page(why(experiment(volume_multiple=12), "trigger.scale")).text.split())
    assert (
        "by trigger.scale/1 [A Trigger 4], stated true volume_multiple is 12, at least 10" in text
    )


@pytest.mark.parametrize("proposition", ["verdict", "trigger.scale"])
def test_that_it_is_no_legal_advice_is_said_once_or_left_to_the_page(answer, proposition):
    explanation = why(answer(**TROUBLED), proposition)
    assert page(explanation).text.count("no legal advice") == 1
    assert page(explanation, notice=False).text.count("no legal advice") == 0


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("proposition", ["verdict", "trigger.scale"])
def test_what_people_wrote_is_text_and_nothing_else(experiment, name, proposition):
    harmless, hostile = (
        page(why(experiment(name=text), proposition, prove=False)) for text in ("case", name)
    )
    assert hostile.tags == harmless.tags
    assert f"{name}: " in hostile.text


def test_a_notebook_shows_an_explanation_as_html_and_as_markdown(experiment):
    explanation = why(experiment())
    assert explanation._repr_html_() == section(explanation.to_html())
    assert explanation._repr_markdown_() == explanation.to_markdown()
