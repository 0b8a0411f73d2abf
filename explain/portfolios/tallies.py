"""What a portfolio's report counts: for each bar of its charts a title, a count, and what picks the
cases it counts.

A facet is something by which cases are picked, such as the verdict or a ground that stands; a case
may have several values of one facet. A bar always counts exactly the cases that have all the values
it picks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from explain.forms import sections
from explain.forms.forms import CHART
from explain.portfolios.summary import CaseSummary, PortfolioSummary
from explain.portfolios.tally import Chart, Tally
from knowledge.faults import UnknownName, nearest

NO_DAY = "none"  # the value of "from" where no duty is known to bind, now or later
Facets = Mapping[str, tuple[str, ...]]


def facets(case: CaseSummary) -> Facets:
    """What a case can be picked by: facet → its values."""
    return {
        "verdict": (case.verdict,),
        "tier": (case.tier,),
        "from": tuple(day.isoformat() for day in case.binds) or (NO_DAY,),
        "ground": case.grounds,
        "missing": case.missing,
        "question": case.questions,
    }


def charts(summary: PortfolioSummary) -> tuple[Chart, ...]:
    """Verdicts, legal tiers by day, grounds, missing controls, open questions.

    Without those that have nothing to show.
    """
    found = (made(summary) for made in CHARTS.values())
    return tuple(chart for chart in found if chart.tallies)


def choices(summary: PortfolioSummary) -> dict[str, dict[str, str]]:
    """By what cases can be picked: facet → its values that occur → their titles."""
    questions = {item.attribute: item.question for item in summary.questions}
    known = {
        "verdict": summary.titles,
        "tier": summary.tiers,
        "ground": summary.grounds,
        "question": questions,
    }
    known["missing"] = {control: control.replace("_", " ") for control in summary.controls}
    occurring = [facets(case) for case in {case.same_as: case for case in summary.cases}.values()]
    days = sorted({day for values in occurring for day in values["from"]})
    known["from"] = {day: "no duty known" if day == NO_DAY else day for day in days}
    found = {}
    for facet in sections.FACETS:
        present = {value for values in occurring for value in values[facet]}
        found[facet] = {value: title for value, title in known[facet].items() if value in present}
    return {facet: values for facet, values in found.items() if values}


def _verdicts(summary: PortfolioSummary) -> Iterable[Tally]:
    for verdict, title in summary.titles.items():
        if summary.verdicts[verdict]:
            yield Tally(title=title, cases=summary.verdicts[verdict], picks={"verdict": verdict})


def _tiers(summary: PortfolioSummary) -> Iterable[Tally]:
    """By day, and on a day the heaviest tier first; then those for which no duty is known."""
    counts: Counter[tuple[str, str]] = Counter()
    ahead: set[str] = set()  # days that are still to come for some case
    for case in summary.cases:
        values = facets(case)["from"]
        counts.update((day, case.tier) for day in values)
        ahead |= {day.isoformat() for day in case.binds if day > case.on}
    order = {tier: place for place, tier in enumerate(summary.tiers)}
    for (day, tier), cases in sorted(
        counts.items(), key=lambda item: (item[0][0], order[item[0][1]])
    ):
        when = (
            "no duty known" if day == NO_DAY else f"from {day}" if day in ahead else f"since {day}"
        )
        yield Tally(
            title=f"{when}: {summary.tiers[tier]}", cases=cases, picks={"tier": tier, "from": day}
        )


def _most(
    facet: str, titles: Mapping[str, str], values: Iterable[tuple[str, ...]]
) -> Iterable[Tally]:
    """Those that most cases have come first."""
    for value, cases in Counter(value for several in values for value in several).most_common():
        yield Tally(title=titles[value], cases=cases, picks={facet: value})


def _missing(summary: PortfolioSummary) -> Iterable[Tally]:
    """By name: what a control is in words would read as if it were there."""
    names = {control: control.replace("_", " ") for control in summary.controls}
    for tally in _most("missing", names, (case.missing for case in summary.cases)):
        yield tally.model_copy(update={"note": summary.controls[tally.picks["missing"]]})


def _questions(summary: PortfolioSummary) -> Iterable[Tally]:
    for item in summary.questions:
        settles = (
            f"settles {item.settles:,} by itself ({', '.join(item.answers)})"
            if item.settles
            else "settles none by itself"
        )
        yield Tally(
            title=item.question,
            cases=item.cases,
            picks={"question": item.attribute},
            note=f"{item.attribute}: {settles}",
        )


def _by_verdict(summary: PortfolioSummary) -> Chart:
    return _chart(summary, sections.VERDICTS, "use cases with this verdict", _verdicts(summary))


def _by_tier(summary: PortfolioSummary) -> Chart:
    return _chart(
        summary,
        sections.TIERS,
        "use cases for which a duty begins to bind on that day",
        _tiers(summary),
    )


def _by_ground(summary: PortfolioSummary) -> Chart:
    found = _most("ground", summary.grounds, (case.grounds for case in summary.cases))
    return _chart(
        summary,
        sections.STANDING,
        "use cases in which it calls for production-grade engineering",
        found,
    )


def _by_missing(summary: PortfolioSummary) -> Chart:
    return _chart(
        summary,
        sections.MISSING,
        "use cases that are known to lack a required control",
        _missing(summary),
    )


def _by_question(summary: PortfolioSummary) -> Chart:
    return _chart(
        summary, sections.SETTLING, "open use cases on which the answer bears", _questions(summary)
    )


def _chart(summary: PortfolioSummary, title: str, about: str, tallies: Iterable[Tally]) -> Chart:
    return Chart(title=title, about=about, of=len(summary.cases), tallies=tuple(tallies))


# in the order in which a report shows them
CHARTS: Mapping[str, Callable[[PortfolioSummary], Chart]] = {
    "verdict": _by_verdict,
    "tier": _by_tier,
    "ground": _by_ground,
    "missing": _by_missing,
    "question": _by_question,
}


@CHART.register(PortfolioSummary)
def chart_of(summary: PortfolioSummary, facet: str) -> Chart:
    """The chart of one facet. Raises `UnknownName` where there is none of that name."""
    if facet not in CHARTS:
        known = ", ".join(CHARTS)
        raise UnknownName(
            f"there is no chart {facet!r}", expected=known, nearest=nearest(facet, CHARTS)
        )
    return CHARTS[facet](summary)
