"""Verdicts, classifications, tables: one answer in each fully answered case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import Any

from engine.check.flaw import Flaw, Shows, fully_answered, some_case, unless_proven
from engine.check.rows import number_of, pairs_of
from engine.proof.days import Day
from engine.proof.truths import Truths
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Expression
from knowledge.entries import Classification, DecisionTable, ExceptionEntry, Verdict
from knowledge.languages.message import Message


def verdict_flaws(
    base: KnowledgeBase, days: Sequence[Day], answers: Sequence[Day]
) -> Iterator[Flaw]:
    """Exactly one verdict in each fully answered case; each can be reached."""
    verdicts = base.verdicts
    ranked = [entry for entry in verdicts if entry.when is not None]
    names = [entry.proposition for entry in verdicts]

    def none(truths: Truths[Any]) -> Any:
        return truths.algebra.no(
            truths.algebra.any_of([truths.possible(entry.proposition) for entry in ranked])
        )

    def gaps() -> Iterator[Flaw]:
        if verdicts and (gap := fully_answered(answers, none)) is not None:
            says = Message("flaw_last_resort" if len(ranked) < len(verdicts) else "flaw_no_verdict")
            yield Flaw("no verdict", names[-1], None, says, gap, tuple(names))

    def clashes(one: Verdict, other: Verdict) -> Iterator[Flaw]:
        def both(truths: Truths[Any]) -> Any:
            return truths.algebra.all_of([_asked(truths, one), _asked(truths, other)])

        told = (one.proposition, other.proposition)
        if (found := fully_answered(answers, both)) is not None:
            says = Message("flaw_same_rank", {"one": told[0], "other": told[1], "rank": one.rank})
            yield Flaw("two verdicts at once", told[1], None, says, found, told)

    if verdicts:
        yield from unless_proven(names[-1], "that every fully answered case has a verdict", gaps)
    for one, other in combinations(verdicts, 2):
        if one.rank == other.rank:
            what = f"that {one.proposition} and {other.proposition} never hold in one case"
            yield from unless_proven(other.proposition, what, partial(clashes, one, other))
    for name in names:
        yield from _reached(days, name, "unreachable verdict", _counts(name, ()))


def _reached(days: Sequence[Day], name: str, kind: str, reached: Shows) -> Iterator[Flaw]:
    """A verdict or an answer that no case leads to; `reached`: where one does."""

    def find() -> Iterator[Flaw]:
        if not some_case(days, reached):
            yield Flaw(kind, name, None, Message("flaw_unreachable", {"name": name}), None)

    yield from unless_proven(name, f"that some case leads to {name}", find)


def _asked(truths: Truths[Any], verdict: Verdict) -> Any:
    """The cases in which a verdict's own condition holds, whichever verdicts come before it."""
    condition = asked_by(truths.formula.base, verdict)
    return truths.true(verdict.proposition) if condition is None else truths.holds(condition)


def asked_by(base: KnowledgeBase, verdict: Verdict) -> Expression | None:
    """The condition of a verdict, whichever verdicts come before it; None of the last resort."""
    condition = base.conditions.get((verdict.key, "when"))
    if condition is None:
        return None
    return verdict.asks(condition, [*base.of_kind(Verdict), *base.of_kind(ExceptionEntry)])


def classification_flaws(
    base: KnowledgeBase, days: Sequence[Day], answers: Sequence[Day]
) -> Iterator[Flaw]:
    """An answer in each fully answered case, one unless they are levels; each can be reached."""
    for entry in base.of_kind(Classification):

        def none(truths: Truths[Any], entry: Classification = entry) -> Any:
            return truths.algebra.no(
                truths.algebra.any_of([truths.possible(answer) for answer in entry.tried])
            )

        def gaps(entry: Classification = entry, none: Shows = none) -> Iterator[Flaw]:
            if (gap := fully_answered(answers, none)) is not None:
                says = Message("flaw_no_answer", {"question": entry.id})
                yield Flaw("no answer", entry.key, None, says, gap, entry.tried)

        def clashes(one: str, other: str, entry: Classification = entry) -> Iterator[Flaw]:
            def both(truths: Truths[Any]) -> Any:
                return truths.algebra.all_of([truths.true(one), truths.true(other)])

            if (found := fully_answered(answers, both)) is not None:
                pair = {"one": one, "other": other, "question": entry.id}
                says = Message("flaw_two_answers", pair)
                yield Flaw("two answers at once", entry.key, None, says, found, (one, other))

        what = f"that every fully answered case has one {entry.id}"
        yield from unless_proven(entry.key, what, gaps)
        for one, other in combinations(entry.answers, 2):
            what = f"that {one} and {other} never hold in one case"
            yield from unless_proven(entry.key, what, partial(clashes, one, other))
        for place, answer in enumerate(entry.tried):
            higher = entry.tried[:place] if entry.levels else ()
            yield from _reached(days, answer, "unreachable answer", _counts(answer, higher))


def table_flaws(base: KnowledgeBase, answers: Sequence[Day]) -> Iterator[Flaw]:
    """The flaws of tables that must conclude one thing in each fully answered case, and do not."""
    for entry in base.of_kind(DecisionTable):
        concluded = entry.concluded if entry.demands_one else ()

        def missing(
            entry: DecisionTable = entry, concluded: Sequence[str] = concluded
        ) -> Iterator[Flaw]:
            def none(truths: Truths[Any]) -> Any:
                fitting = truths.algebra.any_of([truths.possible(name) for name in concluded])
                return truths.algebra.no(fitting)

            if (gap := fully_answered(answers, none)) is not None:
                says = Message("flaw_no_row", {"table": entry.id})
                yield Flaw("no row", entry.key, None, says, gap, tuple(concluded))

        def overlap(one: str, other: str, entry: DecisionTable = entry) -> Iterator[Flaw]:
            def both(truths: Truths[Any]) -> Any:
                return truths.algebra.all_of([truths.true(one), truths.true(other)])

            if fully_answered(answers, both) is None:
                return
            for rows in pairs_of(base, one, other):  # of which two meet

                def meet(truths: Truths[Any], rows: tuple[str, str] = rows) -> Any:
                    return truths.algebra.all_of([truths.true(row) for row in rows])

                if (found := fully_answered(answers, meet)) is not None:
                    yield _overlap(entry, (one, other), rows, found)
                    return

        if concluded:
            what = f"that a row of {entry.id} fits every fully answered case"
            yield from unless_proven(entry.key, what, missing)
        if entry.hit == "any":
            for one, other in combinations(concluded, 2):
                what = f"that {one} and {other} never hold in one case"
                yield from unless_proven(entry.key, what, partial(overlap, one, other))


def _overlap(
    table: DecisionTable, answers: tuple[str, str], rows: tuple[str, str], case: dict[str, Any]
) -> Flaw:
    """Two rows that meet, told at the later one."""
    (number, row), (later, place) = sorted(
        (number_of(table, row), place) for place, row in enumerate(rows)
    )
    said = {"one": answers[row], "other": answers[place], "table": table.id}
    says = Message("flaw_two_rows", {**said, "number": number, "later": later})
    return Flaw("rows overlap", rows[place], None, says, case, answers)


def _counts(answer: str, higher: Sequence[str]) -> Shows:
    """The cases in which an answer is the one that counts: it holds, and no level above it does."""

    def shows(truths: Truths[Any]) -> Any:
        above = truths.algebra.any_of([truths.possible(name) for name in higher])
        return truths.algebra.all_of([truths.true(answer), truths.algebra.no(above)])

    return shows
