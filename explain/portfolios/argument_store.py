"""The arguments that a report on many cases holds, so that each row can open its own.

Cases that state the same have the same argument, and arguments have most of their sections in
common. So a section is kept once, and an argument is a list of sections.
"""

from __future__ import annotations

from engine.assessment import Assessment
from explain.argue.why import why
from knowledge.languages.words import Words

MOST_HELD = 1500  # arguments in one page; each takes a few milliseconds to make, and about 2 KB


class HeldArguments:
    """Arguments as they come, up to a number of them."""

    def __init__(self, most: int = MOST_HELD, words: Words | None = None, *, prove: bool = False):
        """`prove`: each tells what further answers can change."""
        self._words, self._prove = words, prove
        self.most = most
        self.sections: dict[str, int] = {}  # HTML → its number
        # row of the first case with it → numbers of its sections
        self.arguments: dict[int, list[int]] = {}

    def hold(self, row: int, assessment: Assessment) -> None:
        """Keep the argument of a row, which is that of all rows that state the same."""
        if len(self.arguments) < self.most:
            html = why(assessment, prove=self._prove).to_html(
                language=self._words, named=False, notice=False
            )
            # the template writes a section a line
            self.arguments[row] = [
                self.sections.setdefault(line, len(self.sections))
                for line in html.splitlines()
                if line.strip()
            ]

    def html(self, row: int) -> str:
        """The argument of a row, put together again."""
        sections = list(self.sections)
        return "\n".join(sections[number] for number in self.arguments[row])
