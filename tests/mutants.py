"""Mutants of packs: one change to one entry, of a kind that a slip of a maintainer could make,
and that reaches the rules.
"""

from __future__ import annotations

import copy
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from knowledge import InvalidKnowledge, load
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Param, Test, terms_of
from knowledge.entries import Ground, Schedule
from knowledge.entries.pack import pack_files
from knowledge.pack_paths import PACKS
from tests.mutated_conditions import mutated_conditions

CONDITIONS = (
    "when",
    "requires",
    "ends_when",
    "voiced_when",
    "acted_out_when",
    "owed_when",
    "lower_when",
    "starts",
)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


# what was changed into what; the entry then, None where it is dropped
Changed = tuple[str, "dict[str, Any] | None"]


Files = dict[tuple[str, str], list[Any]]  # pack and file → entries
Site = tuple[str, Callable[[], Changed]]  # a kind of mutation, and how to make it


@dataclass(frozen=True)
class Mutation:
    """A change of one entry."""

    kind: str
    entry: str  # kind:id
    # what was changed into what, and the files that differ then
    make: Callable[[], tuple[str, Files]]


@dataclass(frozen=True)
class Mutant:
    """What a mutation made of the packs."""

    mutation: Mutation
    says: str
    base: KnowledgeBase | None  # None where it does not load

    def __str__(self) -> str:
        return f"{self.mutation.kind}: {self.mutation.entry}: {self.says}"


class Mutants:
    """All mutations of the shipped packs, by kind, and the knowledge bases they give."""

    def __init__(self, folder: Path):
        self.base = load()
        self.folder = folder
        self.files = {
            (pack, file.name): yaml.safe_load(file.read_text("utf-8"))
            for pack in self.base.packs
            for file in pack_files(PACKS / pack)
        }
        self.read = self._parameters_of_rules()
        for pack in self.base.packs:
            shutil.copytree(PACKS / pack, folder / pack)

    def _parameters_of_rules(self) -> set[str]:
        tests = (
            literal.target
            for rule in self.base.rules
            for literal in rule.body
            if isinstance(literal.target, Test)
        )
        return {term.name for test in tests for term in terms_of(test) if isinstance(term, Param)}

    def draw(self, dice: random.Random, count: int) -> list[Mutant]:
        """So many different mutants in which the rules differ: by chance an entry,
        then a kind of mutation of it, then one of that kind.
        """
        left: dict[str, dict[str, list[Mutation]]] = {}
        for mutation in self.all():
            left.setdefault(mutation.entry, {}).setdefault(mutation.kind, []).append(mutation)
        found: list[Mutant] = []
        while len(found) < count:
            kinds = left[dice.choice(sorted(left))]
            mutations = kinds[dice.choice(sorted(kinds))]
            mutant = self.made(mutations[dice.randrange(len(mutations))])
            if str(mutant) not in map(str, found) and self.reaches_rules(mutant):
                found.append(mutant)
        return found

    def reaches_rules(self, mutant: Mutant) -> bool:
        """Whether the rules, or a figure that they read, are others than before.

        What does not load counts as well.
        """
        return mutant.base is None or rules_of(mutant.base, self.read) != rules_of(
            self.base, self.read
        )

    def made(self, mutation: Mutation) -> Mutant:
        """The mutant of a mutation."""
        says, files = mutation.make()
        for (pack, file), entries in files.items():
            text = yaml.dump(entries, Dumper=DUMPER, sort_keys=False, allow_unicode=True)
            (self.folder / pack / file).write_text(text, "utf-8")
        try:
            return Mutant(
                mutation,
                says,
                load([self.folder / pack for pack in self.base.packs], shipped=False),
            )
        except InvalidKnowledge as fault:
            return Mutant(mutation, f"{says} ({fault})", None)
        finally:
            for pack, file in files:
                shutil.copy(PACKS / pack / file, self.folder / pack / file)

    def all(self) -> Iterator[Mutation]:
        """Every mutation of every entry."""
        for place, entries in self.files.items():
            for index, entry in enumerate(entries):
                for kind, change in self._of_entry(entry):
                    yield Mutation(
                        kind, _name(entry), partial(_made, place, entries, index, change)
                    )
        yield from self._ranks()

    def _of_entry(self, entry: dict[str, Any]) -> Iterator[Site]:
        kind = next(iter(entry))
        if kind in ("work", "attribute", "control", "classification"):
            return
        if kind == "parameter":
            if entry["parameter"] in self.read:
                yield from self._figures(entry)
            return
        yield "rule dropped", lambda: ("", None)
        yield from self._conditions(entry)
        yield from self._lists(entry, kind)
        if kind == "schedule":
            for index, start in enumerate(entry["starts"]):
                for other in sorted(
                    {
                        start.from_
                        for schedule in self.base.of_kind(Schedule)
                        for start in schedule.starts
                    }
                    - {start["from"]}
                ):
                    yield (
                        "date swapped",
                        partial(
                            _with,
                            f"from {start['from']} → {other}",
                            entry,
                            other,
                            "starts",
                            index,
                            "from",
                        ),
                    )
        for key in ("end_must_be_ruled_out", "non_negotiable", "enforces_grounds"):
            if key in entry:
                yield "switch turned", partial(_with, key, entry, not entry[key], key)

    def _figures(self, entry: dict[str, Any]) -> Iterator[Site]:
        for index, dated in enumerate(entry["values"]):
            for key in ("value", "from"):
                if key not in dated:
                    continue
                old = dated[key]
                if isinstance(old, date):
                    others: list[Any] = [old + timedelta(days=days) for days in (-365, -1, 1, 365)]
                else:
                    others = [old + 1, old - 1] if old < 1e6 else [old * 2, old / 2]
                for other in others:
                    yield (
                        "figure changed",
                        partial(
                            _with, f"{key} {old} → {other}", entry, other, "values", index, key
                        ),
                    )

    def _lists(self, entry: dict[str, Any], kind: str) -> Iterator[Site]:
        if kind in ("trigger", "duty", "verdict"):
            for item in entry.get("requires", ()):
                yield (
                    "control dropped",
                    partial(
                        _with,
                        item,
                        entry,
                        [other for other in entry["requires"] if other != item],
                        "requires",
                    ),
                )
        if kind == "exception":
            grounds = [
                ground.id for ground in self.base.of_kind(Ground) if not ground.non_negotiable
            ]
            lifted = entry["lifts"] if isinstance(entry["lifts"], list) else grounds
            for item in grounds:
                narrower = [ground for ground in lifted if ground != item]
                says = f"{item} {'no longer' if item in lifted else 'also'} lifted"
                yield (
                    "lifts changed",
                    partial(
                        _with, says, entry, narrower if item in lifted else [*lifted, item], "lifts"
                    ),
                )
        for item in entry.get("own_attributes", ()):
            left = [other for other in entry["own_attributes"] if other != item]
            if left:
                yield "claim narrowed", partial(_with, item, entry, left, "own_attributes")

    def _conditions(self, entry: dict[str, Any]) -> Iterator[Site]:
        for key in CONDITIONS:
            value = entry.get(key)
            if isinstance(value, str):
                texts: list[tuple[tuple[str | int, ...], str]] = [((key,), value)]
            elif isinstance(value, list) and key == "starts":
                texts = [
                    ((key, index, "when"), start["when"])
                    for index, start in enumerate(value)
                    if "when" in start
                ]
            elif isinstance(value, list) and next(iter(entry)) in ("exception", "relief"):
                texts = [((key, index), text) for index, text in enumerate(value)]
                if len(value) > 1:
                    for index, text in enumerate(value):
                        yield (
                            "operand dropped",
                            partial(
                                _with,
                                f"{key}: {text}",
                                entry,
                                value[:index] + value[index + 1 :],
                                key,
                            ),
                        )
            else:
                texts = []
            for keys, text in texts:
                for kind, change in mutated_conditions(text, self.base):
                    yield kind, partial(_rewritten, entry, text, change, *keys)
            if key == "owed_when" and value:
                yield "operand dropped", partial(_without, entry, key)

    def _ranks(self) -> Iterator[Mutation]:
        """Two verdicts with their ranks swapped."""
        verdicts = [
            (place, index)
            for place, entries in self.files.items()
            for index, entry in enumerate(entries)
            if "verdict" in entry
        ]
        for number, (place, index) in enumerate(verdicts):
            for other in verdicts[:number] + verdicts[number + 1 :]:
                yield Mutation(
                    "ranks swapped",
                    _name(self.files[place][index]),
                    partial(_swapped, self.files, (place, index), other),
                )


