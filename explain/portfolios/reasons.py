"""The reasons for the outcome of a portfolio's case, in a line: data first, then the sentence."""

from __future__ import annotations

from pydantic import Field

from engine.assessment import Assessment
from explain.argue.argument import Walker
from explain.forms.data import Data, Statement
from explain.forms.spoken import spoken
from knowledge.entries import Condition, ExceptionEntry
from knowledge.languages.clauses import clauses
from knowledge.languages.words import Words


class Rested(Data):
    """A proposition that explains an answer, and the comparisons that it rests on."""

    proposition: str
    statement: str
    statements: tuple[Statement, ...] = ()


class Reasons(Data):
    """The reasons for a case's outcome: the grounds that decide, or those that are open."""

    grounds: tuple[Rested, ...] = ()
    open: bool = Field(
        default=False,
        description="nothing decides: the grounds are open, and say what is asked of each",
    )
    lifted_by: tuple[Rested, ...] = Field(default=(), description="exceptions that lift them")


def reasons_of(assessment: Assessment) -> Reasons:
    """The grounds that there are, with what they rest on and what lifts them; else what is open.

    Else what there is not.
    """
    walker, base = Walker(assessment), assessment.base
    there = [ground for ground in assessment.grounds if ground.state in ("stands", "lifted")]
    if not there and assessment.candidates != (assessment.verdict,):
        grounds = (
            Rested(
                proposition=ground.proposition,
                statement=base.propositions[ground.proposition].asked,
            )
            for ground in assessment.grounds
            if ground.state == "open"
        )
        return Reasons(grounds=tuple(grounds), open=True)
    arguments = [walker.argument(ground.proposition) for ground in there or base.of_kind(Condition)]
    lifting = {exception for ground in there for exception in ground.lifted_by}
    return Reasons(
        grounds=tuple(
            Rested(
                proposition=argument.proposition,
                statement=argument.statement,
                statements=tuple(argument.statements()),
            )
            for argument in arguments
            if argument.derivations
        ),
        lifted_by=tuple(
            Rested(proposition=entry.proposition, statement=entry.title)
            for entry in base.of_kind(ExceptionEntry)
            if entry.id in lifting
        ),
    )


def in_a_line(reasons: Reasons, words: Words) -> str:
    """The reasons in one line of a language."""
    if reasons.open:
        asked = (words.whether(one.proposition, one.statement) for one in reasons.grounds)
        return words.say("reason_open", grounds=words.listed(asked))
    grounds = [_rested(ground, words) for ground in reasons.grounds]
    lifted = (
        words.say("reason_lifted", exception=words.statement(one.proposition, one.statement))
        for one in reasons.lifted_by
    )
    return clauses([*grounds, *lifted], words, behind_colon=False)


def _rested(ground: Rested, words: Words) -> str:
    stated = words.statement(ground.proposition, ground.statement)
    facts = ", ".join(spoken(statement, words) for statement in ground.statements)
    return f"{stated} ({facts})" if ground.statements else stated
