"""The state of one running page: the register, the languages, and the views seen last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge.cases.use_case import CaseModel
from knowledge.languages.codes import ENGLISH
from knowledge.languages.texts import languages, texts
from threshold.register.api import Register
from threshold.workshop.translation import Speech, preferred
from threshold.workshop.views import View, Views

# what the door of a workshop says otherwise: the phrase there → that of a register
AT_THE_DOOR = {
    "asks_for_code": "desk_asks_for_token",
    "wrong_code": "desk_wrong_token",
    "code_label": "desk_token_label",
}


@dataclass(slots=True)
class Desk:
    """A page that is served."""

    register: Register
    on: date | None  # the day asked; None: today, whenever that is
    speeches: Mapping[str, Speech]  # language code → what it says
    names: Mapping[str, str]  # language code → the language's name for itself
    language: str = ENGLISH  # what is spoken to browsers that chose none
    _views: dict[date, Views] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day asked."""
        return self.on or date.today()

    def speech(self, code: str | None) -> Speech:
        """A language by its code; that of the desk where there is none of that code."""
        return self.speeches.get(code or self.language, self.speeches[self.language])

    def say_to(self, key: str, accepted: str, **values: float) -> tuple[str, str]:
        """A text of the door in the first language that a browser accepts, with its code."""
        speech = preferred(self.speeches, accepted)
        if key in AT_THE_DOOR:
            return speech.code, speech.spoken.say(AT_THE_DOOR[key])
        numbers = {name: speech.spoken.number(value) for name, value in values.items()}
        return speech.code, speech.words(key, **numbers)

    def view(self, case: CaseModel) -> View:
        """The view of a case on the day, computed once for all browsers."""
        day = self.day
        if day not in self._views:
            self._views = {day: Views(self.register.base, day)}
        return self._views[day].of(case)


def furnish(register: Register, on: date | None = None, language: str = ENGLISH) -> Desk:
    """The page of a register, in all languages.

    `language`: the code of what is spoken to browsers that chose none.
    """
    named = languages()
    speeches = {code: Speech(texts(code, register.base)) for code in named}
    return Desk(register, on, speeches, named, language)
