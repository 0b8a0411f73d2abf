"""The tally of several conditions: how many hold, or how many points they come to, which of them,
and which are open; and its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from engine.graph.comparison import Comparison
from knowledge.conditions.wording import Phrase
from knowledge.languages.codes import ENGLISH
from knowledge.languages.words import Words


class Member(BaseModel):
    """One of the conditions that are counted."""

    model_config = ConfigDict(frozen=True)

    condition: str = Field(description="as conditions are written")
    proposition: str = Field(default="", description="the conclusion that it asks for")
    says: str = Field(default="", description="of a conclusion: the statement, as it is so")
    test: Comparison | None = Field(
        default=None, description="of a comparison: what was asked and what was stated"
    )
    points: float | None = Field(default=None, description="what it is worth; null: it counts one")


class Tally(BaseModel):
    """The tally of several conditions: how many hold, or how many points those come to that do."""

    model_config = ConfigDict(frozen=True)

    least: float = Field(description="how many were asked for, at least")
    most: float | None = Field(
        default=None, description="how many were asked for, at most; null: any number"
    )
    below: float = Field(default=0, description="the most that is less than `least`")
    total: float = Field(description="how many are counted, or the points of all together")
    points: bool = Field(default=False, description="whether points are counted")
    holding: tuple[Member, ...]
    open: tuple[Member, ...]

    @property
    def held(self) -> float:
        """The number of those that hold, or their points."""
        return _sum(self.holding)

    @property
    def still(self) -> float:
        """The number of those that are open, or their points."""
        return _sum(self.open)


def joined(one: Tally, other: Tally) -> Tally | None:
    """One tally for two of the same conditions, of which at least so many are asked for, and fewer
    than so many; None where they are not of the same ones.
    """
    if (one.holding, one.open, one.total) != (other.holding, other.open, other.total):
        return None
    if one.points != other.points or one.most is not None or other.most is not None:
        return None
    low, high = sorted((one, other), key=lambda tally: tally.least)
    return low.model_copy(update={"most": high.below})


def tally_text(tally: Tally, words: Words) -> str:
    """A count as a sentence: 3 of 9 hold (at least 2): …. 2 open: …; what was asked for stands
    with the count, so that nobody takes it for the last condition's.
    """
    held, still, total = (words.number(n) for n in (tally.held, tally.still, tally.total))
    if tally.points:
        said = words.say("tally_points", count=held, total=total)
    else:
        said = words.count("tally", len(tally.holding), total=total)
    least = words.number(tally.least)
    most = least if tally.most is None else words.number(tally.most)
    said = words.say(_outcome(tally), said=said, least=least, most=most)
    said = _listed(said, (_named(member, words) for member in tally.holding), words)
    if not tally.open:
        return said
    named = (_named(member, words, open=True) for member in tally.open)
    still = _listed(words.say("tally_open", count=still), named, words)
    return words.say("tally_both", holding=said, open=still)


def _outcome(tally: Tally) -> str:
    """The key of the sentence for what came of it."""
    held, can = tally.held, tally.held + tally.still
    if can < tally.least:
        return "tally_too_few"
    if tally.most is None:
        return "tally_enough" if held >= tally.least else "tally_undecided"
    if held > tally.most:
        return "tally_too_many"
    asked = "tally_exactly" if tally.most == tally.least else "tally_between"
    return asked if held >= tally.least and can <= tally.most else f"{asked}_undecided"


def _sum(members: Iterable[Member]) -> float:
    return sum(1 if member.points is None else member.points for member in members)


def _listed(said: str, members: Iterable[str], words: Words) -> str:
    named = words.listed(members)
    return words.titled(said, named) if named else said


def _named(member: Member, words: Words, *, open: bool = False) -> str:
    said = member.condition
    if member.says:
        said = words.statement(member.proposition, member.says)
    elif member.test is not None and words.code != ENGLISH:  # its names are English
        phrase = _asked_alone(member.test.phrase) if open else member.test.phrase
        said = words.phrase(phrase, member.condition)
    return said if member.points is None else f"{said} ({words.number(member.points)})"


def _asked_alone(phrase: Phrase) -> Phrase:
    """What an open comparison asks, without the remark that it is not answered."""
    key, values = phrase
    parts = dict(values)
    unanswered = parts.get("open")
    if unanswered is None or isinstance(unanswered, str):
        return phrase
    return key, tuple({**parts, "open": dict(unanswered[1])["names"]}.items())
