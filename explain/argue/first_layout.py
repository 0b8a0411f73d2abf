"""The first answer, laid out for reading in one language: in few lines, whatever the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from engine.legal import UNKNOWN_TIER
from explain.argue.first_answer import (
    STATES,
    AskedBy,
    DutyToMeet,
    FirstAnswer,
    GapToClose,
    Titled,
)
from explain.argue.outlook import Outlook, Presumption
from explain.argue.outlook_layout import can_change, headline, presumed, tier_outlook
from explain.argue.stated_answers import StatedAnswer
from explain.forms.footing import noticed
from explain.forms.forms import FIRST
from explain.forms.outline import Line, Outline, Section
from explain.forms.spoken import in_a_box, remark, with_other_days
from knowledge.cases.numbered import with_number
from knowledge.cases.stated import Stated
from knowledge.entries import derived_names as names
from knowledge.languages.clauses import clauses
from knowledge.languages.english import short_name
from knowledge.languages.placeholders import placed
from knowledge.languages.words import Words

MOST_DUTIES = 8  # told one by one; the rest is counted
MOST_OPEN = 4  # of which it is open whose they are
MOST_CONTRADICTIONS = 2
MOST_PRESUMED = 3
MOST_BANNERS = 2
MOST_COUNTED = 2  # notes on answers that are open
MOST_CLASSIFIED = 2
MOST_GROUNDS = 3
MOST_TO_CONFIRM = 6
GO_ON = ("why FILE", "ask FILE", "plan FILE -o plan.xlsx", "page FILE -o page.html")


@FIRST.register(FirstAnswer)
def outline(answer: FirstAnswer, words: Words) -> Outline:
    """All that is told first, with the verdict at its head."""
    title = words.statement(names.verdict(answer.verdict), answer.headline)
    named = words.listed((answer.verdict, words.say("as_of", day=answer.on)))
    return Outline(
        subject=answer.name,
        title=f"{headline(title, answer.outlook, words)} ({named})",
        lead=(
            *_some_titled(answer.banners, MOST_BANNERS, words),
            *([answer.as_if.told(words)] if answer.as_if else ()),
            can_change(answer.outlook, words),
        ),
        sections=tuple(first_sections(answer, words)),
        notice=noticed(answer.knowledge, words),
    )


def first_sections(
    answer: FirstAnswer, words: Words, go_on: Sequence[str] | None = None
) -> Iterator[Section]:
    """The sections after the verdict; every report begins with them.

    `go_on`: the commands by which one goes on; those that take a file, by default.
    """
    go_on = _with_the_file(answer.asked_by, words) if go_on is None else go_on
    yield _sentences(*_grounds(answer, words))
    if answer.tier is not None:
        tier = words.tier(answer.outlook.tier, answer.tier)
        ahead = tuple(map(remark, tier_outlook(answer.outlook, words)))
        yield _head(words.say("first_tier", tier=tier), ahead)
    if answer.classified:
        yield _sentences(*_classified(answer, words))
    if answer.duties:
        yield _head(_counted("first_duties", answer.duties, words), tuple(_duties(answer, words)))
    elif answer.tier is not None:
        yield _sentences(words.say("first_no_duties"))
    if answer.counted:
        yield _sentences(*_some_titled(answer.counted, MOST_COUNTED, words))
    if answer.missing or answer.unconfirmed:
        yield _head(
            words.say(
                "first_gaps" if answer.missing else "first_no_gaps",
                missing=words.number(answer.missing),
                unconfirmed=words.number(answer.unconfirmed),
            ),
            (*(_gap(gap, words) for gap in answer.gaps), *_to_confirm(answer.to_confirm, words)),
        )
    if answer.overruled:
        told = _some_titled(answer.overruled, MOST_CONTRADICTIONS, words)
        yield _sentences(*(words.say("judgement_overruled", statement=text) for text in told))
    others = [one for one in answer.contradictions if one not in answer.overruled]
    if others:
        told = _some_titled(others, MOST_CONTRADICTIONS, words)
        yield _sentences(*(words.say("contradictory", statement=text) for text in told))
    if answer.outlook.presumed:
        yield _sentences(_presumed(answer.outlook, words))
    if answer.questions:
        yield _head(
            words.say("first_questions"),
            tuple(
                remark(
                    f"{words.question(one.attribute, one.question)} ({one.attribute})",
                )
                for one in answer.questions
            ),
            numbered=True,
        )
    if go_on:
        commands = words.listed(f"threshold {one}" for one in go_on)
        if options := answer.asked_by.options:
            yield _sentences(words.say("first_go_on_with", options=options, commands=commands))
        else:
            yield _sentences(words.say("first_go_on", commands=commands))


def _with_the_file(asked: AskedBy, words: Words) -> list[str]:
    """The commands by which one goes on with the case in a file, or with one of several in it."""
    file = "FILE" if asked.number is None else with_number("FILE", asked.number)
    return [placed(one.replace("FILE", file), words) for one in GO_ON]


def _grounds(answer: FirstAnswer, words: Words) -> Iterator[str]:
    """What the verdict rests on, the grounds, and the reason that presses most."""
    if answer.rests_on:
        told = [in_a_box(one, words) for one in answer.rests_on]
        yield words.say("first_grounds", grounds=clauses(_some(told, MOST_GROUNDS, words), words))
    if answer.grounds:
        told_as = "first_grounds_beside" if answer.rests_on else "first_grounds"
        listed = clauses(_some_titled(answer.grounds, MOST_GROUNDS, words), words)
        yield words.say(told_as, grounds=listed)
    yield words.say("presses_most", reason=answer.pressing.reason(words))


def _to_confirm(controls: Sequence[str], words: Words) -> Iterator[Line]:
    """The controls of which nobody said whether they are in place, by name."""
    named = [words.control_name(id, short_name(id)) for id in controls[:MOST_TO_CONFIRM]]
    if (rest := len(controls) - len(named)) > 0:
        named.append(words.say("and_more", count=rest))
    if named:
        yield remark(words.say("first_to_confirm", controls=words.listed(named)))


def stated_section(answer: FirstAnswer, words: Words) -> Section:
    """The stated answers, and who answers for them."""
    by = (
        words.say("stated_by", owner=answer.owner)
        if answer.owner
        else words.say("stated_by_nobody")
    )
    heads = ("question", "answer")
    return Section(
        title=words.say("stated_title"),
        before=(by,),
        lines=tuple(_stated(one, words) for one in answer.stated),
        columns=tuple(words.say(f"column_{name}") for name in heads),
    )


def _head(title: str, lines: tuple[Line, ...], *, numbered: bool = False) -> Section:
    """A part that stands before all details; a sentence, where it has no lines."""
    if not lines:
        return _sentences(title)
    return Section(title=title, lines=lines, head=True, numbered=numbered)


def _sentences(*texts: str) -> Section:
    return Section(title="", before=texts, lines=(), head=True)


def _some_titled(items: Sequence[Titled], most: int, words: Words) -> tuple[str, ...]:
    """The first few statements, and how many more there are."""
    return _some([_title(one, words) for one in items], most, words)


def _some(told: Sequence[str], most: int, words: Words) -> tuple[str, ...]:
    """The first few of some texts, and how many more there are."""
    rest = len(told) - most
    return (*told[:most], words.say("and_more", count=rest)) if rest > 0 else tuple(told)


def _title(one: Titled, words: Words) -> str:
    title = words.statement(one.proposition, one.title)
    return words.say("by_own_judgement", statement=title) if one.own_judgement else title


def _classified(answer: FirstAnswer, words: Words) -> Iterator[str]:
    for one in answer.classified[:MOST_CLASSIFIED]:
        title = words.statement(f"classification.{one.classification}", one.title)
        unknown = one.answer == UNKNOWN_TIER
        told = (
            words.say("tier_unknown") if unknown else words.short(one.proposition, one.answer_title)
        )
        yield words.titled(title, told)
    if (rest := len(answer.classified) - MOST_CLASSIFIED) > 0:
        yield words.say("and_more", count=rest)


def _counted(key: str, duties: Sequence[DutyToMeet], words: Words) -> str:
    counts = Counter(duty.state for duty in duties)
    told = (
        words.say(f"first_count_{state.replace(' ', '_')}", count=words.number(counts[state]))
        for state in STATES
        if counts[state]
    )
    return words.say(key, count=words.number(len(duties)), states=words.listed(told))


def _duties(answer: FirstAnswer, words: Words) -> Iterator[Line]:
    whose = answer.whose
    is_open = [duty.id for duty in answer.duties if duty.state == "role open"]
    told_apart = [duty for duty in answer.duties if duty.id not in is_open[MOST_OPEN:]]
    shown = told_apart[: MOST_DUTIES if whose is None else MOST_DUTIES - 1]
    for duty in shown:
        title = words.statement(names.duty(duty.id), duty.title)
        told = words.say(
            "first_duty",
            when=when(duty, words),
            state=words.say(f"first_{duty.state.replace(' ', '_')}"),
            article=words.article(duty.article),
            duty=title,
        )
        yield Line(text=told, proposition=names.duty(duty.id))
    told_so_far = {duty.id for duty in shown}
    if rest := [duty for duty in answer.duties if duty.id not in told_so_far]:
        yield remark(_counted("first_more_duties", rest, words))
    if whose is not None:
        question = words.question(whose.attribute, whose.question)
        asked = {"question": question, "attribute": whose.attribute}
        yield remark(words.count("first_whose", whose.duties, **asked))


def when(duty: DutyToMeet, words: Words) -> str:
    """By which day a duty must be done, or from which it binds, and how far away that is."""
    key = "first_due" if duty.due is not None else "first_from"
    if duty.days_left < 0 or (duty.days_left == 0 and duty.due is None):
        told = words.say(f"{key}_come", day=duty.day)
    else:
        told = words.count(key, duty.days_left, day=duty.day)
    told = with_other_days(told, duty, words)
    if duty.certainty == "certain":
        return told
    certainty = words.say(f"certainty_{duty.certainty}")
    return words.say("date_certainty", when=told, certainty=certainty)


def _gap(gap: GapToClose, words: Words) -> Line:
    told = words.titled(
        words.control_name(gap.id, short_name(gap.id)),
        words.control(gap.id, gap.title, from_vendor=gap.from_vendor),
    )
    if gap.day is not None:
        articles = ", ".join(map(words.article, gap.articles))
        told = words.say("first_gap_dated", gap=told, day=gap.day, articles=articles)
    return Line(text=told, proposition=names.gap(gap.id))


def _presumed(outlook: Outlook, words: Words) -> str:
    """The presumptions, in one line: statements of one's own, those that count as not so, as so."""
    shown = outlook.presumed[:MOST_PRESUMED]
    told = [presumed(one, words) for one in shown if one.unchecked]
    negative = [one for one in shown if not one.unchecked and not one.counted]
    if negative:
        told.append(words.say("first_as_no", asked=_asked(negative, words)))
    positive = [
        words.statement(one.name, one.title) for one in shown if one.counted and not one.unchecked
    ]
    if positive:
        told.append(words.say("first_as_yes", title=clauses(positive, words)))
    if (rest := len(outlook.presumed) - MOST_PRESUMED) > 0:
        told.append(words.say("and_more", count=rest))
    return words.say("first_presumed", items=words.listed(told))


def _asked(items: Sequence[Presumption], words: Words) -> str:
    return words.listed(words.whether(one.name, one.asked) for one in items)


def value_told(value: Stated, meanings: Mapping[str, str], attribute: str, words: Words) -> str:
    """The stated value, by its meaning; of an empty set, that none was stated."""
    if value == []:
        return words.say("stated_none")
    if not meanings:
        return words.value(value)
    return words.listed(words.answer(attribute, one, meaning) for one, meaning in meanings.items())


def answer_told(one: StatedAnswer, words: Words) -> tuple[str, str]:
    """The question, and its answer."""
    question = words.question(one.attribute, one.question)
    return question, value_told(one.value, one.meanings, one.attribute, words)


def _stated(one: StatedAnswer, words: Words) -> Line:
    question, told = answer_told(one, words)
    return Line(text=f"{question} {told}", cells=(question, told), name=one.attribute)
