"""Every key, name and keyword that the packs hold is offered where it stands, once it is begun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge import load
from knowledge.base import KnowledgeBase
from tests.places import ROOT
from threshold.language_server.completion import offers

PACKS = [
    file
    for folder in ("packs", "example_packs")
    for file in sorted((ROOT / "knowledge" / folder).rglob("*.yaml"))
    if not {"languages", "cases"} & set(file.parts) and file.name != "pack.yaml"
]
# what people write in their own words, and numbers and days: nothing of it is offered
FREE = {
    *("title", "question", "otherwise", "open", "short", "because", "reading", "note", "text"),
    *("says", "meaning", "doing", "undoing", "reality", "consequence", "unchanged", "example"),
    *("often_mistaken_for", "override", "retire", "unit", "role", "article", "at", "ceiling_at"),
    *("url", "consulted", "reviewed", "minimum", "value", "rank", "cited_as", "blocks_because"),
    *("row", "add_values", "names", "scope", "version", "day_of_text", "concern", "asks"),
}
CONDITION = re.compile(r"\bwhen$|_when$|^(also|always|given|low|high|day|not_failed_while)$")
NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+|[a-z]+(?:_[a-z0-9]+)+")
LONGEST = 300


@cache
def known() -> KnowledgeBase:
    """The shipped packs and the examples."""
    folder = ROOT / "knowledge" / "example_packs"
    return load([folder / name for name in ("bank.yaml", "dora", "gdpr", "ml_test_score")])


def spots(file: Path) -> Iterator[tuple[tuple[str, ...], Any, bool]]:
    """(keys, node, whether it is a key) of all that entries of a file say on one line."""
    root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for entry in root.value:
        yield from _spots((), entry)


def _spots(keys: tuple[str, ...], node: Any) -> Iterator[tuple[tuple[str, ...], Any, bool]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield keys, key, True
            yield from _spots((*keys, key.value), value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _spots(keys, item)
    else:
        yield keys, node, False


def lacking(file: Path) -> Iterator[str]:
    """What is not offered where it stands."""
    lines = file.read_text(encoding="utf-8").split("\n")
    for keys, node, is_key in spots(file):
        said = node.value
        # the keys of a mapping from values or from reasons to words are free, and a cell of a list
        free = keys[-1:] in (("values",), ("alike",), ("add_values",), ("rows",), ("columns",))
        if node.style in ("|", ">") or not said or FREE & set(keys) or said[0].isdigit():
            continue
        words = keys[:1] == ("values",) and len(keys) == 2  # what a value means
        if not is_key and (words or " " in said):  # a condition, where it is no keyword
            continue
        if (is_key and free) or (not is_key and (free or CONDITION.search(keys[-1]))):
            continue
        if not is_key and len(keys) == 1 and node.start_mark.line == first_line(lines, node):
            continue  # the name of the entry
        line, column = node.start_mark.line, node.start_mark.column + bool(node.style)
        column += min(2, len(said))
        typed = [*lines[:line], lines[line][:column]]
        if said not in {one.text for one in offers("pack", typed, line, column, known())}:
            yield f"{file.name}:{line + 1}: {'.'.join(keys)} {said}"


def first_line(lines: list[str], node: Any) -> int:
    """The line on which the entry of a node begins."""
    return max(at for at in range(node.start_mark.line + 1) if lines[at].startswith("- "))


@pytest.mark.parametrize("file", PACKS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_what_a_pack_says_is_offered_where_it_stands(file: Path) -> None:
    assert not list(lacking(file))


def completed(text: str) -> list[str]:
    lines = text.split("\n")
    return [one.text for one in offers("pack", lines, len(lines) - 1, len(lines[-1]), known())]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("- verdict: x\n  excepted_by: ev", "every exception"),
        ("- verdict: x\n  excepted_by: every ex", "every exception"),
        ("- verdict: x\n  excepted_by: [exception.time", "exception.time_boxed"),
        ("- verdict: x\n  excepted_by:\n    - exception.ti", "exception.time_boxed"),
        ("- define: x\n  exception_to: [trigger.sc", "trigger.scale"),
        ("- define: x\n  exception_to:\n    - trigger.sc", "trigger.scale"),
        ("- define: x\n  from: prohib", "prohibitions_apply"),
        ("- attribute: stage\n  alike:\n    They are early: [id", "idea"),
        ("- attribute: stage\n  doing:\n    pil", "pilot"),
        ("- attribute: x\n  superseded_by: [stag", "stage"),
        ("- attribute: stage\n  former_values: {old: pil", "pilot"),
        ("- attribute: x\n  values_in: ai_act.ann", "ai_act.annex_iii"),
        ("- attribute: x\n  entails: {a: {stage: pil", "pilot"),
        ("- attribute: x\n  entails:\n    # why\n    a:  # because\n      sta", "stage"),
        ("- parameter: x\n  values_for: {sta", "stage"),
        ("- parameter: x\n  values_for:\n    stage: {pil", "pilot"),
        ("- classification: x\n  levels: [mlts.level.st", "mlts.level.strong"),
        ("- trigger: sca", "scale"),
        ("- trigger: x\n  aft", "after"),
        ("- duty: x\n  role: dep", "deployer"),
        ("- {trigger: x, requires: [moni", "monitoring"),
        ("- {trigger: x, req", "requires"),
        (
            "- {trigger: x,\n   title: What's {this},\n   requires: [rollback,\n     moni",
            "monitoring",
        ),
        ("- {trigger: x,\n   source: {wo", "work"),
        ("- {trig", "trigger"),
        ("- schedule: x\n  starts:\n    - fr", "from"),
        ("- table: x\n  columns: [row, sta", "stage"),
        ("- table: x\n  columns: [row, con", "concludes"),
        ("- table: x\n  columns: [row, stage, when]\n  rows:\n    - [a, pil", "pilot"),
        ("- table: x\n  columns: [row, stage, when]\n  rows:\n    - [a, pilot, expo", "exposure"),
        ("- table: x\n  columns: [row, personal_data]\n  rows:\n    - [a, y", "yes"),
        ("- table: x\n  rows:\n    - {row: a, stage: pil", "pilot"),
        ("- table: x\n  rows:\n    - {row: a, bas", "basis"),
        ("- table: x\n  rows:\n    - {row: a, basis: inter", "interpretation"),
        ("- table: x\n  rows:\n    - {row: a, amended_by: omn", "omnibus"),
        ("- table: ai_act.annex_iii\n  hit: coll", "collect"),
    ],
)
def test_each_key_offers_what_it_takes(typed: str, wanted: str) -> None:
    assert wanted in completed(typed)


def test_a_keyword_of_two_words_takes_the_place_of_all_that_is_typed() -> None:
    lines = ["- verdict: x", "  excepted_by: every ex"]
    offer, *_ = offers("pack", lines, 1, len(lines[1]), known())
    assert (offer.text, offer.begun) == ("every exception", "every ex")


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("na|", {"name", "namespace"}),
        ("name: loans\nlic|", {"licence"}),
        ("name: loans\nlanguages: [|", {"en", "de", "fr"}),
        ("name: loans\nlanguages: [en, d|", {"de"}),
        ("name: loans\nlanguages:\n  - f|", {"fr"}),
        ("name: loans\nrequires:\n  kno|", {"knowledge"}),
        ("name: loans\nrequires: {gd|", {"gdpr"}),
        ("name: loans\nrequires: {gdpr: |", {f">={known().manifests['gdpr'].version}"}),
        ("name: loans\nafter: [do|", {"dora"}),
        ("name: loans\nafter: [gdpr, ba|", {"bank"}),
    ],
)
def test_keys_and_values_of_a_manifest_are_offered(text, offered):
    before = text.removesuffix("|").splitlines()
    found = offers("manifest", before, len(before) - 1, len(before[-1]), known())
    assert offered <= {one.text for one in found}


@pytest.mark.parametrize("text", ["name: lo|", "title: |", "authors: [|"])
def test_what_is_said_in_own_words_in_a_manifest_is_not_offered(text):
    line = text.removesuffix("|")
    assert not offers("manifest", [line], 0, len(line), known())
