"""The presumptions of an answer: statements that nobody established, that are counted all the same,
and that would change the verdict or the tier if they were otherwise.

Rules read some conclusions and answers two-valued, so that unknown counts as no: triggers,
prohibitions, reliefs, the ends of reliefs. And an answer may be the analyst's own judgement of what
rules could check (`checked_by`). Each of these is turned about, all else staying as it is; those
that turn the verdict or the tier are presumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from engine.assessment import Assessment
from engine.chain.program import numbered_tests
from engine.legal import tiers
from engine.proof.algebra import Formula, Masks, Supposed, attributes_of
from engine.proof.answers import answers_formula
from engine.proof.choices import Choices, Scalar
from engine.proven import Answer, Presumed
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Test
from knowledge.entries import Attribute, Contradiction, Verdict
from knowledge.rules.plain import Literal
from knowledge.truth import Mode, conjunction, disjunction

# what the reading would be if unknown did not count as no
_RELAXED = {
    Mode.ESTABLISHED: Mode.IS,
    Mode.NOT_ESTABLISHED: Mode.IS_NOT,
    Mode.REFUTED: Mode.IS_NOT,
    Mode.NOT_REFUTED: Mode.IS,
}
_COUNTED_AS_SO = (Mode.REFUTED, Mode.NOT_REFUTED)  # where it is unknown


@dataclass(frozen=True, slots=True)
class _Item:
    """Something to be turned about: a proposition, or a statement of the analyst's own."""

    name: str
    counted: bool
    says: str
    attributes: tuple[str, ...]
    unchecked: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # what could have been stated instead

    @property
    def rows(self) -> int:
        """In how many cases it is turned about."""
        return len(self.others) or 1


@dataclass(frozen=True)
class _Readings:
    """The two-valued readings of the rules behind verdict and tier."""

    formula: Formula
    # proposition → what it counts as while it is unknown, in one rule or another
    counted: Mapping[str, Sequence[bool]]
    burdened: tuple[str, ...]  # propositions of which some rule reads an answer two-valued


def presumed(assessment: Assessment) -> tuple[Presumed, ...]:
    """The presumptions of the verdict, or the tier, of one assessment: own statements first, then
    in the order of the packs.
    """
    read = assessment.base.derived(_readings)
    items = [*_statements(assessment), *_conclusions(assessment, read)]
    if not items:
        return ()
    masks = Masks(1 + sum(item.rows for item in items))  # the first row is the case as it is
    program = read.formula.program
    supposed: dict[int, Supposed[int]] = {}
    choices: dict[str, Choices[int]] = {}
    rows, place = [], 1
    for item in items:
        row = (1 << item.rows) - 1 << place
        if item.others:
            stated = assessment.facts[item.name]
            turned = {other: 1 << place + number for number, other in enumerate(item.others)}
            choices[item.name] = Scalar({**turned, stated: masks.no(row)})
        else:
            for atom in (program.truths[item.name], program.possibles[item.name]):
                mark = supposed.get(atom, Supposed(0, 0))  # another rule may count it otherwise
                supposed[atom] = (
                    replace(mark, not_there=mark.not_there | row)
                    if item.counted
                    else replace(mark, there=mark.there | row)
                )
        rows.append(row)
        place += item.rows
    values = read.formula.values(masks, choices, assessment.facts, supposed)
    changed = _changed(assessment, read.formula, values.atoms)
    return tuple(
        Presumed(
            name=item.name,
            counted=item.counted,
            says=item.says,
            attributes=item.attributes,
            changes=tuple(answer for answer, where in changed.items() if where & row),
            unchecked=item.unchecked,
        )
        for item, row in zip(items, rows, strict=True)
        if any(where & row for where in changed.values())
    )


def _changed(
    assessment: Assessment, formula: Formula, atoms: Mapping[int, int]
) -> dict[Answer, int]:
    """The rows in which the verdict, or the tier, is another one than in the first row.

    A verdict or tier that is not settled yet presumes nothing.
    """
    base = assessment.base
    verdicts = [entry.proposition for entry in base.verdicts if entry.when is not None]
    found: dict[Answer, int] = {}
    for answer, propositions in (("verdict", verdicts), ("tier", [*tiers(base).values()])):
        earlier = 0
        for name in propositions:
            here = atoms.get(formula.targets.get(name, -1), 0) & ~earlier
            earlier |= here
            if here & 1:
                found[cast("Answer", answer)] = ~here
    return found


