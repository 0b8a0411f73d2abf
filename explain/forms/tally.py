"""How many of several conditions hold, which of them, and how many are open; and its sentence."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from knowledge.languages.words import Words


class Member(BaseModel):
    """One of the conditions that are counted."""

    model_config = ConfigDict(frozen=True)

    condition: str = Field(description="as conditions are written")
    proposition: str = Field(default="", description="the conclusion that it asks for")
    says: str = Field(default="", description="of a conclusion: the statement, as it is so")


class Tally(BaseModel):
    """How many of several conditions hold."""

    model_config = ConfigDict(frozen=True)

    least: int = Field(description="how many were asked for, at least")
    total: int = Field(description="how many are counted")
    holding: tuple[Member, ...]
    open: tuple[Member, ...]


def tally_text(tally: Tally, words: Words) -> str:
    """A count as a sentence: 3 of 9 hold: …, 2 open: … (at least 2)."""
    holding = len(tally.holding)
    said = _listed(words.count("tally", holding, total=tally.total), tally.holding, words)
    if tally.open:
        still = _listed(words.say("tally_open", count=len(tally.open)), tally.open, words)
        said = words.say("tally_both", holding=said, open=still)
    outcome = (
        "tally_enough"
        if holding >= tally.least
        else "tally_undecided"
        if holding + len(tally.open) >= tally.least
        else "tally_too_few"
    )
    return words.say(outcome, said=said, least=tally.least)


def _listed(said: str, members: Iterable[Member], words: Words) -> str:
    named = words.listed(_named(member, words) for member in members)
    return words.titled(said, named) if named else said


def _named(member: Member, words: Words) -> str:
    if member.says:
        return words.statement(member.proposition, member.says)
    return member.condition
