"""check(packs): what is wrong with packs, level by level, from syntax to logic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from explain.review.checked import Checked
from explain.review.finding import LEVELS, Finding, Findings, Level
from explain.review.translations import misworded
from knowledge.base import load
from knowledge.entries.manifest import LANGUAGES, read_manifest
from knowledge.entries.pack import all_files, pack_files, shown_as, unread_files
from knowledge.faults import (
    BadYaml,
    Fault,
    ForbiddenLift,
    InvalidKnowledge,
    MissingKey,
    MissingSource,
    NegationCycle,
    Place,
    UnknownKey,
    UnknownName,
    nearest,
)
from knowledge.languages.message import Message
from knowledge.languages.told import told_fault
from knowledge.languages.words import Words
from knowledge.pack_paths import SHIPPED_PACKS, listed_packs, pack_paths
from knowledge.sentence import Sentence
from knowledge.telling import told_to, untold
from knowledge.unread_files import UnreadFile

FAULT_LEVELS: dict[type[Fault], Level] = {
    BadYaml: "schema",
    UnknownKey: "schema",
    MissingKey: "schema",
    MissingSource: "wording",
    NegationCycle: "logic",
    ForbiddenLift: "invariants",
}  # all other faults are of names and types


def check(
    packs: Sequence[Path | str] | Path | str = (),
    upto: Level = "invariants",
    *,
    shipped: bool = True,
) -> Findings:
    """The findings in packs up to a level, in the order of the levels.

    `packs` are those that `load` takes, by default the shipped ones alone; they stand on these
    unless `shipped` is false. `upto` is "schema", "names", "wording", "logic" or "invariants".
    A pack that cannot be read is a finding as well. Raises `UnknownName` where there is no such
    level, and `TypeError` for what names no pack.
    """
    if upto not in LEVELS:
        raise UnknownName(
            Sentence("there is no level {name}", name=repr(upto)),
            expected=", ".join(LEVELS),
            nearest=nearest(str(upto), LEVELS),
        )
    packs = listed_packs(packs)
    shipped = shipped or not packs
    files: dict[str, str] = {}
    theirs: set[str] = set()  # the files of the shipped packs, beneath one's own
    blocks: tuple[Message, ...] = ()
    try:
        paths = pack_paths(packs, shipped=shipped)
        files = _files(paths)
        if shipped and packs:
            names = [shown_as(pack, file) for pack in SHIPPED_PACKS for file in pack_files(pack)]
            theirs = {files.get(name, name) for name in names}
        with told_to(untold):  # each is a finding
            base = load(packs, shipped=shipped)
    except InvalidKnowledge as error:
        found = [_fault(fault, files) for fault in error.faults]
    else:
        checked = Checked(base, files, theirs)
        wrong = [_fault(fault, files) for fault in misworded(base)]
        found = wrong or list(checked.findings(upto, [*_unread(paths)]))
        blocks = checked.blocks(upto, own=bool(shipped and packs))
        # what else is worth a look in the shipped packs concerns those who ship them
        found = [one for one in found if one.severity == "error" or one.file not in theirs]
    rank = LEVELS.index
    reached = [finding for finding in found if rank(finding.level) <= rank(upto)]
    reached.sort(
        key=lambda finding: (
            rank(finding.level),
            finding.file in theirs,
            finding.severity,
            finding.file,
            finding.line,
            finding.column,
        )
    )
    return Findings(reached, upto, blocks)


def _unread(packs: Sequence[Path]) -> Iterator[UnreadFile]:
    """The files of packs that nobody reads; each pack has a manifest that can be read, or none."""
    for pack in packs:
        found = read_manifest(pack)
        yield from unread_files(pack, found[0] if found else None)


@dataclass(frozen=True, slots=True)
class _SaidFault:
    """What a fault says, without its place."""

    fault: Fault

    def said(self, words: Words) -> str:
        """It in a language; in English, and marked, where there are no words for it."""
        return told_fault(self.fault, words)


def _fault(fault: Fault, files: Mapping[str, str]) -> Finding:
    place = fault.place or Place("", 0, 0)
    told = Fault(
        fault.message, None, text=fault.text, expected=fault.expected, nearest=fault.nearest
    )
    found = Finding(
        level=FAULT_LEVELS.get(type(fault), "names"),
        severity="error",
        kind=type(fault).__name__,
        says=str(told),
        fault=True,
        file=files.get(place.file, place.file),
        line=place.line,
        column=place.column,
    )
    found._message = _SaidFault(told)
    return found


def _files(packs: Sequence[Path]) -> dict[str, str]:
    """A file's name in the reader of packs → the path by which an editor finds it from here.

    Of shipped ones only below here.
    """
    here, found = Path.cwd().resolve(), {}
    for pack in packs:
        for file in (*all_files(pack), *pack.glob("*.yml"), *(pack / LANGUAGES).glob("*.yml")):
            path = file.resolve()
            if pack not in SHIPPED_PACKS or path.is_relative_to(here):
                found[shown_as(pack, file)] = str(
                    path.relative_to(here) if path.is_relative_to(here) else file
                )
    return found
