"""The legal side of an explanation, laid out for reading in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.fines import PenaltyCeiling, percent
from engine.legal import DutyStatus
from explain.argue.explanation import LegalReport, LegalStep, ReliefReport
from explain.argue.outlook import Outlook
from explain.argue.outlook_layout import tier_outlook
from explain.forms.outline import Line, Section
from explain.forms.spoken import (
    authority_lines,
    cited,
    question_lines,
    remark,
    signed,
    spoken,
    statement_lines,
    with_other_days,
)
from knowledge.entries import derived_names as names
from knowledge.languages.words import Words

MOST_FACTS = 4  # named for one step; the rest is in the argument of its proposition


def legal_sections(legal: LegalReport, outlook: Outlook | None, words: Words) -> Iterator[Section]:
    """The tier with its chain of articles, reliefs, duties, fines, questions."""
    ahead = tier_outlook(outlook, words) if outlook else ()
    yield Section(
        title=words.say("legal", tier=words.tier(legal.tier, legal.title)),
        before=(tier_statement(legal, words), *ahead),
        lines=tuple(_step(step, words) for step in legal.steps),
        numbered=True,
    )
    yield _part("reliefs", words, (_relief(relief, words) for relief in legal.reliefs))
    heads = ("from", "article", "duty", "who", "when")
    yield Section(
        title=words.say("duties"),
        lines=tuple(_duties(legal, words)),
        columns=tuple(words.say(f"head_{name}") for name in heads),
        part=True,
    )
    possible = _articles(legal.possible, words)
    yield _part("possible_duties", words, [remark(possible)] if possible else [])
    yield _part("penalties", words, (_penalty(item, words) for item in legal.penalties))
    yield _part("legal_questions", words, question_lines(legal.questions, words))


def _articles(duties: Iterable[DutyStatus], words: Words) -> str:
    """Their articles, each once: several duties may stand in one."""
    return ", ".join(dict.fromkeys(words.article(duty.article) for duty in duties))


def tier_statement(legal: LegalReport, words: Words) -> str:
    """The tier in a sentence, or that it is not settled."""
    if legal.answer:
        return words.statement(legal.answer, legal.statement)
    question = words.statement(legal.classification, legal.question)
    return words.titled(question, words.say("tier_unknown"))


def _part(key: str, words: Words, lines: Iterable[Line]) -> Section:
    return Section(title=words.say(key), lines=tuple(lines), part=True)


def _step(step: LegalStep, words: Words) -> Line:
    source, basis = cited(step.authority, words)
    named = [remark(spoken(one, words), status=one.status) for one in step.statements]
    rest = len(named) - MOST_FACTS
    more = [remark(words.say("and_more", count=rest))] if rest > 0 else []
    return Line(
        text=words.statement(step.proposition, step.statement),
        source=source,
        basis=basis if step.authority.basis == "interpretation" else "",
        below=(
            *([remark(_because(step, words))] if step.because else []),
            *named[:MOST_FACTS],
            *more,
            *authority_lines(step.authority, words, because=False),
        ),
        proposition=step.proposition,
    )


def _because(step: LegalStep, words: Words) -> str:
    return words.explaining(step.authority.entry, "because", step.because)


def _relief(relief: ReliefReport, words: Words) -> Line:
    source, _ = cited(relief.authority, words)
    outcome = words.say(f"sign_{relief.outcome.replace(' ', '_')}")
    return signed(
        relief.outcome,
        words.titled(words.statement(relief.proposition, relief.title), outcome),
        words,
        source=source,
        below=(
            *statement_lines(relief.statements, words),
            *authority_lines(relief.authority, words),
        ),
        proposition=relief.proposition,
    )


def _duties(legal: LegalReport, words: Words) -> Iterator[Line]:
    """The duties that fall on the case; those of other roles in one line for each role."""
    others: dict[str, list[DutyStatus]] = {}
    for duty in legal.arisen:
        if duty.status == "not for this role":
            others.setdefault(duty.role, []).append(duty)
        else:
            yield _duty(duty, words)
    for role, duties in others.items():
        told = words.count("other_roles", len(duties), role=words.role(role))
        articles = _articles(duties, words)
        yield Line(
            text=told,
            cells=("", articles, told, words.role(role), words.say("not_your_role")),
            below=(remark(articles),),
        )


def _duty(duty: DutyStatus, words: Words) -> Line:
    title = words.statement(names.duty(duty.id), duty.title)
    role, when = words.role(duty.role), when_it_binds(duty, words)
    return Line(
        text=words.say(
            "duty_line", article=words.article(duty.article), duty=title, role=role, when=when
        ),
        cells=(words.day(duty.from_), words.article(duty.article), title, role, when),
        proposition=names.duty(duty.id),
    )


def when_it_binds(duty: DutyStatus, words: Words) -> str:
    """From when a duty binds, and how certain that is, in words."""
    if duty.status == "not for this role":
        told = words.say("not_your_role")
    elif duty.days_left is None:
        told = words.say("binding_since", day=duty.from_)
    else:
        told = words.count("binding_in", duty.days_left, day=duty.from_)
    if duty.status != "not for this role":
        told = with_other_days(told, duty, words)
    if duty.status == "open":
        told = words.say("role_open", when=told)
    if duty.fulfilment in ("met", "open"):
        told = words.say("duty_met" if duty.fulfilment == "met" else "duty_left_open", when=told)
    if duty.due is not None:
        told = words.say("duty_due", when=told, day=duty.due)
    if duty.certainty != "certain":
        certainty = words.say(f"certainty_{duty.certainty}")
        told = words.say("date_certainty", when=told, certainty=certainty)
    return told


def _penalty(item: PenaltyCeiling, words: Words) -> Line:
    title = words.statement(f"penalty.{item.id}", item.title)
    says = ceiling_in_words(item, words)
    return Line(
        text=words.say("penalty_line", article=words.article(item.article), title=title, says=says),
        proposition=f"penalty.{item.id}",
    )


def ceiling_in_words(item: PenaltyCeiling, words: Words) -> str:
    """The two amounts, which of them counts, and the ceiling where it is known."""
    rule = words.say(f"penalty_{item.counts}")
    share = words.say("percent", number=words.number(percent(item.share)))
    both = words.say("penalty_both", amount=words.number(item.amount), share=share)
    if not item.share:
        return words.say("penalty_amount", amount=words.number(item.amount))
    if item.ceiling is None:
        return words.say("penalty_rule", both=both, rule=rule)
    return words.say("penalty_ceiling", both=both, rule=rule, ceiling=words.number(item.ceiling))
