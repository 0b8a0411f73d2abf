"""Rows of a table as cases, one at a time, by our chainers and by other engines.

All are given the same program.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, cast
from unittest.mock import patch

import polars as pl

from benchmarks.cases import DAY, case_of
from benchmarks.peer_business_rules import BusinessRules
from benchmarks.peer_clingo import Clingo
from benchmarks.peer_rule_engine import RuleEngine
from benchmarks.peers import PEERS, CannotChain, Peer
from engine.assessment import assess
from engine.chain.chainers import CHAINERS, Chainer, ChainerName
from engine.chain.durable import Durable, library
from engine.chain.program import Firings, Program
from engine.chain.seminaive import SemiNaive
from knowledge.base import KnowledgeBase
from knowledge.cases.answers import read_answer

CASES = 300  # row by row
ALL = (
    *PEERS,
    Peer(Clingo, "clingo", "clingo"),
    Peer(RuleEngine, "rule_engine", "rule-engine"),
    Peer(BusinessRules, "business_rules", "business-rules"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """The result of one engine."""

    engine: str
    rows: int
    seconds: float  # the median of some turns
    note: str = ""

    @property
    def rate(self) -> float:
        """Cases a second."""
        return self.rows / self.seconds


class Clocked:
    """A chainer whose own time is counted."""

    def __init__(self, chainer: Chainer, taken: list[float]):
        self._chainer, self._taken = chainer, taken

    def chain(self, atoms: Any) -> Firings:
        """All firings that follow from these guard atoms."""
        start = perf_counter()
        found = self._chainer.chain(atoms)
        self._taken.append(perf_counter() - start)
        return found


def median(work: Callable[[], object], turns: int) -> float:
    """Seconds that the work takes. The first time warms up and does not count."""
    taken = []
    for _ in range(turns + 1):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return statistics.median(taken[1:])


def row_by_row(
    base: KnowledgeBase, table: pl.DataFrame, expected: pl.DataFrame, peers: Sequence[Peer]
) -> Iterator[Line]:
    """Each chainer on the first rows: the whole of `assess`, cases read beforehand.

    Beside it the rate of the chaining alone.
    """
    cases = [case_of(base, _stated(base, row)) for row in table.head(CASES).to_dicts()]
    rows = expected.head(CASES).to_dicts()
    makers: dict[str, Callable[[Program], Chainer]] = {SemiNaive.name: SemiNaive}
    makers |= {Durable.name: Durable} if library() is not None else {}
    makers |= {peer.package: peer.make for peer in peers}
    for name, make in makers.items():
        taken: list[float] = []
        clocked = {
            "clocked " + name: lambda program, make=make, taken=taken: Clocked(make(program), taken)
        }
        with patch.dict(cast("dict[str, Any]", CHAINERS), clocked):
            chainer = cast(ChainerName, "clocked " + name)
            try:
                found = [
                    assess(case, DAY, base=base, chainer=chainer).conclusions for case in cases
                ]
            except CannotChain as reason:
                print(f"{name} is left out: {reason}")
                continue
            same = all(
                row[key] is value
                for row, one in zip(rows, found, strict=True)
                for key, value in one.items()
            )
            seconds = median(
                lambda chainer=chainer: [  # type: ignore[misc]
                    assess(case, DAY, base=base, chainer=chainer) for case in cases
                ],
                3,
            )
        alone = len(taken) / sum(taken)
        yield Line(
            f"{name}, row by row",
            len(cases),
            seconds,
            f"{'same' if same else 'OTHER'} conclusions; chaining alone {alone:,.0f}/s",
        )


def _stated(base: KnowledgeBase, row: dict[str, Any]) -> dict[str, Any]:
    cells = {name: value for name, value in row.items() if value is not None}
    return {
        name: read_answer(base.attributes[name], value) if isinstance(value, str) else value
        for name, value in cells.items()
    }
