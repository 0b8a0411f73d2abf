"""Drawing by Graphviz, of the system or the one that came with pip."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from explain.forms.forms import SVG
from explain.graph.dot import to_dot
from explain.graph.graph import Drawing
from knowledge.faults import Fault
from knowledge.sentence import Sentence

Form = Literal["svg", "png", "pdf", "dot", "plain"]

DRAWN: tuple[Form, ...] = ("svg", "png", "pdf", "dot")  # in files; `plain` tells places alone
PURE = "graphviz-pure"
COLUMN = 675  # points, of a notebook's cells on a small screen
PROJECTOR = (1280, 720)  # pixels across and down
READABLE = 0.75  # times as large, at which the smallest letters are just read on a projector

NAMESPACE = "http://www.w3.org/2000/svg"

_SIZE = re.compile(r'width="([0-9.]+)pt" height="[0-9.]+pt"')
_WIDE_AND_HIGH = re.compile(rb'width="([0-9.]+)pt" height="([0-9.]+)pt"')


class CannotDraw(Fault):
    """A picture in this form, or on this machine, cannot be made; says what would help."""


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


def for_a_screen(svg: bytes) -> bytes:
    """A picture that a projector can show is of its size, each point a pixel or a little less, and
    nobody has to scroll it; one whose letters would be too small, such as a poster, keeps its own.
    """

    def size(found: re.Match[bytes]) -> bytes:
        sides = float(found[1]), float(found[2])
        room = zip(PROJECTOR, sides, strict=True)
        scale = min(1.0, *(most / side for most, side in room))
        if scale < READABLE:
            return found[0]
        return b'width="%dpx" height="%dpx"' % tuple(int(side * scale) for side in sides)

    return _WIDE_AND_HIGH.sub(size, svg, count=1)


@SVG.register(Drawing)
def fitted_svg(drawn: Drawing) -> str:
    """The same, for a notebook, which puts it in as SVG or as an image: one wider than the column
    is as wide as the column.
    """

    def fitted(size: re.Match[str]) -> str:
        return f'width="100%" style="max-width:{size[1]}pt"' if float(size[1]) > COLUMN else size[0]

    return _SIZE.sub(fitted, svg_element(drawn), count=1)


def render(source: str, form: Form, *, dpi: int = 144, quick: bool = False) -> bytes:
    """The picture of a graph in the DOT language; a PNG has so many dots per inch.

    `quick`: by the drawer that starts sooner, where it draws this form.
    """
    if form == "dot":
        return source.encode()
    program = (_pure_or_none() if quick and form != "pdf" else None) or shutil.which("dot")
    if program is None:
        if form == "pdf":
            raise CannotDraw(
                Sentence(
                    "PDF needs the system's Graphviz ({one}, or {other}); SVG and PNG do without",
                    one="apt-get install graphviz",
                    other="brew install graphviz",
                )
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
            Sentence(
                "{program} could not draw the graph: {reason}",
                program=Path(program).name,
                reason=Sentence.borrowed(done.stderr.decode(errors="replace").strip()[:300]),
            )
        )
    return done.stdout


def _pure() -> str:
    """The Graphviz that pip installed beside this Python."""
    found = _pure_or_none()
    if found is None:
        raise CannotDraw(
            Sentence(
                "no Graphviz found; {command}, or install the system's Graphviz",
                command=f"pip install {PURE}",
            )
        )
    return found


def _pure_or_none() -> str | None:
    beside = Path(sys.executable).parent / PURE
    return str(beside) if beside.exists() else shutil.which(PURE)
