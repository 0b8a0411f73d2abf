"""The manifest of a pack, its file `pack.yaml`: who wrote it, its version, what it stands on.

A pack needs none. One that is passed on has it, so that whoever loads it knows what it is, is told
where something that it requires is missing, and its names clash with no other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError, field_validator

from knowledge.entries.key_and_value_faults import in_plain_words
from knowledge.entries.language_codes import ENGLISH, by_code, code_meant, is_code, spoken_codes
from knowledge.entries.source import Strict
from knowledge.entries.yaml_source import Document, Keys, read_yaml
from knowledge.faults import (
    BadYaml,
    Fault,
    MissingKey,
    UnknownName,
    WrongType,
    nearest,
    unknown_key,
)
from knowledge.sentence import Sentence

FILE = "pack.yaml"
LANGUAGES = "languages"  # the folder of a pack that holds its translations
KNOWLEDGE = "knowledge"  # what a pack requires of the knowledge that it stands on, by this name
_NAME = r"^[a-z][a-z0-9_]*$"
_VERSION = r"^\d+(\.\d+)*((a|b|rc)\d+)?$"
PackName = Annotated[str, Field(pattern=_NAME, max_length=60)]


class Manifest(Strict):
    """What `pack.yaml` says."""

    name: PackName = Field(description="its name: small letters, digits and _")
    version: str = Field(
        pattern=_VERSION, description="its version in quotation marks, such as '1.2'"
    )
    title: str = Field(min_length=1, max_length=200, description="what it is about, in a line")
    titles: Annotated[dict[str, str], AfterValidator(by_code)] = Field(
        default_factory=dict, description="the same in other languages, by their codes"
    )
    licence: str = Field(default="", description="under which licence it may be used")
    authors: list[str] = Field(default_factory=list, description="who wrote it")
    office: str = Field(default="", description="the office that answers for it")
    languages: list[str] = Field(
        default_factory=lambda: [ENGLISH],
        description="the codes of the languages it speaks, such as en and de: each but English has"
        " a file languages/<code>.yaml",
    )
    requires: dict[str, str] = Field(
        default_factory=dict,
        description="what it stands on: the name of a pack, or knowledge, and its versions, such as"
        " '>=2026.12'",
    )
    namespace: PackName | None = Field(
        default=None,
        description="with what the name of each new entry begins: gdpr.… or gdpr_…",
    )
    after: list[PackName] = Field(
        default_factory=list,
        description="packs whose overrides it knows: its own count after theirs",
    )

    @field_validator("requires")
    @classmethod
    def _are_versions(cls, requires: dict[str, str]) -> dict[str, str]:
        from packaging.specifiers import InvalidSpecifier, SpecifierSet  # where one is required

        for name, versions in requires.items():
            try:
                SpecifierSet(versions)
            except InvalidSpecifier:
                raise ValueError(
                    Sentence("{name}: {text} names no versions", name=name, text=repr(versions))
                ) from None
        return requires

    def owns(self, id: str) -> bool:
        """Whether the name of an entry lies in its namespace."""
        space = self.namespace
        return space is None or re.match(rf"{space}([._]|$)", id) is not None


def read_manifest(pack: Path) -> tuple[Manifest, Document] | None:
    """The manifest of a pack; None where it has none. Raises `BadYaml` or another `Fault`."""
    file = pack / FILE
    if not pack.is_dir() or not file.is_file():
        return None
    document = read_yaml(file, f"{pack.name}/{FILE}")
    if holds_entries(document.data):  # in a file that happens to be called so
        return None
    if not isinstance(document.data, dict):
        raise _no_mapping(document)
    try:
        manifest = Manifest.model_validate(document.data)
    except ValidationError as error:
        raise _misread(document, error) from error
    if fault := _no_language(manifest, document, pack / LANGUAGES):
        raise fault
    return manifest, document


def holds_entries(data: object) -> bool:
    """Whether the content of a file are entries, and no manifest that was written as a list."""
    first = data[0] if isinstance(data, list) and data else None
    return isinstance(first, dict) and next(iter(first), None) not in Manifest.model_fields


def _no_mapping(document: Document) -> Fault:
    data = document.data
    what = "empty" if data is None else "a list" if isinstance(data, list) else "a text alone"
    keys: Keys = (0,) if isinstance(data, list) and data else ()
    return WrongType(
        f"the manifest is {what}",
        document.place(),
        text=document.said(*keys) or "",
        expected="name: …, version: … and title: …, each on a line of its own, without a hyphen",
    )


def _no_language(manifest: Manifest, document: Document, folder: Path) -> Fault | None:
    """The fault of the first language without a code, or of those without a file."""
    for index, said in enumerate(manifest.languages):
        place = document.place("languages", index)
        if not is_code(said):
            return UnknownName(
                f"languages: {said!r} is no code of a language",
                place,
                expected=f"codes, such as {', '.join(spoken_codes())}",
                nearest=code_meant(said),
            )
    without = [
        said
        for said in manifest.languages
        if said != ENGLISH and not (folder / f"{said}.yaml").is_file()
    ]
    if not without:
        return None
    codes, files = ", ".join(without), ", ".join(f"{LANGUAGES}/{said}.yaml" for said in without)
    return BadYaml(
        f"the pack says that it speaks {codes}, and has no file {files}",
        document.place("languages", manifest.languages.index(without[0])),
        expected=f"{'that file' if len(without) == 1 else 'these files'}, or languages without"
        f" {codes}",
    )


def _misread(document: Document, error: ValidationError) -> Fault:
    found = error.errors(include_url=False)  # a misspelt key rather than that one is missing
    details = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
    keys, fields = details["loc"], Manifest.model_fields
    name = str(keys[0])
    if details["type"] == "extra_forbidden":
        return unknown_key(Sentence("a manifest"), name, fields, document.key_place(*keys))
    described = fields[name].description or ""
    if details["type"] == "missing":
        return MissingKey(f"the manifest has no {name}", document.place(), expected=described)
    said = document.said(*keys)
    if details["type"] == "list_type" and isinstance(details["input"], str):
        described = f"a list: [{said}]"
    elif details["type"] == "string_type" and name == "languages" and said:
        described = f'a text: "{said}"'
    return WrongType(
        f"{name}: {in_plain_words(details)}",
        document.place(*keys),
        text=said or "",
        expected=described,
    )


def unmet(
    manifest: Manifest, document: Document, versions: Mapping[str, str | None]
) -> Iterable[Fault]:
    """The requirements that a pack does not have; `versions`: of the packs before it, by their
    names, and of the knowledge that they stand on.
    """
    from packaging.specifiers import SpecifierSet

    for name, wanted in manifest.requires.items():
        place = document.key_place("requires", name)
        what = "the knowledge" if name == KNOWLEDGE else f"the pack {name}"
        if name not in versions:
            how = "the shipped packs" if name == KNOWLEDGE else f"--pack {name}"
            said = f"the pack {manifest.name} requires {what}, which is not loaded"
            yield BadYaml(said, place, expected=how, nearest=nearest(name, versions))
        elif not SpecifierSet(wanted).contains(versions[name] or "0", prereleases=True):
            has = versions[name] or "no version"
            said = f"the pack {manifest.name} requires {what} {wanted}, and there is {has}"
            yield BadYaml(said, place, expected=f"{name} {wanted}")


def in_their_order(manifests: Sequence[Manifest | None]) -> list[int]:
    """The places of packs in the order in which they are read: as they were named, but each after
    those that it requires or says that it comes after. Circles stay as they were named.
    """
    names = {found.name: place for place, found in enumerate(manifests) if found is not None}
    waits = {
        place: {
            names[name]
            for name in (*found.after, *found.requires)
            if name in names and names[name] != place
        }
        if found is not None
        else set()
        for place, found in enumerate(manifests)
    }
    order: list[int] = []
    left = list(range(len(manifests)))
    while left:
        ready = next((place for place in left if waits[place] <= set(order)), left[0])
        order.append(ready)
        left.remove(ready)
    return order
