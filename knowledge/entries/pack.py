"""A pack as files: a folder with its manifest, its entries and its translations, or one file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from knowledge.entries.file_bytes import read_bytes
from knowledge.entries.fingerprint import PackVersion
from knowledge.entries.ids_meant import begins_with_an_entry
from knowledge.entries.language_codes import ENGLISH, code_meant, is_code, spoken_codes
from knowledge.entries.manifest import (
    FILE,
    KNOWLEDGE,
    LANGUAGES,
    Manifest,
    holds_entries,
    in_their_order,
    read_manifest,
    unmet,
)
from knowledge.entries.yaml_source import Document, decode_yaml, read_yaml
from knowledge.faults import BadYaml, DuplicateId, Fault, FaultList, Place, shown_as_text
from knowledge.limits import LONGEST_PACKS, MOST_FILES, MOST_PACK_VALUES
from knowledge.pack_paths import version_in
from knowledge.unread_files import UnreadFile, tell

TABLE = ".csv"  # how the file of a table ends
_TABLE = re.compile(r"""\brows["']?:\s*["']?([^/\\"'\n]+\.csv)""")
_LIST = re.compile(r"(\s*#.*(\n|$))*\s*[-\[]")


@dataclass(slots=True)
class Pack:
    """A pack that is being read."""

    path: Path
    manifest: Manifest | None = None
    said: Document | None = None  # the manifest as it is written
    fingerprint: str = ""
    translations: Mapping[str, Document] = field(default_factory=dict)  # code of a language → file

    @property
    def name(self) -> str:
        """As its manifest says, else that of its folder or file."""
        return self.manifest.name if self.manifest else shown_as_text(self.path.stem)

    @property
    def version(self) -> str | None:
        """As its manifest says, else that of the whole knowledge base it is of."""
        return self.manifest.version if self.manifest else version_in(self.path)

    @property
    def told(self) -> PackVersion:
        """Its name, version and fingerprint, as answers tell them."""
        return PackVersion(self.name, self.version, self.fingerprint)

    def place(self, *keys: str) -> Place:
        """The place of a key in its manifest, or of the pack itself."""
        return self.said.key_place(*keys) if self.said else Place(str(self.path), 1, 1)


def pack_files(pack: Path) -> list[Path]:
    """The files of a pack that hold entries: of a folder, those by name; or the one that it is."""
    if not pack.is_dir():
        return [pack]
    return [file for file in sorted(pack.glob("*.yaml")) if file.name != FILE or _is_list(file)]


def _is_list(file: Path) -> bool:
    """Whether a file holds entries, and is called like a manifest by chance.

    A file that cannot be read, such as a pipe, is left to the reader of entries, which says so.
    """
    try:
        if not file.is_file():
            return True
        with file.open(encoding="utf-8", errors="replace") as opened:
            if _LIST.match(opened.read(10_000)) is None:
                return False
        return holds_entries(read_yaml(file).data)
    except (OSError, BadYaml):
        return True


def shown_as(pack: Path, file: Path) -> str:
    """The name of a pack's file in faults."""
    return f"{pack.name}/{file.relative_to(pack).as_posix()}" if pack.is_dir() else str(file)


def all_files(pack: Path) -> list[Path]:
    """Every file of a pack: its entries and tables, its manifest, its translations."""
    if not pack.is_dir():
        return [pack, *table_files(pack)]
    manifest = [file for file in (pack / FILE,) if file.is_file()]
    spoken = sorted((pack / LANGUAGES).glob("*.yaml"))
    return list(dict.fromkeys([*pack_files(pack), *table_files(pack), *manifest, *spoken]))


def table_files(pack: Path) -> list[Path]:
    """The CSV files beside the files of a pack that hold the rows of its tables."""
    folder = pack if pack.is_dir() else pack.parent
    there = {file.name: file for file in folder.glob(f"*{TABLE}")}
    texts = (file for file in pack_files(pack) if there and file.is_file())
    said = (file.read_text(encoding="utf-8", errors="replace") for file in texts)
    named = {name for text in said for name in tables_named(text)}
    return [file for name, file in sorted(there.items()) if name in named]


def tables_named(text: str) -> list[str]:
    """The CSV files that a file of entries names."""
    return [name.strip() for name in _TABLE.findall(text)]


