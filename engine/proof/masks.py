"""Many cases at once, as masks: rows of answers, each repeated once for every trial that overrides
some of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.proof.algebra import Masks
from engine.proof.choices import Choices, Members, Scalar
from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute

_ONE = ord("1")


class Cases:
    """Case number `trial * len(rows) + row` states what `rows[row]` does, and in its place what
    `trials[trial]` does.
    """

    def __init__(
        self,
        base: KnowledgeBase,
        names: Iterable[str],
        rows: Sequence[Mapping[str, Any]],
        trials: Sequence[Mapping[str, Any]] = ({},),
    ):
        """`names` are the attributes that differ.

        None, or leaving one out, means that it is not answered.
        """
        self.masks = Masks(len(rows) * len(trials))
        size = len(rows)
        first_rows = sum(1 << size * number for number in range(len(trials)))  # of each trial
        every_row = (1 << size) - 1  # of the first trial
        overriding: dict[str, list[tuple[int, Any]]] = {}  # name → its trials, by first row
        for number, trial in enumerate(trials):
            for name, value in trial.items():
                overriding.setdefault(name, []).append((size * number, value))
        self.choices: dict[str, Choices[int]] = {}
        for name, answers in _stated(names, rows).items():
            overridden = overriding.get(name, [])
            kept = first_rows - sum(1 << start for start, _ in overridden)
            found = {value: own * kept for value, own in answers.items()}
            for start, value in overridden:
                if value is not None:
                    found[value] = found.get(value, 0) | every_row << start
            self.choices[name] = self._choice(base.attributes[name], found)

    @classmethod
    def of_columns(
        cls, base: KnowledgeBase, columns: Mapping[str, Sequence[Any]], size: int
    ) -> Cases:
        """So many rows, of which `columns` has the answers to each attribute that differs."""
        cases = cls(base, (), [{}] * size)
        cases.choices = {
            name: cases._choice(base.attributes[name], _stated_in(column))
            for name, column in columns.items()
        }
        return cases

    def _choice(self, attribute: Attribute, stated: Mapping[Any, int]) -> Choices[int]:
        """`stated`: each answer that is given, and in which cases."""
        answered = self.masks.any_of([*stated.values()])
        if attribute.type != "set":
            unanswered = self.masks.no(answered)
            return Scalar({**stated, None: unanswered} if unanswered else stated)
        bits = {
            member: self.masks.any_of([m for value, m in stated.items() if member in value])
            for member in attribute.choices
        }
        return Members(answered, bits)


def _stated(names: Iterable[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[Any, int]]:
    """Attribute → each value that is stated for it → the rows that do."""
    # a binary digit for each row, the last one first
    digits: dict[str, dict[Any, bytearray]] = {name: {} for name in names}
    none = b"0" * len(rows)
    for place, row in enumerate(reversed(rows)):
        for name in digits.keys() & row.keys():
            if (value := row[name]) is not None:
                own = digits[name].get(value)
                if own is None:
                    own = digits[name][value] = bytearray(none)
                own[place] = _ONE
    return {
        name: {value: int(own, 2) for value, own in answers.items()}
        for name, answers in digits.items()
    }


def _stated_in(column: Sequence[Any]) -> dict[Any, int]:
    """Each value that is stated in a column → the rows that do."""
    digits: dict[Any, bytearray] = {}
    none = b"0" * len(column)
    for place, value in enumerate(reversed(column)):
        if value is not None:
            own = digits.get(value)
            if own is None:
                own = digits[value] = bytearray(none)
            own[place] = _ONE
    return {value: int(own, 2) for value, own in digits.items()}
