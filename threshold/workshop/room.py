"""All that one running workshop holds: its session, what follows from it, its presets, its
languages and its addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from knowledge.base import KnowledgeBase, load
from knowledge.cases.files import EXAMPLE, example_names, read_case
from knowledge.cases.use_case import CaseModel, model_of
from knowledge.faults import Fault, InvalidCase, UnknownName
from knowledge.languages.codes import ENGLISH
from knowledge.languages.texts import languages, texts
from knowledge.languages.told import Told
from threshold.workshop.session import Session
from threshold.workshop.session_file import restore, save_after_each_step
from threshold.workshop.translation import Speech, preferred
from threshold.workshop.views import View, Views

FILE = "file:"


@dataclass(frozen=True, slots=True)
class Room:
    """A running workshop."""

    session: Session
    views: Views
    presets: Mapping[str, CaseModel]  # example:NAME or file:NUMBER → the case
    speeches: Mapping[str, Speech]  # language code → what it says
    names: Mapping[str, str]  # language code → the language's name for itself
    vote_address: str  # what participants type
    saved: bool = False  # whether each step is written to a file
    language: str = ENGLISH  # what is spoken to browsers that chose none

    def speech(self, code: str | None) -> Speech:
        """A language by its code; that of the room where there is none of that code."""
        return self.speeches.get(code or self.language, self.speeches[self.language])

    def say_to(self, key: str, accepted: str, **values: float) -> tuple[str, str]:
        """A text of the page in the first language that a browser accepts, with its code."""
        speech = preferred(self.speeches, accepted)
        numbers = {name: speech.spoken.number(value) for name, value in values.items()}
        return speech.code, speech.words(key, **numbers)

    def preset(self, name: str) -> CaseModel:
        """A preset. Raises `InvalidCase` where there is none of this name."""
        if name not in self.presets:
            raise InvalidCase(
                [
                    UnknownName(
                        Told("no_such_preset"), text=name[:80], expected=", ".join(self.presets)
                    )
                ]
            )
        return self.presets[name]

    @property
    def day(self) -> date:
        """The day that is asked about."""
        stated: date | None = self.session.now.case.stated().get("today")
        return self.views.on or stated or date.today()

    @property
    def view(self) -> View:
        """The view of the case as it is now."""
        return self.views.of(self.session.now.case)

    def still(self) -> Room:
        """The room as it is now, whatever steps are taken meanwhile."""
        return replace(self, session=copy(self.session))


def furnish(
    files: Iterable[str],
    on: date | None,
    vote_address: str,
    base: KnowledgeBase | None = None,
    kept_in: Path | None = None,
    language: str = ENGLISH,
) -> Room:
    """A workshop with the shipped cases and these files as presets.

    It begins with the first file, or with an empty case. `kept_in`: the file in which the session
    is kept after each step; where there is one, the workshop goes on with it. `language`: the code
    of what is spoken to browsers that chose none.

    Raises `InvalidCase` with every fault of the files, `OSError` where one cannot be written.
    """
    base = base or load()
    named = languages()
    speeches = {code: Speech(texts(code, base)) for code in named}
    presets: dict[str, CaseModel] = {}
    faults: list[Fault] = []
    for number, file in enumerate(files):
        try:
            presets[f"{FILE}{number}"] = read_case(file, base)
        except InvalidCase as error:
            faults += error.faults
    if faults:
        raise InvalidCase(faults)
    presets |= {f"{EXAMPLE}{name}": read_case(f"{EXAMPLE}{name}", base) for name in example_names()}
    empty = model_of(base).model_validate({"name": speeches[language].words("new_case")})
    first = presets.get(f"{FILE}0", empty)
    session = Session(first, base)
    if kept_in is not None:
        if kept_in.exists():
            restore(session, kept_in)
        save_after_each_step(session, kept_in)
    views, saved = Views(base, on), kept_in is not None
    return Room(session, views, presets, speeches, named, vote_address, saved, language)
