"""What a report counts: a bar counts exactly the cases that it picks,
and no small count is drawn as if it were all.
"""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from engine.portfolio import AssessedRow
from explain.portfolios.summary import summarise
from explain.portfolios.tallies import charts, choices, facets
from knowledge import UseCase
from knowledge.base import load
from knowledge.cases.files import example_names, read_case
from knowledge.languages.words import Words
from tests.conftest import DAY, EXPERIMENT

HIGH_RISK = {
    "placed_in_eu": True,
    "ai_system": True,
    "annex_iii": ["creditworthiness"],
    "profiling": True,
    "role": "provider",
}


def summary_of(*cases):
    return summarise(
        "table.csv",
        [AssessedRow(number, case, ()) for number, case in enumerate(cases, start=1)],
        load(),
    )


def result(name="case", on=DAY, **facts):
    return assess(UseCase(name=name, **{**EXPERIMENT, **facts}), on=on)


def examples():
    return [assess(read_case(f"example:{name}")) for name in example_names()]


def titled(summary, title):
    return {
        tally.title: tally.cases
        for chart in charts(summary)
        if chart.title == title
        for tally in chart.tallies
    }


def mixed():
    missing = {"output_use": "operational", "controls": {"monitoring": False, "rollback": True}}
    return summary_of(
        *examples(),
        result("a"),
        result("b", exposure=None),
        result("c", exposure=None),
        result("d", **missing),
    )


def test_a_bar_counts_exactly_the_cases_that_have_what_it_picks():
    summary = mixed()
    shown = [tally for chart in charts(summary) for tally in chart.tallies]
    assert len({tally.title for tally in shown}) > 15
    for tally in shown:
        having = [
            case
            for case in summary.cases
            if all(value in facets(case)[facet] for facet, value in tally.picks.items())
        ]
        assert len(having) == tally.cases > 0, tally


def test_whatever_a_bar_picks_can_be_chosen_from_a_list_as_well():
    summary = mixed()
    offered = choices(summary)
    assert all(
        value in offered[facet]
        for chart in charts(summary)
        for tally in chart.tallies
        for facet, value in tally.picks.items()
    )


def test_each_case_has_one_verdict():
    summary = mixed()
    assert sum(titled(summary, "Verdicts").values()) == len(summary.cases)


def test_grounds_that_an_exception_lifts_do_not_stand():
    box = {
        "starts_on": DAY,
        "ends_on": DAY,
        "written_agreement": True,
        "retirement_accepted": True,
        "output_use": "operational",
    }
    summary = summary_of(result(**box), result("other", output_use="operational"))
    assert [case.grounds for case in summary.cases] == [(), ("model_outputs",)]
    assert titled(summary, "Grounds that stand") == {"The business runs on the outputs": 1}


def test_missing_controls_go_by_their_names():
    summary = summary_of(result(output_use="operational", controls={"monitoring": False}))
    assert titled(summary, "Controls missing") == {"monitoring": 1}
    assert summary.cases[0].missing == ("monitoring",)


@pytest.mark.parametrize(
    ("on", "word"), [(date(2026, 11, 22), "since"), (date(2024, 11, 22), "from")]
)
def test_a_day_that_is_past_is_told_apart_from_one_that_is_to_come(on, word):
    tay = assess(read_case("example:tay"), on)
    titles = titled(summary_of(tay), "Legal tiers, by the day from which duties bind")
    assert f"{word} 2025-02-02: transparency duties" in titles


def test_a_case_counts_on_each_day_from_which_a_duty_of_its_binds():
    days = {case.name: case.binds for case in summary_of(*examples()).cases}
    # the GDPR, the Act's literacy, its duties on transparency
    bound = (date(2018, 5, 25), date(2025, 2, 2), date(2026, 8, 2))
    assert days["Credit score (SCHUFA)"] == bound
    assert days["Recommender contest (Netflix Prize)"] == ()


def test_a_portfolio_without_gaps_or_questions_has_no_empty_charts():
    assert [chart.title for chart in charts(summary_of(result()))] == [
        "Verdicts",
        "Legal tiers, by the day from which duties bind",
    ]


def test_a_question_says_what_it_would_settle():
    (chart,) = (
        chart
        for chart in charts(summary_of(result(exposure=None)))
        if chart.title.startswith("Questions")
    )
    assert chart.tallies[0].note.startswith("exposure: gives 1 a verdict by itself (")


@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("en", ("since 2025-02-02", "from 2027-12-02")),
        ("de", ("seit 2. Februar 2025", "ab 2. Dezember 2027")),
        ("fr", ("depuis le 2 février 2025", "à partir du 2 décembre 2027")),
    ],
)
def test_the_days_of_duties_are_written_as_a_language_writes_them(language, days):
    told = charts(summary_of(result("a", **HIGH_RISK)), Words.of(language))
    titles = [tally.title for chart in told for tally in chart.tallies]
    for day in days:
        assert any(title.startswith(day) for title in titles), titles
