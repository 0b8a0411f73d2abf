"""Packs of a few entries on the shipped ones, for the tests of what is hardly meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from knowledge import load
from knowledge.authoring.slip import Slip
from knowledge.base import KnowledgeBase

Look = Callable[[KnowledgeBase], Iterator[Slip]]
WORK = """
- work: policy
  title: Our policy
  cited_as: Our policy
"""
CITED = '  source: {work: policy, at: "1"}\n  basis: stated\n'


def entry(kind: str, name: str, *lines: str) -> str:
    """An entry with its source and basis."""
    title = "" if kind == "attribute" else "  title: It is so\n"
    cited = CITED.partition("\n")[0] + "\n" if kind in ("attribute", "classification") else CITED
    written = "".join(f"  {line}\n" for line in lines)
    return f"- {kind}: {name}\n{title}{written}{cited}"


def on_shipped(folder: Path, *packs: Iterable[str]) -> KnowledgeBase:
    """The shipped packs with these on top; the first one holds the work they cite."""
    paths = []
    for number, entries in enumerate(packs):
        path = folder / f"own{number}.yaml"
        path.write_text((WORK if number == 0 else "") + "".join(entries))
        paths.append(path)
    return load(paths)


BELOW = [
    entry("attribute", "name", "type: text", "question: What is it?", "required: true"),
    entry("attribute", "today", "type: date", "question: Which day?"),
    entry("attribute", "ai_system", "type: bool", "question: Is it AI?",
          'values: {"true": it is, "false": it is not}'),
    entry("attribute", "affects_people", "type: bool", "question: Does it?",
          'values: {"true": it does, "false": it does not}'),
    entry("attribute", "volume_multiple", "type: number", "question: How much more?",
          "unit: times today's volume", "minimum: 0"),
    entry("attribute", "annual_turnover", "type: number", "question: How much?", "unit: EUR",
          "minimum: 0"),
]  # fmt: skip


def on_little(folder: Path, entries: Iterable[str]) -> KnowledgeBase:
    """A pack on a few attributes instead of the shipped packs, which takes far less to read."""
    path = folder / "own.yaml"
    path.write_text("".join([WORK, *BELOW, *entries]))
    return load(path, shipped=False)


def told(look: Look, base: KnowledgeBase) -> list[tuple[str, str, str]]:
    """Of each slip: the entry's id, its kind, and what it says."""
    return [(slip.entry.id, slip.kind, slip.says) for slip in look(base)]
