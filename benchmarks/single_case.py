"""How long one case takes, in full and sparse, on our two chainers and on two other engines.

    python -m benchmarks.single_case [--calls 1000]

Every engine does the whole of `assess` and keeps all derivations; only the chaining in the middle
is exchanged. The engines take turns within one run, so that whatever else the machine does meets
all of them: trust the ratios.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter
from typing import cast
from unittest.mock import patch

from benchmarks.cases import DAY, full_case, sparse_case
from benchmarks.peers import PEERS, CannotChain, Remembered
from engine.assessment import Assessment, assess
from engine.chain.chainers import CHAINERS, ChainerName
from engine.chain.durable import Durable, library
from engine.chain.seminaive import SemiNaive
from knowledge.base import KnowledgeBase, load
from knowledge.cases.use_case import CaseModel

TURNS = 10  # of each engine

NOTES = (
    "time: of the median, against ours on durable_rules; below 1 is faster.",
    "The work is divided in the same way for all: Python decides what rules ask of the stated "
    "facts, the engine chains,",
    "and Python makes the assessment from the firings. "
    "'no chaining' is that work of Python's alone.",
    "Conditions on typed values are thus not measured on any engine; "
    "ZEN and CLIPS could decide many of them themselves.",
    "clipspy: a defrule for each chained rule, levels as salience, absence as (not ...), "
    "firings collected in a global.",
    "zen-engine: has no forward chaining; the order is worked out beforehand, "
    "one expression node for each step of it.",
)


@dataclass(slots=True)
class Measured:
    """One engine on one case."""

    engine: ChainerName
    result: Assessment
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """In milliseconds."""
        return statistics.median(self.seconds) * 1e3

    @property
    def p99(self) -> float:
        """In milliseconds."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.99)] * 1e3

    @property
    def rate(self) -> float:
        """Cases a second."""
        return len(self.seconds) / sum(self.seconds)


def measure(
    base: KnowledgeBase, case: CaseModel, engines: list[ChainerName], calls: int
) -> list[Measured]:
    """Each engine's times for `calls` assessments, made in turns.

    The first, which builds it, does not count.
    """
    found = []
    for engine in engines:
        try:
            found.append(Measured(engine, assess(case, DAY, base=base, chainer=engine)))
        except CannotChain as reason:
            print(f"{engine} is left out: {reason}")
    for _ in range(TURNS):
        for measured in found:
            for _ in range(max(1, calls // TURNS)):
                start = perf_counter()
                assess(case, DAY, base=base, chainer=measured.engine)
                measured.seconds.append(perf_counter() - start)
    return found


def report(title: str, found: list[Measured]) -> bool:
    """Print what was measured on one case.

    Returns whether all engines drew the same conclusions.
    """
    ours = found[0]
    fired, held = list(ours.result.derivations.values()), list(ours.result.conclusions.values())
    print(f"\n{title}, verdict {ours.result.verdict.value}")
    print(f"derivations found: {fired.count('true')} true, {fired.count('possible')} possible")
    print(
        f"conclusions: {held.count(True)} true, {held.count(None)} unknown, "
        f"{held.count(False)} false"
    )
    print(f"{'':22}{'median ms':>10}{'p99 ms':>10}{'cases/s':>10}{'time':>8}")
    for one in found:
        print(
            f"{one.engine:22}{one.median:10.3f}{one.p99:10.3f}{one.rate:10.0f}"
            f"{one.median / ours.median:7.2f}x"
        )
    conclusions = [one.engine for one in found if one.result.conclusions != ours.result.conclusions]
    derivations = [one.engine for one in found if one.result.derivations != ours.result.derivations]
    print(f"same conclusions: {_answer(conclusions)}; same derivations: {_answer(derivations)}")
    return not conclusions and not derivations


def _answer(others: list[ChainerName]) -> str:
    return f"no ({', '.join(others)})" if others else "yes"


def _versions() -> str:
    found = []
    for package in ("durable_rules", *(peer.package for peer in PEERS)):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            print(
                f"{package} is not installed and left out; to compare with it: "
                f"pip install {package}"
            )
    return ", ".join(found)


def main() -> int:
    """Measure and print. Returns 1 where engines disagree."""
    parser = argparse.ArgumentParser(
        description="How long one assessment takes, on several engines."
    )
    parser.add_argument(
        "--calls",
        type=int,
        default=1_000,
        help="assessments by each engine and case (default: 1000)",
    )
    calls = parser.parse_args().calls
    base, versions = load(), _versions()
    peers = {peer.package: peer.make for peer in PEERS if peer.installed} | {
        Remembered.name: Remembered
    }
    ours = [
        name
        for name in (Durable.name, SemiNaive.name)
        if name != Durable.name or library() is not None
    ]
    if ours[0] != Durable.name:
        print(f"times are against ours on {ours[0]} instead")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {versions}")
    print(
        f"plain rules: {len(base.rules)}; {calls} assessments by each engine and case, "
        f"in {TURNS} turns"
    )
    engines = [cast(ChainerName, name) for name in (*ours, *peers)]
    full, agreed = full_case(base), []
    with patch.dict(CHAINERS, peers):
        for name, case in (("full", full), ("sparse", sparse_case(base, full))):
            title = (
                f"{name} case: {len(case.stated())} of {len(base.attributes)} attributes "
                f"answered, the name included"
            )
            agreed.append(report(title, measure(base, case, engines, calls)))
    print("", *NOTES, sep="\n")
    return 0 if all(agreed) else 1


if __name__ == "__main__":
    sys.exit(main())
