"""The bytes of a file that a person wrote."""

from __future__ import annotations

import stat
from pathlib import Path

from knowledge.faults import BadYaml, Place
from knowledge.sentence import Sentence


def read_bytes(path: Path, file: str, longest: int) -> tuple[bytes, int]:
    """The bytes of the file at `path`, one more than the `longest` at most, and how many it has.

    Raises `BadYaml` where it cannot be read; errors call it `file`.
    """
    try:
        status = path.stat()
        # a pipe would wait, a device never end
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            raise BadYaml(
                Sentence("this is not an ordinary file"),
                Place(file, 1, 1),
                expected=Sentence("a file on a disk"),
            )
        with path.open("rb") as opened:
            return opened.read(longest + 1), status.st_size
    except (OSError, ValueError) as error:  # ValueError: there is a NUL in the path
        reason = str(getattr(error, "strerror", None) or error)
        raise BadYaml(
            Sentence("the file cannot be read ({reason})", reason=Sentence.borrowed(reason)),
            Place(file, 1, 1),
        ) from error
