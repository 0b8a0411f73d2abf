"""The situations that the course asks about, assessed in one language and explained when asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.assessment import Assessment, assess
from explain.argue.explanation import Explanation
from explain.argue.why import why
from explain.ask.comparison import with_changes
from knowledge.base import KnowledgeBase, load
from knowledge.cases.files import EXAMPLE
from knowledge.cases.stories import read_case_in
from knowledge.cases.use_case import CaseModel
from knowledge.entries import Attribute
from knowledge.languages.texts import texts
from knowledge.languages.words import Words
from threshold.course.script import Situation
from threshold.workshop.translation import Speech, plain


class Situations:
    """Assessments of the course's cases, each made once."""

    def __init__(self, language: str, base: KnowledgeBase | None = None):
        """Raises `UnknownName` with the nearest code where there is no such language."""
        self.base = base or load()
        self.words = Words.of(language, self.base)
        self.speech = Speech(texts(self.words.code, self.base))
        self._cases: dict[str, CaseModel] = {}
        self._assessed: dict[tuple[str, str, date | None], Assessment] = {}
        self._explained: dict[tuple[str, str, date | None], Explanation] = {}

    def case(self, example: str) -> CaseModel:
        """A public case, which tells its story in the language."""
        if example not in self._cases:
            self._cases[example] = read_case_in(f"{EXAMPLE}{example}", self.words, self.base)
        return self._cases[example]

    def name(self, example: str) -> str:
        """The name of the case."""
        return str(self.case(example).stated()["name"])

    def supposed_case(self, situation: Situation) -> CaseModel:
        """The case with what is supposed."""
        return with_changes(self.case(situation.case), read_values(situation.suppose), self.base)

    def assessed(self, situation: Situation) -> Assessment:
        """The assessment of a situation."""
        key = _key(situation)
        if key not in self._assessed:
            case = self.supposed_case(situation)
            self._assessed[key] = assess(case, situation.on, base=self.base)
        return self._assessed[key]

    def explained(self, situation: Situation) -> Explanation:
        """The explanation of the verdict in a situation, with the changes that further answers can
        make, proven.
        """
        key = _key(situation)
        if key not in self._explained:
            self._explained[key] = why(self.assessed(situation))
        return self._explained[key]

    def supposed(self, situation: Situation) -> list[str]:
        """The suppositions, each in words: question and answer; and the day."""
        told = [
            self.stated(self.base.attributes[name], value)
            for name, value in read_values(situation.suppose).items()
        ]
        day = [self.words.say("as_of", day=situation.on)] if situation.on else []
        return [*told, *day]

    def stated(self, attribute: Attribute, value: Any) -> str:
        """A question with its answer."""
        return f"{plain(self.speech.question(attribute.id))} {self.answer(attribute, value)}"

    def answer(self, attribute: Attribute, value: Any) -> str:
        """An answer in words."""
        return plain(self.speech.answer(attribute.id, value))


def read_values(written: Any) -> dict[str, Any]:
    """Attribute → its value, of what a script or a quiz supposes; a list is a set."""
    return {
        name: frozenset(value) if isinstance(value, list) else value
        for name, value in written.items()
    }


def _key(situation: Situation) -> tuple[str, str, date | None]:
    return situation.case, repr(sorted(situation.suppose.items())), situation.on
