"""The algebra of Z3's Boolean formulas, and cases that Z3 finds for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.proof.limits import MOST_NODES, Clock, NotProven

if TYPE_CHECKING:
    import z3

Truth = Any  # True, False, or a Boolean formula of Z3


class Formulas:
    """The algebra of Z3's Boolean formulas, constants folded away."""

    top, bottom = True, False

    def __init__(self, context: z3.Context):
        import z3

        # the plain functions of the library, without its many looks at each argument: a base is
        # some hundred thousand formulas
        self.context, self._z3, self._ref = context, z3, context.ref()
        self._bool = z3.BoolSort(context)
        self.nodes = 0
        self._clock: Clock | None = Clock()

    def next_question(self) -> None:
        """Start the clock of the next question, which is not charged for formulas built before."""
        self.nodes, self._clock = 0, None

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
        if isinstance(item, bool):
            return not item
        return self._z3.BoolRef(self._z3.Z3_mk_not(self._ref, item.as_ast()), self.context)

    def same(self, one: Truth, other: Truth) -> bool:
        """Whether the two are the same formula."""
        return (
            one is other
            if isinstance(one, bool) or isinstance(other, bool)
            else bool(self._z3.Z3_is_eq_ast(self._ref, one.as_ast(), other.as_ast()))
        )

    def variable(self, name: str) -> Truth:
        """A Boolean that may be either."""
        z3 = self._z3
        symbol = z3.Z3_mk_string_symbol(self._ref, name)
        return z3.BoolRef(z3.Z3_mk_const(self._ref, symbol, self._bool.ast), self.context)

    def at_most(self, items: Sequence[Truth], most: int) -> Truth:
        """That so many of these formulas hold at most."""
        z3 = self._z3
        made = z3.Z3_mk_atmost(self._ref, len(items), self._array(items), most)
        return z3.BoolRef(made, self.context)

    def take(self, solver: z3.Solver, condition: Truth) -> None:
        """Leave a solver only the cases in which a condition holds."""
        if condition is not True:
            z3 = self._z3
            asked = z3.BoolVal(False, self.context) if condition is False else condition
            z3.Z3_solver_assert(self._ref, solver.solver, asked.as_ast())

    def _joined(self, make: Any, items: list[Truth]) -> Truth:
        z3 = self._z3
        self.nodes += len(items)
        if self.nodes > MOST_NODES:
            raise NotProven("effort")
        self._clock = self._clock or Clock()
        self._clock.check()
        return z3.BoolRef(make(self._ref, len(items), self._array(items)), self.context)

    def _array(self, items: Sequence[Truth]) -> Any:
        return (self._z3.Ast * len(items))(*(item.as_ast() for item in items))


@dataclass(frozen=True, slots=True)
class Model:
    """A case that was found: what holds in it, and what its numbers and days are."""

    booleans: z3.ModelRef
    numbers: Mapping[str, Any]


def holds(model: Model | z3.ModelRef, condition: Truth) -> bool:
    """Whether a condition holds in a model; what the model leaves open is read as false."""
    if isinstance(condition, bool):
        return condition
    import z3

    # the plain functions of the library: a model is asked for each value of each attribute
    booleans = model.booleans if isinstance(model, Model) else model
    context, found = booleans.ctx.ref(), (z3.Ast * 1)()
    z3.Z3_model_eval(context, booleans.model, condition.as_ast(), True, found)
    return bool(z3.Z3_get_bool_value(context, found[0]) == z3.Z3_L_TRUE)
