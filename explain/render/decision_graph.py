"""The decision graph: facts lead to grounds, grounds to the verdict, and exceptions lift grounds.

Made for a projector: few words to a line, a word for each status beside its colour and its outline, colours that
colour-blind people tell apart, and a legend of just what the picture shows. It shows the deciding derivations only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from textwrap import wrap
from zlib import crc32

from graphviz import Digraph

from explain.argument import Argument, Statement, Status
from explain.explanation import Explanation, GroundReport

FONT = "Arial"  # its measures are known to both drawers, and other systems have fonts of the same measures
MOST_WARNINGS = 4
MOST_LISTED = 6  # of a kind in one place; the rest is counted

# Okabe and Ito's palette; each look differs in outline as well
LOOKS: dict[str, dict[str, str]] = {
    "fact": {"shape": "note", "fillcolor": "#FFFFFF", "color": "#555555", "penwidth": "1.2"},
    "unanswered": {"shape": "note", "fillcolor": "#FFFFFF", "color": "#B37700", "penwidth": "1.5", "style": "filled,dotted"},
    "stands": {"shape": "box", "fillcolor": "#CFE6F5", "color": "#0072B2", "penwidth": "3"},
    "true": {"shape": "box", "fillcolor": "#EEF6FB", "color": "#0072B2", "penwidth": "1.5"},
    "lifted": {"shape": "box", "fillcolor": "#F2F2F2", "color": "#777777", "penwidth": "2", "style": "filled,dashed"},
    "open": {"shape": "box", "fillcolor": "#FFF1CC", "color": "#B37700", "penwidth": "2", "style": "filled,dotted"},
    "unknown": {"shape": "box", "fillcolor": "#FFF9E8", "color": "#B37700", "penwidth": "2", "style": "filled,dotted"},
    "absent": {"shape": "box", "fillcolor": "#E6E6E6", "color": "#777777", "penwidth": "1.2"},
    "false": {"shape": "box", "fillcolor": "#F4F4F4", "color": "#777777", "penwidth": "1.2"},
    "holds": {"shape": "octagon", "fillcolor": "#D3EFE5", "color": "#009E73", "penwidth": "3"},
    "no relief": {"shape": "octagon", "fillcolor": "#F2F2F2", "color": "#777777", "penwidth": "2", "style": "filled,dashed"},
    "verdict": {
        "shape": "box",
        "fillcolor": "#0072B2",
        "color": "#003B5C",
        "fontcolor": "#FFFFFF",
        "penwidth": "4",
        "style": "filled,rounded",
    },
    "verdict open": {"shape": "box", "fillcolor": "#FFF1CC", "color": "#B37700", "penwidth": "4", "style": "filled,rounded,dotted"},
    "missing": {"shape": "folder", "fillcolor": "#FBE3D6", "color": "#D55E00", "penwidth": "2.5"},
    "unconfirmed": {"shape": "folder", "fillcolor": "#FFF1CC", "color": "#B37700", "penwidth": "2", "style": "filled,dotted"},
    "warning": {"shape": "hexagon", "fillcolor": "#FBE3D6", "color": "#D55E00", "penwidth": "2"},
}
MEANINGS = {
    "fact": "what was stated",
    "unanswered": "what nobody answered",
    "stands": "ground that stands",
    "lifted": "ground lifted by an exception",
    "open": "ground still open",
    "absent": "does not call for production",
    "holds": "exception that holds",
    "no relief": "exception that gives no relief",
    "missing": "required controls that are missing",
    "unconfirmed": "required controls nobody confirmed",
    "warning": "what threatens, or needs a second look",
    "true": "holds",
    "false": "found not to be so",
    "unknown": "still open",
}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WORDS = {"stands": "STANDS", "lifted": "LIFTED", "open": "OPEN", "true": "YES", "unknown": "OPEN"}


def decision_graph(explanation: Explanation) -> Digraph:
    """The graph of an explanation, in the DOT language."""
    return _Drawing(explanation).graph


def label(text: str, width: int, word: str = "", size: int = 16) -> str:
    """An HTML-like label: wrapped text, below a word in small capitals."""
    lines = "<BR/>".join(harmless(line) for line in wrap(text, width, break_long_words=True) or [""])
    head = f'<FONT POINT-SIZE="{size - 5}"><B>{escape(word)}</B></FONT><BR/>' if word else ""
    return f"<{head}{lines}>"


def harmless(text: str) -> str:
    """Text in which Graphviz sees neither markup nor escapes of its own, and no character that XML forbids."""
    return escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text), quote=False).replace("\\", "\\\\")


class _Drawing:
    def __init__(self, explanation: Explanation):
        self.explanation, self.used, self.drawn = explanation, dict[str, None](), set[str]()
        title = f"{explanation.name}, as of {explanation.on}"
        self.graph = Digraph("decision", strict=True, graph_attr={**_GRAPH, "label": label(title, 70)}, node_attr=_NODE, edge_attr=_EDGE)
        self.body = Digraph("cluster_decision", graph_attr={"labelloc": "b", "penwidth": "0", "fontname": FONT, "fontsize": "14"})
        if explanation.grounds:
            self.verdict()
        else:
            self.conclusion(explanation.argument)
        self.body.attr(label=self.legend())
        self.graph.subgraph(self.body)

    def node(self, name: str, look: str, text: str, width: int = 26, word: str = "", size: int = 16) -> None:
        self.used[look] = None
        self.body.node(_id(name), label=label(text, width, word, size), fontsize=str(size), **LOOKS[look])

    def edge(self, tail: str, head: str, **attributes: str) -> None:
        self.body.edge(_id(tail), _id(head), **attributes)

    def verdict(self) -> None:
        explanation = self.explanation
        settled = not explanation.candidates
        text = explanation.headline if settled else f"{explanation.headline}. Possible: {'; '.join(explanation.candidates)}"
        self.node("verdict", "verdict" if settled else "verdict open", text, 20, "VERDICT", 20)
        decided = any(ground.status in ("stands", "lifted") for ground in explanation.grounds)
        shown = [ground for ground in explanation.grounds if ground.status != "open" or not (settled and decided)]
        for ground in shown:
            self.ground(ground)
        self.exceptions()
        self.controls("missing")
        self.controls("unconfirmed")
        warnings = [item for kind in ("consequence", "contradiction", "caution") for item in explanation.findings_of(kind)]
        if len(warnings) > MOST_WARNINGS:
            self.node("more findings", "warning", f"and {len(warnings) - MOST_WARNINGS} more", 24, "!", 14)
            self.edge("verdict", "more findings", color="#D55E00")
        for item in warnings[:MOST_WARNINGS]:
            self.node(f"finding {item.id}", "warning", f"{item.title} {item.figure}".strip(), 24, "! " + item.kind.upper(), 14)
            self.edge("verdict", f"finding {item.id}", color="#D55E00")

    def ground(self, ground: GroundReport) -> None:
        name = ground.argument.proposition
        self.node(name, ground.status, ground.argument.statement, 26, WORDS.get(ground.status, ""))
        self.support(ground.argument)
        if ground.status == "lifted":
            for item in self.explanation.exceptions:
                if item.title in ground.lifted_by:
                    self.edge(name, f"exception {item.id}", label="lifted by", **_RELIEF)
        else:
            style, width = {"stands": ("solid", "3"), "open": ("dotted", "1.5"), "absent": ("solid", "1.5")}[ground.status]
            self.edge(name, "verdict", style=style, penwidth=width)

    def facts(self, below: str, statements: Iterable[Statement]) -> None:
        for statement in statements:
            look = "unanswered" if statement.status == "unknown" else "fact"
            self.node(f"fact {statement.says}", look, statement.says.replace("_", " ").replace("controls.", ""), 28, size=14)
            self.edge(f"fact {statement.says}", below)

    def exceptions(self) -> None:
        """Each exception that was claimed stands between the grounds that it lifts and the verdict."""
        for item in self.explanation.exceptions:
            name, holds = f"exception {item.id}", item.outcome == "holds"
            self.node(name, "holds" if holds else "no relief", item.title, 24, f"EXCEPTION {item.outcome.upper()}", 14)
            self.facts(name, item.statements)
            self.edge(name, "verdict", **_RELIEF if holds else {"color": "#777777", "style": "dashed"})

    def controls(self, state: str) -> None:
        found = [control.id.replace("_", " ") for control in self.explanation.controls if control.state == state]
        if found:
            more = [f"and {len(found) - MOST_LISTED} more"] if len(found) > MOST_LISTED else []
            text = "<BR/>".join(escape(item) for item in [*found[:MOST_LISTED], *more])
            self.used[state] = None
            head = f'<FONT POINT-SIZE="11"><B>{state.upper()} CONTROLS: {len(found)}</B></FONT><BR/>'
            self.body.node(_id(state), label=f"<{head}{text}>", fontsize="14", **LOOKS[state])
            self.edge("verdict", state)

    def support(self, argument: Argument) -> None:
        """What an argument rests on: facts, and conclusions that have the same truth value as it has."""
        for derivation in argument.derivations:
            self.facts(argument.proposition, derivation.statements)
            alike = [premise for premise in derivation.premises if premise.status == argument.status]
            shown = alike or ([] if derivation.statements else list(derivation.premises))
            for premise in shown[:MOST_LISTED]:
                self.conclusion(premise)
                self.edge(premise.proposition, argument.proposition, style=_STYLES[premise.status])
            if len(shown) > MOST_LISTED:
                self.node(f"more {derivation.rule}", argument.status, f"and {len(shown) - MOST_LISTED} more", 26)
                self.edge(f"more {derivation.rule}", argument.proposition)

    def conclusion(self, argument: Argument) -> None:
        """A conclusion, drawn once however often it is used."""
        if argument.proposition not in self.drawn:
            self.drawn.add(argument.proposition)
            self.node(argument.proposition, argument.status, argument.statement, 26, WORDS.get(argument.status, ""))
            if argument.status == "true" or not self.explanation.grounds:  # beside a verdict, what is not so needs no tree of its own
                self.support(argument)

    def legend(self) -> str:
        """Just the looks that the picture uses, below it."""
        shown = [(look, MEANINGS[look]) for look in self.used if look in MEANINGS]
        cells = []
        for look, meaning in shown:
            fill, line = LOOKS[look]["fillcolor"], LOOKS[look]["color"]
            cells.append(
                f'<TD BGCOLOR="{fill}" BORDER="2" COLOR="{line}" STYLE="{_outline(look)}"> {_sign(look)} </TD>'
                f'<TD BORDER="0" ALIGN="LEFT">{escape(meaning)}&#160;&#160;&#160;</TD>'
            )
        rows = "".join(f"<TR>{''.join(cells[start : start + _LEGEND_COLUMNS])}</TR>" for start in range(0, len(cells), _LEGEND_COLUMNS))
        return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="6">{rows}</TABLE>>'


_LEGEND_COLUMNS = 4
_SIGNS = {"holds": "EXCEPTION", "no relief": "EXCEPTION", "missing": "MISSING", "unconfirmed": "UNCONFIRMED", "warning": "!"}
_GRAPH = {
    "rankdir": "LR",
    "nodesep": "0.18",
    "ranksep": "0.55",
    "fontname": FONT,
    "bgcolor": "white",
    "pad": "0.25",
    "splines": "spline",
    "labelloc": "t",
    "fontsize": "20",
}
_NODE = {"fontname": FONT, "style": "filled", "margin": "0.14,0.07"}
_EDGE = {"fontname": FONT, "color": "#333333", "arrowsize": "0.9", "fontsize": "13"}
_RELIEF = {"color": "#009E73", "fontcolor": "#00664A", "style": "dashed", "penwidth": "2"}
_STYLES: dict[Status, str] = {"true": "solid", "false": "dashed", "unknown": "dotted"}


def _id(name: str) -> str:
    """A node id without anything that the DOT language reads as more than a name."""
    return f"n{crc32(name.encode()):08x}"


def _sign(look: str) -> str:
    return WORDS.get(look, "") or _SIGNS.get(look, "&#160;&#160;")


def _outline(look: str) -> str:
    style = LOOKS[look].get("style", "")
    return "dashed" if "dashed" in style else "dotted" if "dotted" in style else "solid"
