"""Files rewritten to the names of today: cases, tables, intakes, packs.

Only the names themselves are exchanged, at the places where reading finds former ones: comments,
order and layout stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from knowledge.authoring.migrated import Edit, Migration, Split, edited
from knowledge.authoring.migrated_tables import migrated_table, states_cases
from knowledge.base import KnowledgeBase, load
from knowledge.cases.files import BESIDE_ANSWERS, EXPECT, case_results, raw_cases
from knowledge.cases.former_names import answers_of_today, expected_of_today
from knowledge.cases.tests import SUFFIXES
from knowledge.entries.kinds import ENTRY_KINDS
from knowledge.entries.manifest import FILE
from knowledge.entries.pack import TABLE, all_files, pack_files, shown_as, table_files
from knowledge.entries.yaml_source import Document, decode_yaml, parse_yaml
from knowledge.faults import BadCase, BadYaml, Fault, InvalidCase, Place
from knowledge.intake.former_names import intake_of_today
from knowledge.intake.loading import intake_in
from knowledge.languages.file import pack_language
from knowledge.languages.former_names import said_of_today
from knowledge.renamed import Renamed
from knowledge.sentence import Sentence
from knowledge.tables.files import DELIMITED

_BOM = b"\xef\xbb\xbf"
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # by which YAML counts lines


def migrations(
    paths: Sequence[Path], base: KnowledgeBase, packs: Sequence[str] = ()
) -> list[Migration]:
    """The migrations of these files, and of those in these folders.

    `base`: the knowledge whose names they get; `packs`: those that it has on top of the shipped
    ones. Raises `InvalidCase` or `InvalidKnowledge` for what cannot be read, even with the names of
    today.
    """
    found: list[Migration] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            found += _of_path(path, base, packs)
        except InvalidCase as error:
            faults += error.faults
    if faults:
        raise InvalidCase(faults)
    return found


def _of_path(path: Path, base: KnowledgeBase, packs: Sequence[str]) -> Iterator[Migration]:
    if path.is_dir() and (path / FILE).is_file():
        yield from _of_pack(path, all_files(path), packs)
    elif path.is_dir():
        for file in sorted(path.rglob("*")):
            wanted = file.suffix in SUFFIXES or (
                file.suffix.lower() in DELIMITED
                and file.is_file()
                and file not in table_files(file.parent)  # of a pack, with which they come
                and states_cases(file, base)
            )
            if wanted and file.is_file():
                yield from _of_path(file, base, packs)
    elif path in table_files(path.parent):
        yield from _of_rows(path, packs)
    elif path.suffix.lower() in DELIMITED:
        yield migrated_table(path, base)
    elif path.suffix not in SUFFIXES:
        expected = Sentence(
            "cases, an intake or a pack as YAML, cases as JSON, or a table of cases as CSV"
        )
        raise InvalidCase(
            [BadCase(Sentence("this is not rewritten"), Place(str(path), 1, 1), expected=expected)]
        )
    else:
        yield from _of_file(path, base, packs)


def _of_file(path: Path, base: KnowledgeBase, packs: Sequence[str]) -> Iterator[Migration]:
    document = _read(path)
    if _is_pack(document.data):
        folder = path.parent
        alone = not (folder / FILE).is_file()
        yield from _of_pack(*((path, all_files(path)) if alone else (folder, [path])), packs)
        return
    if isinstance(document.data, dict) and "intake" in document.data:
        migration = _rewritten(
            path, intake_of_today(document, base.renames, superseded=True).renamed
        )
        intake_in(parse_yaml(migration.after, str(path)), base)
    else:
        migration = _rewritten(path, _in_cases(document, base), _split(document, base))
        faults: list[Fault] = []
        case_results(parse_yaml(migration.after, str(path)), base, faults)
        if faults:
            raise InvalidCase(faults)
    yield migration


def _of_pack(pack: Path, files: Iterable[Path], packs: Sequence[str]) -> Iterator[Migration]:
    """The migrations of files of a pack, which is read whole."""
    here = pack.resolve()
    base = load([*(one for one in packs if Path(one).resolve() != here), pack])
    for file in files:
        shown = shown_as(pack, file) if pack.is_dir() else _shown_beside(pack, file)
        told = [one for one in base.renamed if one.place and one.place.file == shown]
        if file.suffix == TABLE:  # the rows of a table
            yield _rewritten(file, told)
            continue
        document = _read(file)
        if file.parent != pack and pack.is_dir():
            _, told = said_of_today(pack_language(document).said(), document, base.renames)
        yield _rewritten(file, told)


def _of_rows(path: Path, packs: Sequence[str]) -> Iterator[Migration]:
    """The migration of the rows of a table, by the pack that has it."""
    folder = path.parent
    if (folder / FILE).is_file():
        yield from _of_pack(folder, [path], packs)
        return
    holders = (file for file in pack_files(folder) if path in table_files(file))
    yield from _of_pack(next(holders), [path], packs)


def _shown_beside(pack: Path, file: Path) -> str:
    """The name in faults of a file beside a pack that is one file."""
    return f"{str(pack).removesuffix(pack.name)}{file.name}"


def _in_cases(document: Document, base: KnowledgeBase) -> list[Renamed]:
    found: list[Renamed] = []
    for keys, raw in raw_cases(document):
        if not isinstance(raw, Mapping):
            continue
        stated = {name: value for name, value in raw.items() if name not in BESIDE_ANSWERS}
        found += answers_of_today(stated, base.renames, document, keys, superseded=True).renamed
        if isinstance(expect := raw.get(EXPECT), Mapping):
            found += expected_of_today(expect, base, document, (*keys, EXPECT)).renamed
    return found


def _split(document: Document, base: KnowledgeBase) -> tuple[Split, ...]:
    """The answers that nobody can rewrite, where none of those that took their place is given."""
    found = []
    for keys, raw in raw_cases(document):
        for name in raw if isinstance(raw, Mapping) else ():
            attribute = base.attributes.get(name)
            if attribute is None or not attribute.superseded or attribute.renamed:
                continue
            asked = tuple(new for new in attribute.superseded_by if raw.get(new) is None)
            if asked:
                found.append(Split(name, asked, document.key_place(*keys, name)))
    return tuple(found)


def _rewritten(path: Path, renamed: Iterable[Renamed], split: tuple[Split, ...] = ()) -> Migration:
    """A file with each former name exchanged at its place.

    Raises `InvalidCase` where a name is written so that it is not found there.
    """
    told = tuple(dict.fromkeys(renamed))
    raw = path.read_bytes()
    before = raw.decode("utf-8-sig")
    starts = [0, *(end.end() for end in _LINE_END.finditer(before))]
    edits: dict[int, Edit] = {}
    for one in told:
        assert one.place is not None
        at = starts[one.place.line - 1] + one.place.column - 1
        at += before[at : at + 1] in ("'", '"')
        if before[at : at + len(one.old)] != one.old:
            expected = Sentence(
                "{new}, written by hand: {old} is spelt in pieces here", new=one.new, old=one.old
            )
            raise InvalidCase(
                [BadCase(Sentence("this name is not rewritten"), one.place, expected=expected)]
            )
        edits[at] = Edit(at, at + len(one.old), one.new)
    after = edited(before, list(edits.values()))
    content = (_BOM if raw.startswith(_BOM) else b"") + after.encode("utf-8")
    return Migration(path, before, after, told, len(told), content, split)


def _read(path: Path) -> Document:
    try:
        return decode_yaml(path.read_bytes(), str(path))
    except BadYaml as fault:
        raise InvalidCase([fault]) from fault
    except OSError as error:
        reason = Sentence(
            "the file cannot be read ({reason})",
            reason=Sentence.borrowed(str(error.strerror or error)),
        )
        raise InvalidCase([BadCase(reason, Place(str(path), 1, 1))]) from error


def _is_pack(data: Any) -> bool:
    """Whether a file is a list of entries: each begins with its kind."""
    first = data[0] if isinstance(data, list) and data else None
    return isinstance(first, dict) and next(iter(first), None) in ENTRY_KINDS
