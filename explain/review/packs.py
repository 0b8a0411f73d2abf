"""The list of packs, and the report of one of them: its manifest, its additions and changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field, computed_field

from explain.forms.data import Data
from knowledge.base import KnowledgeBase, load
from knowledge.entries.manifest import Manifest, read_manifest
from knowledge.entries.pack import unread_files
from knowledge.faults import Fault
from knowledge.installed_packs import found_packs
from knowledge.languages.lacking import untranslated
from knowledge.pack_paths import EXAMPLE, SHIPPED, SHIPPED_PACKS, VERSION, example_packs, pack_paths
from knowledge.unread_files import UnreadFile

IS_SHIPPED, IS_EXAMPLE = "shipped", "example"  # else a pack says where it was found


class Unread(Data):
    """The files of a pack that are not read."""

    unread_files: tuple[UnreadFile, ...] = Field(default=(), exclude=True)

    @computed_field(description="files that are not read")  # type: ignore[prop-decorator]
    @property
    def unread(self) -> tuple[str, ...]:
        """What is said of each, and why."""
        return tuple(map(str, self.unread_files))


class ListedPack(Unread):
    """A pack that can be loaded by its name."""

    name: str = Field(description="as `--pack` takes it")
    version: str | None = None
    title: str = ""
    titles: dict[str, str] = Field(
        default_factory=dict, description="the title in other languages, by their codes"
    )
    path: str
    origin: str = Field(description="shipped, an example, or where it was found")
    fault: str = Field(default="", description="why its manifest cannot be read")


class Change(Data):
    """An entry of an earlier pack that a pack overrides or retires."""

    entry: str
    of: str = Field(description="the pack that said it before")
    retired: bool
    reason: str


class PackReport(Unread):
    """The report of a pack."""

    name: str
    version: str | None
    fingerprint: str
    path: str
    manifest: Manifest | None
    entries: dict[str, int] = Field(description="kind → how many new entries of it")
    changes: tuple[Change, ...] = Field(description="what it overrides or retires")
    untranslated: dict[str, tuple[str, ...]] = Field(
        description="language that it says it speaks → the texts that it lacks"
    )


def listed_packs() -> Iterator[ListedPack]:
    """The shipped packs, the examples, then those that are found by their names."""
    for pack in SHIPPED_PACKS:
        yield ListedPack(name=pack.name, version=VERSION, path=str(pack), origin=IS_SHIPPED)
    for name, path in example_packs().items():
        yield _listed(f"{EXAMPLE}{name}", path, IS_EXAMPLE)
    for found in found_packs().values():
        yield _listed(found.name, found.path, found.origin)


def _listed(name: str, path: Path, origin: str) -> ListedPack:
    try:
        read = read_manifest(path)
    except Fault as fault:
        return ListedPack(name=name, path=str(path), origin=origin, fault=str(fault))
    manifest = read[0] if read else None
    return ListedPack(
        name=name,
        version=manifest.version if manifest else None,
        title=manifest.title if manifest else "",
        titles=manifest.titles if manifest else {},
        path=str(path),
        origin=origin,
        unread_files=tuple(unread_files(path, manifest)),
    )


def pack_report(name: str, others: tuple[str, ...] = ()) -> PackReport:
    """The report of a pack, by its name or path; `others`: packs that it stands on beside the
    shipped.

    Raises `InvalidKnowledge` where there is none, or it cannot be loaded.
    """
    if name in SHIPPED:
        return _report(load(), name, next(pack for pack in SHIPPED_PACKS if pack.name == name))
    base = load([*others, name])
    path = pack_paths([name])[-1]
    read = read_manifest(path)
    return _report(base, read[0].name if read else path.stem, path)


def _report(base: KnowledgeBase, name: str, path: Path) -> PackReport:
    told = next(pack for pack in base.pack_versions if pack.name == name)
    written = [item for item in base.written.values() if item.pack == name]
    # a figure for each key of an enumeration is written once
    own = {(item.place(), item.entry.kind): None for item in written if item.before is None}
    manifest = base.manifests.get(name)
    spoken = [code for code in manifest.languages if code != "en"] if manifest else []
    return PackReport(
        name=name,
        version=told.version,
        fingerprint=told.fingerprint,
        path=str(path),
        manifest=manifest,
        entries=dict(Counter(kind for _, kind in own)),
        changes=tuple(
            Change(
                entry=item.entry.key,
                of=item.before.pack,
                retired=item.retired,
                reason=item.reason,
            )
            for item in written
            if item.before is not None
        ),
        untranslated={code: tuple(untranslated(code, base).get(name, ())) for code in spoken},
        unread_files=tuple(unread_files(path, manifest)),
    )