def _name(entry: dict[str, Any]) -> str:
    kind = next(iter(entry))
    return f"{kind}:{entry[kind]}"


def _made(
    place: tuple[str, str], entries: list[Any], index: int, change: Callable[[], Changed]
) -> tuple[str, Files]:
    says, changed = change()
    return says, {
        place: [*entries[:index], *([] if changed is None else [changed]), *entries[index + 1 :]]
    }


def rules_of(base: KnowledgeBase, parameters: set[str]) -> tuple[Any, ...]:
    """What a chainer sees of a knowledge base: its rules, whatever their numbers,
    and the figures that they read.
    """
    rules = sorted(repr((rule.head, sorted(map(repr, rule.body)))) for rule in base.rules)
    figures = {
        name: [(v.from_, v.value) for v in base.parameters[name].values]
        for name in parameters
        if name in base.parameters
    }
    return rules, figures


def _with(says: str, entry: dict[str, Any], value: Any, *keys: str | int) -> Changed:
    """The entry with another value under `keys`."""
    changed = copy.deepcopy(entry)
    inner: Any = changed
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    return says, changed


def _without(entry: dict[str, Any], key: str) -> Changed:
    return f"{key} dropped", {name: value for name, value in entry.items() if name != key}


def _rewritten(
    entry: dict[str, Any], text: str, change: Callable[[], str], *keys: str | int
) -> Changed:
    changed = change()
    return _with(f"{keys[0]}: {' '.join(text.split())} → {changed}", entry, changed, *keys)


def _swapped(
    files: Files, first: tuple[tuple[str, str], int], second: tuple[tuple[str, str], int]
) -> tuple[str, Files]:
    changed = copy.deepcopy({place: files[place] for place in (first[0], second[0])})
    mine, other = (changed[place][index] for place, index in (first, second))
    mine["rank"], other["rank"] = other["rank"], mine["rank"]
    return f"with {other['verdict']}", changed
