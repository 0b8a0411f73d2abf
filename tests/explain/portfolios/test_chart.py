"""A chart of a portfolio as a picture: whole, to one scale, legible without a script,
whatever cases are called.
"""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from explain import portfolio
from explain.portfolios.chart import MOST_BARS
from explain.portfolios.tallies import CHARTS, Chart, Tally, charts
from knowledge import UseCase, example_names, read_case
from knowledge.faults import UnknownName
from scripts.notebooks import written
from tests.conftest import DAY

SVG = "{http://www.w3.org/2000/svg}"


def examples():
    return portfolio([read_case(f"example:{name}") for name in example_names()])


def chart_of(*counts, of=10, title="bar"):
    return Chart(
        title="Chart",
        about="cases",
        of=of,
        tallies=tuple(Tally(title=f"{title} {n}", cases=n, picks={}) for n in counts),
    )


def lengths(chart):
    rects = [
        rect
        for rect in ElementTree.fromstring(chart._repr_svg_()).iter(f"{SVG}rect")
        if rect.get("x")
    ]
    return [float(rect.get("width")) for rect in rects[1::2]], float(rects[0].get("width"))


@pytest.mark.parametrize("facet", CHARTS)
def test_each_chart_says_all_that_is_counted(facet):
    chart = examples().chart(facet)
    texts = written(chart._repr_svg_())
    assert {
        chart.title,
        *(tally.title for tally in chart.tallies),
        *(str(tally.cases) for tally in chart.tallies),
    } <= set(texts)


def test_the_charts_are_those_of_the_report():
    summary = examples()
    assert [chart for facet in CHARTS if (chart := summary.chart(facet)).tallies] == list(
        charts(summary)
    )


def test_a_bar_that_fills_its_track_is_all_cases():
    found, track = lengths(chart_of(10, 5, 1))
    assert found == pytest.approx([track, track / 2, track / 10], abs=0.1)


def test_bars_that_find_no_room_are_counted():
    texts = written(chart_of(*range(1, MOST_BARS + 4), of=100)._repr_svg_())
    assert "and 3 more" in texts
    assert f"bar {MOST_BARS}" in texts
    assert f"bar {MOST_BARS + 1}" not in texts


def test_a_chart_of_nothing_says_so():
    settled = portfolio(
        [
            UseCase(
                name="A",
                output_use="operational",
                failure_impact="disruption",
                exposure="customers",
            )
        ],
        DAY,
    )
    assert "Nothing to show." in written(settled.chart("question")._repr_svg_())
    assert "Nothing to show." in written(portfolio([], DAY).chart("verdict")._repr_svg_())


def test_titles_are_text_and_nothing_else():
    texts = written(chart_of(1, title="<b>&amp;</b>")._repr_svg_())
    assert "<b>&amp;</b> 1" in texts


def test_everything_stands_inside_the_picture():
    root = ElementTree.fromstring(examples().chart("ground")._repr_svg_())
    width, height = float(root.get("width")), float(root.get("height"))
    for element in root:
        if element.get("x"):
            assert 0 <= float(element.get("x")) < width
            assert 0 <= float(element.get("y")) < height


def test_a_chart_that_is_not_there_is_named():
    with pytest.raises(UnknownName, match=r"no chart 'verdicts'.*nearest: verdict"):
        examples().chart("verdicts")
