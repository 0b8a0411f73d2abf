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


def told(look: Look, base: KnowledgeBase) -> list[tuple[str, str, str]]:
    """Of each slip: the entry's id, its kind, and what it says."""
    return [(slip.entry.id, slip.kind, slip.says) for slip in look(base)]