def _conclusions(assessment: Assessment, read: _Readings) -> Iterator[_Item]:
    """The conclusions that count as so or not so without having been established."""
    base, trace = assessment.base, assessment.trace
    if None not in trace.derivations.values:
        return  # where every test is decided, every conclusion is
    unknown = [name for name in read.counted if trace.status(name) is None]
    found = {name: (read.counted[name], trace.open_attributes(name)) for name in unknown}
    relaxed = _Relaxed(assessment)
    for name in read.burdened:
        actual = trace.status(name)
        if actual is None or relaxed.truth(name) is not None:
            continue
        # without one, it is what it rests on that is presumed
        if attributes := relaxed.unanswered(name, holds=actual):
            found[name] = (actual,), attributes
    for name in base.propositions:  # in the order of the packs
        if name in found:
            ways, attributes = found[name]
            asked = base.propositions[name].asked
            for counted in ways:
                says = f"Counted as {'so' if counted else 'not so'}: whether {asked}"
                yield _Item(name, counted, says, tuple(attributes))


class _Relaxed:
    """The conclusions of rules if unknown did not count as no, given what they rest on."""

    def __init__(self, assessment: Assessment):
        self.base, derivations = assessment.base, assessment.trace.derivations
        self._facts = assessment.facts
        self._status, self._values = derivations.status, derivations.values
        self._numbers = self.base.derived(numbered_tests)

    def truth(self, proposition: str) -> bool | None:
        """The truth of a proposition by rules that are read so."""
        return disjunction(
            conjunction(map(self._literal, self.base.rules[number].body))
            for number in self.base.rules_for.get(proposition, ())
        )

    def unanswered(self, proposition: str, *, holds: bool) -> list[str]:
        """The unanswered attributes of its rules' tests that are undecided; where it holds, of
        those alone by which it does.
        """
        bodies = [self.base.rules[number].body for number in self.base.rules_for[proposition]]
        tests = (
            literal.target
            for body in bodies
            if not holds or all(literal.mode.of(self._truth(literal)) for literal in body)
            for literal in body
            if isinstance(literal.target, Test) and self._literal(literal) is None
        )
        found = dict.fromkeys(name for test in tests for name in attributes_of(test))
        return [name for name in found if self._is_open(name)]

    def _is_open(self, name: str) -> bool:
        known = self.base.attributes.get(name)
        return known is not None and not known.superseded and self._facts.get(name) is None

    def _literal(self, literal: Literal) -> bool | None:
        return _RELAXED.get(literal.mode, literal.mode).of(self._truth(literal))

    def _truth(self, literal: Literal) -> bool | None:
        """The truth of a literal's target, whichever way it is read."""
        target = literal.target
        if isinstance(target, Test):
            return self._values[self._numbers[target]]
        return self._status(target)


def _statements(assessment: Assessment) -> Iterator[_Item]:
    """Statements of the analyst's own that rules could check, and have not."""
    for attribute in assessment.base.derived(_checked):
        value = assessment.facts.get(attribute.id)
        checks = attribute.checked_by.get(value, ()) if isinstance(value, str) else ()
        unchecked = tuple(name for name in checks if assessment.conclusions.get(name, 0) is None)
        if unchecked:
            yield _Item(
                attribute.id,
                True,
                f"Stated by the analyst, and not checked: {attribute.values[str(value)]}",
                (attribute.id,),
                unchecked,
                tuple(choice for choice in attribute.choices if choice != value),
            )


def _checked(base: KnowledgeBase) -> tuple[Attribute, ...]:
    """The attributes that ask for the analyst's own judgement of what rules can check."""
    return tuple(attribute for attribute in base.attributes.values() if attribute.checked_by)


def _readings(base: KnowledgeBase) -> _Readings:
    """The two-valued readings of the rules behind verdict and tier; steps in between are none."""
    formula = base.derived(answers_formula)
    counted: dict[str, list[bool]] = {}
    burdened: dict[str, None] = {}
    waiting = [*formula.targets]
    seen = set(waiting)
    while waiting:
        head = waiting.pop()
        for number in base.rules_for.get(head, ()):
            for literal in base.rules[number].body:
                target = literal.target
                two_valued = literal.mode in _RELAXED
                if isinstance(target, Test):
                    if two_valued and _is_statement(base, head):
                        burdened[head] = None
                    continue
                if two_valued and _is_statement(base, target):
                    ways, so = counted.setdefault(target, []), literal.mode in _COUNTED_AS_SO
                    if so not in ways:
                        ways.append(so)
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
    return _Readings(formula, counted, tuple(burdened))


def _is_statement(base: KnowledgeBase, name: str) -> bool:
    known = base.propositions[name]
    entry = base.entries.get(known.entry or "")
    return not known.step and not known.hidden and not isinstance(entry, (Verdict, Contradiction))
