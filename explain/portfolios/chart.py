"""A chart of a portfolio as a picture: horizontal bars, each with its title above it and its count
behind it.

SVG from a template, like the bars of the report: it is kept in a notebook, needs no script to be
seen, and looks the same everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten

from explain.forms.forms import SVG
from explain.forms.templating import fill
from explain.graph.dot import FONT
from explain.graph.style import LOOKS
from explain.portfolios.tally import Chart

MOST_BARS = 12
# in pixels: ROW is a title and its bar, TOP the chart's own titles
WIDTH, MARGIN, BAR, ROW, TOP = 760, 20, 18, 52, 84
COUNT = 60  # room for the count, behind the longest bar
_LETTERS = 84  # of a title in one line


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, with where it stands."""

    title: str
    count: str
    top: int  # of its title
    length: float


@SVG.register(Chart)
def to_svg(chart: Chart) -> str:
    """The chart as an SVG element; a bar that fills its track is all cases."""
    tallies = chart.tallies[:MOST_BARS]
    room = WIDTH - 2 * MARGIN - COUNT
    titles = [shorten(tally.title, _LETTERS, placeholder=" …") for tally in tallies]
    bars = [
        Bar(title, f"{tally.cases:,}", TOP + ROW * place, round(room * tally.cases / chart.of, 1))
        for place, (title, tally) in enumerate(zip(titles, tallies, strict=True))
    ]
    rest = len(chart.tallies) - len(tallies)
    more = "Nothing to show." if not bars else f"and {rest} more" if rest else ""
    height = TOP + ROW * len(bars) + (ROW if more else MARGIN // 2)
    look = LOOKS["stands"]
    shape = {
        "width": WIDTH,
        "height": height,
        "margin": MARGIN,
        "room": room,
        "thick": BAR,
        "font": FONT,
    }
    return fill(
        "chart.svg",
        chart=chart,
        bars=bars,
        more=more,
        colour=look["color"],
        track=look["fillcolor"],
        **shape,
    )
