"""Drawing into a file: by Graphviz, of the system or the one that came with pip.

Or as text for a drawer elsewhere.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from explain.forms.forms import PICTURE, SVG
from explain.graph.dot import to_dot
from explain.graph.graph import Drawing
from explain.graph.mermaid import to_mermaid
from knowledge.faults import Fault
from knowledge.languages.words import Words
from knowledge.outputs import write_bytes, write_text

Form = Literal["svg", "png", "pdf", "dot", "mmd"]

FORMS: tuple[Form, ...] = ("svg", "png", "pdf", "dot", "mmd")
PURE = "graphviz-pure"
COLUMN = 675  # points, of a notebook's cells on a small screen

NAMESPACE = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", NAMESPACE)

_SIZE = re.compile(r'width="([0-9.]+)pt" height="[0-9.]+pt"')


class CannotDraw(Fault):
    """A picture in this form, or on this machine, cannot be made; says what would help."""


@PICTURE.register(Drawing)
def draw(drawn: Drawing, path: str | Path, words: Words | None = None) -> Path:
    """Draw a decision graph into a file; its ending (.svg, .png, .pdf, .dot, .mmd) names the form.

    Raises `CannotDraw`.
    """
    target = Path(path)
    form = form_of(target)
    if form == "mmd":
        return write_text(target, to_mermaid(drawn))
    return write_bytes(target, render(to_dot(drawn).source, form))


def named_parts(svg: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, str]]:
    """Each node and edge of a picture with its name, which is taken out, since browsers would show
    it as a tooltip.
    """
    for part in list(svg.iter()):
        name = part.find(f"{{{NAMESPACE}}}title")
        if name is not None:
            part.remove(name)
            yield part, name.text or ""


def svg_element(drawn: Drawing) -> str:
    """A decision graph as an SVG element, without the declarations of a file of its own."""
    svg = render(to_dot(drawn).source, "svg").decode()
    return svg[svg.index("<svg") :]


@SVG.register(Drawing)
def fitted_svg(drawn: Drawing) -> str:
    """The same, for a notebook, which puts it in as SVG or as an image: one wider than the column
    is as wide as the column.
    """

    def fitted(size: re.Match[str]) -> str:
        return f'width="100%" style="max-width:{size[1]}pt"' if float(size[1]) > COLUMN else size[0]

    return _SIZE.sub(fitted, svg_element(drawn), count=1)


def form_of(path: Path) -> Form:
    """The form that a file's ending names."""
    ending = path.suffix.lower().removeprefix(".")
    for form in FORMS:
        if form == ending:
            return form
    raise CannotDraw(
        f"{path}: no picture is drawn as {path.suffix or 'a file without an ending'}; expected:"
        f" {', '.join('.' + form for form in FORMS)}"
    )


def render(
    source: str, form: Literal["svg", "png", "pdf", "dot"], *, dpi: int = 144, quick: bool = False
) -> bytes:
    """The picture of a graph in the DOT language; a PNG has so many dots per inch.

    `quick`: by the drawer that starts sooner, where it draws this form.
    """
    if form == "dot":
        return source.encode()
    program = (_pure_or_none() if quick and form != "pdf" else None) or shutil.which("dot")
    if program is None:
        if form == "pdf":
            raise CannotDraw(
                "PDF needs the system's Graphviz (apt-get install graphviz, or brew install"
                " graphviz); SVG and PNG do without"
            )
        program = _pure()
    resolution = [f"-Gdpi={dpi}"] if form == "png" else []
    done = subprocess.run(
        [program, f"-T{form}", *resolution],
        input=source.encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    if done.returncode != 0:
        raise CannotDraw(
            f"{Path(program).name} could not draw the graph:"
            f" {done.stderr.decode(errors='replace').strip()[:300]}"
        )
    return done.stdout


def _pure() -> str:
    """The Graphviz that pip installed beside this Python."""
    found = _pure_or_none()
    if found is None:
        raise CannotDraw(f"no Graphviz found; pip install {PURE}, or install the system's Graphviz")
    return found


def _pure_or_none() -> str | None:
    beside = Path(sys.executable).parent / PURE
    return str(beside) if beside.exists() else shutil.which(PURE)
