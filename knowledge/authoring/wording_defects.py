"""Defects in the texts of an entry: unfinished, too long to draw, or missing where shown.

What is marked TODO is found by `knowledge.authoring.unfinished`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.entries import (
    Attribute,
    Control,
    Entry,
    RuleEntry,
)

# characters: a box of a decision graph is 26 wide, and beyond four lines a room cannot read it
LONGEST_DRAWN = 104
DRAWN = (RuleEntry, Control)  # whose statements stand in boxes
TEXTS = (
    "title",
    "otherwise",
    "because",
    "reading",
    "question",
    "meaning",
    "reality",
    "consequence",
    "role",
    "note",
)

_UNFINISHED = re.compile(r"\b(FIXME|TBD|XXX)\b|\?\?\?|lorem ipsum", re.IGNORECASE)
_CODE = re.compile(r"==|!=|<=|>=|\b\w+_\w+\b")  # what a condition says, and a sentence does not


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong with a text of an entry."""

    entry: Entry
    key: str  # where in the entry
    kind: str
    says: str


def defects(base: KnowledgeBase) -> Iterator[Defect]:
    """What is wrong with the words of a knowledge base, entry by entry."""
    for entry in base.entries.values():
        yield from _missing(entry)
        for key, text in _texts(entry):
            if _UNFINISHED.search(text):
                yield Defect(
                    entry,
                    key,
                    "unfinished text",
                    f"the {key} of {_name(entry)} is not finished: {text.strip()[:60]}",
                )
        if isinstance(entry, DRAWN):
            yield from _statements(entry)


def _missing(entry: Entry) -> Iterator[Defect]:
    if isinstance(entry, RuleEntry) and entry.shows_why and not entry.because.strip():
        yield Defect(
            entry,
            entry.kind,
            "no because",
            f"{_name(entry)} does not say under `because` why it follows",
        )
    for key in ("title", "question", "cited_as"):
        if not str(getattr(entry, key, " x ")).strip() and not (
            key == "title" and isinstance(entry, Attribute)
        ):
            yield Defect(entry, key, "empty text", f"the {key} of {_name(entry)} is empty")
    if (
        isinstance(entry, (Attribute, Control))
        and entry.question.strip().strip("?")
        and not entry.question.rstrip().endswith("?")
    ):
        yield Defect(
            entry,
            "question",
            "no question",
            f"the question of {_name(entry)} does not end with a question mark",
        )


def _statements(entry: Entry) -> Iterator[Defect]:
    for key in ("title", "otherwise"):
        text = str(getattr(entry, key, ""))
        # these are listed, not drawn
        if len(text) > LONGEST_DRAWN and entry.kind not in ("duty", "penalty", "invariant"):
            yield Defect(
                entry,
                key,
                "too long to draw",
                f"the {key} of {_name(entry)} is too long to draw: {len(text)} characters",
            )
        if code := _CODE.search(text):
            yield Defect(
                entry,
                key,
                "no plain words",
                f"the {key} of {_name(entry)} is not in plain words: {code[0]}",
            )


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    for key in TEXTS:
        if isinstance(text := getattr(entry, key, None), str):
            yield key, text
    if isinstance(entry, Attribute):
        yield from (("values", meaning) for meaning in entry.values.values())


def _name(entry: Entry) -> str:
    return entry.proposition if isinstance(entry, RuleEntry) else f"the {entry.kind} {entry.id}"
