"""Faults in what a person wrote, told so that the person can correct them.

One class per kind of fault; each names the place, the offending text, what was expected and the
nearest right name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest

from knowledge.limits import MOST_FAULTS
from knowledge.sentence import Sentence

# What a terminal obeys rather than shows: control characters, overrides of the direction of
# writing, halves of a pair.
HIDDEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
)

UNBROKEN = "\u00a0\u202f"  # spaces at which no line breaks
BLANKS = re.compile(rf"[^\S{UNBROKEN}]+")
LONGEST_MESSAGE = 800  # characters of each part of a message
LONGEST_NAME = 200  # characters: nothing is named like what is longer
MOST_COMPARED = 60  # names that are compared letter by letter to find the nearest


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file."""

    file: str  # as the reader would type it
    line: int  # from 1
    column: int  # from 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Fault(Exception):
    """One thing that is wrong, with its place. Subclasses name the kind."""

    def __init__(
        self,
        message: str,
        place: Place | None = None,
        *,
        text: str = "",
        expected: str = "",
        nearest: str | None = None,
        names: tuple[str, ...] = (),
    ):
        self.message = message  # what was wrong, as a sentence without its end
        self.place = place  # where, or None for what never was in a file
        self.text = text  # the offending text itself
        self.expected = expected  # what would have been right
        self.nearest = nearest  # the nearest right name
        self.names = names  # of an unknown name: the name; of a cycle: the propositions in it
        super().__init__(str(self))

    def __str__(self) -> str:
        message = shorten(self.message, LONGEST_MESSAGE)
        parts = [f"{self.place}: {message}" if self.place else message]
        if self.text:
            parts.append(f"in: {shorten(self.text)}")
        if self.expected:
            parts.append(f"expected: {shorten(self.expected, LONGEST_MESSAGE)}")
        if self.nearest:
            parts.append(f"nearest: {self.nearest}")
        return shown_as_text("; ".join(parts))


def shown_as_text(message: str) -> str:
    """A message, in which what a terminal would obey is written out."""
    return HIDDEN.sub(lambda found: found.group().encode("unicode_escape").decode(), message)


class BadYaml(Fault):
    """The file is not YAML, or uses features that data does not need: tags, aliases, twin keys."""


class UnknownKey(Fault):
    """An entry has a key that its kind does not know, or a mapping names no kind."""


def unknown_key(
    owner: str,
    key: object,
    known: Iterable[str],
    place: Place | None,
    text: str = "",
) -> UnknownKey:
    """The fault of a key that its owner ("an intake") does not know, in any file."""
    name, names = str(key), list(known)
    return UnknownKey(
        Sentence("{owner} has no key {name}", owner=owner, name=repr(name)),
        place,
        text=text,
        expected=", ".join(names),
        nearest=nearest(name, names),
    )


class MissingKey(Fault):
    """An entry lacks a key that its kind requires, other than its source."""


class MissingSource(Fault):
    """An entry does not say where its statement comes from."""


class WrongType(Fault):
    """A value is not of the type that its place requires, or a comparison mixes types."""


class UnknownName(Fault):
    """An attribute, value, proposition, parameter or cited work that nothing declares."""


def value_of(attribute: str, value: object) -> str:
    """The name of a value, as `UnknownName.names` has it: apart from entries that are called so."""
    return f"{attribute} {value}"


class DuplicateId(Fault):
    """Two entries declare the same name."""


class BadExpression(Fault):
    """A condition that the condition language cannot read."""


class TooComplex(Fault):
    """A condition with more alternatives or parts than a reader or a chainer can take."""


def only_so_many(faults: list[Fault]) -> None:
    """Leave as many faults as are told at once, and that there are more."""
    if len(faults) > MOST_FAULTS:
        more = Sentence("there are more faults; the rest was not looked at")
        faults[MOST_FAULTS:] = [TooComplex(more, faults[MOST_FAULTS].place)]


