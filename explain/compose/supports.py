"""The supports of a box of a decision graph: rules, authorities, comparisons."""

from __future__ import annotations

from collections.abc import Iterable

from explain.argue.argument import Derivation
from explain.argue.explanation import ControlReport, FindingReport
from explain.forms.data import Statement
from explain.forms.spoken import Asked
from explain.graph.graph import Support
from knowledge.languages.english import short_name
from knowledge.languages.words import Words


def support_of(derivation: Derivation, statements: Iterable[Statement]) -> Support:
    """A rule that was applied, with what it rests on."""
    return Support(
        entry=derivation.entry,
        rules=(derivation.rule,),
        authority=derivation.authority,
        statements=tuple(statements),
    )


def supports_of(derivations: Iterable[Derivation]) -> list[Support]:
    """The supports of a proposition, with the conclusions among them."""
    return [
        support_of(
            one,
            (
                *one.statements,
                *(
                    Statement(says=p.statement, status=p.status, proposition=p.proposition)
                    for p in one.premises
                ),
            ),
        )
        for one in derivations
    ]


def support_of_control(control: ControlReport, words: Words) -> Support:
    """The support of a required control: its reasons."""
    reasons = tuple(
        Statement(
            says=reason.title,
            status="true",
            proposition=reason.proposition,
            figures=reason.citations,
        )
        for reason in control.reasons
    )
    name = words.control_name(control.id, short_name(control.id))
    return Support(
        entry=f"control:{control.id}",
        control=True,
        title=words.titled(name, words.control(control.id, control.title)),
        statements=reasons,
    )


def support_of_finding(item: FindingReport, words: Words | None = None) -> Support:
    """The rules and comparisons behind a finding; `words` name it where its box does not."""
    title = "" if words is None else words.statement(item.entry, item.title)
    return Support(
        entry=item.entry,
        rules=item.rules,
        title=title,
        authority=item.authority,
        statements=item.statements,
    )


def asked(questions: Iterable[Asked]) -> tuple[Statement, ...]:
    """Open questions among what a box rests on."""
    return tuple(
        Statement(says=one.question, status="unknown", asks=one.attribute) for one in questions
    )
