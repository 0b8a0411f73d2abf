"""The legal side of an assessment: the tier with its chain of articles, reliefs claimed, duties,
fines, what is open.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from engine import Assessment
from engine.answer import claims
from engine.legal import tier_titles
from engine.sourcing import question_asked
from explain.argue.argument import Argument, Walker
from explain.argue.explanation import LegalReport, LegalStep, QuestionReport, ReliefReport
from explain.argue.laws import duties_by_law, other_laws
from explain.forms.data import Statement
from knowledge.entries import Attribute, Classification, Entry, Finding, Relief, RuleEntry
from knowledge.languages.english import name_of_title


def legal_report(assessment: Assessment, walker: Walker) -> LegalReport | None:
    """The report, or None where the knowledge base has no legal tier."""
    tier = assessment.base.legal_tier
    return None if tier is None else _report(assessment, walker, tier)


def _report(assessment: Assessment, walker: Walker, classification: Classification) -> LegalReport:
    base, holds = assessment.base, assessment.conclusions
    answer = next((name for name in classification.tried if holds[name]), None)
    law = classification.source[0].work
    duties = base.derived(duties_by_law).get(law, ())
    deciding = classification.tried if answer is None else [duty.proposition for duty in duties]
    hang_on = [name for name in deciding if holds[name] is None]
    asked = base.in_order(assessment.trace.open_attributes(*hang_on))
    holding = [finding for finding in base.of_kind(Finding) if holds[finding.proposition]]
    first = dict.fromkeys(
        name for finding in holding for name in finding.asks if assessment.facts.get(name) is None
    )
    missing = [*first, *(name for name in asked if name not in first)]
    return LegalReport(
        question=classification.title,
        classification=name_of_title(classification),
        entry=classification.key,
        tier=assessment.tier,
        title=tier_titles(base)[assessment.tier],
        statement=walker.argument(answer).statement
        if answer
        else f"{classification.title}: not settled yet",
        answer=answer or "",
        steps=tuple(_steps(walker, answer)) if answer else (),
        reliefs=tuple(_reliefs(assessment, walker)),
        duties=assessment.duties,
        laws=tuple(other_laws(assessment, classification, partial(_told, walker))),
        law=law,
        penalties=assessment.penalty,
        questions=tuple(question(base.attributes[name], assessment, walker) for name in missing),
    )


def _steps(walker: Walker, answer: str) -> Iterable[LegalStep]:
    for argument in walker.argument(answer).chain():
        known = walker.base.propositions[argument.proposition].entry
        if known is None:
            continue
        entry = walker.base.entries[known]
        yield LegalStep(
            statement=argument.statement,
            because=entry.because
            if isinstance(entry, RuleEntry) and argument.status == "true"
            else "",
            authority=walker.authority(known),
            statements=_rests_on(walker, argument),
            proposition=argument.proposition,
            entry=known,
        )


def _told(walker: Walker, entry: Entry) -> LegalStep:
    """The step of an entry of another law, with its statements where it holds."""
    argument = walker.argument(entry.proposition)
    known = argument.status == "true"
    return LegalStep(
        statement=argument.statement,
        because=entry.because if isinstance(entry, RuleEntry) and known else "",
        authority=walker.authority(entry.key),
        statements=_rests_on(walker, argument) if known else (),
        proposition=argument.proposition,
    )


def _rests_on(walker: Walker, argument: Argument) -> tuple[Statement, ...]:
    """The statements that a step adds: its own comparisons; of one that does not hold, the facts
    behind it.

    Of a relief that is not granted, the contradictions that block it.
    """
    own = (statement for rule in argument.derivations for statement in rule.statements)
    blocked = walker.blocked_by(argument.proposition)
    found = own if argument.status == "true" else (*blocked, *argument.facts())
    return tuple({statement.twin: statement for statement in found}.values())


def _reliefs(assessment: Assessment, walker: Walker) -> Iterable[ReliefReport]:
    for entry in assessment.base.of_kind(Relief):
        if not _spoken_of(assessment, entry):
            continue
        holds = assessment.conclusions[entry.proposition] is True
        yield ReliefReport(
            id=entry.id,
            title=entry.title,
            authority=walker.authority(entry.proposition),
            outcome="holds" if holds else "not granted",
            statements=(
                *walker.blocked_by(entry.proposition),
                *(
                    statement
                    for statement in walker.facts(entry.proposition)
                    if holds or statement.status != "true"
                ),
            ),
            proposition=entry.proposition,
        )


def _spoken_of(assessment: Assessment, entry: Relief) -> bool:
    """Whether somebody claimed it, or it holds all the same, or contradictory answers block it."""
    holds = assessment.conclusions
    return bool(
        claims(assessment, entry)
        or holds[entry.proposition]
        or any(holds[name] for name in assessment.base.blockers(entry.proposition))
    )


def question(attribute: Attribute, assessment: Assessment, walker: Walker) -> QuestionReport:
    """An attribute as a question about a case."""
    answers = tuple(f"{value}: {meaning}" for value, meaning in attribute.values.items())
    return QuestionReport(
        attribute=attribute.id,
        question=question_asked(walker.base, attribute.id, assessment.stated),
        answers=answers,
        source=walker.base.citations(attribute),
    )
