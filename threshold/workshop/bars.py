"""The bars of a vote that was revealed: every choice in the order of the ballot, its votes, its
share of all votes, and which one is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from knowledge.base import KnowledgeBase
from knowledge.cases.answers import NONE_OF_THEM as NONE
from knowledge.cases.answers import read_answer
from knowledge.cases.use_case import UNKNOWN, CaseModel
from threshold.workshop.session import as_text
from threshold.workshop.translation import Speech
from threshold.workshop.votes import VERDICT


@dataclass(frozen=True, slots=True)
class Bar:
    """One choice, with what came of it."""

    choice: str
    says: Markup
    votes: int
    percent: int  # of all votes
    right: bool  # the engine's verdict, or what the case states
    leads: bool  # no other has more votes, and it has some


def choices(about: str, base: KnowledgeBase) -> list[str]:
    """The choices, in the order of the ballot; a set's members one by one."""
    if about == VERDICT:
        return [entry.id for entry in base.verdicts]
    attribute = base.attributes[about]
    none = [NONE] if attribute.type == "set" else []
    return [*attribute.values, *none, UNKNOWN]


def right_choice(about: str, case: CaseModel, verdict: str) -> str | None:
    """The choice that is right: the engine's verdict, or the answer that the case states."""
    if about == VERDICT:
        return verdict
    stated = case.stated().get(about)
    return None if stated is None else as_text(stated)


def bars(about: str, counts: Mapping[str, int], right: str | None, speech: Speech) -> list[Bar]:
    """The bars, those without votes among them; of a set, none for members that stand alone and
    that nobody chose.
    """
    base = speech.base
    on_ballot = choices(about, base)
    if about != VERDICT and base.attributes[about].type == "set":
        kept = (NONE, UNKNOWN, *counts, right)
        on_ballot = [one for one in on_ballot if one in kept]
    shown = dict.fromkeys([*on_ballot, *counts, *([right] if right else [])])
    everyone, most = sum(counts.values()), max(counts.values(), default=0)
    return [
        Bar(
            choice=choice,
            says=choice_in_words(about, choice, speech),
            votes=counts.get(choice, 0),
            percent=round(100 * counts.get(choice, 0) / everyone) if everyone else 0,
            right=choice == right,
            leads=most > 0 and counts.get(choice, 0) == most,
        )
        for choice in shown
    ]


def choice_in_words(about: str, choice: str, speech: Speech) -> Markup:
    """A ballot, in words."""
    if about == VERDICT:
        return speech.verdict(choice)
    if choice == UNKNOWN:
        return speech.say("do_not_know")
    attribute = speech.base.attributes[about]
    return speech.answer(
        about,
        date.fromisoformat(choice) if attribute.type == "date" else read_answer(attribute, choice),
    )
