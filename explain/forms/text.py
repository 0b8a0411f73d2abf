"""An explanation as plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from engine.legal import DutyStatus
from explain.argue.argument import Argument
from explain.argue.explanation import ControlReport, Explanation, GroundReport, LegalReport
from explain.forms.sections import (
    ASSUMPTIONS,
    CANDIDATES,
    CONTROL_STATES,
    DUTIES,
    EXCEPTIONS,
    FINDINGS,
    GROUNDS,
    LEGAL,
    LEGAL_QUESTIONS,
    MISCONCEPTIONS,
    PENALTIES,
    POSSIBLE_DUTIES,
    PRESUMED,
    QUESTIONS,
    RELIEFS,
    SOURCES,
)

WIDTH = 100

SIGNS = {
    "true": "+",
    "false": "-",
    "unknown": "?",
    "stands": "+",
    "lifted": "~",
    "open": "?",
    "absent": "-",
}


def to_text(explanation: Explanation) -> str:
    """The explanation as lines of at most 100 characters, with a sign before each statement."""
    lines = [*wrapped(f"{explanation.name}: {explanation.headline}", ""), f"as of {explanation.on}"]
    if explanation.because:
        lines += wrapped(explanation.because, "")
    if explanation.candidates:
        lines += _section(CANDIDATES, (f"? {title}" for title in explanation.candidates))
    if explanation.grounds or explanation.exceptions:
        lines += _verdict_sections(explanation)
    else:
        lines += _section("Argument", _argument(explanation.argument, 0))
    lines += _section(
        QUESTIONS, (f"? {item.question}  ({item.attribute})" for item in explanation.questions)
    )
    lines += _section(
        SOURCES, (f"[{source.cited_as}] {source.title}" for source in explanation.sources)
    )
    lines += [
        "",
        *wrapped(f"{explanation.notice} ({explanation.knowledge}; {explanation.chainer})", ""),
    ]
    return "\n".join(lines)


def _verdict_sections(explanation: Explanation) -> list[str]:
    lines = _section(GROUNDS, (line for ground in explanation.grounds for line in _ground(ground)))
    for state, title in CONTROL_STATES:
        lines += _section(
            title,
            (
                line
                for control in explanation.controls
                if control.state == state
                for line in _control(control)
            ),
        )
    exceptions = []
    for item in explanation.exceptions:
        exceptions.append(
            f"{'+' if item.outcome == 'holds' else '-'} {item.title}: {item.outcome} {' '.join(item.authority.citations)}"
        )
        exceptions += [f"    {statement.says}" for statement in item.statements]
        exceptions += [f"    lifts: {title}" for title in item.lifts]
    lines += _section(EXCEPTIONS, exceptions)
    beliefs = []
    for belief in explanation.misconceptions:
        how = " and ".join(
            filter(
                None, ("voiced" if belief.voiced else "", "acted out" if belief.acted_out else "")
            )
        )
        beliefs += [
            f"! “{belief.title}” ({how}) {' '.join(belief.authority.citations)}",
            f"    {belief.reality}",
            f"    {belief.consequence}",
        ]
        beliefs += [f"    {statement.says}" for statement in belief.statements]
    lines += _section(MISCONCEPTIONS, beliefs)
    for kind, title in FINDINGS:
        found = []
        for finding in explanation.findings_of(kind):
            figure = f": {finding.figure}" if finding.figure else ""
            found.append(f"! {finding.title}{figure} {' '.join(finding.authority.citations)}")
            found += [f"    {statement.says}" for statement in finding.statements]
            found += [f"    {finding.authority.because}"] if finding.authority.because else []
        lines += _section(title, found)
    if explanation.legal:
        lines += _legal(explanation.legal)
    lines += _section(ASSUMPTIONS, (f"· {title}" for title in explanation.assumptions))
    return lines


def _legal(legal: LegalReport) -> list[str]:
    steps = []
    for number, step in enumerate(legal.steps, start=1):
        steps += [
            f"{number}. {step.statement} {' '.join(step.authority.citations)}",
            *([f"    {step.because}"] if step.because else []),
        ]
        steps += [f"    {says}" for says in step.rests_on]
    lines = _section(LEGAL, [legal.statement, *steps])
    reliefs = []
    for relief in legal.reliefs:
        reliefs.append(
            f"{'+' if relief.outcome == 'holds' else '-'} {relief.title}: {relief.outcome} {' '.join(relief.authority.citations)}"
        )
        reliefs += [f"    {statement.says}" for statement in relief.statements]
        reliefs += [f"    {remark}" for remark in relief.authority.remarks]
    lines += _section(RELIEFS, reliefs)
    lines += _section(
        DUTIES,
        (
            f"· {duty.article}: {duty.title} ({duty.role}; {_duty_when(duty)})"
            for duty in legal.arisen
        ),
    )
    lines += _section(
        POSSIBLE_DUTIES,
        [", ".join(duty.article for duty in legal.possible)] if legal.possible else [],
    )
    lines += _section(
        PENALTIES, (f"· {item.article}: {item.title}: {item.says}" for item in legal.penalties)
    )
    lines += _section(PRESUMED, (f"· {title}" for title in legal.assumptions))
    return lines + _section(
        LEGAL_QUESTIONS, (f"? {item.question}  ({item.attribute})" for item in legal.questions)
    )


def _duty_when(duty: DutyStatus) -> str:
    role = "; whether it falls on you is open" if duty.status == "open" else ""
    certainty = (
        ""
        if duty.certainty == "certain" or duty.status == "not for this role"
        else f"; date {duty.certainty}"
    )
    return duty.says + role + certainty


def _ground(ground: GroundReport) -> Iterable[str]:
    relief = "lifted by" if ground.status == "lifted" else "would be lifted by"
    lifted = f" ({relief}: {', '.join(ground.lifted_by)})" if ground.lifted_by else ""
    yield f"{SIGNS[ground.status]} {ground.argument.statement}{lifted} {' '.join(ground.authority.citations)}"
    for statement in ground.argument.statements():
        yield f"    {statement.says}"
    if ground.status == "stands":
        yield f"    {ground.authority.because}"
        yield from (f"    {remark}" for remark in ground.authority.remarks)


def _control(control: ControlReport) -> Iterable[str]:
    reasons = "; ".join(
        f"{reason.title} {' '.join(reason.citations)}" for reason in control.reasons
    )
    yield f"· {control.id}: {control.title}"
    yield f"    required because: {reasons}"


def _argument(argument: Argument, depth: int) -> Iterable[str]:
    pad = "    " * depth
    yield f"{pad}{SIGNS[argument.status]} {argument.statement}  ({argument.proposition})"
    for derivation in argument.derivations:
        yield f"{pad}    by {derivation.rule} {' '.join(derivation.authority.citations)}, {derivation.authority.basis}"
        yield from (f"{pad}    {remark}" for remark in derivation.authority.remarks)
        for statement in derivation.statements:
            yield f"{pad}    {SIGNS[statement.status]} {statement.says}"
        for premise in derivation.premises:
            yield from _argument(premise, depth + 1)


def _section(title: str, lines: Iterable[str]) -> list[str]:
    body = [piece for line in lines for piece in wrapped(line, "  ")]
    return ["", title, *body] if body else []


def wrapped(text: str, indent: str) -> list[str]:
    """A text as lines of at most `WIDTH` characters, those after the first further in."""
    lead = indent + " " * (len(text) - len(text.lstrip()))
    return wrap(
        text.strip(),
        WIDTH,
        initial_indent=lead,
        subsequent_indent=lead + "  ",
        break_long_words=False,
    ) or [""]
