"""The unanswered attributes that can still change the verdict, or the tier, the duties, the
controls: proven, with a witness for each, and how much each settles.

An attribute can change the verdict where there are answers to some of the other open attributes
with which the verdict is one thing while it is unanswered, and another once it is answered. Where
no attribute can, no answers at all can: any of them are given one after the other. Of duties and
controls it is the same, of the conclusions that tell which there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from engine.asking import makes_sense
from engine.assessment import Assessment
from engine.forms import TURNING
from engine.legal import UNKNOWN_TIER
from engine.proof.algebra import Algebra, Choices, Formula, Members, Open, Scalar, T, differ
from engine.proof.answers import contradictions_formula, formula_about, ranked_answers
from engine.proof.domains import domains
from engine.proof.duty_days import owed_from
from engine.proof.folding import Folded
from engine.proof.limits import NotProven
from engine.proof.masks import Cases
from engine.proof.solver import Model, Space, Truth, holds
from engine.proven import About, Doubt, Witness
from knowledge.base import KnowledgeBase
from knowledge.entries.derived_names import last_of


@TURNING.register(Assessment)
def turning(assessment: Assessment) -> tuple[Witness, ...]:
    """For each unanswered attribute that can still change the verdict, one way in which it does.

    Last those of which it is not proven whether they can, with the reason. None where the verdict
    is settled.
    """
    return () if assessment.settled else _witnesses(Sensitivity(assessment))


def _witnesses(sensitivity: Sensitivity) -> tuple[Witness, ...]:
    found, present = sensitivity.witnesses(), sensitivity.present
    doubted = [name for name in sensitivity.free if name in sensitivity.unproven]
    gaps = {name: sensitivity.unproven[name] for name in doubted}
    return (
        *found,
        *(
            Witness(name, {}, None, present, present, doubt=Doubt(gap.cause, gap.tests))
            for name, gap in gaps.items()
        ),
    )


def verdict_formula(base: KnowledgeBase) -> Formula:
    """The rules that the verdicts of a knowledge base rest on, made once."""
    return formula_about(base, "verdict")


def turning_about(assessment: Assessment, about: About) -> tuple[Witness, ...]:
    """The same as `turning`, of the verdict or of something else that is asked about."""
    if about == "verdict":
        return assessment.turning
    return assessment.once(_turning_about, about)


def _turning_about(assessment: Assessment, about: About) -> tuple[Witness, ...]:
    return _witnesses(Sensitivity(assessment, about))


def _worth_asking(assessment: Assessment) -> frozenset[str]:
    """The unanswered attributes, without those that make no sense, whatever else is answered."""
    known, facts = assessment.base.attributes, assessment.facts
    waiting = [name for name in known if facts.get(name) is None and not known[name].superseded]
    sense = makes_sense(assessment) if waiting else {}
    return frozenset(name for name in waiting if sense.get(name) is not False)


class Sensitivity:
    """The open answers that the verdict of one assessment, or another part of it, can depend on."""

    def __init__(self, assessment: Assessment, about: About = "verdict"):
        self.base, self.facts, self.about = assessment.base, assessment.facts, about
        self.present = {"verdict": assessment.verdict.value, "tier": assessment.tier}.get(about, "")
        self.conclusions = assessment.conclusions
        self.formula = formula_about(self.base, about)
        self.answers = ranked_answers(self.base, about)
        worth_asking = assessment.once(_worth_asking)
        self.free = [name for name in self.formula.attributes if name in worth_asking]
        # attribute → why it is not known whether it can change the verdict
        self.unproven: dict[str, NotProven] = {}

    @cached_property
    def _folded(self) -> Folded:
        return Folded(self.formula, self.free, self.facts)

    def witnesses(self) -> list[Witness]:
        """For each unanswered attribute that can still change the verdict, one way in which it
        does; proven that no other can, but for those in `unproven`.
        """
        if not self.free:  # all is answered
            return []
        space = Space(self.formula, self.free, self.facts, unanswered=True)
        algebra = space.algebra
        asked = {name: algebra.variable(f"asked {name}") for name in self.free}
        before, after = (
            space.evaluate({name: _withheld(space, name, flag) for name, flag in asked.items()}),
            space.evaluate(),
        )
        before, after = (self._asked_about(algebra, targets) for targets in (before, after))
        space.exactly_one(list(asked.values()))
        found: list[Witness] = []
        waiting = list(self.free)

        def more(flag: Truth) -> Model | None:
            try:
                return space.find(flag)
            except NotProven:  # one by one, then
                for name in reversed(waiting):
                    try:
                        model = space.find(flag, asked[name])
                    except NotProven as gap:
                        self.unproven.setdefault(name, gap)
                    else:
                        if model is not None:
                            return model
                return None

        for condition, towards in self._aims(space, before, after):
            flag = space.named(condition)
            while (model := more(flag)) is not None:
                name = next(name for name in waiting if holds(model, asked[name]))
                waiting.remove(name)
                given = {
                    other: value
                    for other in self.free
                    if other != name and (value := space.stated(model, other)) is not None
                }
                answer = space.stated(model, name)
                found.append(Witness(name, given, answer, "", "", towards))
                space.require(algebra.no(asked[name]))
        for witness in found:  # what one aim left open, another showed
            self.unproven.pop(witness.attribute, None)
        return self._lean(found)

    def _asked_about(self, algebra: Algebra[T], targets: dict[str, T]) -> dict[str, T]:
        """Of what the formula tells, what the questions are about."""
        if self.about != "duties":
            return targets
        return owed_from(self.base, self.facts, algebra, targets)

    def _aims(
        self, space: Space, before: Mapping[str, Truth], after: Mapping[str, Truth]
    ) -> Iterator[tuple[Truth, str]]:
        """The aims of an answer, each with the verdict or tier that it leads to: to turn another
        one into one but the present, the strictest first, while nothing contradicts; then to turn
        any into any.
        """
        algebra = space.algebra
        contrary = self.base.derived(contradictions_formula).evaluate(
            algebra, space.choices, self.facts
        )
        fresh = [truth for name, truth in contrary.items() if not self.conclusions[name]]
        consistent = algebra.no(algebra.any_of(fresh))
        for name, answer in self.answers.items():
            if answer != self.present:
                turned = [after[name], algebra.no(before[name]), consistent]
                yield algebra.all_of(turned), answer
        yield algebra.any_of([differ(algebra, before[name], after[name]) for name in before]), ""

    def settled_by(self, found: Sequence[Witness]) -> dict[str, float]:
        """Attribute → the share of the other questions that an answer to it makes needless, over
        its answers; for their order.

        Judged by the witnesses: a question is taken to be needless once its witness, with that
        answer put into it, no longer changes the verdict.
        """
        if len(found) < 2:
            return {witness.attribute: 1.0 for witness in found}
        answers = self._answers([witness.attribute for witness in found])
        trials = [{name: answer} for name, several in answers.items() for answer in several]
        changed = self._changed(found, trials)
        shares = dict.fromkeys(answers, 0.0)
        for trial, still in zip(trials, changed, strict=True):
            (name,) = trial
            needless = sum(
                not here
                for here, witness in zip(still, found, strict=True)
                if witness.attribute != name
            )
            shares[name] += needless / (len(found) - 1) / len(answers[name])
        return shares

    def _answers(self, names: Sequence[str]) -> dict[str, list[Any]]:
        attributes = self.base.attributes
        single = domains(
            attributes,
            self.formula.tests,
            [name for name in names if attributes[name].type != "set"],
            self.facts,
        )
        return {
            name: list(single[name])
            if name in single
            else [frozenset(), *(frozenset([member]) for member in attributes[name].choices)]
            for name in names
        }

    def _changed(
        self, found: Sequence[Witness], trials: Sequence[Mapping[str, Any]]
    ) -> list[list[bool]]:
        """For each trial and witness: whether the answer still changes the verdict once the trial's
        answers are put in.
        """
        size, changed = len(found), 0
        for mask in self._before_and_after(found, trials).values():
            changed |= mask ^ mask >> size
        return [
            [bool(changed >> block * 2 * size + index & 1) for index in range(size)]
            for block in range(len(trials))
        ]

    def _before_and_after(
        self, found: Sequence[Witness], trials: Sequence[Mapping[str, Any]] = ({},)
    ) -> dict[str, int]:
        """In which cases each target holds; of each trial, first all witnesses without the answer
        in question, then all with it.
        """
        rows = [*(witness.given for witness in found), *(witness.answered for witness in found)]
        cases = Cases(self.base, self.free, rows, trials)
        return self._asked_about(cases.masks, self._folded.evaluate(cases.masks, cases.choices))

    def _lean(self, found: list[Witness]) -> list[Witness]:
        """The witnesses without answers that they can do without."""
        trials = [{name: None} for name in self.free]
        while found:
            still = self._changed(found, trials)
            spare = [
                [n for n, here in zip(self.free, still, strict=True) if n in w.given and here[i]]
                for i, w in enumerate(found)
            ]
            if not any(spare):
                break
            halves = [
                (names, names[: len(names) // 2], names[len(names) // 2 :], names[:1])
                for names in spare
            ]
            tried = [
                [_without(witness, names) for names in parts]
                for witness, parts in zip(found, halves, strict=True)
            ]
            works = self._changed([witness for several in tried for witness in several], [{}])[0]
            found = [
                next(
                    (witness for index, witness in enumerate(several) if works[4 * number + index]),
                    found[number],
                )
                for number, several in enumerate(tried)
            ]
        held, size = self._before_and_after(found), len(found)
        told = [self._told(_row(held, row), _row(held, size + row)) for row in range(size)]
        return [
            replace(witness, before=was, after=then, turned=turned)
            for witness, (was, then, turned) in zip(found, told, strict=True)
        ]

    def _told(self, before: Mapping[str, bool], after: Mapping[str, bool]) -> tuple[str, str, str]:
        """The change by an answer: the verdict or tier before and after; of many conclusions, the
        first that is another one.
        """
        if self.present:
            return _held(before), _held(after), ""
        return "", "", next((name for name in before if before[name] != after[name]), "")


def _without(witness: Witness, names: Sequence[str]) -> Witness:
    given = {name: value for name, value in witness.given.items() if name not in names}
    return replace(witness, given=given)


def _row(targets: Mapping[str, int], row: int) -> dict[str, bool]:
    """The truth of each target in a row of masks."""
    return {name: bool(mask >> row & 1) for name, mask in targets.items()}


def _held(targets: Mapping[str, bool]) -> str:
    """The verdict or tier that holds, by the last part of its name."""
    return last_of(next((name for name, holds in targets.items() if holds), UNKNOWN_TIER))


def _withheld(space: Space, name: str, flag: Truth) -> Choices[Truth]:
    """The choices of an attribute, with its answer withheld where `flag` holds."""
    algebra, choice = space.algebra, space.choices[name]
    kept = algebra.no(flag)
    if isinstance(choice, Members):
        bits = {member: algebra.all_of([bit, kept]) for member, bit in choice.members.items()}
        return Members(algebra.all_of([choice.answered, kept]), bits)
    if isinstance(choice, Open):
        return replace(choice, answered=algebra.all_of([choice.answered, kept]))
    values = {
        value: algebra.all_of([pick, kept])
        for value, pick in choice.values.items()
        if value is not None
    }
    return Scalar({**values, None: algebra.any_of([choice.values[None], flag])})
