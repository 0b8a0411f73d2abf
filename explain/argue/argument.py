"""The argument for the truth value of a proposition: a walk down the trace, as typed data.

Steps between entries (that a ground is lifted, that any ground stands) are passed over: their
premises take their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from pydantic import Field

from engine import Assessment
from engine.figures import own_figures
from engine.graph.bodies import Concluded
from engine.graph.comparison import Comparison
from engine.graph.derivations import Compared, Derivations, Fired
from engine.superseded import entailed_answers
from explain.argue.counts import deciding, tallies_of, tally_of, turned
from explain.forms.data import Authority, Data, Statement, Status, status_of
from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import PARAMETER
from knowledge.entries import ExceptionEntry, Relief, RuleEntry
from knowledge.entries import derived_names as names
from knowledge.entries.cited import sources
from knowledge.rules.plain import Rule


class Derivation(Data):
    """One rule, and what it rested on."""

    rule: str
    entry: str = Field(
        default="", description="id of the entry that the rule comes from; a family's step has none"
    )
    fired: Fired
    authority: Authority
    statements: tuple[Statement, ...]
    premises: tuple[Argument, ...]


class Argument(Data):
    """A proposition, its truth value, and every rule that bears on it."""

    proposition: str
    kind: str = Field(description="the kind of entry it comes from")
    statement: str
    status: Status
    derivations: tuple[Derivation, ...]

    def statements(self) -> tuple[Statement, ...]:
        """Its statements: its comparisons, each once, and the conclusions that speak for it."""
        found: dict[object, Statement] = {}
        for derivation in self.derivations:
            found |= {statement.twin: statement for statement in derivation.statements}
            found |= {
                premise.statement: Statement(
                    says=premise.statement,
                    status=premise.status,
                    proposition=premise.proposition,
                )
                for premise in derivation.premises
            }
        return tuple(found.values())

    def facts(self) -> tuple[Statement, ...]:
        """The comparisons that it rests on in the end, each once."""
        found: dict[object, Statement] = {}
        self._collect(found)
        return tuple(found.values())

    def _collect(self, found: dict[object, Statement]) -> None:
        for derivation in self.derivations:
            for statement in derivation.statements:
                found[statement.twin] = statement
            for premise in derivation.premises:
                premise._collect(found)

    def chain(self) -> tuple[Argument, ...]:
        """The conclusions on the way to this one, each after those it rests on.

        This one is the last.
        """
        found: dict[str, Argument] = {}
        for derivation in self.derivations:
            for premise in derivation.premises:
                found |= {
                    argument.proposition: argument
                    for argument in (
                        premise.chain() if premise.status == self.status else (premise,)
                    )
                }
        return (*found.values(), self)


def authority(base: KnowledgeBase, entry: str) -> Authority:
    """The sources of an entry, as reports show them."""
    known = base.derived(_authorities)
    if entry not in known:
        known[entry] = _authority(base, entry)
    return known[entry]


def _authority(base: KnowledgeBase, entry: str) -> Authority:
    found, written = base.entries[entry], base.written[entry]
    cited: dict[str, Any] = {
        "entry": entry,
        "citations": base.citations(found),
        "works": tuple(source.work for source in sources(found)),
        "pack": written.pack,
        "override": written.reason,
    }
    if not isinstance(found, RuleEntry):
        return Authority(basis="stated", **cited)
    return Authority(basis=found.basis, reading=found.reading, because=found.because, **cited)


NO_AUTHORITY = Authority(citations=(), basis="stated")  # of a family's step, which has no entry


def _authorities(_: KnowledgeBase) -> dict[str, Authority]:
    """The authorities of a base by entry; each is made when first asked for."""
    return {}


def _claimed(base: KnowledgeBase) -> dict[str, str]:
    """An exception or a relief → the proposition that somebody claims it."""
    return {
        entry.proposition: names.claimed(entry.proposition)
        for entry in base.entries.values()
        if isinstance(entry, (ExceptionEntry, Relief))
    }


class _Spoken(NamedTuple):
    """A proposition, and how to speak of it."""

    kind: str  # of the entry it comes from
    titles: Mapping[Status, str]


def _propositions(base: KnowledgeBase) -> dict[str, _Spoken]:
    found = {}
    for name, known in base.propositions.items():
        kind = base.entries[known.entry].kind if known.entry else "step"
        titles: dict[Status, str] = {
            "true": base.says(name, True),
            "unknown": base.says(name, None),
            "false": base.says(name, False),
        }
        found[name] = _Spoken(kind, titles)
    return found


# twins → the first of them, and what all of them read
_Statements: TypeAlias = dict[object, tuple[Comparison, tuple[str, ...]]]


class _Gathered(NamedTuple):
    """The statements and premises of one rule."""

    statements: tuple[Statement, ...]
    premises: tuple[str, ...]  # propositions


class _Gathering:
    """The statements and premises of a rule, as far as they were gathered."""

    def __init__(self) -> None:
        self.counts: dict[str, None] = {}  # steps that count
        self.steps: set[str] = set()
        self.statements: _Statements = {}
        self.premises: dict[str, None] = {}


def _unanswered(test: Comparison) -> bool:
    """Whether it fails only since nobody answered it: of a relief, which must be established."""
    return test.truth is False and test.value is None


class Walker:
    """Walks the trace of one assessment, and decides nothing.

    Each proposition is explained once, however often it is a premise.
    """

    def __init__(self, assessment: Assessment, was: Assessment | None = None):
        """`was`: another answer by the same knowledge. What `facts` tells then holds as well what
        made a conclusion hold there and fails here, where it is open here.
        """
        self.base: KnowledgeBase = assessment.base
        self.known: Derivations = assessment.trace.derivations
        self._was = None if was is None else was.trace.derivations
        self.on = assessment.on
        self._entailed = entailed_answers(assessment.stated, assessment.facts)
        self._arguments: dict[str, Argument] = {}
        # by the identity of the comparison, of which this case has one for each test and mode
        self._statements: dict[int, Statement] = {}
        self._rules: dict[int, _Gathered] = {}  # by the number of the rule
        self._spoken = self.base.derived(_propositions)
        self._authorities = self.base.derived(_authorities)
        self._own_figures = self.base.derived(own_figures)
        self._claimed = self.base.derived(_claimed)
        # being explained now: rules may support each other in a circle
        self._open: set[str] = set()

    def argument(self, proposition: str) -> Argument:
        """The argument for a proposition of the knowledge base."""
        found = self._arguments.get(proposition)
        if found is None:
            self._open.add(proposition)
            found = self._arguments[proposition] = self._explain(proposition)
            self._open.discard(proposition)
        return found

    def statements(self, proposition: str) -> list[Statement]:
        """The comparisons that its rules rest on, rule by rule.

        What the argument holds, but without one for each premise.
        """
        return [one for rule in self._gathered(proposition) for one in rule.statements]

    def premises(self, proposition: str) -> Iterator[str]:
        """The conclusions that its rules rest on directly, by name; of some more than once."""
        return (name for rule in self._gathered(proposition) for name in rule.premises)

    def rests_on(self, proposition: str) -> tuple[Statement, ...]:
        """Its comparisons, each once, and the conclusions that speak for it."""
        found: dict[object, Statement] = {}
        for rule in self._gathered(proposition):
            found |= {statement.twin: statement for statement in rule.statements}
            for name in rule.premises:
                if name != proposition:
                    said = self._conclusion(name)
                    found[said.twin] = said
        return tuple(found.values())

    def facts(self, proposition: str) -> tuple[Statement, ...]:
        """The comparisons that it rests on in the end, each once."""
        found: dict[object, Statement] = {}
        self._collect(proposition, found, set())
        return tuple(found.values())

    def _collect(self, proposition: str, found: dict[object, Statement], seen: set[str]) -> None:
        seen.add(proposition)
        for rule in self._gathered(proposition):
            for statement in rule.statements:
                found[statement.twin] = statement
            for name in rule.premises:
                if name not in seen:
                    self._collect(name, found, seen)

    def blocked_by(self, relief: str) -> tuple[Statement, ...]:
        """The contradictions for which an exception or relief is not granted."""
        return tuple(
            self._conclusion(name)
            for name in self.base.blockers(relief)
            if self.known.status(name) is True
        )

    def _conclusion(self, name: str) -> Statement:
        status = status_of(self.known.status(name))
        return Statement(says=self._spoken[name].titles[status], status=status, proposition=name)

    def _gathered(self, proposition: str) -> Iterator[_Gathered]:
        """The statements and premises of each of its rules, the premises by name."""
        return map(self._rule, self._concerned(proposition))

    def _concerned(self, proposition: str) -> list[int]:
        """The rules that make it what it is; of what held before and is open, both days'."""
        numbers, was = self.known.concerned(proposition), self._was
        if was is None or self.known.status(proposition) is not None or not was.status(proposition):
            return numbers
        return [*dict.fromkeys((*was.concerned(proposition), *numbers))]

    def _rule(self, number: int) -> _Gathered:
        """The statements and premises of a rule, made once however often they are asked for."""
        found = self._rules.get(number)
        if found is None:
            below = _Gathering()
            self._gather(self.known.rested_on(number), below)
            found = self._rules[number] = _Gathered(self._told(below), tuple(below.premises))
        return found

    def rules(self, proposition: str) -> list[Rule]:
        """The rules that make a proposition what it is."""
        return [self.base.rules[number] for number in self.known.concerned(proposition)]

    def authority(self, entry: str) -> Authority:
        """The sources of an entry; none for a family's step, which has no entry."""
        found = self._authorities.get(entry)
        if found is None:
            found = authority(self.base, entry) if entry in self.base.entries else NO_AUTHORITY
        return found

    def _explain(self, proposition: str) -> Argument:
        spoken, status = self._spoken[proposition], status_of(self.known.status(proposition))
        rules = self.known.concerned(proposition)
        return Argument(
            proposition=proposition,
            kind=spoken.kind,
            statement=spoken.titles[status],
            status=status,
            derivations=tuple([self._derivation(number) for number in rules]),
        )

    def _derivation(self, number: int) -> Derivation:
        rule = self.base.rules[number]
        found = self._rule(number)
        return Derivation(
            rule=rule.id,
            entry=rule.entry if rule.entry in self.base.entries else "",
            fired=self.known.fired.get(number, "failed"),
            authority=self.authority(rule.entry),
            statements=found.statements,
            premises=tuple(
                [self.argument(name) for name in found.premises if name not in self._open]
            ),
        )

    def _told(self, found: _Gathering) -> tuple[Statement, ...]:
        """The counts and the comparisons that were gathered."""
        return (
            *tallies_of(self.known, found.counts),
            *(self._statement(test, reads) for test, reads in found.statements.values()),
        )

    def tally(self, step: str) -> Statement:
        """The tally of the conditions that a step counts, as a statement."""
        return tally_of(self.known, step)

    def counted(self, step: str) -> list[Concluded | Compared]:
        """Of what a step counts, what makes it come out as it does, and what is otherwise now."""
        found = deciding(self.known, step)
        return found if self._was is None else [*found, *turned(self.known, self._was, step)]

    def _statement(self, test: Comparison, reads: tuple[str, ...]) -> Statement:
        """A comparison as a statement, made once for all derivations that rest on it."""
        found = self._statements.get(id(test))
        if found is None or found.reads != reads:
            found = self._statements[id(test)] = Statement(
                status=status_of(test.truth),
                test=test,
                reads=reads,
                figures=self._cited(reads) if self._own_figures else (),
                entailed=tuple(name for name in reads if name in self._entailed),
            )
        return found

    def _cited(self, reads: Iterable[str]) -> tuple[str, ...]:
        """The citations of the figures among what a comparison reads that no shipped pack gives."""
        own = (name.removeprefix(PARAMETER) for name in reads if name in self._own_figures)
        return tuple(
            citation
            for name in own
            for citation in self.base.citations(self.base.entries[f"parameter:{name}"], self.on)
        )

    def _gather(self, rested_on: Iterable[Concluded | Compared], into: _Gathering) -> None:
        """Gather the premises of a rule, with those of steps in place of the steps. A comparison
        that fails only since nobody answered it is left out where another fails by an answer.
        """
        rested_on = [*rested_on]
        tests = [one.comparison for one in rested_on if isinstance(one, Compared)]
        answered = any(one.truth is False and not _unanswered(one) for one in tests)
        for found in rested_on:
            if isinstance(found, Compared):
                test, reads = found
                if not test.presumed and not (answered and _unanswered(test)):
                    first, before = into.statements.setdefault(test.twin, found)
                    if before != reads:
                        both = tuple(dict.fromkeys((*before, *reads)))
                        into.statements[test.twin] = first, both
                continue
            name = found.proposition
            if not found.step:
                if name not in into.premises and not self._unclaimed(name):
                    into.premises[name] = None
            elif name not in into.steps:
                into.steps.add(name)
                if name in self.base.counts:
                    into.counts[name] = None
                    self._gather(self.counted(name), into)
                else:
                    for below in self._concerned(name):
                        self._gather(self.known.rested_on(below), into)

    def _unclaimed(self, name: str) -> bool:
        """An exception that nobody claimed is no part of an argument.

        Unless it holds all the same, or would if its facts did not contradict each other.
        """
        claim = self._claimed.get(name)
        if claim is None or self.known.status(claim) is not False:
            return False
        return self.known.status(name) is not True and not self.blocked_by(name)
