"""How loading, assessing, checking and SQL grow with the number of entries of an own pack.

    python -m benchmarks.scale [--sizes 1000,2000,4000] [--check]

Own packs of n entries beside n/4 attributes stand on the shipped packs: defines that build on
others, triggers, notes and cautions, as an office writes them, in files of 500 entries. What is
measured is the CPU time of one process a step, user and system, and the most memory that it had.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SIZES = (1000, 2000, 4000, 5000)
STEPS = ("load", "assess", "sql", "check names", "check wording")
IN_A_FILE = 500
WORK = "- {work: office, title: Rules of the office, cited_as: Office}\n"
SOURCE = 'source: {work: office, at: "%d"}, basis: stated'
STEP = """
import json, sys, warnings
from resource import RUSAGE_SELF, getrusage
from pathlib import Path
step, files = sys.argv[1], [Path(file) for file in sys.argv[2:]]

def spent():
    usage = getrusage(RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime

from engine import assess
from datetime import date
from engine.sql import to_sql
from explain.review.check import check
from knowledge import load
before = spent()
if step.startswith("check"):
    check([str(file) for file in files], step.partition(" ")[2])
else:
    base = load(files or None)
    if step != "load":
        before = spent()
    if step == "assess":
        assess({"name": "One", "own_0": True, "own_1": False}, base=base)
    elif step == "sql":
        to_sql(base, date(2026, 12, 1), 'duckdb')
usage = getrusage(RUSAGE_SELF)
print(json.dumps([spent() - before, usage.ru_maxrss / 1024]))
"""


def entries(count: int) -> Iterator[str]:
    """An own pack of so many entries, one after another."""
    dice = random.Random(0)
    attributes = max(2, count // 4)
    for number in range(attributes):
        yield (
            f"- {{attribute: own_{number}, type: bool, question: Is it so in point {number}?, "
            f'values: {{"true": it is so, "false": it is not}}, {SOURCE % number}}}\n'.replace(
                ", basis: stated", ""
            )
        )
    defined = 0
    for number in range(count - attributes):
        one, other = (f"own_{dice.randrange(attributes)}" for _ in range(2))
        built = f" or own.part_{dice.randrange(defined)}" if defined else ""
        kind = number % 4
        if kind < 2:
            said = f"- {{define: own.part_{defined}, title: Part {defined} is so, when: "
            said += f"({one} and not {other}){built}, {SOURCE % number}}}\n"
            defined += 1
        elif kind == 2:
            said = f"- {{note: point_{number}, title: Point {number} is told, when: "
            said += f"{one} and not {other}, {SOURCE % number}}}\n"
        else:
            said = f"- {{caution: point_{number}, title: Mind point {number}, when: "
            said += f"{one} and {other}{built}, {SOURCE % number}}}\n"
        yield said


def written(count: int, folder: Path) -> list[str]:
    """The files of an own pack of so many entries."""
    if not count:
        return []
    pack = folder / f"of_{count}"
    pack.mkdir()
    found = list(entries(count))
    for start in range(0, len(found), IN_A_FILE):
        text = (WORK if start == 0 else "") + "".join(found[start : start + IN_A_FILE])
        (pack / f"{start:05}.yaml").write_text(text, encoding="utf-8")
    return [str(pack)]


def measured(step: str, packs: list[str]) -> tuple[float, float]:
    """(seconds of CPU time, MiB at most) of a step."""
    done = subprocess.run(
        [sys.executable, "-c", STEP, step, *packs], capture_output=True, text=True, check=True
    )
    seconds, most = json.loads(done.stdout.splitlines()[-1])
    return seconds, most


def doubling(sizes: list[int], seconds: list[float]) -> float:
    """By how much twice the entries take longer, between the two sizes where that is most."""
    pairs = zip(sizes, sizes[1:], seconds, seconds[1:], strict=False)
    return max(
        math.pow(after / before, 1 / math.log2(more / less)) for less, more, before, after in pairs
    )


def main() -> None:
    """Print a table: a row a size, a column a step; then what twice the entries cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--steps", default=",".join(STEPS))
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    steps = arguments.steps.split(",")
    print(f"| entries | {' | '.join(steps)} | memory |")
    print("|---" * (len(steps) + 2) + "|")
    spent: list[list[float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            packs = written(size, Path(folder))
            found = [measured(step, packs) for step in steps]
            spent.append([seconds for seconds, _ in found])
            cells = " | ".join(f"{seconds:.2f} s" for seconds, _ in found)
            print(f"| {size:,} | {cells} | {max(most for _, most in found):,.0f} MiB |", flush=True)
    if len(sizes) > 1 and all(sizes):
        grown = [f"{doubling(sizes, list(column)):.1f}" for column in zip(*spent, strict=True)]
        told = ", ".join(f"{step} {times} ×" for step, times in zip(steps, grown, strict=True))
        print(f"\nTwice the entries cost at most: {told}")


if __name__ == "__main__":
    main()
