"""Grounds that stand on the analyst's own judgement alone, found by no rule from other answers."""

from __future__ import annotations

from engine import Assessment
from engine.judgement import judgements
from explain.argue.argument import Walker


def judged_alone(assessment: Assessment, walker: Walker, proposition: str) -> tuple[str, ...]:
    """The attributes of judgement on which a conclusion that holds rests, where it rests on nothing
    else; empty otherwise. A judgement that nobody stated is none.
    """
    judged = judgements(assessment.base)
    if assessment.conclusions[proposition] is not True:
        return ()
    read = dict.fromkeys(name for fact in walker.facts(proposition) for name in fact.reads)
    stated = (name in judged and assessment.facts.get(name) is not None for name in read)
    return tuple(read) if read and all(stated) else ()


def judged_grounds(assessment: Assessment) -> dict[str, tuple[str, ...]]:
    """Each ground that stands on judgement alone → the attributes of judgement."""
    return assessment.once(_judged_grounds)


def _judged_grounds(assessment: Assessment) -> dict[str, tuple[str, ...]]:
    walker = Walker(assessment)
    standing = (one.proposition for one in assessment.grounds if one.state == "stands")
    found = {name: judged_alone(assessment, walker, name) for name in standing}
    return {name: judged for name, judged in found.items() if judged}
