"""The decision graph in the DOT language, for Graphviz.

Made for a projector: few words to a line, a word for each status beside its colour and its outline,
and a legend of just what the picture shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from graphviz import Digraph

from explain.graph.graph import Drawing, Meaning, Node
from explain.graph.lettering import in_lines, width_of
from explain.graph.style import LINES, drawn_as, outline

# its measures are known to both drawers, and other systems have fonts of the same measures
FONT = "Arial"

# points of the smaller letters below the text of a box; sizes are such that the system's dot
# measures well
DETAIL = 15
LEAST = 14  # points of the smallest letters
WIDER = 8  # characters by which a line of smaller letters may be longer

LEGEND = 15  # points of its letters
_LEGEND_COLUMNS = 3
_BESIDE = 45  # points beside the texts of each of its columns
_WIDEST = 1220  # points of the widest legend
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GRAPH = {
    "rankdir": "LR",
    "nodesep": "0.11",
    "ranksep": "0.5",
    "fontname": FONT,
    "bgcolor": "white",
    "pad": "0.12",
    "splines": "spline",
    "labelloc": "t",
    "fontsize": "24",
}
LONG_TITLE = 90  # characters
_NODE = {"fontname": FONT, "style": "filled", "margin": "0.14,0.05"}
_EDGE = {"fontname": FONT, "color": "#333333", "arrowsize": "0.9", "fontsize": "13"}


def to_dot(drawn: Drawing, *, captions: bool = True) -> Digraph:
    """A decision graph in the DOT language.

    A page that has a heading and a legend of its own leaves the `captions` out.
    """
    way = {"rankdir": "TB", "ranksep": "0.22"} if drawn.downwards else {}
    title = _title(drawn.title) if captions else {}
    look = {**_GRAPH, **way, **title}
    graph = Digraph(
        "decision",
        strict=True,
        graph_attr=look,
        node_attr=_NODE,
        edge_attr=_EDGE,
    )
    body = Digraph(
        "cluster_decision",
        graph_attr={"labelloc": "b", "penwidth": "0", "fontname": FONT, "fontsize": str(LEGEND)},
    )
    for node in drawn.nodes:
        body.node(
            node.id,
            label=_label_of(node),
            fontsize=str(node.size),
            **drawn_as(node.look, node.signal),
        )
    for edge in drawn.edges:
        body.edge(
            edge.tail,
            edge.head,
            **({"label": edge.label} if edge.label else {}),
            **LINES[edge.line],
        )
    if captions:
        body.attr(
            label=legend(
                drawn.legend, drawn.smaller if any(node.details for node in drawn.nodes) else ""
            )
        )
    graph.subgraph(body)
    return graph


def _title(text: str) -> dict[str, str]:
    """The title of a picture; a long one, as of a day before the Act, in smaller letters."""
    if len(text) <= LONG_TITLE:
        return {"label": label(text, 70)}
    return {"label": label(text, 130), "fontsize": "17"}


def label(text: str, width: int, word: str = "", size: int = 16) -> str:
    """An HTML-like label: wrapped text, below a word in smaller letters."""
    return _labelled(in_lines(text, width) or [""], word, size - 5)


def harmless(text: str) -> str:
    """Text in which Graphviz sees neither markup nor escapes of its own, and no character that XML
    forbids.
    """
    return escape(printable(text), quote=False).replace("\\", "\\\\")


def printable(text: str) -> str:
    """Text without a character that XML forbids."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def legend(lines: Sequence[Meaning], smaller: str = "") -> str:
    """Just the looks that the picture uses, and what its `smaller` letters say, below it."""
    cells = [
        f'<TD BGCOLOR="{drawn_as(line.look, line.signal)["fillcolor"]}" BORDER="2"'
        f' COLOR="{drawn_as(line.look, line.signal)["color"]}"'
        f' STYLE="{outline(line.look, line.signal)}">'
        f" {escape(line.sign) or '&#160;&#160;'} </TD>"
        f'<TD BORDER="0" ALIGN="LEFT">{escape(line.says)}&#160;&#160;&#160;</TD>'
        for line in lines
    ]
    across = _legend_columns(lines, smaller)
    if smaller:
        # in a row of its own it widens no column
        columns = 2 if len(cells) % across else 2 * across
        cells.append(f'<TD BORDER="0" COLSPAN="{columns}" ALIGN="LEFT">{escape(smaller)}</TD>')
    rows = "".join(
        f"<TR>{''.join(cells[start : start + across])}</TR>"
        for start in range(0, len(cells), across)
    )
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="6">{rows}</TABLE>>'


def _legend_columns(lines: Sequence[Meaning], smaller: str) -> int:
    """So many columns that a projector shows them in the size of their letters."""
    for across in range(_LEGEND_COLUMNS, 1, -1):
        columns = [lines[first::across] for first in range(min(across, len(lines)))]
        widths = [
            max(width_of(line.sign, LEGEND) for line in column)
            + max(width_of(line.says, LEGEND) for line in column)
            for column in columns
        ]
        last = len(lines) % across  # the column that `smaller` stands in
        if smaller and 0 < last < len(widths):
            widths[last] = max(widths[last], width_of(smaller, LEGEND))
        if sum(widths) + len(widths) * _BESIDE <= _WIDEST:
            return across
    return 1


def _label_of(node: Node) -> str:
    width = node.width + WIDER
    lines = [line for item in node.items for line in in_lines(item, width)] or in_lines(
        node.text, node.width
    )
    return _labelled(
        lines,
        node.word,
        max(node.size - 4, LEAST),
        [line for detail in node.details for line in in_lines(detail, width)],
    )


def _labelled(lines: Sequence[str], word: str, small: int, details: Sequence[str] = ()) -> str:
    head = f'<FONT POINT-SIZE="{small}"><B>{escape(word)}</B></FONT><BR/>' if word else ""
    below = (
        f'<BR/><FONT POINT-SIZE="{DETAIL}">{"<BR/>".join(map(harmless, details))}</FONT>'
        if details
        else ""
    )
    return f"<{head}{'<BR/>'.join(map(harmless, lines))}{below}>"
