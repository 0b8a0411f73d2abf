"""A file as it is, and with the names of today."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from knowledge.faults import Place
from knowledge.outputs import write_bytes
from knowledge.renamed import Renamed


@dataclass(frozen=True, slots=True)
class Split:
    """An answer to an attribute that is asked by several others now: nobody can rewrite it."""

    attribute: str
    superseded_by: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of a text, from an offset to another one, and what takes its place."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Migration:
    """The text of a file, and the same text with the names of today."""

    file: Path
    before: str
    after: str
    renamed: tuple[Renamed, ...]  # what is told: of a table each name once, where it stands first
    count: int  # how many names are exchanged
    content: bytes  # the file with the names of today, in its encoding and with its line ends
    split: tuple[Split, ...] = ()

    def diff(self) -> str:
        """The lines that differ, as `diff -u` shows them."""
        lines = (self.before.splitlines(keepends=True), self.after.splitlines(keepends=True))
        shown = unified_diff(*lines, str(self.file), str(self.file))
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in shown)

    def write(self) -> None:
        """Write the file anew, beside it and renamed. Raises `OSError`."""
        write_bytes(self.file, self.content)


def edited(text: str, edits: list[Edit]) -> str:
    """A text with pieces exchanged, no two of which touch."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda one: one.start):
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*parts, text[at:]])
