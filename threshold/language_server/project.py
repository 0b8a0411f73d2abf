"""The files of a workspace as an editor sees them: what is typed counts, saved or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from explain.review.checked import Checked
from knowledge.authoring.occurrences import Finder, Occurrence
from knowledge.base import KnowledgeBase
from knowledge.cases.files import case_results
from knowledge.cases.tests import SUFFIXES
from knowledge.entries.kinds import ENTRY_KINDS
from knowledge.entries.manifest import FILE as MANIFEST
from knowledge.entries.manifest import LANGUAGES
from knowledge.entries.pack import TABLE, all_files, tables_named
from knowledge.entries.yaml_source import Document, parse_yaml, read_yaml
from knowledge.faults import (
    BadYaml,
    DuplicateId,
    Fault,
    ForbiddenChange,
    InvalidCase,
    InvalidKnowledge,
)
from knowledge.intake.loading import intake_in
from knowledge.languages.told import told_fault
from knowledge.languages.words import Words
from knowledge.limits import LONGEST_FILE
from knowledge.pack_paths import PACKS, SHIPPED_PACKS
from knowledge.renamed import RenamedWarning
from knowledge.telling import told_to
from threshold.language_server.loader import Loader

_CLASHES = (DuplicateId, ForbiddenChange)  # what another pack may be to blame for
_OF_PACKS = ("pack", "manifest", "language", "table")
MOST_FILES = 2_000  # of a workspace that are looked at
MOST_TOGETHER = 20  # packs of a workspace that are read together


@dataclass(frozen=True, slots=True)
class Told:
    """Something to tell at a place of a file."""

    line: int  # from one
    column: int
    says: str
    severity: str  # error or warning


@dataclass
class Project:
    """A folder of packs and cases, with what is typed and not saved."""

    root: Path
    typed: dict[Path, str] = field(default_factory=dict)  # file → its text in the editor
    words: Words = field(default_factory=lambda: Words.of(None))  # what is told is told in them
    # pack → the knowledge that its files are read by; None: by which cases and intakes are
    _bases: dict[Path | None, KnowledgeBase] = field(default_factory=dict)

    @cached_property
    def loader(self) -> Loader:
        """The reader of its packs."""
        return Loader(self.typed)

    def text(self, path: Path) -> str:
        """The text of a file, as far as it was typed."""
        if path in self.typed:
            return self.typed[path]
        return path.read_text(encoding="utf-8", errors="replace")

    def document(self, path: Path) -> Document:
        """The content of a file, as data with places. Raises `BadYaml`, or `OSError`."""
        if path in self.typed:
            return parse_yaml(self.typed[path], str(path))
        return read_yaml(path, str(path))

    def kind(self, path: Path) -> str:
        """The kind of a file: pack, manifest, language, intake, cases, or table, which holds rows
        of a decision table; none of them: nothing.
        """
        if path.suffix == TABLE:
            return "table" if self.pack_of(path) != path else ""
        if path.suffix not in SUFFIXES:
            return ""
        if path.name == MANIFEST and path.suffix == ".yaml":
            return "manifest"
        if path.parent.name == LANGUAGES and (path.parent.parent / MANIFEST).is_file():
            return "language"
        text = self.text(path)
        first = next(
            (line for line in text.splitlines() if line.strip() and not line.startswith("#")), ""
        )
        key = first.removeprefix("-").strip().partition(":")[0].strip("'\"{ ")
        if key in ENTRY_KINDS and first.startswith("-"):
            return "pack"
        return "intake" if key == "intake" else "cases"

    def files(self) -> Iterator[Path]:
        """The files of the workspace that may be packs or cases."""
        seen = 0
        for path in sorted(self.root.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(self.root).parts)
            if path.suffix in SUFFIXES and not hidden and path.is_file():
                if path.stat().st_size <= LONGEST_FILE:
                    yield path
                seen += 1
                if seen >= MOST_FILES:
                    return

    def pack_of(self, path: Path) -> Path:
        """The pack that a file is of: the folder with its manifest, or the file alone; of a table,
        the file that names it.
        """
        for folder in (path.parent, path.parent.parent):
            if (folder / MANIFEST).is_file():
                return folder
        shipped = [pack for pack in SHIPPED_PACKS if path.is_relative_to(pack)]
        if path.suffix == TABLE and not shipped:
            packs = (file for file in sorted(path.parent.glob("*.yaml")) if file != path)
            return next((one for one in packs if path.name in tables_named(self.text(one))), path)
        return shipped[0] if shipped else path

    def packs(self) -> list[Path]:
        """The packs of the workspace, but for the shipped ones."""
        found: dict[Path, None] = {}
        for path in self.files():
            if path.is_relative_to(PACKS.parent) and PACKS.parent != path.parent:
                continue
            if self.kind(path) in ("pack", "manifest"):
                found.setdefault(self.pack_of(path))
        return list(found)

    def base(self, path: Path) -> KnowledgeBase:
        """The knowledge that a file is read by: the shipped one with the packs of the workspace.

        A pack that goes with no other is read by itself. Raises `InvalidKnowledge`.
        """
        key = self._key(path)
        self._bases[key] = self._of_all() if key is None else self._of_pack(key)
        return self._bases[key]

    def last_base(self, path: Path) -> KnowledgeBase:
        """The same; while it cannot be read, as it was last, or without the pack of the file."""
        try:
            return self.base(path)
        except InvalidKnowledge:
            return self._bases.get(self._key(path)) or self._of_all()

    def known_base(self, path: Path) -> KnowledgeBase:
        """The same as it was when it was last read, so that nobody waits."""
        return self._bases.get(self._key(path)) or self.last_base(path)

    def _key(self, path: Path) -> Path | None:
        return self.pack_of(path) if self.kind(path) in _OF_PACKS else None

    def _of_pack(self, pack: Path) -> KnowledgeBase:
        own = () if pack in SHIPPED_PACKS else (pack,)
        known = self.packs()
        left = tuple(known if pack in known else (*known, *own))
        if len(left) > MOST_TOGETHER:
            return self.loader.loaded(own)
        while True:
            try:
                return self.loader.loaded(left)
            except InvalidKnowledge as error:
                faulty = [one for one in _faulty(left, error) if one != pack]
                if faulty:
                    left = tuple(one for one in left if one not in faulty)
                    continue
                if left == own or not any(isinstance(one, _CLASHES) for one in error.faults):
                    raise
                try:
                    return self.loader.loaded(own)
                except InvalidKnowledge:
                    raise error from None

    def _of_all(self) -> KnowledgeBase:
        """The knowledge with all packs of the workspace but those that are faulty."""
        left = tuple(self.packs())
        while left and len(left) <= MOST_TOGETHER:
            try:
                return self.loader.loaded(left)
            except InvalidKnowledge as error:
                faulty = _faulty(left, error) or left
                left = tuple(one for one in left if one not in faulty)
        return self.loader.loaded(())

    def told(self, path: Path) -> list[Told]:
        """The faults of a file, as far as they are found in a moment."""
        kind = self.kind(path)
        caught: list[Warning] = []
        with told_to(caught.append):
            found = list(self._told(path, kind))
        for one in caught:
            if isinstance(one, RenamedWarning):
                renamed = one.renamed
                if renamed.place and renamed.place.file == str(path):
                    says = renamed.said(self.words).removeprefix(f"{renamed.place}: ")
                    found.append(Told(renamed.place.line, renamed.place.column, says, "warning"))
        return list(dict.fromkeys(found))

    def _told(self, path: Path, kind: str) -> Iterator[Told]:
        try:
            if kind == "cases":
                faults: list[Fault] = []
                case_results(self.document(path), self.last_base(path), faults)
                yield from self._faults(faults, path)
            elif kind == "intake":
                intake_in(self.document(path), self.last_base(path))
            elif kind:
                base = self.base(path)
                for finding in Checked(base, {}).findings("wording"):
                    if finding.file == str(path):
                        says = finding.said(self.words)
                        yield Told(finding.line, finding.column, says, finding.severity)
        except BadYaml as fault:
            yield from self._faults([fault], path)
        except (InvalidCase, InvalidKnowledge) as error:
            yield from self._faults(error.faults, path)

    def _faults(self, faults: Iterable[Fault], path: Path) -> Iterator[Told]:
        """Those of a file, without their places in words."""
        for fault in faults:
            if fault.place is not None and fault.place.file == str(path):
                says = told_fault(fault, self.words).removeprefix(f"{fault.place}: ")
                yield Told(fault.place.line, fault.place.column, says, "error")

    def occurrences(self, path: Path) -> list[Occurrence]:
        """The occurrences of names, in files of every kind, by the knowledge of a file."""
        finder = self.last_base(path).derived(Finder)
        found = list(finder.in_packs)
        for file in self.files():
            kind = self.kind(file)
            try:
                if kind == "cases":
                    found += finder.in_cases(self.document(file))
                elif kind == "language":
                    found += finder.in_language(self.document(file))
                elif kind == "intake":
                    found += finder.in_intake(self.document(file))
            except (BadYaml, OSError):
                continue  # it is told where it is opened
        return found


def _faulty(packs: Sequence[Path], error: InvalidKnowledge) -> list[Path]:
    """The packs in whose files the faults are."""
    files = {fault.place.file for fault in error.faults if fault.place}
    return [one for one in packs if files & {str(file) for file in all_files(one)}]