class NegationCycle(Fault):
    """Rules that make a proposition depend on its own absence."""


class AskedNever(Fault):
    """Questions that wait for each other, so that none of them is ever asked."""


class ForbiddenLift(Fault):
    """An exception that would lift a ground nothing may lift."""


class ForbiddenBlock(Fault):
    """A contradiction that would block a relief with which it has nothing to do."""


class ForbiddenPremise(Fault):
    """A condition reads what no rule may rest on."""


class ForbiddenChange(Fault):
    """An override or a retirement that an entry does not allow."""


class BadCase(Fault):
    """A use case that cannot be assessed: an unknown attribute, or a value it cannot take."""


class InvalidKnowledge(Exception):
    """A knowledge base that does not load, with every fault found."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class FaultList(list[Fault]):
    """Faults as they are found.

    Where there are very many, the search ends with `InvalidKnowledge`: what comes after helps
    nobody.
    """

    def __init__(self, follows: Callable[[Fault], bool] | None = None):
        """`follows`: whether a fault only follows from another one, and is passed over."""
        super().__init__()
        self._follows = follows

    def add(self, *faults: Fault) -> None:
        """Note these, too."""
        for fault in faults:
            if self._follows is not None and self._follows(fault):
                continue
            self.append(fault)
            if len(self) >= MOST_FAULTS:
                raise InvalidKnowledge(
                    [
                        *self,
                        TooComplex(
                            Sentence(
                                "{count} faults were found; the rest was not looked at",
                                count=MOST_FAULTS,
                            ),
                            fault.place,
                        ),
                    ]
                )


class InvalidCase(Exception):
    """A case, or a file of cases, that cannot be read, with every fault found."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest(name: str, names: Iterable[str], likeness: float = 0.5) -> str | None:
    """The one of `names` that a reader most likely meant by `name`.

    None if none of them is as close as `likeness`, from 0 to 1.
    """
    if len(name) > LONGEST_NAME:
        return None
    candidates = sorted(full for full in names if len(full) <= LONGEST_NAME)
    from difflib import get_close_matches  # where something is wrong, and not before

    # monitoring → controls.monitoring
    ends = [full for full in candidates if full.rpartition(".")[2] == name]
    same = [full for full in candidates if full.lower() == name.lower()]
    found = (
        ends or same or get_close_matches(name, _most_like(name, candidates), n=1, cutoff=likeness)
    )
    return found[0] if found else None


def _most_like(name: str, candidates: list[str]) -> list[str]:
    """Those of many candidates that share the largest part of their pairs of letters with `name`.

    Comparing letter by letter takes long.
    """
    if len(candidates) <= MOST_COMPARED:
        return candidates
    mine = _pairs(name)

    def shared(full: str) -> float:
        theirs = _pairs(full)
        return len(mine & theirs) / (len(mine) + len(theirs) or 1)

    return nlargest(MOST_COMPARED, candidates, key=shared)


@lru_cache(maxsize=10_000)
def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[index : index + 2] for index in range(len(name) - 1))


def with_article(word: str) -> str:
    """A word with the article that goes before it: a trigger, an exception."""
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"


def kind_of(value: object) -> str:
    """The kind of a given thing, for a message: a list, an int, an Assessment, None."""
    if value is None:
        return "None"
    name = type(value).__name__
    return f"an {name}" if name[:1] in "AEIO" else with_article(name)


def shorten(text: str, limit: int = 160) -> str:
    """`text` on one line, cut in the middle where it is longer than `limit` characters.

    Spaces that do not break, which French has before its marks, stay.
    """
    if len(text) > 4 * limit:  # of very long texts only the ends
        text = f"{text[: 2 * limit]} {text[-2 * limit :]}"
    line = BLANKS.sub(" ", text).strip(" ")
    return line if len(line) <= limit else f"{line[: limit // 2]} … {line[-limit // 3 :]}"
