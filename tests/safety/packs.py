"""Packs to attack with, and the work that reading them may take.

Work is counted, not timed: in calls and returns of the interpreter, as a multiple of those that
loading the base pack alone takes, so that neither the machine nor the version of Python matters.
"""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.counted import Work
from knowledge.base import load
from knowledge.limits import (
    LONGEST_PACKS,
)
from tests.places import FAULTY_PACKS

BASE = FAULTY_PACKS / "base"
FEW = 4  # times what the base pack takes: for what is refused as it comes
READ = 100  # for what is read up to the limit of values, and refused there
SOURCE = "source: {work: w, at: '1'}, basis: stated"
WORK = "- {work: w, title: t, cited_as: W}\n"
MOST = LONGEST_PACKS - 20_000


def defined(when: str, **more: str) -> str:
    """A pack with one proposition under a condition."""
    quoted = when.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    rest = "".join(f", {key}: {value}" for key, value in more.items())
    return WORK + f'- {{define: new, title: t, when: "{quoted}", {SOURCE}{rest}}}\n'


def many(count: int, entry: str) -> str:
    """A pack with one entry many times; # is its number and @ the next one's."""
    return WORK + "".join(
        f"- {{{entry}, {SOURCE}}}\n".replace("#", str(i)).replace("@", str((i + 1) % count))
        for i in range(count)
    )


def attribute(name: str, more: str = "type: number") -> str:
    return WORK + f"- {{attribute: {name}, {more}, question: q, source: {{work: w, at: '1'}}}}\n"


def parameter(values: str) -> str:
    return WORK + f"- {{parameter: p, title: t, values: [{values}], basis: stated}}\n"


def figure(says: str, low: str = "volume_multiple", high: str = "3") -> str:
    return (
        WORK + f"- {{note: n, title: t, when: approved, figure: {{says: '{says}', low: '{low}', "
        f"high: '{high}'}}, {SOURCE}}}\n"
    )


EXCEPTION = (
    "exception: e#, title: t, own_attributes: [exposure], requires: [approved], "
    "ends_when: approved, lifts: every negotiable ground"
)
DATED = "source: {work: w, at: '1'}"
STARTS = ",".join("{when: approved, from: p}" for _ in range(5_000))
NAME = attribute("name", "type: text, required: true").removeprefix(WORK)
VERDICTS = f"- {{verdict: undetermined, title: t, rank: 9, {SOURCE}}}\n"


@lru_cache(maxsize=1)
def base_work() -> int:
    """What loading the base pack alone takes, once all that is loaded late has been."""
    load([BASE], shipped=False)
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(BASE, Path(folder) / "base"))
        for file in copy.glob("*.yaml"):  # other bytes, so that it is read, and not remembered
            file.write_text(f"{file.read_text(encoding='utf-8')}\n# once more\n", "utf-8")
        with Work() as work:
            load([copy], shipped=False)
    return work.done


def at_most(times: float) -> Work:
    """What stands inside takes at most so many times the work that the base pack takes."""
    return Work(int(times * base_work()))
