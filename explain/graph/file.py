"""A decision graph in a file, whose ending names the form: a picture, or a file for a program in
which it can be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from explain.forms.forms import PICTURE
from explain.graph.dot import to_dot
from explain.graph.drawio import to_drawio
from explain.graph.graph import Drawing
from explain.graph.graphml import to_graphml
from explain.graph.graphviz import DRAWN, CannotDraw, Form, for_a_screen, render
from explain.graph.mermaid import to_mermaid
from explain.graph.slides import to_pptx
from knowledge.languages.told import Told
from knowledge.languages.words import Words
from knowledge.outputs import write_bytes, write_text

WRITTEN: Mapping[str, Callable[[Drawing], str]] = {
    "mmd": to_mermaid,
    "graphml": to_graphml,
    "drawio": to_drawio,
}
FORMS = (*DRAWN, *WRITTEN, "pptx")


@PICTURE.register(Drawing)
def draw(drawn: Drawing, path: str | Path, words: Words | None = None) -> Path:
    """Draw a decision graph into a file; its ending (.svg, .png, .pdf, .dot, .mmd, .graphml,
    .drawio, .pptx) names the form.

    Raises `CannotDraw`.
    """
    target = Path(path)
    ending = target.suffix.lower().removeprefix(".")
    if ending in WRITTEN:
        return write_text(target, WRITTEN[ending](drawn))
    if ending == "pptx":
        return write_bytes(target, to_pptx(drawn))
    form = form_of(target)
    drawing = render(to_dot(drawn).source, form)
    return write_bytes(target, for_a_screen(drawing) if form == "svg" else drawing)


def form_of(path: Path) -> Form:
    """The form that Graphviz draws, by a file's ending. Raises `CannotDraw`."""
    ending = path.suffix.lower().removeprefix(".")
    for form in DRAWN:
        if form == ending:
            return form
    raise CannotDraw(
        Told("not_drawn_as", file=str(path), ending=path.suffix or Told("file_without_ending")),
        expected=", ".join("." + form for form in FORMS),
    )
