"""Files that are written: beside and renamed, never over an input, without hidden characters.

A disk that is full, or a kill, leaves the file that was there as it was.
"""

from __future__ import annotations

import atexit
import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge.faults import BLANKS, HIDDEN, BadCase, InvalidCase
from knowledge.sentence import Sentence

_beside: set[Path] = set()  # files that are being written, each beside its output


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """A file to write instead of `path`, which takes its place when all of it is on the disk.

    A path that is no ordinary file, such as a pipe, is written itself. Raises `OSError`.
    """
    if "\0" in str(path):
        raise OSError(errno.EINVAL, "this is no name of a file", shown_plainly(str(path)))
    target = _followed(Path(path)) if Path(path).is_symlink() else Path(path)
    if target.exists() and not target.is_file():
        with naming(path):
            yield target
        return
    # libraries look at the ending
    beside = target.with_name(f".{target.stem[:80]}.{os.urandom(8).hex()}{target.suffix}")
    _beside.add(beside)
    try:  # nobody else has a file of this name, so that whatever ends the writing may remove it
        beside.touch()
    except BaseException as error:
        _removed(beside)
        if not isinstance(error, OSError):
            raise
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        yield beside
        _settled(beside, target)
        os.replace(beside, target)
    except Exception as error:
        of_system = error if isinstance(error, OSError) else OSError()
        number = of_system.errno or _number_in(str(error))
        if number is None and of_system is not error:
            raise
        if of_system.filename not in (None, str(beside)):
            raise
        reason = os.strerror(number) if number else str(error)
        raise OSError(number, of_system.strerror or reason, str(path)) from error
    finally:
        _removed(beside)


def _removed(file: Path) -> None:
    """Remove a file, also where the program is told once more to end meanwhile."""
    try:
        file.unlink(missing_ok=True)
    except KeyboardInterrupt:
        file.unlink(missing_ok=True)
        raise
    _beside.discard(file)


@atexit.register
def _remove_the_rest() -> None:
    """Remove what an interrupt left that came while another one was heeded."""
    for file in [*_beside]:
        with suppress(OSError):
            file.unlink(missing_ok=True)


@contextmanager
def naming(path: str | Path) -> Iterator[None]:
    """An `OSError` within it that names no file, as that of a full device, names this one."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise OSError(error.errno, error.strerror or str(error), str(path)) from error
        raise


def write_text(path: str | Path, text: str) -> Path:
    """Write a text as UTF-8; what a terminal or a browser would obey is shown instead."""
    return write_bytes(path, shown_plainly(text).encode("utf-8"))


def write_bytes(path: str | Path, content: bytes) -> Path:
    """Write bytes. Returns the path. Raises `OSError`."""
    with replacing(path) as beside:
        beside.write_bytes(content)
    return Path(path)


def shown_plainly(text: str) -> str:
    r"""A text in which a hidden character is seen: \x1b for what begins a terminal's command."""
    return HIDDEN.sub(
        lambda found: (
            found.group()
            if found.group() == "\r"
            else found.group().encode("unicode_escape").decode()
        ),
        text,
    )


def faults_beside(output: str | Path) -> str:
    """The name of the file with what could not be used, beside a table that is written."""
    return f"{output}.faults.csv"


def refuse_inputs(output: str | Path, inputs: Iterable[str | Path]) -> None:
    """Raises `InvalidCase` where the output is one of the inputs, also by a link."""
    for given in inputs:
        if _one_file(Path(output), Path(given)):
            message = Sentence("{file}: this file is an input, and would be lost", file=output)
            raise InvalidCase([BadCase(message, expected=Sentence("another name for the output"))])


def _number_in(message: str) -> int | None:
    """The system's number of an error, with which libraries in Rust end what they say."""
    found = re.search(r"\(os error (\d+)\)$", message.strip())
    return int(found[1]) if found and os.name == "posix" else None


def _followed(link: Path) -> Path:
    """The file that a link leads to. Raises `OSError` where it leads to itself."""
    found = Path(os.path.realpath(link))
    if found.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(link))
    return found


def _one_file(output: Path, given: Path) -> bool:
    with suppress(OSError, ValueError):
        return given.exists() and output.exists() and output.samefile(given)
    return False


def _settled(beside: Path, target: Path) -> None:
    """All of the file is on the disk, with the rights that the one had which it replaces."""
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    if target.exists():
        with suppress(OSError):
            beside.chmod(stat.S_IMODE(target.stat().st_mode))


def on_one_line(text: str) -> str:
    """The text with one blank for each run of blanks and line breaks; spaces that do not break,
    which French has before its marks, stay.

    >>> on_one_line("  two   lines ")
    'two lines'
    """
    return BLANKS.sub(" ", text).strip(" ")
