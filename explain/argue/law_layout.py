"""The laws beside the one of the legal tier, laid out for reading: a section for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.legal import DutyStatus
from explain.argue.explanation import LawReport, LegalStep
from explain.argue.legal_layout import when_it_binds
from explain.forms.data import Statement
from explain.forms.outline import Line, Section
from explain.forms.spoken import (
    authority_lines,
    cited,
    remark,
    spoken,
    statement_lines,
    titled_work,
)
from knowledge.entries import derived_names as names
from knowledge.languages.english import short_name
from knowledge.languages.words import Words


def law_sections(laws: Iterable[LawReport], words: Words) -> Iterator[Section]:
    """Each law that asks something; then those that open answers may bring in, a line each."""
    open_only = []
    for law in laws:
        if not law.grounds and not law.duties:
            open_only.append(law)
            continue
        heads = ("from", "article", "duty", "pilot", "met_by")
        yield Section(
            title=words.say("law", law=titled_work(law, words)),
            before=tuple(_before(law, words)),
            lines=tuple(_duty(duty, words) for duty in law.duties) or tuple(_open(law, words)),
            columns=tuple(words.say(f"head_{name}") for name in heads) if law.duties else (),
        )
        if law.duties and law.open:
            yield Section(
                title=words.say("possible_duties"), lines=tuple(_open(law, words)), part=True
            )
    yield Section(
        title=words.say("laws_open"),
        lines=tuple(
            remark(words.titled(words.place(law.cited_as), titled_work(law, words)))
            for law in open_only
        ),
    )


def _before(law: LawReport, words: Words) -> Iterator[str]:
    """The law's demands on how the thing is built or run, as grounds; or that it has none."""
    for step in law.grounds:
        statement = words.statement(step.proposition, step.statement)
        yield words.titled(words.say("law_is_ground"), statement)
        yield from (line.text for line in _below(step, words))
    if not law.grounds:
        yield words.say("law_is_duty_only")


def _below(step: LegalStep, words: Words) -> Iterator[Line]:
    yield from statement_lines(step.statements, words)
    yield from authority_lines(step.authority, words)


def _open(law: LawReport, words: Words) -> Iterator[Line]:
    for step in law.open:
        source, _ = cited(step.authority, words)
        open_one = Statement(says=step.statement, status="unknown", proposition=step.proposition)
        text = spoken(open_one, words)
        yield Line(text=text, source=source, remark=True, proposition=step.proposition)


def _duty(duty: DutyStatus, words: Words) -> Line:
    """A duty with the day from which it binds, whether a pilot is under it, and what meets it."""
    title = words.statement(names.duty(duty.id), duty.title)
    when = when_it_binds(duty, words)
    pilot = words.say(f"pilot_{duty.pilot}") if duty.pilot else ""
    met_by = ", ".join(words.control_name(name, short_name(name)) for name in duty.met_by)
    below = [
        remark(words.titled(words.say(f"head_{head}"), text))
        for head, text in (("pilot", pilot), ("met_by", met_by))
        if text
    ]
    return Line(
        text=words.say("duty_of_law", article=words.article(duty.article), duty=title, when=when),
        cells=(when, words.article(duty.article), title, pilot, met_by),
        below=tuple(below),
        proposition=names.duty(duty.id),
    )
