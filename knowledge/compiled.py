"""The compiled form of the shipped packs: one file in this package, made when it is built.

Reading the packs takes half a second, reading what was made from them a few milliseconds. The form
counts only while every file that took part in making it is the same: the packs, the languages, the
code. Where it is missing, stale or broken, the packs are read, and the answers are the same.

It is pickled, so it is code as far as trust goes, like the modules beside it. No other place is
looked at, nothing is written while the package is used, and no class of another package is made.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import RLock
from typing import Any

PACKAGES = Path(__file__).parent.parent  # where knowledge and engine lie side by side
FILE = Path(__file__).parent / "shipped.compiled"
READ = ("packs/ORDER", "packs/VERSION", "packs/*/*.yaml", "languages/*.yaml")  # beside the code

# the parts of a base, and those of them that are read as one, since they share their entries
AT_ONCE = ("version", "fingerprint", "packs", "pack_versions")
TOGETHER = ("entries", "attributes", "parameters")
PARTS = (
    *TOGETHER,
    "propositions",
    "rules",
    "strata",
    "figures",
    "dues",
    "counts",
    "conditions",
    "written",
    "manifests",
    "translations",
    "renamed",
)

_MADE_OF = ("knowledge.", "engine.")  # the modules whose classes a form may hold
_PLAIN = {("datetime", "date"), ("fractions", "Fraction")}


class StaleForm(Exception):
    """A form that does not fit the files beside it, or is not whole."""


class CompiledForm:
    """Parts by name, each read when it is asked for."""

    def __init__(self, raw: bytes, packages: Path):
        """`raw`: the file. Raises `StaleForm` where it is not of what lies in `packages`."""
        head, _, self._body = raw.partition(b"\n")
        try:
            told = json.loads(head)
            self._parts: dict[str, tuple[int, int]] = told["parts"]
            stale = told["made_of"] != _digest(packages, told["code"])
            broken = told["body"] != hashlib.sha256(self._body).hexdigest()
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise StaleForm("the compiled form cannot be read") from error
        if stale or broken:
            raise StaleForm("the compiled form is of other files")

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def read(self, part: str, known: Mapping[str, Any] | None = None) -> Any:
        """A part, made anew; `known`: the entries that it refers to by their keys."""
        start, end = self._parts[part]
        return _Reader(BytesIO(self._body[start:end]), known or {}).load()


class ReadByParts:
    """A knowledge base whose parts are in a form, each read when it is first asked for."""

    def __init__(self, form: CompiledForm):
        self.__dict__.update({part: form.read(part) for part in AT_ONCE})
        self.__dict__.update(_form=form, _derived={}, _making=RLock())

    def __getattr__(self, name: str) -> Any:
        """A part that was not read so far."""
        form: CompiledForm | None = self.__dict__.get("_form")
        if form is None or name not in PARTS:
            raise AttributeError(f"a knowledge base has no {name!r}")
        with self.__dict__["_making"]:
            if name not in self.__dict__:
                self.__dict__.update(self._read(form, name))
        return self.__dict__[name]

    def _read(self, form: CompiledForm, name: str) -> dict[str, Any]:
        if name in TOGETHER:
            return dict(zip(TOGETHER, form.read("entries"), strict=True))
        known = getattr(self, "entries") if name == "written" else None  # noqa: B009  not read yet
        return {name: form.read(name, known)}

    def kept(self, make: Callable[..., Any], otherwise: Callable[[], Any]) -> Any:
        """The result of `make` that the compiled form holds; else that of `otherwise`."""
        form: CompiledForm | None = self.__dict__.get("_form")
        name = name_of(make)
        return form.read(name) if form is not None and name in form else otherwise()

    def __getstate__(self) -> dict[str, Any]:
        """The pickled state: all parts, read."""
        left_out = ("_form", "_derived", "_making")
        read = {part: getattr(self, part) for part in PARTS}
        return {
            name: value for name, value in {**self.__dict__, **read}.items() if name not in left_out
        }


class _Reader(pickle.Unpickler):
    """Makes what a form holds, and refuses the classes that none holds."""

    def __init__(self, file: BytesIO, known: Mapping[str, Any]):
        super().__init__(file)
        self._known = known
        self._documents: dict[str, Any] = {}  # by the name of their file, which is read once

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith(_MADE_OF) or (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"a compiled form holds no {module}.{name}")

    def persistent_load(self, said: tuple[str, str]) -> Any:
        sort, name = said
        if sort == "entry":
            return self._known[name]
        if name not in self._documents:
            from knowledge.entries.yaml_source import UnreadDocument  # where a place is asked for

            path = Path(__file__).parent / "packs" / name
            self._documents[name] = UnreadDocument(name, path)
        return self._documents[name]


class _Writer(pickle.Pickler):
    """Writes a part: a file of the packs by its name, an entry that is known by its key."""

    def __init__(self, file: BytesIO, known: Mapping[int, str]):
        super().__init__(file, protocol=4)
        self._known = known

    def persistent_id(self, value: Any) -> tuple[str, str] | None:
        if id(value) in self._known:
            return "entry", self._known[id(value)]
        kind = type(value)
        if (kind.__module__, kind.__name__) == ("knowledge.entries.yaml_source", "Document"):
            return "document", value.file
        return None


@lru_cache(maxsize=1)
def shipped() -> CompiledForm | None:
    """The form of the shipped packs; None where there is none that fits."""
    try:
        return CompiledForm(FILE.read_bytes(), PACKAGES)
    except (OSError, StaleForm):
        return None


def name_of(make: Callable[..., Any]) -> str:
    """The name of the part that holds what a function makes from the shipped base."""
    return f"{make.__module__}:{make.__qualname__}"


def form_of(
    parts: Mapping[str, Any], entries: Mapping[str, Any], code: Iterable[str], packages: Path
) -> bytes:
    """The file that holds these parts.

    `entries`: those that parts but the one called `entries` refer to by their keys; `code`: the
    files that the parts were made by, as they are called in the folder `packages`.
    """
    known = {id(entry): key for key, entry in entries.items()}
    body, places = BytesIO(), {}
    for name, part in parts.items():
        start = body.tell()
        _Writer(body, {} if name == "entries" else known).dump(part)
        places[name] = (start, body.tell())
    files = sorted(code)
    head = {
        "made_of": _digest(packages, files),
        "body": hashlib.sha256(body.getvalue()).hexdigest(),
        "code": files,
        "parts": places,
    }
    return json.dumps(head).encode() + b"\n" + body.getvalue()


def _digest(packages: Path, code: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name, file in _files(packages, code):
        content = file.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _files(packages: Path, code: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """Every file that a form is made of, with the name it has in every installation."""
    for name in code:
        yield name, packages / name
    knowledge = packages / "knowledge"
    for pattern in READ:
        for file in sorted(knowledge.glob(pattern)):
            yield file.relative_to(knowledge).as_posix(), file
