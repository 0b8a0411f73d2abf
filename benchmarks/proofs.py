"""The time of proofs about a case, beside ZEN's bare decision of the full case in the same run.

    python -m benchmarks.proofs [--rounds 5] [--profile]

Over the shipped examples, in CPU time, to which other work on the machine adds least: the reachable
verdicts and the next questions, of a case that is new and after one more answer to it; and the
smallest change. The worst of 200 random cases is told as well. `--profile` shows where the time of
the questions goes.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import platform
import pstats
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import process_time

from benchmarks.cases import case_of, full_case, random_cases
from benchmarks.explanations import RANDOM_CASES, SEED, assessed
from benchmarks.single_case import bare_decision
from engine.assessment import Assessment
from explain import questions, smallest_change
from knowledge.base import KnowledgeBase, load
from knowledge.cases.files import example_names, read_case
from knowledge.cases.use_case import CaseModel


@dataclass(frozen=True, slots=True)
class Proof:
    """A measured proof: its goal is at most so many times ZEN's bare decision."""

    name: str
    goal: float
    run: Callable[[Assessment], object]
    after_an_answer: bool = False


def _reachable(result: Assessment) -> object:
    return result.proven


def _change(result: Assessment) -> object:
    return smallest_change(result, "experimentation_acceptable")


PROOFS = (
    Proof("reachable", 15, _reachable),
    Proof("reachable, after an answer", 8, _reachable, after_an_answer=True),
    Proof("questions", 30, questions),
    Proof("questions, after an answer", 10, questions, after_an_answer=True),
    Proof("smallest change", 25, _change),
)


@dataclass(slots=True)
class Measured:
    """The times of one proof: the least of all rounds, of each case, in seconds."""

    proof: Proof
    seconds: list[float] = field(default_factory=list)


def answered(base: KnowledgeBase, case: CaseModel) -> CaseModel:
    """The same case with one more answer: the first that its questions offer."""
    found = questions(assessed(case)).questions
    stated = dict(case.stated())
    if found:
        attribute = base.attributes[found[0].attribute]
        first = next(iter(attribute.choices), found[0].answer)
        stated[attribute.id] = [first] if attribute.type == "set" else first
        if attribute.type == "bool":
            stated[attribute.id] = False
    return case_of(base, stated)


def measure(base: KnowledgeBase, cases: Sequence[CaseModel], rounds: int) -> list[Measured]:
    """The times of each proof on each case, of the best round."""
    found = [Measured(proof) for proof in PROOFS]
    for case in cases:
        later = answered(base, case)
        for one in found:
            best = float("inf")
            for _ in range(rounds):
                if one.proof.after_an_answer:
                    one.proof.run(assessed(case))
                result = assessed(later if one.proof.after_an_answer else case)
                begun = process_time()
                one.proof.run(result)
                best = min(best, process_time() - begun)
            one.seconds.append(best)
    return found


def bare(base: KnowledgeBase, rounds: int) -> float:
    """The median time of ZEN's bare decision of the full case, in seconds."""
    decide, found = bare_decision(base, full_case(base)), []
    for _ in range(20 * rounds):
        begun = process_time()
        decide()
        found.append(process_time() - begun)
    return statistics.median(found)


def profile(cases: Sequence[CaseModel]) -> None:
    """Print where the time of the questions goes."""
    results = [assessed(case) for case in cases]
    profiler = cProfile.Profile()
    profiler.enable()
    for result in results:
        questions(result)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(r"engine.proof|z3core", 30)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long proofs about a case take.")
    parser.add_argument("--rounds", type=int, default=5, help="of each proof (default: 5)")
    parser.add_argument("--profile", action="store_true", help="where the time goes")
    given = parser.parse_args()
    base, rounds = load(), max(1, given.rounds)
    examples = [read_case(f"example:{name}") for name in example_names()]
    questions(assessed(examples[0]))  # what is made once for a base
    yardstick = bare(base, rounds)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"ZEN's bare decision of the full case: {yardstick * 1e3:.2f} ms of CPU time")
    print(f"\n{len(examples)} examples{'':17}{'median ms':>10}{'times':>8}{'goal':>8}{'worst':>8}")
    for one in measure(base, examples, rounds):
        middle = statistics.median(one.seconds)
        print(
            f"{one.proof.name:28}{middle * 1e3:10.0f}{middle / yardstick:7.1f}x"
            f"{one.proof.goal:7.0f}x{max(one.seconds) / yardstick:7.0f}x",
            flush=True,
        )
    worst = {proof.name: 0.0 for proof in PROOFS if not proof.after_an_answer}
    for case in random_cases(base, RANDOM_CASES, SEED):
        for proof in (proof for proof in PROOFS if not proof.after_an_answer):
            result = assessed(case)
            begun = process_time()
            proof.run(result)
            worst[proof.name] = max(worst[proof.name], process_time() - begun)
    print(f"\nworst of {RANDOM_CASES} random cases")
    for name, seconds in worst.items():
        print(f"{name:28}{seconds * 1e3:10.0f}{seconds / yardstick:7.0f}x")
    if given.profile:
        profile(examples)
    return 0


if __name__ == "__main__":
    sys.exit(main())
