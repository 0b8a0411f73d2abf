"""Packs that are found by their name: in the folders of THRESHOLD_PACKS, and installed by pip.

A distribution that holds a pack names the package whose folder it is:

    [project.entry-points."threshold.packs"]
    gdpr = "gdpr_pack"

No code of it is imported: a pack is data.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib.machinery import PathFinder
from pathlib import Path
from typing import NamedTuple

VARIABLE = "THRESHOLD_PACKS"  # folders that hold packs, as in PATH
GROUP = "threshold.packs"  # of entry points
NAME = re.compile(r"[a-z][a-z0-9_]*")


class FoundPack(NamedTuple):
    """A pack that is called by its name."""

    name: str
    path: Path
    origin: str  # the folder, or the distribution, that it was found in


def found_packs() -> dict[str, FoundPack]:
    """Name → the pack of that name: those of the folders first, each in its order."""
    found: dict[str, FoundPack] = {}
    for pack in (*_in_folders(), *_installed()):
        found.setdefault(pack.name, pack)
    return found


def _in_folders() -> Iterator[FoundPack]:
    for folder in filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)):
        path = Path(folder)
        for child in sorted(path.iterdir()) if path.is_dir() else ():
            is_pack = any(child.glob("*.yaml")) if child.is_dir() else child.suffix == ".yaml"
            if is_pack and NAME.fullmatch(child.stem):
                yield FoundPack(child.stem, child, str(path))


def _installed() -> Iterator[FoundPack]:
    from importlib import metadata  # which reads mail, and takes longer than all else of this room

    for entry in metadata.entry_points(group=GROUP):
        path = _folder_of(entry.module)
        if path is not None and not entry.attr:
            distribution = entry.dist.name if entry.dist else "an installed distribution"
            yield FoundPack(entry.name, path, distribution)


def _folder_of(module: str) -> Path | None:
    """The folder of a package, which is not imported."""
    folders: list[str] | None = None
    for part in module.split("."):
        spec = PathFinder.find_spec(part, folders)
        if spec is None or not spec.submodule_search_locations:
            return None
        folders = list(spec.submodule_search_locations)
    return Path(folders[0]) if folders else None
