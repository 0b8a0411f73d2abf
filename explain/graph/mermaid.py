"""The decision graph in Mermaid's language, for a wiki or a repository's page that draws it
itself.
"""

from __future__ import annotations

import re

from explain.forms.forms import MERMAID
from explain.graph.graph import Drawing, Edge, Node
from explain.graph.style import LINES, drawn_as, outline
from knowledge.faults import UNBROKEN
from knowledge.languages.words import Words
from knowledge.outputs import on_one_line

INK = "#000000"
THICK = 3.0  # points of a line from which Mermaid's thick arrow is the nearest

# Graphviz's shapes, and what comes nearest in Mermaid
_SHAPES = {
    "note": ('>"', '"]'),
    "box": ('["', '"]'),
    "rounded": ('("', '")'),  # the round ends of a stadium swell with each line, and cut the text
    "octagon": ('{{"', '"}}'),
    "folder": ('[["', '"]]'),
    "component": ('[/"', '"/]'),
    "tab": ('[\\"', '"\\]'),
}
_DASHES = {"dashed": ",stroke-dasharray:6 4", "dotted": ",stroke-dasharray:2 3"}
# what may mean something to Mermaid, to YAML or to a page
_MARKUP = re.compile(r"-{2,}|[^\w ,.()?!'-]|_")


@MERMAID.register(Drawing)
def to_mermaid(drawn: Drawing, words: Words | None = None) -> str:
    """A decision graph as a Mermaid flowchart; what people wrote in it is escaped."""
    lines = [
        *(_node(node) for node in drawn.nodes),
        *(_edge(edge) for edge in drawn.edges),
        *_legend(drawn),
        *(
            f"classDef {_class(look, signal)} {_style(look, signal)}"
            for look, signal in dict.fromkeys((node.look, node.signal) for node in drawn.nodes)
        ),
        *_coloured(drawn),
    ]
    return "\n".join(
        [
            "---",
            f"title: {_quoted(drawn.title)}",
            "---",
            f"flowchart {'TB' if drawn.downwards else 'LR'}",
            *(f"    {line}" for line in lines),
            "",
        ]
    )


def escaped(text: str) -> str:
    """Text on one line in which Mermaid, and the page that shows it, see nothing but characters."""
    return _MARKUP.sub(
        lambda found: "".join(f"#{ord(character)};" for character in found[0]), _line(text)
    )


def _quoted(text: str) -> str:
    """A title as YAML takes it, in which no sign is left that ends a text or begins a tag."""
    shown = _MARKUP.sub(
        lambda found: "".join(f"\\u{ord(c):04x}" if c.isascii() else c for c in found[0]),
        _line(text),
    )
    return f'"{shown}"'


def _line(text: str) -> str:
    return "".join(
        character
        if character.isprintable() or character in UNBROKEN
        else "\N{REPLACEMENT CHARACTER}"
        for character in on_one_line(text)
    )


def _node(node: Node) -> str:
    shown = node.items or (node.text,)
    text = "<br/>".join(escaped(line) for line in (node.word, *shown, *node.details) if line)
    look = drawn_as(node.look, node.signal)
    before, after = _SHAPES["rounded" if "rounded" in look.get("style", "") else look["shape"]]
    return f"{node.id}{before}{text}{after}:::{_class(node.look, node.signal)}"


def _edge(edge: Edge) -> str:
    line = LINES[edge.line]
    arrow = (
        "-.->"
        if line.get("style") in _DASHES
        else "==>"
        if float(line.get("penwidth", "1")) >= THICK
        else "-->"
    )
    label = f'|"{escaped(edge.label)}"|' if edge.label else ""
    return f"{edge.tail} {arrow}{label} {edge.head}"


def _legend(drawn: Drawing) -> list[str]:
    """Just the looks that the picture uses."""
    words = Words.of(drawn.language)
    told = [
        (
            _class(line.look, line.signal),
            words.titled(line.sign, line.says) if line.sign else line.says,
        )
        for line in drawn.legend
    ]
    boxes = [f'    legend_{named}["{escaped(meaning)}"]:::{named}' for named, meaning in told]
    return [f'subgraph legend["{escaped(drawn.legend_title)}"]', *boxes, "end"]


def _class(look: str, signal: str = "") -> str:
    return "_".join(filter(None, ("look", *look.split(), signal)))


def _style(look: str, signal: str) -> str:
    looks = drawn_as(look, signal)
    ink = looks.get("fontcolor", INK)
    return (
        f"fill:{looks['fillcolor']},stroke:{looks['color']},stroke-width:{looks['penwidth']}px,"
        f"color:{ink}{_DASHES.get(outline(look, signal), '')}"
    )


def _coloured(drawn: Drawing) -> list[str]:
    """The arrows that have a colour of their own."""
    found: dict[str, list[str]] = {}
    for number, edge in enumerate(drawn.edges):
        if color := LINES[edge.line].get("color"):
            found.setdefault(color, []).append(str(number))
    return [
        f"linkStyle {','.join(numbers)} stroke:{color},stroke-width:2px"
        for color, numbers in found.items()
    ]
