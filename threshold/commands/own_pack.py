"""A pack of somebody's own, beside the shipped ones: loaded as it would be, added to, and known to
editors.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from knowledge.base import KnowledgeBase, load
from knowledge.entries.decision_table import IN_A_FILE
from knowledge.entries.yaml_source import parse_yaml
from knowledge.faults import BadYaml, Fault, InvalidKnowledge, Place
from knowledge.languages.words import Words
from knowledge.outputs import naming, write_text
from knowledge.pack_paths import PACKS, home_of, packs_in
from knowledge.schemas.editor import schemas
from knowledge.sentence import Sentence

FOLDER = "schemas"
CASES = "cases"  # the folder of case tests


def loaded(pack: Path, text: str) -> KnowledgeBase:
    """The shipped knowledge and `pack`, as if the file held `text`; of a file of a whole knowledge
    base, such as the shipped one or a copy of it, that one.

    Raises its faults, with places in that file.
    """
    home = home_of(pack)
    whole = home.parent if home else PACKS
    if parse_yaml(text, str(pack)).data is None:  # there is no entry yet
        return load([whole] if home else None)
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / pack.name
        if home:
            own = Path(folder) / home.name / pack.name
            shutil.copytree(home, own.parent)
        else:
            _bring_rows(pack, text, own.parent)
        with naming(own):
            own.write_text(text, encoding="utf-8")
        packs = [own.parent if one == home else one for one in packs_in(whole)]
        try:
            base = load(packs if home else [*packs, own], shipped=False)
        except InvalidKnowledge as error:
            raise InvalidKnowledge(
                _placed(fault, str(own), str(pack)) for fault in error.faults
            ) from error
    for written in base.written.values():
        if written.document.file == str(own):
            written.document.file = str(pack)
    return base


def _bring_rows(pack: Path, text: str, folder: Path) -> None:
    """Copy the files beside a pack that hold rows of its tables."""
    data = parse_yaml(text, str(pack)).data
    for entry in data if isinstance(data, list) else ():
        rows = entry.get("rows") if isinstance(entry, dict) else None
        if isinstance(rows, str) and IN_A_FILE.fullmatch(rows) and (pack.parent / rows).is_file():
            shutil.copyfile(pack.parent / rows, folder / rows)


def _placed(fault: Fault, read: str, file: str) -> Fault:
    """The same fault in the file that was meant, rather than in the one that was read."""
    place = (
        Place(file, fault.place.line, fault.place.column)
        if fault.place and fault.place.file == read
        else fault.place
    )
    return type(fault)(
        fault.message,
        place,
        text=fault.text,
        # where nothing is replaced, it stays a sentence that languages say anew
        expected=fault.expected.replace(read, file) if read in fault.expected else fault.expected,
        nearest=fault.nearest,
    )


def checked_by(pack: Path) -> tuple[list[str], list[str]]:
    """What `threshold check` is given to check a file of entries, and the options by which other
    commands answer by it: none for the shipped packs, the folder of a copy of them.
    """
    home = home_of(pack)
    if home is None:
        named = str(pack)
    elif home.parent == PACKS.resolve():
        return [], []
    else:
        named = os.path.relpath(home.parent)
    return [named], ["--pack", named]


def cases_beside(pack: Path) -> Path:
    """The folder for the cases of a file of entries: beside it, or here for a shipped pack, whose
    cases lie at the top of the repository.
    """
    return Path(CASES) if home_of(pack) else pack.parent / CASES


def addition(text: str, entry: str, pack: Path) -> str:
    """The addition to the text of a pack for one more entry, indented like the first.

    Raises `BadYaml` for a list in brackets.
    """
    document = parse_yaml(text, str(pack))
    indent = ""
    if isinstance(document.data, list) and document.data:
        place = document.place(0)
        indent = text.splitlines()[place.line - 1][: place.column - 1].rstrip().removesuffix("-")
        if indent.strip():
            raise BadYaml(
                Sentence("an entry cannot be added to a list in brackets"),
                place,
                expected=Sentence("{entry}, each entry on lines of its own", entry="- trigger: …"),
            )
    block = "".join(
        f"{indent}{line}" if line.strip() else line for line in entry.splitlines(keepends=True)
    )
    added = f"\n{block}" if text.endswith("\n") else f"\n\n{block}"
    return added.replace("\n", "\r\n") if "\r\n" in text else added


def schema_comment(what: str, file: Path, pack: Path) -> str:
    """The first line of a file, by which editors find the schema of what it holds."""
    home = home_of(pack)
    folder = home.parent.parent if home else pack.parent
    path = Path(
        os.path.relpath((folder / FOLDER / f"{what}.schema.json").resolve(), file.parent.resolve())
    ).as_posix()
    return f"# yaml-language-server: $schema={path}\n"


def write_schemas(base: KnowledgeBase, pack: Path, words: Words | None = None) -> list[Path]:
    """Write the schemas that know the names of a pack, beside it, in a language (English).

    Those of the shipped packs are written by `knowledge.schemas.stub`.
    """
    if home_of(pack):
        return []
    files: list[Path] = []
    for name, text in schemas(base, words).items():
        target = pack.parent / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_text(target, text)
        files.append(target)
    return files
