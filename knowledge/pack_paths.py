"""The paths of packs: the shipped ones, the example packs, and a user's own folders and files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from knowledge.faults import InvalidKnowledge, UnknownName, nearest
from knowledge.installed_packs import NAME, found_packs
from knowledge.sentence import Sentence

PACKS = Path(__file__).parent / "packs"
EXAMPLE_PACKS, EXAMPLE = Path(__file__).parent / "example_packs", "example:"
_ADDRESS = re.compile(r"[A-Za-z]{2,}://|git@")
MANIFESTS = "*/pack.yaml"
LISTS = "threshold packs"  # the command that lists the packs that have a name
ORDER = "ORDER"  # the file that makes a folder a whole knowledge base: the names of its packs


def packs_in(folder: Path) -> list[Path]:
    """The packs of a whole knowledge base, in their order."""
    return [folder / name for name in (folder / ORDER).read_text(encoding="utf-8").split()]


SHIPPED_PACKS = tuple(packs_in(PACKS))
SHIPPED = tuple(pack.name for pack in SHIPPED_PACKS)
VERSION = (PACKS / "VERSION").read_text(encoding="utf-8").strip()


def pack_paths(packs: Sequence[Path | str], *, shipped: bool = True) -> list[Path]:
    """The folders and files that `load` reads for these packs, in their order."""
    paths = [_found(pack) for pack in packs]
    ground = paths.pop(0) if _is_whole(paths) else PACKS if shipped else None
    beneath = packs_in(ground) if ground else []
    _refuse_parts_of(beneath, paths)
    return [*beneath, *paths]


def home_of(path: Path) -> Path | None:
    """The pack of a whole knowledge base that a file or folder is, or is part of."""
    try:
        resolved = path.resolve()
    except (OSError, RuntimeError, ValueError):  # it leads to itself, or no file can be called so
        return None
    for home in (resolved, *resolved.parents):
        try:
            if (home.parent / ORDER).is_file() and home in packs_in(home.parent):
                return home
        except (OSError, UnicodeError):  # a file of this name that has another meaning
            continue
    return None


def _refuse_parts_of(beneath: Sequence[Path], paths: Iterable[Path]) -> None:
    """Raises `InvalidKnowledge` for each part of one of the packs beneath: all of it would stand
    twice.
    """
    known = {pack.name: pack.resolve() for pack in beneath}
    faults = []
    for path in paths:
        home = home_of(path)
        if home is None or home.name not in known:
            continue
        if home == known[home.name]:
            expected = Sentence("to leave it out: it is read with the other packs")
        else:
            expected = Sentence("{whole}, which takes their place", whole=str(home.parent))
        told = Sentence("{pack} is of the pack {name}", pack=str(path), name=home.name)
        faults.append(UnknownName(told, expected=expected))
    if faults:
        raise InvalidKnowledge(faults)


def are_whole(packs: Sequence[Path | str]) -> bool:
    """Whether these packs take the place of the shipped ones wherever they are named."""
    return _is_whole([_found(pack) for pack in packs])


def version_of(packs: Sequence[Path | str]) -> str:
    """The version of the knowledge base that these packs are, or stand on."""
    paths = [_found(pack) for pack in packs]
    if not _is_whole(paths):
        return VERSION
    return _version_of_whole(paths[0]) or "unversioned"


def version_in(pack: Path) -> str | None:
    """The version of a pack: that of the whole knowledge base that it is of."""
    return _version_of_whole(pack.parent) if _is_whole([pack.parent]) else None


def _version_of_whole(folder: Path) -> str | None:
    file = folder / "VERSION"
    return file.read_text(encoding="utf-8").strip() if file.is_file() else None


def listed_packs(packs: Sequence[Path | str] | Path | str | None) -> list[Path | str]:
    """The packs that a caller gave, one by one. Raises `TypeError` for what is no path."""
    if packs is None:
        return []
    found: list[Any] = [packs]
    if isinstance(packs, Iterable) and not isinstance(packs, str):
        found = list(packs)
    for pack in found:
        if not isinstance(pack, (str, Path)):
            given = type(pack).__name__
            raise TypeError(f"a pack is the path of a folder or a file, not of type {given}")
    return found


def _is_whole(paths: Sequence[Path]) -> bool:
    """Whether the first of these takes the place of the shipped knowledge base."""
    return bool(paths) and (paths[0] / ORDER).is_file()


def _named(name: str) -> Path:
    """The pack of this name, in the folders of THRESHOLD_PACKS or installed."""
    known = found_packs()
    if name not in known:
        examples = {one: f"{EXAMPLE}{one}" for one in example_packs()}
        fault = UnknownName(
            Sentence(
                "there is no pack {name}, and no file or folder of that name", name=repr(name)
            ),
            expected=", ".join(known)
            or Sentence("a path, or a name that `{command}` lists", command=LISTS),
            nearest=examples.get(name) or nearest(name, [*known, *examples.values()]),
        )
        raise InvalidKnowledge([fault])
    return known[name].path


def example_packs() -> dict[str, Path]:
    """The example packs by their names: files, and folders with a manifest."""
    found = [
        *EXAMPLE_PACKS.glob("*.yaml"),
        *(file.parent for file in EXAMPLE_PACKS.glob(MANIFESTS)),
    ]
    return {path.stem: path for path in sorted(found)}


def _found(pack: Path | str) -> Path:
    """The path of a pack: as it says, or among the examples."""
    name = str(pack).removeprefix(EXAMPLE)
    if name == str(pack):
        path = Path(pack)
        if isinstance(pack, str) and not path.exists() and NAME.fullmatch(pack):
            return _named(pack)
        if isinstance(pack, str) and _ADDRESS.match(pack):
            fault = UnknownName(
                Sentence("{pack} is an address, and packs are not fetched", pack=repr(pack)),
                expected=Sentence("a path, or a name that `{command}` lists", command=LISTS),
            )
            raise InvalidKnowledge([fault])
        # a pack is called by the name of its folder
        return path if path.stem and path.name != ".." else path.resolve()
    known = example_packs()
    if name not in known:
        fault = UnknownName(
            Sentence("there is no example pack {name}", name=repr(name)),
            expected=", ".join(known),
            nearest=nearest(name, known),
        )
        raise InvalidKnowledge([fault])
    return known[name]
