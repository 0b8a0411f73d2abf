"""The counts in a chart of a portfolio: bars, each with its title, its count, and the values that
pick its cases.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field

from explain.forms.data import Data
from explain.forms.forms import SVG


class Tally(Data):
    """One bar: how many cases there are of something."""

    title: str
    cases: int
    picks: dict[str, str] = Field(description="facet → the value that the counted cases have")
    note: str = Field(default="", description="what else there is to say")


class Chart(Data):
    """Bars that answer one question, in the order in which they are read."""

    title: str
    about: str = Field(description="what one bar counts")
    of: int = Field(description="all cases: a bar as long as can be")
    tallies: tuple[Tally, ...]

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(
            "\n".join(
                [
                    f"{self.title}, of {self.of:,}",
                    *(f"{tally.cases:,}: {tally.title}" for tally in self.tallies),
                ]
            )
        )

    def _repr_svg_(self) -> str:
        return str(SVG(self))
