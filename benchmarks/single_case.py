"""The time of one case, in full and sparse, on our two chainers and on two other engines.

All are given the same rules.

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
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter, process_time
from typing import cast
from unittest.mock import patch

from benchmarks.cases import DAY, full_case, sparse_case
from benchmarks.peers import PEERS, CannotChain, Remembered, Zen
from engine.assessment import Assessment, assess
from engine.chain.chainers import CHAINERS, ChainerName
from engine.chain.durable import Durable, library
from engine.chain.guards import GuardKeeper, start
from engine.chain.program import compile_program, numbered_tests
from engine.chain.seminaive import SemiNaive
from explain import why
from knowledge.base import KnowledgeBase, load
from knowledge.cases.use_case import CaseModel

TURNS = 10  # of each engine

# at most so many times ZEN's bare decision: what `assess` with `why` is to take on each chainer
GOALS: dict[str, float] = {SemiNaive.name: 2.5, Durable.name: 4.0}

NOTES = (
    "time: of the median, against ours on durable_rules; below 1 is faster.",
    "The work is divided in the same way for all: Python decides what rules ask of the stated",
    "facts, the engine chains, and Python makes the assessment from the firings. 'no chaining' is",
    "that work of Python's alone. Conditions on typed values are thus not measured on any engine;",
    "ZEN and CLIPS could decide many of them themselves.",
    "clipspy: a defrule for each chained rule, levels as salience, absence as (not ...), firings",
    "collected in a global.",
    "zen-engine: has no forward chaining; the order is laid down beforehand, one expression node",
    "for each step of it. Its bare decision is one call of `evaluate` on the program that leaves",
    "questions open, with the guards decided already and nothing made of the answer.",
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


@dataclass(slots=True)
class Explained:
    """`assess` and `why` together, on one of our chainers."""

    chainer: ChainerName
    seconds: list[float] = field(default_factory=list)


def bare_decision(base: KnowledgeBase, case: CaseModel) -> Callable[[], object]:
    """ZEN's decision of a case, once it is made and told which guards hold."""
    program = compile_program(base)
    keeper = GuardKeeper(numbered_tests(base), program.guards)
    facts = {**case.stated(), "today": DAY, **base.parameters_on(DAY)}
    zen = Zen(program)
    return partial(zen.decide, zen.context(start(program, keeper.truths(keeper.values(facts)))[0]))


def explained(
    base: KnowledgeBase, case: CaseModel, chainers: list[ChainerName], calls: int
) -> tuple[list[float], list[Explained]]:
    """The times of ZEN's bare decision of a case, and of `assess` with `why`, taken in turns.

    In seconds of CPU time, to which other work on the machine adds least.
    All engines are made, and used as often as in a turn, before anything counts.
    """
    bare: list[float] = []
    found = [Explained(chainer) for chainer in chainers]
    runs: list[tuple[list[float], Callable[[], object]]] = [
        (bare, bare_decision(base, case)),
        *((one.seconds, _explaining(base, case, one.chainer)) for one in found),
    ]
    for turn in range(TURNS + 1):
        for seconds, run in runs:
            for _ in range(max(1, calls // TURNS)):
                begun = process_time()
                run()
                if turn:
                    seconds.append(process_time() - begun)
    return bare, found


def _explaining(base: KnowledgeBase, case: CaseModel, chainer: ChainerName) -> Callable[[], object]:
    return lambda: why(assess(case, DAY, base=base, chainer=chainer))


def report_explained(bare: list[float], found: list[Explained]) -> None:
    """Print how `assess` with `why` compares with ZEN's bare decision: medians, and best tenths."""
    best = statistics.quantiles(bare, n=10)[0]
    middle = statistics.median(bare)
    print(f"\nassess and why, full case, against ZEN's bare decision of {middle * 1e3:.3f} ms,")
    print("in CPU time")
    print(f"{'':22}{'median ms':>10}{'times':>8}{'best tenth':>12}{'times':>8}{'goal':>8}")
    for one in found:
        median, tenth = statistics.median(one.seconds), statistics.quantiles(one.seconds, n=10)[0]
        print(
            f"{one.chainer:22}{median * 1e3:10.3f}{median / middle:7.2f}x"
            f"{tenth * 1e3:12.3f}{tenth / best:7.2f}x{GOALS[one.chainer]:7.1f}x"
        )


def _versions() -> str:
    found = []
    for package in ("durable_rules", *(peer.package for peer in PEERS)):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            print(f"{package} is not installed and left out; pip install {package} to compare")
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
            answered = f"{len(case.stated())} of {len(base.attributes)} attributes answered"
            title = f"{name} case: {answered}, the name included"
            agreed.append(report(title, measure(base, case, engines, calls)))
    if Zen.name in peers:
        report_explained(*explained(base, full, [cast(ChainerName, name) for name in ours], calls))
    print("", *NOTES, sep="\n")
    return 0 if all(agreed) else 1


if __name__ == "__main__":
    sys.exit(main())
