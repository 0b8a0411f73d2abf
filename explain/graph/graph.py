"""The decision graph as data, before any drawer sees it: nodes, edges, and what stands behind each
node.

Grounds lead to the verdict, and exceptions lift grounds. It holds the deciding derivations only.
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

from pydantic import Field

from explain.forms.data import Authority, Data, Statement
from explain.forms.forms import SVG


class Support(Data):
    """An entry that bears on a node: its rules, on what authority they conclude, and what they
    compared.
    """

    entry: str = Field(description="id of the entry; `threshold rules ID` shows it")
    rules: tuple[str, ...] = Field(default=(), description="ids of the rules that were drawn")
    title: str = Field(
        default="", description="what it is about, where a node stands for several things"
    )
    control: bool = Field(
        default=False,
        description="the entry is a control, and the statements say why it is required",
    )
    authority: Authority | None = None
    statements: tuple[Statement, ...] = Field(
        default=(), description="what was stated beside what was asked, and conclusions"
    )


class Node(Data):
    """One box of the picture."""

    id: str = Field(description="a plain name, the same in two runs")
    look: str = Field(description="one of `style.LOOKS`")
    signal: str = Field(
        default="", description="of a verdict: what it tells a team to do, which its look shows"
    )
    text: str = Field(description="what it says, in few words")
    word: str = Field(default="", description="its status in a word, above the text")
    items: tuple[str, ...] = Field(
        default=(), description="a list, one item a line, in place of the text"
    )
    details: tuple[str, ...] = Field(
        default=(), description="what it rests on, and what was folded into it, in smaller letters"
    )
    width: int = Field(default=34, description="characters to a line of the text")
    size: int = Field(default=18, description="of its letters, in points")
    says: str = Field(description="what it says in full, both sides of a comparison included")
    proposition: str = Field(
        default="", description="the proposition it stands for; a fact has none"
    )
    support: tuple[Support, ...] = Field(default=(), description="what stands behind it")


class Edge(Data):
    """An arrow from a premise to its conclusion."""

    tail: str
    head: str
    line: str = Field(default="rests", description="one of `looks.LINES`")
    label: str = ""


class Meaning(Data):
    """A line of the legend: what a look means."""

    look: str
    signal: str = ""
    sign: str = Field(description="the word that stands in boxes of this look; may be empty")
    says: str


class Drawing(Data):
    """A decision graph, in one language."""

    title: str
    goal: str = Field(description="id of the node that is explained")
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    looks: tuple[str, ...] = Field(description="the looks in use, for the legend")
    legend: tuple[Meaning, ...] = Field(default=(), description="what these looks mean")
    legend_title: str = "Legend"
    smaller: str = Field(default="", description="what smaller letters say, where there are any")
    downwards: bool = Field(
        default=False, description="whether it is read from top to bottom, and not to the right"
    )
    language: str = Field(default="en", description="code of the language it speaks")

    def meaning(self, look: str) -> str:
        """The meaning of a look in the legend; empty where it tells nothing of it."""
        return next((line.says for line in self.legend if line.look == look), "")

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(
            f"decision graph of {self.title}: {len(self.nodes)} boxes, {len(self.edges)} arrows"
        )

    def _repr_svg_(self) -> str:
        return str(SVG(self))

    def way(self, node: str) -> tuple[str, ...]:
        """The nodes between this one and the goal, both included.

        Of the goal, all that leads to it.
        """
        before, after = self._reached(self.goal, back=True), self._reached(self.goal)
        if node == self.goal:
            found = before
        elif node in before:
            found = before & self._reached(node)
        else:
            found = after & self._reached(node, back=True)
        return tuple(item.id for item in self.nodes if item.id in found)

    def _reached(self, start: str, back: bool = False) -> set[str]:
        found, ahead = {start}, [start]
        while ahead:
            here = ahead.pop()
            for edge in self.edges:
                tail, head = (edge.head, edge.tail) if back else (edge.tail, edge.head)
                if tail == here and head not in found:
                    found.add(head)
                    ahead.append(head)
        return found


def node_id(name: str) -> str:
    """A node id without anything that a drawing language reads as more than a name."""
    return f"n{crc32(name.encode()):08x}"