def unread_files(pack: Path, manifest: Manifest | None) -> Iterator[UnreadFile]:
    """The files beside those of a pack that are called like one of it, and that nobody reads."""
    if not pack.is_dir():
        return
    for file in sorted(pack.glob("*")):
        if file.suffix != ".yaml" and file.suffix.lower() in (".yaml", ".yml"):
            yield UnreadFile(shown_as(pack, file), "ending")
    for file in sorted(pack.glob("*/*.yaml")):
        if not (file.parent / FILE).is_file() and begins_with_an_entry(file):
            yield UnreadFile(shown_as(pack, file), "folder")
    spoken = manifest.languages if manifest else [ENGLISH]
    for file in sorted((pack / LANGUAGES).glob("*.y*ml")):
        shown, code = shown_as(pack, file), file.stem
        meant = code_meant(code) or spoken_codes()[-1]
        if file.suffix != ".yaml":
            yield UnreadFile(shown, "ending")
        elif code == ENGLISH:
            yield UnreadFile(shown, "english")
        elif not is_code(code):
            yield UnreadFile(shown, "no_code", code, meant)
        elif code not in spoken:
            yield UnreadFile(shown, "unlisted" if manifest else "no_manifest", code)


def opened(paths: Iterable[Path], faults: FaultList) -> list[Pack]:
    """The packs, with their manifests and translations, in the order in which they are read.

    The faults of a manifest are added to `faults`.
    """
    packs = [_opened(path, faults) for path in paths]
    packs = [packs[place] for place in in_their_order([pack.manifest for pack in packs])]
    faults.add(*_twice(packs), *_lacking(packs))
    return packs


def _opened(path: Path, faults: FaultList) -> Pack:
    pack = Pack(path)
    try:
        if (found := read_manifest(path)) is not None:
            pack.manifest, pack.said = found
            pack.translations = dict(_translations(pack, pack.manifest))
    except Fault as fault:
        faults.add(fault)
    else:
        tell(unread_files(path, pack.manifest))
    return pack


def _translations(pack: Pack, manifest: Manifest) -> Iterator[tuple[str, Document]]:
    for code in manifest.languages:
        if code != ENGLISH:
            file = pack.path / LANGUAGES / f"{code}.yaml"
            yield code, read_yaml(file, f"{pack.path.name}/{LANGUAGES}/{file.name}")


def _twice(packs: list[Pack]) -> Iterator[Fault]:
    names: set[str] = set()
    for pack in packs:
        if pack.name in names:
            expected = "a name of its own, of the file or in pack.yaml"
            yield DuplicateId("two packs have one name", pack.place("name"), expected=expected)
        names.add(pack.name)


def _lacking(packs: list[Pack]) -> Iterator[Fault]:
    """The requirements of packs that those before them do not meet."""
    versions: dict[str, str | None] = {}
    for pack in packs:
        if pack.manifest and pack.said:
            yield from unmet(pack.manifest, pack.said, versions)
        versions[pack.name] = pack.version
        if version_in(pack.path):
            versions[KNOWLEDGE] = pack.version


def files_of(pack: Path) -> list[Path]:
    """The files of a pack. Raises `BadYaml` where there is none, or are too many."""
    files = pack_files(pack)
    if not files or len(files) > MOST_FILES:
        raise BadYaml(
            f"the pack has {len(files):,} files" if files else "the folder holds no pack",
            Place(str(pack), 1, 1),
            expected=f"at most {MOST_FILES}" if files else "files that end in .yaml",
        )
    return files


@dataclass(slots=True)
class Room:
    """The number of values and bytes that may still be read of all packs together."""

    values: int = MOST_PACK_VALUES
    size: int = LONGEST_PACKS

    def read(self, pack: Path, file: Path) -> Document:
        """A file of a pack. Raises `BadYaml` with the place of what cannot be read."""
        shown = shown_as(pack, file)
        raw, size = read_bytes(file, shown, self.size)
        # a document of one's own: whoever reads it may call its file otherwise, as editors do
        document = replace(_parsed(raw, shown, self.values, self.size, size))
        self.values -= len(document.places) + len(document.key_places)
        self.size -= len(document.text.encode())
        return document


@lru_cache(maxsize=128)
def _parsed(raw: bytes, file: str, values: int, longest: int, size: int) -> Document:
    """A pack file by its bytes: packs are read again and again, most of them as they were. Nobody
    changes its content.
    """
    return decode_yaml(raw, file, most_values=values, longest=longest, size=size)
