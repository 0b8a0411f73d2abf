"""Whatever is claimed to be proven of a random pack, confronted with many cases.

    python -m tests.engine.proof.confrontation 200 [FIRST]

Each claim is confronted with `ROWS` completions: all corners of the bounds of up to ten attributes,
a sample of them beyond, and random answers, partial and full. What they come to is evaluated by
`tests.engine.proof.random_packs`, apart from the library.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from random import Random
from time import process_time
from typing import Any

import numpy as np

from engine import assess
from engine.check.difference import Impact
from engine.check.never_matters import never_matter
from engine.check.soundness import UNPROVEN, Flaw, flaws, formula_of
from engine.proof.days import days_of
from engine.proof.limits import NotProven
from engine.proof.minimal_changes import minimal_changes
from engine.proof.sensitivity import Sensitivity
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import model_of
from knowledge.conditions.reading import read_condition
from knowledge.conditions.tree import Test
from knowledge.conditions.vocabulary import Vocabulary
from knowledge.rules.plain import Literal, Rule
from knowledge.truth import Mode
from tests.engine.proof.asked import (
    ACTIONABLE,
    DAY,
    KINDS,
    THOUSAND,
    WORDS,
    Asked,
    Columns,
    Mask,
    Pair,
    is_whole,
    number_of,
    stated_as,
)
from tests.engine.proof.random_packs import Pack, random_pack, reworded, with_verdicts

ROWS = 10_000
REWORDINGS = 3  # of a pack; some of them change what it means, and show nothing here
MOST_CORNERS = 10  # attributes of which all corners are tried
VERDICT = "verdict.production_required"
# stands where nothing is answered
SPARE = {name: DAY.toordinal() if name[0] == "d" else 0 for name in KINDS}
_MODES: Mapping[Mode, Callable[[Pair], Pair]] = {
    Mode.IS: lambda pair: pair,
    Mode.IS_NOT: lambda pair: (~pair[1], ~pair[0]),
    Mode.ESTABLISHED: lambda pair: (pair[0], pair[0]),
    Mode.NOT_ESTABLISHED: lambda pair: (~pair[0], ~pair[0]),
    Mode.REFUTED: lambda pair: (~pair[1], ~pair[1]),
    Mode.NOT_REFUTED: lambda pair: (pair[1], pair[1]),
}


@dataclass
class Report:
    """What was claimed, and what speaks against it."""

    claims: Counter[str] = field(default_factory=Counter)
    unproven: Counter[str] = field(default_factory=Counter)
    completions: int = 0
    against: list[str] = field(default_factory=list)

    def claim(self, kind: str, what: str, wrong: Mask, cases: Columns) -> None:
        """Note a claim, and a case in which it is wrong, if there is one."""
        self.claims[kind] += 1
        self.completions += len(wrong)
        if wrong.any():
            self.against.append(f"{kind}: {what}: {cases.case(int(np.flatnonzero(wrong)[0]))}")


def bounds(name: str) -> list[int]:
    """Numbers of an attribute near to which the tests of random packs turn."""
    match name[0]:
        case "n":
            least = {"n2": 0, "n3": -1500}.get(name, -8000)
            turns = (0, 1000, 3000, 300, -2500, 7000, 2250, -100, 1500, 100, 600)
            return [v for turn in turns for v in (turn - 1, turn, turn + 1) if v >= least]
        case "i":
            return [v for v in range(-8, 12) if v >= 0 or name == "i0"]
        case "d":
            return [DAY.toordinal() + step for step in (-120, -92, -91, -31, -1, 0, 1, 14, 30, 91)]
        case "t":
            return list(range(len(WORDS)))
        case "e":
            return [0, 1, 2]
    return [0, 1]


def drawn(dice: Random, rows: int, stated: Mapping[str, int] | None = None) -> Columns:
    """Cases: corners of bounds, bounds mixed, and finer answers; as stated where something is."""
    numbers = np.random.default_rng(dice.randrange(2**32))
    free = [name for name in KINDS if name not in (stated or {})]
    several = dice.sample(free, min(MOST_CORNERS, len(free)))
    ends = [dice.sample(sorted(set(bounds(name))), 2) for name in several]
    corners = np.array(list(product(*ends)), dtype=np.int64)[:rows]
    values: dict[str, Any] = {}
    answered: dict[str, Any] = {}
    for name in KINDS:
        if stated is not None and name in stated:
            values[name] = np.full(rows, stated[name], dtype=np.int64)
            answered[name] = np.ones(rows, dtype=bool)
            continue
        known = np.array(bounds(name), dtype=np.int64)
        found = numbers.choice(known, rows)
        low, high = int(known.min()), int(known.max())
        finer = numbers.integers(low, high + 1, rows)
        found = np.where(numbers.random(rows) < 0.3, finer, found)
        if name in several:
            found[: len(corners)] = corners[:, several.index(name)]
        values[name] = found
        shares = numbers.choice([0.0, 0.0, 0.1, 0.5], rows)
        answered[name] = numbers.random(rows) >= shares
        answered[name][: len(corners)] = True
    return Columns(answered, values)


class Confronted:
    """One pack, and what its rules come to in many cases."""

    def __init__(self, pack: Pack, base: KnowledgeBase, cases: Columns):
        self.pack, self.base, self.cases = pack, base, cases
        vocabulary = Vocabulary(base.attributes, {}, frozenset(base.propositions), {})
        self.tests: dict[Test, Asked] = {}
        for asked in pack.tests:
            read = read_condition(asked.text, vocabulary)
            assert isinstance(read, Test)
            self.tests[read] = asked
        self.wrong = np.zeros(len(cases), dtype=bool)
        self.known = self.over(cases)

    def over(self, cases: Columns) -> dict[str, Pair]:
        """Where each definition is true, and where it is true or unknown, by its rules: they may
        know more than the parts of the condition say, and never another thing.
        """
        known: dict[str, Pair] = {}
        for name, asked in self.pack.defines:
            parts = self.pack.meaning(name, asked).over(cases, known)
            bodies = [rule.body for rule in self.base.rules if rule.head == name]
            pairs = [[self._literal(literal, cases, known) for literal in body] for body in bodies]
            all_ = np.ones(len(cases), dtype=bool)
            true, possible = (
                np.logical_or.reduce(
                    [np.logical_and.reduce([all_, *(pair[way] for pair in body)]) for body in pairs]
                    or [~all_]
                )
                for way in (0, 1)
            )
            wrong = (parts[0] & ~true) | (~parts[1] & possible)
            if cases is self.cases:
                self.wrong |= wrong
            known[name] = true, possible
        return with_verdicts(known, self.pack)

    def fires(self, rule: Rule) -> Mask:
        """The cases in which a rule fires."""
        body = [self._literal(literal, self.cases, self.known)[0] for literal in rule.body]
        return np.logical_and.reduce([np.ones(len(self.cases), dtype=bool), *body])

    def _counted(self, step: str, cases: Columns, known: Mapping[str, Pair]) -> Pair:
        """Where a count holds, and where it may."""
        count = self.base.counts[step]
        pairs = [self._literal(member, cases, known) for member in count.members]
        true, possible = zip(*pairs, strict=True)
        low, high = (np.array(count.worth) @ np.array(masks) for masks in (true, possible))
        return low >= count.least, high >= count.least

    def _literal(self, literal: Literal, cases: Columns, known: Mapping[str, Pair]) -> Pair:
        target = literal.target
        if isinstance(target, str):
            pair = known.get(target)
            return _MODES[literal.mode](
                self._counted(target, cases, known) if pair is None else pair
            )
        if target in self.tests:
            return _MODES[literal.mode](self.tests[target].over(cases, known))
        pair = self.tests[target.complement].over(cases, known)
        return _MODES[literal.mode](_MODES[Mode.IS_NOT](pair))


def confront_flaws(report: Report, this: Confronted, found: Iterator[Flaw]) -> None:
    """Rules that never fire, or only where others do; conclusions that are alike, or always so."""
    rules = {rule.id: rule for rule in this.base.rules}
    listed = list(found)
    implied = {flaw.rule for flaw in listed if flaw.kind == "implied rule"}
    for flaw in listed:
        match flaw.kind:
            case "dead rule":
                report.claim(flaw.kind, flaw.says, this.fires(rules[str(flaw.rule)]), this.cases)
            case "implied rule":
                rule = rules[str(flaw.rule)]
                others = [
                    this.fires(other)
                    for other in this.base.rules
                    if other.head == rule.head and other.id not in implied
                ]
                alone = this.fires(rule) & ~np.logical_or.reduce(others)
                report.claim(flaw.kind, flaw.says, alone, this.cases)
            case "same as another":
                one, other = (this.known[name] for name in flaw.shows)
                apart = (one[0] != other[0]) | (one[1] != other[1])
                report.claim(flaw.kind, flaw.says, apart, this.cases)
            case "always holds":
                report.claim(flaw.kind, flaw.says, ~this.known[flaw.shows[0]][1], this.cases)
            case "unreachable verdict":
                report.claim(flaw.kind, flaw.says, this.known[flaw.proposition][0], this.cases)
            case "unreachable answer":
                levels = this.pack.levels
                true = this.known[flaw.proposition][0]
                for higher in levels[levels.index(flaw.proposition) + 1 :]:
                    true = true & ~this.known[higher][1]
                report.claim(flaw.kind, flaw.says, true, this.cases)
            case "never matters":
                confront_never(report, this, flaw)
            case kind if kind == UNPROVEN:
                report.unproven["check"] += 1


def turned(dice: Random, cases: Columns, name: str) -> Columns:
    """The same cases with another answer to one attribute, or none."""
    numbers = np.random.default_rng(dice.randrange(2**32))
    values = numbers.choice(np.array(bounds(name), dtype=np.int64), len(cases))
    return Columns(
        {**cases.answered, name: numbers.random(len(cases)) < 0.8},
        {**cases.values, name: values},
    )


def confront_never(report: Report, this: Confronted, flaw: Flaw) -> None:
    """An attribute no answer to which changes a conclusion."""
    again = this.over(turned(Random(flaw.proposition), this.cases, flaw.proposition))
    apart = np.logical_or.reduce(
        [(this.known[name][way] != again[name][way]) for name in again for way in (0, 1)]
    )
    report.claim(flaw.kind, flaw.says, apart, this.cases)


def confront_rewording(report: Report, this: Confronted, dice: Random) -> None:
    """Conclusions that another wording of the pack leaves as they are."""
    pack = reworded(dice, this.pack)
    proof = Impact(this.base, pack.base, DAY)
    again = Confronted(pack, pack.base, this.cases).known
    for name in sorted(proof.touched - proof.moved - set(proof.unproven)):
        pairs = zip(this.known[name], again[name], strict=True)
        apart = np.logical_or.reduce([one != other for one, other in pairs])
        report.claim("a rewording", f"{name} stays", apart, this.cases)
    report.unproven["a rewording"] += len(proof.unproven)


def confront_questions(report: Report, this: Confronted, dice: Random) -> None:
    """Of a partial case: questions that do not matter, and smallest changes of the verdict."""
    row = dice.randrange(len(this.cases))
    chosen = dice.sample(list(KINDS), dice.randint(3, len(KINDS)))
    told = {name: int(this.cases.values[name][row]) for name in chosen}
    stated = {name: stated_as(name, number) for name, number in told.items()}
    case = model_of(this.base)(name="case", **stated)
    result = assess(case, DAY, base=this.base, chainer="semi-naive")
    sensitivity = Sensitivity(result)
    asked = {witness.attribute for witness in sensitivity.witnesses()}
    report.unproven["questions"] += len(sensitivity.unproven)
    cases = drawn(dice, ROWS, told)
    before = this.over(cases)[VERDICT]
    if not asked and not sensitivity.unproven:
        now = result.conclusions[VERDICT]
        wrong = before[0] if now is not True else ~before[0]
        report.claim("settled", f"the verdict stays with {stated}", wrong, cases)
    for name in sensitivity.free:
        if name not in asked and name not in sensitivity.unproven:
            again = this.over(turned(dice, cases, name))[VERDICT]
            what = f"{name} turns nothing with {stated}"
            report.claim("irrelevant question", what, before[0] != again[0], cases)
    confront_changes(report, this, dice, told, result)


def confront_changes(
    report: Report, this: Confronted, dice: Random, told: Mapping[str, int], result: Any
) -> None:
    """Every set of changes works; every change that works has one of the sets in it."""
    sets, known = [], True
    try:
        for found in minimal_changes(result, VERDICT):
            sets.append(found)
    except NotProven:
        report.unproven["smallest change"] += 1
        known = False
    for found in sets:
        ways = [w for w in found.ways if all(is_whole(*answer) for answer in w.items())]
        rows = [{name: number_of(name, value) for name, value in w.items()} for w in ways]
        if not rows:
            continue
        answered, values = {}, {}
        for name in KINDS:
            answered[name] = np.array([name in told or name in row for row in rows])
            values[name] = np.array([row.get(name, told.get(name, SPARE[name])) for row in rows])
        cases = Columns(answered, values)
        what = f"{found.attributes} lead there from {told}"
        report.claim("a change works", what, ~this.over(cases)[VERDICT][0], cases)
    if not known:
        return
    numbers = np.random.default_rng(dice.randrange(2**32))
    some = drawn(dice, ROWS)
    moved, answered, values = {}, {}, {}
    for name in KINDS:
        change = numbers.random(ROWS) < (0.4 if name in ACTIONABLE else 0)
        own = told.get(name, SPARE[name])
        if name[0] == "d":  # what is past stays, and no team brings a day about that is past
            change &= (some.values[name] >= DAY.toordinal()) & (own >= DAY.toordinal())
        values[name] = np.where(change, some.values[name], own)
        answered[name] = change | (name in told)
        moved[name] = change & ((values[name] != own) | (name not in told))
    cases = Columns(answered, values)
    reached = this.over(cases)[VERDICT][0]
    for found in sets:
        reached = reached & ~np.logical_and.reduce(
            [moved[name] for name in found.attributes] or [np.ones(ROWS, dtype=bool)]
        )
    what = f"only {[found.attributes for found in sets]} lead there from {told}"
    report.claim("smallest changes", what, reached, cases)


def confront(number: int, report: Report) -> None:
    """All that is claimed of one random pack."""
    dice = Random(f"pack {number}")
    pack = random_pack(dice)
    base = pack.base
    this = Confronted(pack, base, drawn(dice, ROWS))
    days = days_of(formula_of(base))
    before = len(report.against)
    report.claim("rules say what was written", "each definition", this.wrong, this.cases)
    confront_flaws(report, this, flaws(base, days))
    confront_flaws(report, this, never_matter(base, days))
    for _ in range(REWORDINGS):
        confront_rewording(report, this, dice)
    confront_questions(report, this, dice)
    report.against[before:] = [f"pack {number}: {text}" for text in report.against[before:]]


def main() -> None:
    """Confront so many packs, and say what came of it."""
    count, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    report, start = Report(), process_time()
    for number in range(first, first + count):
        confront(number, report)
    claims = sum(report.claims.values())
    print(f"{count} packs, {claims:,} claims, {report.completions:,} completions,", end=" ")
    print(f"{process_time() - start:.0f} s of CPU; {THOUSAND}ths, {ROWS:,} rows")
    for kind, times in report.claims.most_common():
        print(f"  {kind}: {times:,}")
    print("not proven:", dict(report.unproven) or "nothing")
    print("\n".join(report.against) or "no counterexample")


if __name__ == "__main__":
    main()
