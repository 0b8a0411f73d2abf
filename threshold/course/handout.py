"""The handout of a case for a group: its story, and its facts, in few lines."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from knowledge.conditions.tree import TODAY
from threshold.course.situations import Situations
from threshold.workshop.translation import plain

TOLD = ("description", "owner", "sector")  # attributes that stand at the head of the sheet
MANY = 36  # answers from which a sheet has smaller letters, so that it stays one page


class Facts(NamedTuple):
    """The facts of a case, in one language."""

    example: str
    name: str
    day: date | None
    told: dict[str, str]  # of `TOLD`, what is stated
    stated: tuple[tuple[str, str], ...]  # question and answer
    so: tuple[str, ...]  # questions that are answered with yes
    not_so: tuple[str, ...]  # with no

    @property
    def dense(self) -> bool:
        """Whether there are many."""
        return len(self.stated) + len(self.so) + len(self.not_so) >= MANY


def facts(at: Situations, example: str) -> Facts:
    """The facts of a public case, yes and no bundled."""
    stated, attributes = at.case(example).stated(), at.base.attributes
    named = {"name", TODAY, *TOLD}
    asked = list(at.base.in_order(stated.keys() - named))
    questions = {name: plain(at.speech.question(name)) for name in asked}
    return Facts(
        example=example,
        name=at.name(example),
        day=stated.get(TODAY),
        told={name: str(stated[name]) for name in TOLD if name in stated},
        stated=tuple(
            (questions[name], at.answer(attributes[name], stated[name]))
            for name in asked
            if not isinstance(stated[name], bool)
        ),
        so=tuple(questions[name] for name in asked if stated[name] is True),
        not_so=tuple(questions[name] for name in asked if stated[name] is False),
    )
