"""Knowledge of an earlier day: whole knowledge bases by their version, their fingerprint, a git
revision, or the folder they lie in.

Each version that was released is kept in `archive`, as it was read then. `FINGERPRINTS` beside it
holds those that answers named: of the whole, and of each pack; the last one of 2026.11 is of its
bytes, as answers named it before fingerprints were of what packs say.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from knowledge.faults import InvalidKnowledge, UnknownName, nearest
from knowledge.outputs import naming
from knowledge.pack_paths import ORDER, PACKS, VERSION
from knowledge.sentence import Sentence

ARCHIVE = Path(__file__).parent / "archive"
SHIPPED = "shipped"  # the knowledge of today, by this name
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def versions() -> tuple[str, ...]:
    """The versions that are kept, the oldest first, and the one of today behind them."""
    return (*sorted(folder.name for folder in ARCHIVE.iterdir() if folder.is_dir()), VERSION)


@contextmanager
def whole_knowledge(name: str, today: Callable[[], Collection[str]]) -> Iterator[Path]:
    """The folder of the whole knowledge base of this name, for as long as it is being read.

    `today` gives the fingerprints of the shipped knowledge, of the whole and of each pack. Raises
    `InvalidKnowledge` where there is none.
    """
    kept = _kept(name, today)
    if kept is not None:
        yield kept
    elif name and Path(name).exists():
        yield _in_folder(name)
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield _of_revision(name, Path(folder) / "packs")


def refuse_beneath(name: object, *, shipped: bool) -> None:
    """Raise `TypeError` for what names no knowledge, or beneath packs that stand alone."""
    if not isinstance(name, str):
        given = type(name).__name__
        raise TypeError(f'a knowledge is named by a text, such as "2026.11", not a {given}')
    if not shipped:
        raise TypeError("packs that stand alone (shipped=False) stand on no other knowledge")


def _kept(name: str, today: Callable[[], Collection[str]]) -> Path | None:
    """The kept one of this version, or one of whose fingerprints this is."""
    if name in (SHIPPED, VERSION):
        return PACKS
    if name in versions():
        return ARCHIVE / name
    for version in versions()[:-1]:
        file = ARCHIVE / version / "FINGERPRINTS"
        if name in file.read_text(encoding="utf-8").split():
            return ARCHIVE / version
    return PACKS if _FINGERPRINT.fullmatch(name) and name in today() else None


def holds_whole(path: Path) -> bool:
    """Whether a whole knowledge base is there: the folder itself, or a copy of a project."""
    return _whole_in(path) is not None


def _in_folder(name: str) -> Path:
    whole = _whole_in(Path(name))
    if whole is None:
        message = Sentence("{name} holds no whole knowledge base", name=name)
        raise InvalidKnowledge(
            [UnknownName(message, expected=Sentence("a folder with a file {file}", file=ORDER))]
        )
    return whole


def _whole_in(path: Path) -> Path | None:
    if not path.is_dir() or (path / ORDER).is_file():
        return path if path.is_dir() else None
    if any(not file.name.startswith(".") for file in path.glob("*.yaml")):
        return None  # it is a pack itself
    return next((order.parent for order in sorted(path.glob(f"*/*/{ORDER}"))), None)


def _of_revision(name: str, packs: Path) -> Path:
    """The packs as they were at a revision of the git repository here, written to a folder."""
    try:
        arguments = ("ls-tree", "-r", "-z", "--name-only", "--full-tree", "--end-of-options", name)
        listed = _git(*arguments).decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        known = versions()
        fault = UnknownName(
            Sentence("there is no knowledge {name} here", name=repr(name)),
            expected=Sentence(
                "{names}, a fingerprint that an answer named, a folder with a file "
                "{file}, or a git revision",
                names=", ".join(known),
                file=ORDER,
            ),
            nearest=nearest(name, known),
        )
        raise InvalidKnowledge([fault]) from None
    order = next(
        (file for file in listed if PurePosixPath(file).parts[-2:] == ("packs", ORDER)), None
    )
    if order is None:
        message = Sentence("the revision {name} holds no packs", name=name)
        expected = Sentence("a folder packs with a file {file}", file=ORDER)
        raise InvalidKnowledge([UnknownName(message, expected=expected)])
    root = order.removesuffix(ORDER)
    for file in listed:
        if file.startswith(root):
            target = packs / file.removeprefix(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            with naming(target):
                target.write_bytes(_git("show", f"{name}:{file}"))
    return packs


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], check=True, capture_output=True).stdout
