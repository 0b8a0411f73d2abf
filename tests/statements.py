"""Checks what forms say against what is so: no sentence of a proposition without its truth value.

A unit is what a reader takes for one statement: a line, a cell, the text of a box. Where a
proposition is not known, no unit may be the sentence that it is so, or that it is not so; where it
is known, none may be the other one. Two propositions can share a sentence; what one of them may say
is not held against the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

from engine import Assessment
from knowledge.languages.words import Words

# their titles are names of things to do, to claim or to pay, and no statements
NAMED = ("duty.", "penalty.", "exception.", "required.", "gap.")
_VOID = {"meta", "link", "input", "br", "hr", "img", "col"}


def said(case: Assessment, proposition: str, value: bool | None, words: Words) -> str:
    """The sentence that says that a proposition has this truth value."""
    return words.statement(proposition, case.base.says(proposition, value))


def untrue(case: Assessment, words: Words) -> dict[str, str]:
    """What no unit may say of a case: the sentence → the proposition that it would misstate."""
    found: dict[str, str] = {}
    true = set()
    for name in case.base.visible:
        if name.startswith(NAMED):
            continue
        value = case.conclusions[name]
        true.add(said(case, name, value, words))
        for other in {True, False, None} - {value}:
            found[said(case, name, other, words)] = name
    return {sentence: name for sentence, name in found.items() if sentence not in true}


def misstated(case: Assessment, units: Iterable[str], words: Words) -> list[str]:
    """The units that say of a proposition what is not so, or not known to be."""
    forbidden = untrue(case, words)
    return [
        f"{unit!r} of {forbidden[plain]}, which is {case.conclusions[forbidden[plain]]}"
        for unit in units
        if (plain := unit.strip().rstrip(".")) in forbidden
    ]


def lines_of(text: str) -> Iterator[str]:
    """The units of a text for a terminal: its lines, without signs, names and citations."""
    for line in text.splitlines():
        plain = re.sub(r"^\s*([-+?~!·] |\d+\. )?", "", line)
        yield re.split(r"  \(|\s\[|\s[a-z_.]+/\d+", plain)[0]


def markdown_units(text: str) -> Iterator[str]:
    """The units of Markdown: lines and cells, without what marks them."""
    plain = re.sub(r"\\(.)", r"\1", text.replace("&#58;", ":").replace("&amp;", "&"))
    for line in plain.splitlines():
        for cell in line.split(" | "):
            bare = re.sub(r"^[\s|#-]*(\*\*[^*]+\*\* |\d+\. )?", "", cell).rstrip(" |")
            yield re.split(r" \(`| `| \[", bare)[0]


class Page(HTMLParser):
    """The units of a page: the text of each element that holds text of its own; and the elements
    that say which proposition they stand for.
    """

    def __init__(self, html: str):
        super().__init__()
        self.units: list[str] = []
        self.marked: list[tuple[str, str]] = []  # proposition, status
        self._open: list[list[str]] = []
        self._skipped = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if told.get("data-proposition") and told.get("data-status"):
            self.marked.append((str(told["data-proposition"]), str(told["data-status"])))
        if tag in ("style", "script"):
            self._skipped += 1
        if tag not in _VOID:
            self._open.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self._skipped -= 1
        if tag not in _VOID and self._open:
            text = " ".join("".join(self._open.pop()).split())
            if text:
                self.units.append(text)

    def handle_data(self, data: str) -> None:
        if self._open and not self._skipped:
            self._open[-1].append(data)


def json_units(data: Any) -> Iterator[str]:
    """The sentences in data as JSON gives them; a title beside a status is a name."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("says", "statement", "headline", "text") and isinstance(value, str):
                yield value
            else:
                yield from json_units(value)
    elif isinstance(data, list):
        for item in data:
            yield from json_units(item)
