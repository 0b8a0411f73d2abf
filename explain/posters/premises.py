"""The premises of a conclusion, read from the plain rules: those that must hold and those that must
not, past steps in between.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from knowledge.base import KnowledgeBase
from knowledge.truth import Mode

WANTED = (Mode.IS, Mode.ESTABLISHED, Mode.NOT_REFUTED)


class Premises:
    """The premises of conclusions of one knowledge base; a step's premises take its place."""

    def __init__(self, base: KnowledgeBase):
        self.base = base

    def wanted(self, proposition: str) -> list[str]:
        """The conclusions for which some rule of a proposition asks, in the order of the rules."""
        return list(dict.fromkeys(self._premises(proposition, True, set())))

    def unwanted(self, proposition: str) -> list[str]:
        """The conclusions that some rule of a proposition asks not to hold, or not to be
        established.
        """
        return list(dict.fromkeys(self._premises(proposition, False, set())))

    def nearest(self, proposition: str, places: Container[str]) -> str:
        """The nearest conclusion below a proposition that is among some places.

        Of several, the last. Empty where there is none.
        """
        level, seen = [proposition], {proposition}
        while level:
            below = [name for here in level for name in self.wanted(here) if name not in seen]
            found = [name for name in below if name in places]
            if found:
                return found[-1]
            seen |= set(below)
            level = below
        return ""

    def _premises(self, proposition: str, wanted: bool, passed: set[str]) -> Iterator[str]:
        for number in self.base.rules_for.get(proposition, ()):
            for literal in self.base.rules[number].body:
                if isinstance(literal.target, str) and (literal.mode in WANTED) is wanted:
                    yield from self._told(literal.target, passed)

    def _told(self, proposition: str, passed: set[str]) -> Iterator[str]:
        if not self.base.propositions[proposition].step:
            yield proposition
        elif proposition not in passed:
            passed.add(proposition)
            yield from self._premises(proposition, True, passed)
