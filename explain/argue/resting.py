"""What a verdict rests on where it rests on no ground: on answers that it reads itself, or on
conclusions of another kind, as a prohibition is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from explain.argue.argument import Argument
from explain.forms.data import Statement


def rests_elsewhere(verdict: Argument, grounds: Collection[str]) -> tuple[Statement, ...]:
    """What a verdict that holds rests on, each once; nothing where a ground is among it.

    `grounds`: the propositions of all grounds. Of a conclusion of another kind that is told on
    which it rests in turn, where there are such.
    """
    premises = [premise for one in verdict.derivations for premise in one.premises]
    if verdict.status != "true" or any(one.proposition in grounds for one in premises):
        return ()
    return tuple({one.twin: one for one in _told(verdict)}.values())


def _told(verdict: Argument) -> Iterator[Statement]:
    for derivation in verdict.derivations:
        yield from (one for one in derivation.statements if one.status == "true")
        for premise in derivation.premises:
            if premise.status == "true":
                yield from _conclusions(premise) or (_stated(premise),)


def _conclusions(argument: Argument) -> tuple[Statement, ...]:
    """The conclusions that an argument rests on directly."""
    return tuple(
        _stated(premise)
        for derivation in argument.derivations
        for premise in derivation.premises
        if premise.status == "true"
    )


def _stated(argument: Argument) -> Statement:
    return Statement(
        says=argument.statement, status=argument.status, proposition=argument.proposition
    )
