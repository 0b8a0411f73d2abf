"""Packs read as an editor shows them: what is typed and not saved counts, and every place names the
file itself.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from knowledge.base import KnowledgeBase, load
from knowledge.entries.listed_values import Listed
from knowledge.entries.pack import all_files, shown_as, tables_named
from knowledge.entries.provenance import Written
from knowledge.entries.written_rows import WrittenRow, moved
from knowledge.entries.yaml_source import Document
from knowledge.faults import InvalidKnowledge, Place
from knowledge.pack_paths import PACKS, packs_in
from knowledge.telling import told_to, untold

KEPT = 6  # bases that are kept
_State: TypeAlias = tuple[tuple[str, int], ...]


class Loader:
    """Reads packs on top of the shipped ones, each state of their files once."""

    def __init__(self, typed: Mapping[Path, str]):
        """`typed`: file → its text, for files that are open in the editor."""
        self.typed = typed
        self._known: dict[_State, KnowledgeBase | InvalidKnowledge] = {}

    def loaded(self, packs: tuple[Path, ...]) -> KnowledgeBase:
        """The knowledge with these packs. Raises `InvalidKnowledge`."""
        state = tuple(self._states(packs))
        if state not in self._known:
            while len(self._known) >= KEPT:
                del self._known[next(iter(self._known))]
            self._known[state] = self._load(packs)
        found = self._known.pop(state)
        self._known[state] = found  # the last that is given up
        if isinstance(found, InvalidKnowledge):
            raise found
        return found

    def _states(self, packs: tuple[Path, ...]) -> Iterator[tuple[str, int]]:
        for file in (file for pack in (*packs_in(PACKS), *packs) for file in all_files(pack)):
            text = self.typed.get(file)
            yield str(file), file.stat().st_mtime_ns if text is None else hash(text)

    def _load(self, packs: tuple[Path, ...]) -> KnowledgeBase | InvalidKnowledge:
        with TemporaryDirectory(prefix="threshold-") as folder, told_to(untold):
            here = [
                self._as_typed(pack, Path(folder) / str(number))
                for number, pack in enumerate((PACKS, *packs))
            ]
            files = dict(_real(zip(here, (PACKS, *packs), strict=True)))
            try:
                base = load(here)
            except InvalidKnowledge as error:
                for fault in error.faults:
                    if fault.place is not None:
                        fault.place = _moved(fault.place, files)
                    for shown, file in files.items():
                        fault.expected = fault.expected.replace(f"{shown}:", f"{file}:")
                return InvalidKnowledge(error.faults)
        return _named(base, files)

    def _as_typed(self, pack: Path, folder: Path) -> Path:
        """A pack, or a copy of it with what is typed in place of what is saved."""
        files = all_files(pack)
        typed = {
            file: text
            for file, text in self.typed.items()
            if file.is_relative_to(pack) or file in files
        }
        changed = {file: text for file, text in typed.items() if _saved(file) != text}
        if not changed:
            return pack
        copy = folder / pack.name
        folder.mkdir()
        if pack.is_dir():
            shutil.copytree(pack, copy)
        else:
            named = (pack.parent / name for name in tables_named(typed.get(pack, "")))
            for file in {*files, *filter(Path.is_file, named)}:
                shutil.copyfile(file, folder / file.name)
        for file, text in changed.items():
            place = copy / file.relative_to(pack) if pack.is_dir() else folder / file.name
            place.write_text(text, encoding="utf-8", newline="")
        return copy


def _saved(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _real(packs: Iterator[tuple[Path, Path]]) -> Iterator[tuple[str, str]]:
    """The name of a file that was read → the file itself."""
    for read, pack in packs:
        of_it = packs_in(read) if pack == PACKS else [read]
        for one in of_it:
            for file in all_files(one):
                own = pack / file.relative_to(read) if read.is_dir() else pack.parent / file.name
                yield shown_as(one, file), str(own)


def _moved(place: Place, files: Mapping[str, str]) -> Place:
    return replace(place, file=files.get(place.file, place.file))


def _named(base: KnowledgeBase, files: Mapping[str, str]) -> KnowledgeBase:
    """The base, whose documents and former names name the files themselves."""
    for document in {id(one): one for one in _documents(base)}.values():
        document.file = files.get(document.file, document.file)
    told = (replace(one, place=one.place and _moved(one.place, files)) for one in base.renamed)
    written = {key: _row_moved(item, files) for key, item in base.written.items()}
    return replace(base, renamed=tuple(told), written=written)


def _row_moved(item: Written, files: Mapping[str, str]) -> Written:
    """What a row of a table in a file of its own makes, with the places of that file."""

    def file(shown: str) -> str:
        return files.get(shown, shown)

    if isinstance(item, WrittenRow) and item.row is not None:
        return replace(item, row=moved(item.row, file))
    if isinstance(item, Listed) and item.listing is not None:
        rows = {id: moved(row, file) for id, row in item.listing.rows.items()}
        return replace(item, listing=replace(item.listing, rows=rows))
    return item


def _documents(base: KnowledgeBase) -> Iterator[Document]:
    for written in base.written.values():
        holder: Written | None = written
        while holder is not None:
            yield holder.document
            holder = holder.before
    for documents in base.translations.values():
        yield from documents.values()
