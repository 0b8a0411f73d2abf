"""The comparisons of open numbers in a formula, as Booleans of its solver.

All comparisons of one form with numbers share their Booleans, and the solver knows their order:
what is below 3 is below 5. What else follows from arithmetic, `engine.proof.open_numbers` says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from engine.proof.choices import Algebra
from engine.proof.open_numbers import Compared
from engine.proof.polynomials import (
    Bound,
    Polynomial,
    bound_of,
    holds_of,
    number_in,
    variables_of,
)
from knowledge.conditions.comparing import MIRRORED
from knowledge.conditions.tree import Test
from knowledge.conditions.writing import test_text

Truth: TypeAlias = Any  # True, False, or a Boolean formula


class Comparisons:
    """The Booleans of each form and number, made when they are first asked for."""

    def __init__(self, algebra: Any, require: Callable[[Truth], None]):
        """`algebra` makes variables, `require` states what always holds."""
        self.algebra: Any = algebra
        self._require = require
        # form → number → (it is below the number, it is the number)
        self._known: dict[Polynomial, dict[Fraction, tuple[Truth, Truth]]] = {}
        self._order: dict[Polynomial, list[Fraction]] = {}
        self._texts: dict[Bound, dict[str, None]] = {}

    def compared(self, test: Test, polynomial: Polynomial) -> Truth:
        """The cases in which a polynomial, to which a test comes, compares so with 0."""
        found = bound_of(polynomial)
        if found is None:
            return holds_of(test.op, number_in(polynomial))
        bound, grows = found
        self._texts.setdefault(bound, {})[test_text(test)] = None
        below, same = self._booleans(bound)
        algebra: Algebra[Truth] = self.algebra
        match test.op if grows else MIRRORED.get(test.op, test.op):
            case "<":
                return below
            case "<=":
                return algebra.any_of([below, same])
            case ">":
                return algebra.no(algebra.any_of([below, same]))
            case ">=":
                return algebra.no(below)
            case "==":
                return same
        return algebra.no(same)

    def held(
        self,
        model: Any,
        answered: Mapping[str, Truth],
        holds: Callable[[Any, Truth], bool],
    ) -> list[Compared]:
        """The comparisons that hold in a model, and whose variables are all answered in it: of each
        form the number that it is, or the nearest ones that it lies between.
        """
        if not self._known:
            return []
        stated = {name for name, condition in answered.items() if holds(model, condition)}
        found = []
        for form, numbers in self._known.items():
            if not variables_of(form) <= stated:
                continue
            low: Fraction | None = None
            for at in self._order[form]:
                below, same = numbers[at]
                if holds(model, same):
                    found.append(Compared(Bound(form, at), "=="))
                    break
                if holds(model, below):
                    if low is not None:
                        found.append(Compared(Bound(form, low), ">"))
                    found.append(Compared(Bound(form, at), "<"))
                    break
                low = at
            else:
                if low is not None:
                    found.append(Compared(Bound(form, low), ">"))
        return found

    def one_fails(self, items: Iterable[Compared]) -> Truth:
        """That one of these does not hold."""
        algebra: Algebra[Truth] = self.algebra
        found = []
        for item in items:
            below, same = self._booleans(item.bound)
            match item.op:
                case "<":
                    found.append(algebra.no(below))
                case "==":
                    found.append(algebra.no(same))
                case ">":
                    found += [below, same]
        return algebra.any_of(found)

    def written(self, items: Iterable[Compared]) -> list[str]:
        """The conditions that ask for these, as they are written."""
        return list(dict.fromkeys(t for item in items for t in self._texts.get(item.bound, ())))

    def _booleans(self, bound: Bound) -> tuple[Truth, Truth]:
        numbers = self._known.setdefault(bound.form, {})
        if bound.at in numbers:
            return numbers[bound.at]
        algebra = self.algebra
        name = f"form {list(self._known).index(bound.form)} {bound.at}"
        own = algebra.variable(f"{name} below"), algebra.variable(f"{name} same")
        numbers[bound.at] = own
        order = self._order.setdefault(bound.form, [])
        place = bisect_left(order, bound.at)
        self._apart(*own)
        if place:
            self._ordered(numbers[order[place - 1]], own)
        if place < len(order):
            self._ordered(own, numbers[order[place]])
        order.insert(place, bound.at)
        return own

    def _apart(self, one: Truth, other: Truth) -> None:
        no, any_of = self.algebra.no, self.algebra.any_of
        self._require(any_of([no(one), no(other)]))

    def _ordered(self, lower: tuple[Truth, Truth], higher: tuple[Truth, Truth]) -> None:
        """Require that what is below the lower number, or is it, is below the higher one."""
        no, any_of = self.algebra.no, self.algebra.any_of
        for condition in lower:
            self._require(any_of([no(condition), higher[0]]))
