"""The README as data: the case on it, its commands in order, and the answers it prints."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from pathlib import Path

from tests.places import ROOT

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
MORE = "…\n"  # ends an answer of which only the beginning is printed


def write_files(folder: Path) -> None:
    """The files on the page, as a reader would save them."""
    found = re.findall(r"^```yaml (\S+)\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
    assert found
    for name, text in found:
        (folder / name).write_text(text, encoding="utf-8")


def commands() -> list[list[str]]:
    """The arguments of each `threshold` command on the page, in its order."""
    lines = re.findall(r"^(?:    |\$ )threshold (.*)$", TEXT, re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


def answers() -> list[tuple[list[str], str]]:
    """(arguments, what is printed) of each command that the page answers; see `MORE`."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE):
        starts = [match.start() for match in re.finditer(r"^\$ ", block, re.MULTILINE)]
        for start, end in pairwise([*starts, len(block)]):
            line, _, answer = block[start:end].partition("\n")
            found.append((shlex.split(line.removeprefix("$ threshold "), comments=True), answer))
    return found


def same_answer(expected: str, printed: str) -> bool:
    """Whether this was printed, by whichever chainer and from whichever state of the packs."""
    expected, printed = _steady(expected), _steady(printed)
    if expected.endswith(MORE):
        return printed.startswith(expected.removesuffix(MORE))
    return printed == expected


def _steady(text: str) -> str:
    text = re.sub(r"fingerprint \w+", "fingerprint", text)
    return text.replace("; durable_rules)", "; chainer)").replace("; semi-naive)", "; chainer)")
