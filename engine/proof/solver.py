"""The rules as logical formulas (Z3): what can never happen, which answers still matter, which
changes are the smallest.

The formulas are made by `engine.proof.algebra` from the very program that the chainers run. What an
attribute may state is one Boolean a value (or, for a set, one a member); which values there are to
consider, `engine.proof.domains` tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from engine.proof.algebra import Formula
from engine.proof.choices import Choices, Members, Scalar
from engine.proof.domains import domains
from knowledge.conditions.evaluation import PARAMETER
from knowledge.conditions.tree import Const, Param
from knowledge.entries import Attribute

if TYPE_CHECKING:
    import z3

Truth = Any  # True, False, or a Boolean formula of Z3


class GaveUp(RuntimeError):
    """The solver neither found a case nor proved that there is none."""


class Formulas:
    """The algebra of Z3's Boolean formulas, constants folded away."""

    top, bottom = True, False

    def __init__(self, context: z3.Context):
        import z3

        self.context, self._z3 = context, z3

    def all_of(self, items: Sequence[Truth]) -> Truth:
        """The conjunction."""
        left = [item for item in items if item is not True]
        if any(item is False for item in left):
            return False
        return (
            True
            if not left
            else left[0]
            if len(left) == 1
            else self._joined(self._z3.Z3_mk_and, left)
        )

    def any_of(self, items: Sequence[Truth]) -> Truth:
        """The disjunction."""
        left = [item for item in items if item is not False]
        if any(item is True for item in left):
            return True
        return (
            False
            if not left
            else left[0]
            if len(left) == 1
            else self._joined(self._z3.Z3_mk_or, left)
        )

    def no(self, item: Truth) -> Truth:
        """The negation."""
        return not item if isinstance(item, bool) else self._z3.Not(item, self.context)

    def same(self, one: Truth, other: Truth) -> bool:
        """Whether the two are the same formula."""
        return (
            one is other
            if isinstance(one, bool) or isinstance(other, bool)
            else bool(one.eq(other))
        )

    def variable(self, name: str) -> Truth:
        """A Boolean that may be either."""
        return self._z3.Bool(name, self.context)

    def _joined(self, make: Any, items: list[Truth]) -> Truth:
        z3 = self._z3
        array = (z3.Ast * len(items))(*(item.as_ast() for item in items))
        return z3.BoolRef(make(self.context.ref(), len(items), array), self.context)


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
        it is looked at as well, and an attribute that both have states only what both of them take:
        nothing, where they differ in its type.
        """
        import z3

        self.formula, self.facts, self._twins = formula, facts, 0
        self.algebra = Formulas(z3.Context())
        # finite domains: one incremental SAT solver
        self.solver = z3.SolverFor("QF_FD", ctx=self.algebra.context)
        sides, wanted = [(formula, facts), *([beside] if beside else [])], set(free)
        self.free = tuple(
            dict.fromkeys(name for side, _ in sides for name in side.attributes if name in wanted)
        )
        known = {
            name: [side.base.attributes[name] for side, _ in sides if name in side.base.attributes]
            for name in self.free
        }
        alike = [name for name in self.free if _narrowest(known[name])]
        self.values = _shared_domains(sides, alike, paired=paired)
        self.choices: dict[str, Choices[Truth]] = {name: Scalar({None: True}) for name in self.free}
        for name in alike:
            may_be_open = not complete and (unanswered or facts.get(name) is None)
            self.choices[name] = self._choice(known[name], may_be_open)
        self._flags = count()

    def twins(self, names: Iterable[str]) -> dict[str, Choices[Truth]]:
        """What some attributes may state in a second case beside the first.

        Answered or not, as its own variables.
        """
        self._twins += 1
        mark = "'" * self._twins
        return {
            name: self._choice([self.formula.base.attributes[name]], unanswered=True, mark=mark)
            for name in names
        }

    def _choice(
        self, attributes: Sequence[Attribute], unanswered: bool, mark: str = ""
    ) -> Choices[Truth]:
        name = attributes[0].id

        def variable(label: str) -> Truth:
            return self.algebra.variable(label + mark)

        if attributes[0].type == "set":
            members = dict.fromkeys(
                member for attribute in attributes for member in attribute.choices
            )
            bits = {member: variable(f"{name}∋{member}") for member in members}
            for member in members:
                if not all(member in attribute.choices for attribute in attributes):
                    self.require(self.algebra.no(bits[member]))
            answered = variable(f"{name} answered") if unanswered else True
            if unanswered:
                for bit in bits.values():
                    self.require(self.algebra.any_of([self.algebra.no(bit), answered]))
            return Members(answered, bits)
        options = [*self.values[name], *([None] if unanswered else [])]
        picks: dict[Any, Truth] = {value: variable(f"{name}={value}") for value in options}
        self.exactly_one(list(picks.values()))
        return Scalar(picks)

    def exactly_one(self, items: list[Truth]) -> None:
        """Leave only the cases in which one of these holds, and no other."""
        import z3

        self.require(self.algebra.any_of(items))
        if len(items) > 1:
            self.solver.add(z3.AtMost(*items, 1))

    def evaluate(self, choices: Mapping[str, Choices[Truth]] | None = None) -> dict[str, Truth]:
        """Where each target of the formula is true."""
        return self.formula.evaluate(
            self.algebra, self.choices if choices is None else choices, self.facts
        )

    def require(self, condition: Truth) -> None:
        """Leave only the cases in which a condition holds."""
        if condition is not True:
            import z3

            self.solver.add(
                z3.BoolVal(False, self.algebra.context) if condition is False else condition
            )

    def named(self, condition: Truth) -> Truth:
        """A condition under a name of its own, so that it can be assumed and taken back."""
        if isinstance(condition, bool):
            return condition
        import z3

        flag = self.algebra.variable(f"assume {next(self._flags)}")
        self.solver.add(z3.Implies(flag, condition))
        return flag

    def find(self, *assumptions: Truth) -> z3.ModelRef | None:
        """A case that is left, or None where it is proven that there is none.

        Raises `GaveUp` where neither is.
        """
        import z3

        if any(assumption is False for assumption in assumptions):
            return None
        outcome = self.solver.check(
            *(assumption for assumption in assumptions if assumption is not True)
        )
        if outcome == z3.unknown:
            raise GaveUp(f"Z3 gave up: {self.solver.reason_unknown()}")
        return self.solver.model() if outcome == z3.sat else None

    def stated(
        self, model: z3.ModelRef, name: str, choices: Mapping[str, Choices[Truth]] | None = None
    ) -> Any:
        """What a free attribute states in a model; None for no answer.

        `choices` are those of a second case, if that is meant.
        """
        choice = (choices or self.choices)[name]
        if isinstance(choice, Members):
            return (
                frozenset(member for member, bit in choice.members.items() if holds(model, bit))
                if holds(model, choice.answered)
                else None
            )
        return next(value for value, pick in choice.values.items() if holds(model, pick))

    def is_stated(self, name: str, value: Any) -> Truth:
        """That a free attribute states just this value; None for no answer."""
        choice = self.choices[name]
        if isinstance(choice, Scalar):
            return choice.values.get(value, False)
        if value is None:
            return self.algebra.no(choice.answered)
        bits = [
            bit if member in value else self.algebra.no(bit)
            for member, bit in choice.members.items()
        ]
        return self.algebra.all_of([choice.answered, *bits])


def _shared_domains(
    sides: Sequence[tuple[Formula, Mapping[str, Any]]], free: Iterable[str], *, paired: bool
) -> dict[str, tuple[Any, ...]]:
    """Attribute → the values that can make a difference to any of these formulas and that all of
    their bases take.
    """
    (formula, facts), *others = sides
    base, tests = formula.base, list(formula.tests)
    if others:  # each has figures of its own
        known = {
            name: [side.base.attributes[name] for side, _ in sides if name in side.base.attributes]
            for name in free
        }
        base = replace(
            base,
            attributes={
                name: narrowest for name in known if (narrowest := _narrowest(known[name]))
            },
        )
        tests = [_with_figures(test, known) for side, known in sides for test in side.tests]
    single = [name for name in free if base.attributes[name].type != "set"]
    found = domains(base, tests, single, facts, paired=paired)
    for side, _ in sides if others else ():
        for name, attribute in side.base.attributes.items():
            if name in found:
                found[name] = tuple(value for value in found[name] if _takes(attribute, value))
    return found


def _narrowest(attributes: Sequence[Attribute]) -> Attribute | None:
    """Of attributes of one name, the one whose values the others can take as well.

    None where none is.
    """
    types = {attribute.type for attribute in attributes}
    if len(types) > 1 and types not in ({"integer", "number"}, {"enum", "text"}):
        return None
    return min(attributes, key=lambda attribute: attribute.type not in ("integer", "enum"))


def _takes(attribute: Attribute, value: Any) -> bool:
    """Whether an attribute takes a value of the like of its type."""
    if attribute.type == "enum":
        return value in attribute.choices
    return (
        attribute.minimum is None
        or not isinstance(value, (int, float))
        or value >= attribute.minimum
    )


def _with_figures(term: Any, facts: Mapping[str, Any]) -> Any:
    """A test with the value of each parameter in its place."""
    if isinstance(term, Param):
        return Const(facts[PARAMETER + term.name])
    if not is_dataclass(term) or isinstance(term, type):
        return term
    return replace(
        term, **{part.name: _with_figures(getattr(term, part.name), facts) for part in fields(term)}
    )


def holds(model: z3.ModelRef, condition: Truth) -> bool:
    """Whether a condition holds in a model; what the model leaves open is read as false."""
    import z3

    return (
        condition
        if isinstance(condition, bool)
        else z3.is_true(model.eval(condition, model_completion=True))
    )
