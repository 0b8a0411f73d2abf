"""What can be wrong with what a person wrote, said so that the person can mend it.

One class per kind of fault; each names the place, the offending text, what was expected and the nearest right name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands."""

    file: str  # as the reader would type it
    line: int  # from 1
    column: int  # from 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Fault(Exception):
    """One thing that is wrong, with its place. Subclasses name the kind."""

    def __init__(self, message: str, place: Place | None = None, *, text: str = "", expected: str = "", nearest: str | None = None):
        self.message = message  # what was wrong, as a sentence without its end
        self.place = place  # where, or None for what never was in a file
        self.text = text  # the offending text itself
        self.expected = expected  # what would have been right
        self.nearest = nearest  # the nearest right name
        super().__init__(str(self))

    def __str__(self) -> str:
        parts = [f"{self.place}: {self.message}" if self.place else self.message]
        if self.text:
            parts.append(f"in: {shorten(self.text)}")
        if self.expected:
            parts.append(f"expected: {self.expected}")
        if self.nearest:
            parts.append(f"nearest: {self.nearest}")
        return "; ".join(parts)


class BadYaml(Fault):
    """The file cannot be read as YAML, or uses YAML that data needs not: tags, aliases, duplicate keys."""


class UnknownKey(Fault):
    """An entry has a key that its kind does not know, or a mapping names no kind."""


class MissingKey(Fault):
    """An entry lacks a key that its kind requires, other than its source."""


class MissingSource(Fault):
    """An entry does not say where its statement comes from."""


class WrongType(Fault):
    """A value is not of the type that its place requires, or a comparison mixes types."""


class UnknownName(Fault):
    """An attribute, value, proposition, parameter or cited work that nothing declares."""


class DuplicateId(Fault):
    """Two entries declare the same name."""


class BadExpression(Fault):
    """A condition that the condition language cannot read."""


class TooComplex(Fault):
    """A condition with more alternatives than a reader, or a chainer, can take."""


class NegationCycle(Fault):
    """Rules that make a proposition depend on its own absence."""


class ForbiddenLift(Fault):
    """An exception that would lift a ground nothing may lift."""


class BadCase(Fault):
    """A use case that cannot be assessed: an unknown attribute, or a value that the attribute does not take."""


class NoVerdict(Fault):
    """A case for which the rules of a knowledge base come to no verdict, not even that it is not settled."""


class InvalidKnowledge(Exception):
    """A knowledge base that does not load, with every fault found."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class InvalidCase(Exception):
    """A case, or a file of cases, that cannot be read, with every fault found."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest(name: str, names: Iterable[str], likeness: float = 0.5) -> str | None:
    """The one of `names` that a reader most likely meant by `name`, or None where nothing is as close as `likeness`, from 0 to 1."""
    candidates = sorted(names)
    ends = [full for full in candidates if full.rpartition(".")[2] == name]  # monitoring → controls.monitoring
    found = ends or get_close_matches(name, candidates, n=1, cutoff=likeness)
    return found[0] if found else None


def shorten(text: str, limit: int = 160) -> str:
    """`text` on one line, cut in the middle where it is longer than `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit // 2]} … {line[-limit // 3 :]}"
