"""How long a command takes from a cold start, as a ratio to importing what it stands on.

    python -m benchmarks.cold_start [--runs 15]

The measure is the CPU time of whole processes, user and system, at the median of several runs. The
commands take turns, so that whatever else the machine does meets all of them: trust the ratios.
Each runs once before, so that Python has its bytecode.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from engine.chain.chainers import default_chainer
from knowledge import compiled

BARE = "bare imports"
CODE = "import pydantic, yaml, click"
# at most so many times the bare imports
GOALS = {"--version": 1.2, "assess --verdict": 3.0, "assess": 5.0}
SETTLED = "example:klarna_assistant"
# of this one, nearly all is open
OPEN = """\
name: Demand forecast
"""
# what durable_rules itself takes of one first answer
STARTING = """
import sys, time
from engine.chain.chainers import inference
from knowledge import load
base = load()
engine = inference(base)
facts = {"name": "x", **base.parameters_on(__import__("datetime").date(2027, 12, 2))}
started = time.process_time()
engine.fire(facts)
print(time.process_time() - started)
"""


def commands(open_case: Path) -> dict[str, list[str]]:
    """The measured commands: name → arguments of Python."""
    threshold = ["-m", "threshold"]
    return {
        BARE: ["-c", CODE],
        "--version": [*threshold, "--version"],
        "assess --verdict": [*threshold, "assess", SETTLED, "--verdict"],
        "assess": [*threshold, "assess", SETTLED],
        "assess, open case": [*threshold, "assess", str(open_case)],
        "why": [*threshold, "why", SETTLED],
    }


def cpu_seconds(arguments: Sequence[str], environment: Mapping[str, str]) -> float:
    """The CPU time of one process, its own and the system's. Raises where it fails."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(told: Mapping[str, list[str]], runs: int) -> dict[str, float]:
    """The median CPU time of each command, in seconds."""
    unwanted = ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME")
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    seconds: dict[str, list[float]] = {name: [] for name in told}
    for run in range(runs + 1):
        for name, arguments in told.items():
            taken = cpu_seconds(arguments, environment)
            if run:  # the first one writes the bytecode
                seconds[name].append(taken)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def start_of_the_chainer() -> float:
    """The CPU time, in seconds, of building the default chainer and of its first answer."""
    done = subprocess.run(
        [sys.executable, "-c", STARTING], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def main() -> None:
    """Measure, and print the ratios with the machine and the versions."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "one.yaml"
        case.write_text(OPEN, encoding="utf-8")
        found = measure(commands(case), options.runs)
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pydantic", "PyYAML", "click"))
    form = "fits the packs" if compiled.shipped() else "is missing or stale: the packs are read"
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}; {libraries}"
    )
    print(f"chainer {default_chainer()}; the compiled form of the packs {form}")
    print(f"median of {options.runs} runs, CPU time of the whole process\n")
    print(f"{'':20}{'ms':>8}{'ratio':>8}{'goal':>8}")
    for name, seconds in found.items():
        goal = f"{GOALS[name]:.1f}x" if name in GOALS else ""
        print(f"{name:20}{seconds * 1e3:8.0f}{seconds / found[BARE]:7.2f}x{goal:>8}")
    start = start_of_the_chainer()
    print(
        f"\n{default_chainer()} takes {start * 1e3:.0f} ms of a first answer to be built and to "
        f"chain, {start / found[BARE]:.2f}x"
    )


if __name__ == "__main__":
    main()
