"""What can be drawn as a decision graph, in every form."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from explain.forms.data import Data

if TYPE_CHECKING:
    from explain.graph.graph import Drawing


class Drawable(Data):
    """An explanation with a decision graph."""

    @abstractmethod
    def drawing(self, *, full: bool = False) -> Drawing:
        """The decision graph, as data: what a room can read, or in `full` all of it."""

    def to_mermaid(self) -> str:
        """The decision graph as a Mermaid flowchart."""
        from explain.graph.mermaid import to_mermaid

        return to_mermaid(self.drawing())

    def draw(self, path: str, *, full: bool = False) -> str:
        """Draw the decision graph into a file.

        Its ending (.svg, .png, .pdf, .dot, .mmd) names the form. Returns the path.

        By default it has as few boxes as a room can read; in `full`, each fact and each step has
        one.
        """
        from explain.graph.graphviz import draw

        return str(draw(self.drawing(full=full), path))
