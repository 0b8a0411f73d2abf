"""Defects in the texts of an entry: unfinished, too long to draw, or missing where shown.

Texts marked TODO are found by `knowledge.authoring.unfinished`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from knowledge.base import KnowledgeBase
from knowledge.entries import (
    Attribute,
    Control,
    Entry,
    RuleEntry,
)
from knowledge.entries.provenance import Written
from knowledge.languages.message import Message

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
_NO_COMMENT = re.compile(r"[ \t]+(#[^\s#].*)")  # a comment has a blank behind its sign
# a question mark of any script; Greek has a semicolon for it
_ASKED = re.compile(r"(?:[?\uff1f\u061f\u055e\u037e]|[\u0370-\u03ff\u1f00-\u1fff];)\s*$")
_CODE = re.compile(r"==|!=|<=|>=|\b\w+_\w+\b")  # what a condition says, and a sentence does not


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong with a text of an entry."""

    entry: Entry
    key: str  # where in the entry
    kind: str
    message: Message

    @property
    def says(self) -> str:
        """The message in English."""
        return str(self.message)


def defects(base: KnowledgeBase) -> Iterator[Defect]:
    """The defects in the words of a knowledge base, entry by entry."""
    for entry in base.entries.values():
        yield from _missing(entry)
        for key, text in _texts(entry):
            if _UNFINISHED.search(text):
                yield Defect(
                    entry,
                    key,
                    "unfinished text",
                    _of(entry, key, "defect_unfinished", text=text.strip()[:60]),
                )
        if isinstance(entry, DRAWN):
            yield from _statements(entry)
        yield from _ends_at_a_comment(entry, base.written[entry.key])


def _ends_at_a_comment(entry: Entry, written: Written) -> Iterator[Defect]:
    """Texts that go on behind a # which YAML takes for the beginning of a comment."""
    document = written.document
    for key in TEXTS:
        node = document.places.get((written.index, key))
        if isinstance(node, yaml.ScalarNode) and not node.style:  # without marks
            rest = document.text[node.end_mark.index :].partition("\n")[0]
            if found := _NO_COMMENT.match(rest):
                yield Defect(
                    entry,
                    key,
                    "ends at a comment",
                    _of(entry, key, "defect_ends_at_a_comment", text=found[1][:60]),
                )


def _missing(entry: Entry) -> Iterator[Defect]:
    if isinstance(entry, RuleEntry) and entry.shows_why and not entry.because.strip():
        yield Defect(
            entry,
            entry.kind,
            "no because",
            Message("defect_no_because", {"entry": _name(entry)}),
        )
    if (
        isinstance(entry, (Attribute, Control))
        and entry.question.strip().strip("?")
        and not _ASKED.search(entry.question)
    ):
        yield Defect(
            entry,
            "question",
            "no question",
            _of(entry, "question", "defect_no_question"),
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
                _of(entry, key, "defect_too_long", count=len(text)),
            )
        if code := _CODE.search(text):
            yield Defect(
                entry,
                key,
                "no plain words",
                _of(entry, key, "defect_no_plain_words", text=code[0]),
            )


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    for key in TEXTS:
        if isinstance(text := getattr(entry, key, None), str):
            yield key, text
    if isinstance(entry, Attribute):
        yield from (("values", meaning) for meaning in entry.values.values())


def _of(entry: Entry, key: str, phrase: str, **values: str | int) -> Message:
    return Message(phrase, {"key": key, "entry": _name(entry), **values})


def _name(entry: Entry) -> str | Message:
    if isinstance(entry, RuleEntry):
        return entry.proposition
    return Message("the_entry", {"kind": Message(f"kind_{entry.kind}"), "id": entry.id})
