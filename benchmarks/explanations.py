"""The time to assess a case, and to explain the result.

    python -m benchmarks.explanations [--rounds 10]

Over the shipped examples, the fully answered case, and random partial cases. Each explained case is
assessed anew, so that no result of an earlier explanation is cached; only the operation itself is
timed.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeAlias

from benchmarks.cases import DAY, full_case, random_cases
from engine.assessment import Assessment, assess
from explain import questions, smallest_change, why, why_not
from knowledge.base import load
from knowledge.cases.files import example_names, read_case
from knowledge.cases.use_case import CaseModel

RANDOM_CASES = 200
SEED = 20260901

# prepares a case; what it returns is timed
Operation: TypeAlias = Callable[[CaseModel], Callable[[], object]]


def assessed(case: CaseModel) -> Assessment:
    """The assessment on the day that the case states, or else on a fixed one."""
    return assess(case, case.stated().get("today", DAY))


def of_assessment(operation: Callable[[Assessment], object]) -> Operation:
    """An operation on a fresh assessment, which is not timed itself."""

    def prepare(case: CaseModel) -> Callable[[], object]:
        result = assessed(case)
        return lambda: operation(result)

    return prepare


OPERATIONS: dict[str, Operation] = {
    "assess": lambda case: lambda: assessed(case),
    "why": of_assessment(why),
    "why_not": of_assessment(lambda result: why_not(result, "experimentation_acceptable")),
    "questions": of_assessment(questions),
    "smallest_change": of_assessment(
        lambda result: smallest_change(result, "experimentation_acceptable")
    ),
    "smallest_change, other": of_assessment(
        lambda result: smallest_change(result, "experiment_excepted")
    ),
}


@dataclass(frozen=True, slots=True)
class Times:
    """The times of an operation on a group of cases."""

    group: str
    operation: str
    milliseconds: tuple[float, ...]  # one for each case and round

    @property
    def median(self) -> float:
        """In milliseconds."""
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        """In milliseconds."""
        return sorted(self.milliseconds)[int(len(self.milliseconds) * 0.95)]

    @property
    def worst(self) -> float:
        """In milliseconds."""
        return max(self.milliseconds)


def groups() -> dict[str, list[CaseModel]]:
    """The cases, by the name of their group."""
    base = load()
    return {
        "examples": [read_case(f"example:{name}") for name in example_names()],
        "full": [full_case(base)],
        "random": random_cases(base, RANDOM_CASES, SEED),
    }


def measure(
    cases: Mapping[str, Sequence[CaseModel]], operations: Mapping[str, Operation], rounds: int
) -> Iterator[Times]:
    """Each operation's times on each group.

    The operations take turns; the first round of all warms up and does not count.
    """
    for group, members in cases.items():
        taken: dict[str, list[float]] = {name: [] for name in operations}
        for number in range(rounds + 1):
            for case in members:
                for name, operation in operations.items():
                    run = operation(case)
                    start = perf_counter()
                    run()
                    if number:
                        taken[name].append((perf_counter() - start) * 1e3)
        yield from (Times(group, name, tuple(found)) for name, found in taken.items())


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description="How long it takes to assess a case and to explain it."
    )
    parser.add_argument(
        "--rounds",
        type=int,
        default=10,
        help="times over all cases (default: 10); the full case is measured 20 times as often",
    )
    rounds = max(1, parser.parse_args().rounds)
    cases = groups()
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores; {rounds} rounds; "
        f"random cases from seed {SEED}"
    )
    print(f"{'cases':12}{'':>6}  {'operation':16}{'median ms':>10}{'p95 ms':>10}{'worst ms':>10}")
    cases["full"] *= 20  # one case is too few for a percentile
    counts = {group: len({id(case) for case in members}) for group, members in cases.items()}
    for times in measure(cases, OPERATIONS, rounds):
        count = counts[times.group]
        print(
            f"{times.group:12}{count:>6}  {times.operation:16}"
            f"{times.median:10.2f}{times.p95:10.2f}{times.worst:10.2f}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
