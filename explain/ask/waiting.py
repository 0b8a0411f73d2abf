"""Questions that make sense only once another is answered."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from engine.assessment import Assessment
from engine.proof.next_questions import WaitingQuestion
from engine.sourcing import question_asked
from explain.forms.data import Data
from explain.forms.outline import Line
from explain.forms.spoken import signed
from knowledge.languages.words import Words

MOST_NAMED = 12  # attributes in one line
MOST_BEFORE = 3  # attributes before one of them


class Waiting(Data):
    """An unanswered attribute that can change what is asked about, and is asked only later."""

    attribute: str
    question: str
    after: dict[str, str] = Field(
        description="attribute → its question, for those to be answered before; none for a record, "
        "which is asked for once a duty that it fulfils is owed"
    )


def waiting_of(assessment: Assessment, waiting: WaitingQuestion) -> Waiting:
    """It as data."""

    def asked(name: str) -> str:
        return question_asked(assessment.base, name, assessment.stated)

    return Waiting(
        attribute=waiting.attribute,
        question=asked(waiting.attribute),
        after={name: asked(name) for name in waiting.after},
    )


def waiting_line(waiting: Waiting, words: Words) -> Line:
    """Its question, with those before it."""
    asked = words.question(waiting.attribute, waiting.question)
    asked_before = [words.question(name, text) for name, text in waiting.after.items()]
    first, more = words.listed(asked_before[:MOST_BEFORE]), len(asked_before) - MOST_BEFORE
    before = words.say("named_semicolon_more", named=first, count=more) if more > 0 else first
    told = words.say("waits_for", questions=before) if before else words.say("waits_for_duty")
    return signed("unknown", f"{asked} ({waiting.attribute})", words, below=(Line(text=told),))


def waiting_told(waiting: Sequence[WaitingQuestion], words: Words) -> str:
    """Their names in a line, each with what comes before it; empty where there are none."""
    return _some([_named(one, words) for one in waiting], words, MOST_NAMED)


def _some(named: Sequence[str], words: Words, most: int = MOST_BEFORE) -> str:
    """The first of some names, and how many more there are."""
    first, more = ", ".join(named[:most]), len(named) - most
    return words.say("named_and_more", named=first, count=more) if more > 0 else first


def _named(waiting: WaitingQuestion, words: Words) -> str:
    if not waiting.after:
        return waiting.attribute
    before = _some([*waiting.after], words)
    return words.say("named_after", name=waiting.attribute, before=before)
