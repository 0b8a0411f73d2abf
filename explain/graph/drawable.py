"""Data that can be drawn as a decision graph, in every form and language."""

from __future__ import annotations

from explain.forms.data import Data
from explain.forms.forms import DRAWING, MERMAID, PICTURE
from explain.forms.of_base import words_for
from explain.graph.graph import Drawing
from knowledge.languages.words import Words


class Drawable(Data):
    """An explanation with a decision graph."""

    def drawing(self, *, full: bool = False, language: Words | str | None = None) -> Drawing:
        """The decision graph, as data: what a room can read, or in `full` all of it."""
        found: Drawing = DRAWING(self, words_for(self, language), full=full)
        return found

    def to_mermaid(self, *, language: Words | str | None = None) -> str:
        """The decision graph as a Mermaid flowchart."""
        words = words_for(self, language)
        return str(MERMAID(self.drawing(language=words), words))

    def draw(self, path: str, *, full: bool = False, language: Words | str | None = None) -> str:
        """Draw the decision graph into a file.

        Its ending (.svg, .png, .pdf, .dot, .mmd, .graphml, .drawio, .pptx) names the form. Returns
        the path.

        By default it has as few boxes as a room can read; in `full`, each fact and each step has
        one.
        """
        words = words_for(self, language)
        return str(PICTURE(self.drawing(full=full, language=words), path, words))
