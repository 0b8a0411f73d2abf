"""The counts of a portfolio's report: for each bar of its charts a title, a count, and the values
that pick the cases it counts.

A facet is something by which cases are picked, such as the verdict or a ground that stands; a case
may have several values of one facet. A bar always counts exactly the cases that have all the values
it picks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from explain.forms.forms import CHART
from explain.portfolios.summary import CaseSummary, PortfolioSummary
from explain.portfolios.tally import Chart, Tally
from knowledge.faults import UnknownName, nearest
from knowledge.languages.english import short_name
from knowledge.languages.words import Words
from knowledge.sentence import Sentence

NO_DAY = "none"  # the value of "from" where no duty is known to bind, now or later
Facets = Mapping[str, tuple[str, ...]]


def facets(case: CaseSummary) -> Facets:
    """The facets by which a case can be picked: facet → its values."""
    return {
        "verdict": (case.verdict,),
        "tier": (case.tier,),
        "from": tuple(day.isoformat() for day in case.binds) or (NO_DAY,),
        "ground": case.grounds,
        "missing": case.missing,
        "question": case.questions,
    }


def charts(summary: PortfolioSummary, words: Words | None = None) -> tuple[Chart, ...]:
    """Verdicts, legal tiers by day, grounds, missing controls, open questions.

    Without those that have nothing to show.
    """
    spoken = Words.of(words)
    found = (made(summary, spoken) for made in CHARTS.values())
    return tuple(chart for chart in found if chart.tallies)


def choices(summary: PortfolioSummary, words: Words | None = None) -> dict[str, dict[str, str]]:
    """By what cases can be picked: facet → its values that occur → their titles."""
    spoken = Words.of(words)
    occurring = [facets(case) for case in {case.same_as: case for case in summary.cases}.values()]
    days, no_day = {day for values in occurring for day in values["from"]}, "no_duty_known"
    known: dict[str, Mapping[str, str]] = {
        "verdict": summary.titles,
        "tier": summary.tiers,
        "from": {day: spoken.say(no_day) if day == NO_DAY else day for day in sorted(days)},
        "ground": summary.grounds,
        "missing": _control_names(summary, spoken),
        "question": {item.attribute: item.question for item in summary.questions},
    }
    found = {}
    for facet, titles in known.items():
        present = {value for values in occurring for value in values[facet]}
        found[facet] = {value: title for value, title in titles.items() if value in present}
    return {facet: values for facet, values in found.items() if values}


def _verdicts(summary: PortfolioSummary) -> Iterable[Tally]:
    for verdict, title in summary.titles.items():
        if summary.verdicts[verdict]:
            yield Tally(title=title, cases=summary.verdicts[verdict], picks={"verdict": verdict})


def _tiers(summary: PortfolioSummary, words: Words) -> Iterable[Tally]:
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
        key = "no_duty_known" if day == NO_DAY else "from_day" if day in ahead else "since_day"
        when = words.say(key, day=day if day == NO_DAY else words.day(date.fromisoformat(day)))
        yield Tally(
            title=words.titled(when, summary.tiers[tier]),
            cases=cases,
            picks={"tier": tier, "from": day},
        )


def _most(
    facet: str, titles: Mapping[str, str], values: Iterable[tuple[str, ...]]
) -> Iterable[Tally]:
    """Those that most cases have come first."""
    for value, cases in Counter(value for several in values for value in several).most_common():
        yield Tally(title=titles[value], cases=cases, picks={facet: value})


def _missing(summary: PortfolioSummary, words: Words) -> Iterable[Tally]:
    """By name: what a control is in words would read as if it were there."""
    names = _control_names(summary, words)
    for tally in _most("missing", names, (case.missing for case in summary.cases)):
        yield tally.model_copy(update={"note": summary.controls[tally.picks["missing"]]})


def _control_names(summary: PortfolioSummary, words: Words) -> dict[str, str]:
    return {
        control: words.control_name(control, short_name(control)) for control in summary.controls
    }


def _questions(summary: PortfolioSummary, words: Words) -> Iterable[Tally]:
    for item in summary.questions:
        answers = words.listed(item.told(words))
        count = {"count": words.number(item.settles), "answers": answers}
        verdicts = words.say(
            "gives_some_a_verdict" if item.settles else "gives_none_a_verdict", **count
        )
        yield Tally(
            title=item.question,
            cases=item.cases,
            picks={"question": item.attribute},
            note=words.titled(item.attribute, verdicts),
        )


def _by_verdict(summary: PortfolioSummary, words: Words) -> Chart:
    return _chart(summary, words, "verdict", _verdicts(summary))


def _by_tier(summary: PortfolioSummary, words: Words) -> Chart:
    return _chart(summary, words, "tier", _tiers(summary, words))


def _by_ground(summary: PortfolioSummary, words: Words) -> Chart:
    found = _most("ground", summary.grounds, (case.grounds for case in summary.cases))
    return _chart(summary, words, "ground", found)


def _by_missing(summary: PortfolioSummary, words: Words) -> Chart:
    return _chart(summary, words, "missing", _missing(summary, words))


def _by_question(summary: PortfolioSummary, words: Words) -> Chart:
    return _chart(summary, words, "question", _questions(summary, words))


def _chart(summary: PortfolioSummary, words: Words, facet: str, tallies: Iterable[Tally]) -> Chart:
    title, about = words.say(f"chart_{facet}"), words.say(f"chart_{facet}_about")
    return Chart(title=title, about=about, of=len(summary.cases), tallies=tuple(tallies))


# in the order in which a report shows them
CHARTS: Mapping[str, Callable[[PortfolioSummary, Words], Chart]] = {
    "verdict": _by_verdict,
    "tier": _by_tier,
    "ground": _by_ground,
    "missing": _by_missing,
    "question": _by_question,
}


@CHART.register(PortfolioSummary)
def chart_of(summary: PortfolioSummary, facet: str, words: Words | None = None) -> Chart:
    """The chart of one facet. Raises `UnknownName` where there is none of that name."""
    if facet not in CHARTS:
        known = ", ".join(CHARTS)
        raise UnknownName(
            Sentence("there is no chart {name}", name=repr(facet)),
            expected=known,
            nearest=nearest(facet, CHARTS),
        )
    return CHARTS[facet](summary, Words.of(words))
