"""The record of a decision about a case: what follows on a day, on which facts, given by whom, on
what evidence, under which knowledge. Filled from what was stated alone; the rest is left open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from engine import Assessment
from explain.argue.outlook import outlook
from explain.argue.outlook_layout import can_change, headline, presumed_section, tier_outlook
from explain.forms.footing import noticed
from explain.forms.forms import HTML
from explain.forms.outline import Line, Outline, Section
from explain.forms.templating import source
from knowledge.entries import derived_names as names
from knowledge.languages.words import Words
from threshold.register.looking import Looking
from threshold.register.records import Answer, CaseState, Snapshot
from threshold.register.told import Teller

# what people decide, and no rule; open where nobody stated it
DECIDED = ("decision", "reasons", "decided_by", "decided_on", "review_on")
NOTHING: Mapping[str, str] = MappingProxyType({})


def record_of(
    register: Looking,
    key: str,
    day: date,
    words: Words,
    decided: Mapping[str, str] = NOTHING,
) -> Outline:
    """The record about a case of a register, as of a day.

    `decided`: what was stated of `DECIDED`. Raises `RegisterFault` where there is no such case.
    """
    return decision_record(
        register.case(key, day),
        register.assessment(key, day),
        register.answers(key, day),
        register.lapsed(key, day),
        register.snapshots(key),
        words,
        decided,
    )


def decision_record(
    state: CaseState,
    assessment: Assessment,
    answers: tuple[Answer, ...],
    lapsed: tuple[Answer, ...],
    snapshots: list[Snapshot],
    words: Words,
    decided: Mapping[str, str] = NOTHING,
) -> Outline:
    """The record, laid out in a language.

    `snapshots`: those of the case. `decided`: what was stated of `DECIDED`; the rest is open.
    """
    teller = Teller(assessment.base, words)
    say, found = words.say, outlook(assessment, counted=False)
    stated = words.statement(names.verdict(assessment.verdict), assessment.headline)
    tier = say("legal_tier", tier=teller.tier(assessment.tier))
    return Outline(
        subject=words.titled(state.key, state.name),
        title=say("record_title", day=state.day),
        between=words.titled("", ""),
        lead=(
            headline(stated, found, words),
            can_change(found, words),
            tier,
            *tier_outlook(found, words),
        ),
        sections=(
            Section(
                title=say("record_decided"),
                lines=tuple(
                    _row(say(f"record_{name}"), decided.get(name) or say("record_left_open"))
                    for name in DECIDED
                ),
                columns=(say("record_what"), say("record_stated")),
            ),
            Section(
                title=say("record_facts"),
                lines=tuple(_answers(answers, teller)),
                columns=tuple(say(f"record_{name}") for name in _HEADS),
                counted=True,
            ),
            Section(
                title=say("register_lapsed"),
                lines=tuple(_answers(lapsed, teller)),
                columns=tuple(say(f"record_{name}") for name in _HEADS),
                counted=True,
            ),
            Section(
                title=say("contradictions"),
                lines=tuple(
                    Line(text=words.statement(name, assessment.base.propositions[name].title))
                    for name in state.outcome.contradictions
                ),
                counted=True,
            ),
            Section(
                title=say("register_duties"),
                lines=tuple(_duties(state, teller)),
                columns=tuple(say(f"record_{name}") for name in ("since", "duty", "state")),
                counted=True,
            ),
            Section(
                title=say("record_controls"),
                lines=tuple(
                    _row(teller.control(id), teller.state("control", of))
                    for id, of in state.outcome.controls.items()
                ),
                columns=(say("record_control"), say("record_state")),
                counted=True,
            ),
            presumed_section(found, words),
            Section(title=say("record_knowledge"), lines=tuple(_knowledge(snapshots, words))),
        ),
        notice=noticed(assessment.knowledge, words),
    )


_HEADS = ("question", "answer", "who", "when", "evidence", "until")


def _row(*cells: str) -> Line:
    return Line(text=" · ".join(filter(None, cells)), cells=cells)


def _answers(answers: tuple[Answer, ...], teller: Teller) -> Iterator[Line]:
    say, stated = teller.words.say, {one.attribute: one.value for one in answers}
    for one in answers:
        if one.value is None and not one.erased:
            continue
        yield _row(
            teller.question(one.attribute, stated),
            say("register_erased") if one.erased else teller.value(one.attribute, one.value),
            one.who or (say("register_from_list", source=one.source) if one.source else ""),
            teller.words.day(one.given_on),
            str(one.evidence) or say("record_left_open"),
            teller.words.day(one.valid_until) if one.valid_until else "",
        )


def _duties(state: CaseState, teller: Teller) -> Iterator[Line]:
    for duty in state.outcome.duties:
        if duty.status != "may arise":
            told = teller.state("duty", duty.state)
            yield _row(teller.words.day(duty.from_), teller.duty(duty.id), told)


def _knowledge(snapshots: list[Snapshot], words: Words) -> Iterator[Line]:
    if not snapshots:
        yield Line(text=words.say("record_no_snapshot"))
        return
    last = snapshots[-1]
    values = {"number": last.number, "day": last.day, "hash": last.hash}
    yield Line(text=words.say("record_snapshot", **values, fingerprint=last.fingerprint))


def as_page(record: Outline, words: Words) -> str:
    """The record as a page of HTML to be printed, which loads nothing."""
    environment = Environment(
        loader=PackageLoader("threshold.register"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("record.html").render(
        lang=words.code,
        title=record.heading,
        css=Markup(source("page.css")),
        body=Markup(str(HTML(record))),
    )
