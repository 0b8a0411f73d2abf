"""The rules as logical formulas (Z3): what can never happen, which answers still matter, which
changes are the smallest.

The formulas are made by `engine.proof.algebra` from the very program that the chainers run. What an
attribute may state is one Boolean a value (or, for a set, one a member); which values there are to
consider, `engine.proof.domains` tells. Where numbers or days are compared with each other, each
comparison is a Boolean, and what Z3 finds for them is put to `engine.proof.open_numbers`: they can
be so together, with numbers that a case states, or they cannot, which the solver is told. A
question ends with a case, with a proof that there is none, or as `NotProven`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from engine.proof.algebra import Choices, Formula, Members, Open, Scalar
from engine.proof.comparisons import Comparisons
from engine.proof.formulas import Formulas, Model, Truth, holds
from engine.proof.limits import MOST_ROUNDS, Allowance, Clock, NotProven
from engine.proof.open_numbers import Apart, Kind, Numbers, Unsure
from engine.proof.polynomials import constant, linear, minus, variable
from engine.proof.shared_domains import narrowest, shared_domains
from engine.proof.smt import new_solver, own_context
from engine.proven import Cause
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Const, Test
from knowledge.entries import Attribute
from knowledge.limits import LARGEST_STATED

if TYPE_CHECKING:
    import z3

__all__ = ["Formulas", "Model", "Space", "Truth", "holds"]


class Space:
    """The cases that agree with some facts: what each free attribute may state, as variables of one
    solver.
    """

    def __init__(
        self,
        formula: Formula,
        free: Iterable[str],
        facts: Mapping[str, Any],
        *,
        unanswered: bool,
        complete: bool = False,
        paired: bool = False,
        beside: tuple[Formula, Mapping[str, Any]] | None = None,
    ):
        """`unanswered`: whether a free attribute may stay without an answer (else only one that has
        none in `facts`).

        `complete`: no free attribute stays without an answer.

        `paired`: whether two cases are compared.

        `beside`: a formula of another knowledge base, with its facts; what can make a difference to
        it is included, and an attribute that both have ranges over the values that both accept:
        none, if its types differ.
        """
        self.formula, self.facts, self._twins = formula, facts, 0
        self.algebra = Formulas(own_context())
        # finite domains: one incremental SAT solver
        self._allowance = Allowance()
        self.solver = new_solver(self.algebra.context, "QF_FD", self._allowance.steps)
        sides, wanted = [(formula, facts), *([beside] if beside else [])], set(free)
        self.free = tuple(
            dict.fromkeys(name for side, _ in sides for name in side.attributes if name in wanted)
        )
        known = {
            name: [side.base.attributes[name] for side, _ in sides if name in side.base.attributes]
            for name in self.free
        }
        alike = [name for name in self.free if narrowest(known[name])]
        self.values, self.open = shared_domains(sides, alike, paired=paired)
        # without a way back to this space: a solver is large, and gone as soon as nobody asks
        self._comparisons = Comparisons(self.algebra, partial(self.algebra.take, self.solver))
        self._numbers = Numbers() if beside else formula.base.derived(_numbers)
        self._kinds: dict[str, Kind] = {}
        self._answered: dict[str, Truth] = {}
        # what is taken for granted that is not known, each under a name
        self._doubted: list[tuple[Truth, Unsure]] = []
        self.choices: dict[str, Choices[Truth]] = {name: Scalar({None: True}) for name in self.free}
        for name in alike:
            may_be_open = not complete and (unanswered or facts.get(name) is None)
            self.choices[name] = self._choice(known[name], may_be_open)
        self._flags = count()
        self.algebra.next_question()

    def twins(self, names: Iterable[str], *, unanswered: bool = True) -> dict[str, Choices[Truth]]:
        """The choices of some attributes in a second case beside the first.

        Answered or not, unless they must be, as its own variables.
        """
        self._twins += 1
        mark = "'" * self._twins
        return {
            name: self._choice([self.formula.base.attributes[name]], unanswered, mark)
            for name in names
        }

    def _choice(
        self, attributes: Sequence[Attribute], unanswered: bool, mark: str = ""
    ) -> Choices[Truth]:
        name = attributes[0].id

        def boolean(label: str) -> Truth:
            return self.algebra.variable(label + mark)

        if attributes[0].type == "set":
            members = dict.fromkeys(
                member for attribute in attributes for member in attribute.choices
            )
            bits = {member: boolean(f"{name}∋{member}") for member in members}
            for member in members:
                if not all(member in attribute.choices for attribute in attributes):
                    self.require(self.algebra.no(bits[member]))
            answered = boolean(f"{name} answered") if unanswered else True
            if unanswered:
                for bit in bits.values():
                    self.require(self.algebra.any_of([self.algebra.no(bit), answered]))
            return Members(answered, bits)
        if name in self.open:
            return self._opened(
                attributes, mark, boolean(f"{name} answered") if unanswered else True
            )
        options = [*self.values[name], *([None] if unanswered else [])]
        picks: dict[Any, Truth] = {value: boolean(f"{name}={value}") for value in options}
        self.exactly_one(list(picks.values()))
        return Scalar(picks)

    def _opened(self, attributes: Sequence[Attribute], mark: str, answered: Truth) -> Open[Truth]:
        name = attributes[0].id + mark
        least_of = narrowest(attributes)
        assert least_of is not None
        assert least_of.type in ("number", "integer", "date")
        least = [a.minimum for a in attributes if a.minimum is not None]
        self._kinds[name] = Kind(least_of.type, max(least, default=None))
        self._answered[name] = answered
        return Open(answered, name, self._comparisons.compared)

    def exactly_one(self, items: list[Truth]) -> None:
        """Leave only the cases in which one of these holds, and no other."""
        self.require(self.algebra.any_of(items))
        if len(items) > 1:
            self.require(self.algebra.at_most(items, 1))

    def evaluate(self, choices: Mapping[str, Choices[Truth]] | None = None) -> dict[str, Truth]:
        """The cases in which each target of the formula is true."""
        return self.formula.evaluate(
            self.algebra, self.choices if choices is None else choices, self.facts
        )

    def require(self, condition: Truth) -> None:
        """Leave only the cases in which a condition holds."""
        self.algebra.take(self.solver, condition)

    def named(self, condition: Truth) -> Truth:
        """A condition under a new name, so that it can be assumed and withdrawn."""
        if isinstance(condition, bool):
            return condition
        flag = self.algebra.variable(f"assume {next(self._flags)}")
        self.require(self.algebra.any_of([self.algebra.no(flag), condition]))
        return flag

    def find(self, *assumptions: Truth) -> Model | None:
        """A case that is left, or None where it is proven that there is none.

        Raises `NotProven` where neither is found.
        """
        try:
            return self._found(*assumptions)
        finally:
            self.algebra.next_question()

    def _found(self, *assumptions: Truth) -> Model | None:
        if any(assumption is False for assumption in assumptions):
            return None
        given = [assumption for assumption in assumptions if assumption is not True]
        clock = Clock()
        for _ in range(MOST_ROUNDS):
            booleans = self._checked(*given, *(name for name, _ in self._doubted))
            if booleans is None:
                if self._doubted and self._checked(*given) is not None:
                    raise self._not_proven()
                return None
            found = self._numbers.decide(
                self._kinds, self._comparisons.held(booleans, self._answered, holds), clock
            )
            for outcome in found:
                if isinstance(outcome, Apart):
                    self.require(self._comparisons.one_fails(outcome.core))
                elif isinstance(outcome, Unsure):
                    doubt = self.algebra.variable(f"doubt {next(self._flags)}")
                    fails = self._comparisons.one_fails(outcome.among)
                    self.require(self.algebra.any_of([self.algebra.no(doubt), fails]))
                    self._doubted.append((doubt, outcome))
            if all(not isinstance(outcome, (Apart, Unsure)) for outcome in found):
                numbers = {
                    name: number
                    for outcome in found
                    if not isinstance(outcome, (Apart, Unsure))
                    for name, number in outcome.numbers.items()
                }
                return Model(booleans, numbers)
        raise NotProven("effort")

    def _checked(self, *assumptions: Truth) -> z3.ModelRef | None:
        import z3

        outcome = self.solver.check(*assumptions)
        if outcome == z3.unknown:
            self._allowance.gave_up()
            self.solver.set("rlimit", self._allowance.steps)
            raise NotProven("effort")
        return self.solver.model() if outcome == z3.sat else None

    def _not_proven(self) -> NotProven:
        doubted = [outcome for _, outcome in self._doubted]
        among = dict.fromkeys(item for doubt in doubted for item in doubt.among)
        hard = [item for item in among if item.bound.hard] or among
        cause: Cause = "decimals"
        if any(doubt.cause != "decimals" for doubt in doubted):
            products = any(not linear(item.bound.form) for item in hard)
            cause = "products" if products else "calendar"
        return NotProven(cause, tuple(self._comparisons.written(hard)))

    def stated(
        self, model: Model, name: str, choices: Mapping[str, Choices[Truth]] | None = None
    ) -> Any:
        """The value of a free attribute in a model; None for no answer.

        `choices` are those of a second case, if that is meant.
        """
        choice = (choices or self.choices)[name]
        if isinstance(choice, Members):
            return (
                frozenset(member for member, bit in choice.members.items() if holds(model, bit))
                if holds(model, choice.answered)
                else None
            )
        if isinstance(choice, Open):
            return self.number(model, choice) if holds(model, choice.answered) else None
        if holds(model, choice.values.get(None, False)):  # as most are, so it is looked at first
            return None
        return next(value for value, pick in choice.values.items() if holds(model, pick))

    def number(self, model: Model, choice: Open[Truth]) -> Any:
        """The value of an open attribute; where nothing is asked of it, any that it takes."""
        if choice.variable in model.numbers:
            return model.numbers[choice.variable]
        return self.values[choice.variable.rstrip("'")][0]

    def is_most(self, name: str, choice: Open[Truth]) -> Truth:
        """That an open attribute states the most that it can."""
        kind = self._kinds[choice.variable]
        most = LARGEST_STATED if kind.most is None else kind.most
        test = Test(">=", Attr(name), Const(float(most)))
        return choice.compared(test, minus(variable(choice.variable), constant(most)))

    def at_least(self, name: str, value: Any) -> Truth:
        """That an open attribute states this value or more."""
        choice = self.choices[name]
        assert isinstance(choice, Open)
        test = Test(">=", Attr(name), Const(value))
        return choice.compared(test, minus(variable(choice.variable), constant(value)))

    def is_stated(self, name: str, value: Any) -> Truth:
        """That a free attribute states just this value; None for no answer."""
        choice = self.choices[name]
        if isinstance(choice, Scalar):
            return choice.values.get(value, False)
        if value is None:
            return self.algebra.no(choice.answered)
        if isinstance(choice, Open):
            same = choice.compared(
                Test("==", Attr(name), Const(value)),
                minus(variable(choice.variable), constant(value)),
            )
            return self.algebra.all_of([choice.answered, same])
        bits = [
            bit if member in value else self.algebra.no(bit)
            for member, bit in choice.members.items()
        ]
        return self.algebra.all_of([choice.answered, *bits])


def _numbers(base: KnowledgeBase) -> Numbers:
    return Numbers()
