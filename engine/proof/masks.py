"""Many cases at once, as masks: rows of answers, each repeated once for every trial that overrides
some of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.proof.algebra import Masks
from engine.proof.choices import Choices, Members, Scalar
from knowledge.base import KnowledgeBase

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
        self._size, self._block = len(rows), (1 << len(rows)) - 1
        self.choices: dict[str, Choices[int]] = {
            name: self._choice(base, name, rows, trials) for name in names
        }

    def _choice(
        self,
        base: KnowledgeBase,
        name: str,
        rows: Sequence[Mapping[str, Any]],
        trials: Sequence[Mapping[str, Any]],
    ) -> Choices[int]:
        digits: dict[Any, bytearray] = {}  # value → a binary digit for each row, the last one first
        for place, row in enumerate(reversed(rows)):
            value = row.get(name)
            if value not in digits:
                digits[value] = bytearray(b"0" * self._size)
            digits[value][place] = _ONE
        kept = sum(
            1 << self._size * number for number, trial in enumerate(trials) if name not in trial
        )
        found = {value: int(own, 2) * kept for value, own in digits.items()}
        for number, trial in enumerate(trials):
            if name in trial:
                found[trial[name]] = found.get(trial[name], 0) | self._block << self._size * number
        attribute = base.attributes[name]
        if attribute.type != "set":
            return Scalar(found)
        bits = {
            member: self.masks.any_of(
                [m for value, m in found.items() if value and member in value]
            )
            for member in attribute.choices
        }
        return Members(self.masks.no(found.get(None, 0)), bits)
