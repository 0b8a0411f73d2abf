"""What a day changes, as sentences for people: each thing once, alike things under one head, and
why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from explain.ask.conclusions import ConclusionChange
from explain.forms.data import Statement
from explain.forms.outline import Line
from explain.forms.spoken import spoken
from knowledge.conditions.tree import TODAY
from knowledge.conditions.wording import Phrase
from knowledge.conditions.wording import spoken as in_english
from knowledge.entries import (
    Caution,
    Ceiling,
    Condition,
    Contradiction,
    Duty,
    ExceptionEntry,
    Misconception,
    Note,
    Penalty,
    Relief,
    Trigger,
    Verdict,
)
from knowledge.entries import derived_names as names
from knowledge.languages.words import Words

SPAN = "span"  # the part of a comparison that counts days, weeks, months or years
ENDED, MET, LEFT_OPEN = (
    names.last_of(step("of"))  # the last part of such a proposition's name
    for step in (names.ended, names.met, names.left_open)
)
# what decides the verdict comes first, then what is to be done, then what threatens
ORDER = (
    ExceptionEntry.kind,
    Condition.kind,
    Trigger.kind,
    names.BINDS,
    Duty.kind,
    names.REQUIRED,
    names.GAP,
    Penalty.kind,
    Contradiction.kind,
    Caution.kind,
    Relief.kind,
    "",
    Misconception.kind,
    Note.kind,
)
# those whose title is no sentence that becomes so: words of their own stand before it
HEADED = {*ORDER} - {Condition.kind, Trigger.kind, ""}


def day_lines(
    changes: Iterable[ConclusionChange], words: Words, *, verdict_told: bool = False
) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """The reasons that all changes of a day share, and the changes as lines.

    `verdict_told`: the verdict and what it becomes are told above the lines.
    """
    groups: dict[tuple[object, ...], list[ConclusionChange]] = {}
    changes = list(changes)
    states = {
        change.about: change.step
        for change in changes
        if change.step in (MET, LEFT_OPEN) and change.after == "true"
    }
    for change in _once(changes, verdict_told):
        turn = (change.after, _dropped(change))
        groups.setdefault((_sort(change), turn, change.because), []).append(change)
    found = sorted(groups.values(), key=lambda group: ORDER.index(_sort(group[0])))
    reasons = [tuple(dict.fromkeys(_reasons(group[0].rests_on, words))) for group in found]
    shared = reasons[0] if len(set(reasons)) == 1 else ()
    because = (words.say("because_all", because=words.listed(shared)),) if shared else ()
    own = [() if shared else one for one in reasons]
    lines = (_line(group, one, states, words) for group, one in zip(found, own, strict=True))
    return because, tuple(lines)


def _once(changes: Iterable[ConclusionChange], verdict_told: bool) -> Iterator[ConclusionChange]:
    """The changes without those that another one of the day says, too.

    Such are: that a duty is owed which binds from that day, and whether it is met; that nobody says
    whether a control is there which is required from that day; that an exception has ended which
    holds no longer; that a breach falls under a ceiling of which the fine is told.
    """
    found = list(changes)
    turned = {(change.proposition, change.after) for change in found}
    told = {change.proposition for change in found}
    needed = {change.about for change in found if change.step == names.REQUIRED}
    fines = {change.after for change in found if change.kind == Penalty.kind}
    for change in found:
        of = change.proposition.rpartition(".")[0]
        said = (
            (verdict_told and change.kind == Verdict.kind and not change.step)
            or (names.binds(change.proposition), change.after) in turned
            or (change.step in (MET, LEFT_OPEN) and (names.binds(of) in told or of in told))
            or (change.step == names.GAP and change.after != "true" and change.about in needed)
            or (change.step == ENDED and of in told)
            or (change.kind == Ceiling.kind and change.after in fines)
        )
        if not said:
            yield change


def _sort(change: ConclusionChange) -> str:
    """Which sentence tells of a change, and where it stands."""
    sort = change.step or change.kind
    return sort if sort in ORDER else ""


def _line(
    group: list[ConclusionChange],
    reasons: tuple[str, ...],
    states: Mapping[str, str],
    words: Words,
) -> Line:
    """Changes of one sort, with one turn, as a line; several stand below their head."""
    first = group[0]
    below = tuple(
        Line(
            text=_said(change, states, words),
            source=words.cited(change.source),
            proposition=change.proposition,
        )
        for change in group
    )
    why = tuple(Line(text=words.say("because_all", because=one), remark=True) for one in reasons)
    word = words.say(f"sign_{first.after}")
    if len(below) > 1:
        head = words.titled(words.say(_head(first)), "").rstrip()
        return Line(text=head, sign=first.after, word=word, below=(*why, *below))
    (alone,) = below
    text = words.titled(words.say(_head(first)), alone.text)
    return alone.model_copy(update={"text": text, "sign": first.after, "word": word, "below": why})


def _head(change: ConclusionChange) -> str:
    """The key of the words before what changes."""
    if _dropped(change):
        return "from_day_dropped"
    sort = _sort(change)
    return f"from_day_{sort if sort in HEADED else 'other'}_{change.after}"


def _dropped(change: ConclusionChange) -> bool:
    """Whether it was open before, and is not so now: perhaps it never was."""
    return (change.before, change.after) == ("unknown", "false")


def _said(change: ConclusionChange, states: Mapping[str, str], words: Words) -> str:
    """What changes, in words that are no claim where it is open, or so no longer."""
    if change.step in HEADED:
        title = words.statement(change.about, change.subject)
        state = states.get(change.about) if change.step == names.BINDS else None
        return words.say(f"from_day_{state}", title=title) if state else title
    if _dropped(change) or (change.after == "unknown" and _sort(change) not in HEADED):
        return words.whether(change.proposition, change.asked)
    title = words.statement(change.proposition, change.title)
    if change.after == "false" or _sort(change) == Misconception.kind:
        return words.say("quoted", text=title)
    return title


def _reasons(statements: Iterable[Statement], words: Words) -> Iterator[str]:
    """Why a day changes something: what was stated, and the time that is counted from it; of a
    comparison with nothing that was stated, that the rules name the day.
    """
    for statement in statements:
        stated = dict(statement.stated)
        if TODAY not in stated:
            yield spoken(statement, words)
            continue
        facts = [words.fact(*item) for item in stated.items() if item[0] != TODAY]
        if None in facts:
            yield spoken(statement, words)
        elif facts:
            spans = [words.phrase(*one) for one in _spans(statement.phrase)]
            yield " ".join((words.listed(filter(None, facts)), *(f"(+ {one})" for one in spans)))
        else:
            yield words.say("rules_name_the_day")


def _spans(phrase: Phrase | str | None) -> Iterator[tuple[Phrase, str]]:
    """The spans of time in a comparison, each with its English."""
    if phrase is None or isinstance(phrase, str):
        return
    key, values = phrase
    if key == SPAN:
        yield phrase, in_english(phrase)
        return
    for _, value in values:
        yield from _spans(value)
