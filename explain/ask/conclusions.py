"""Conclusions that differ between two assessments, and how they are told: alike ones in one
line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import Field

from engine import Assessment
from explain.ask.of_two_bases import conclusions_by_name
from explain.forms.data import Data, Statement, Status, status_of
from explain.forms.outline import Line
from explain.forms.spoken import spoken
from knowledge.base import KnowledgeBase
from knowledge.entries import Control, RuleEntry
from knowledge.entries import derived_names as names
from knowledge.languages.english import name_of_title
from knowledge.languages.words import Words

# steps about an entry, of which lists name the entry alone
STEPS = (names.REQUIRED, names.GAP, names.BINDS)
MOST_SINGLE = 3  # conclusions of one kind, with one change and one reason, that are told one by one


class ConclusionChange(Data):
    """A proposition whose truth value differs."""

    proposition: str
    kind: str
    title: str
    asked: str = Field(default="", description="the same as it reads after `whether`")
    subject: str = Field(
        default="", description="of a step about an entry, such as a control: the entry's title"
    )
    about: str = Field(default="", description="the name under which languages have that title")
    step: str = Field(default="", description="which step it is; empty where it is an entry's own")
    before: Status
    after: Status
    rests_on: tuple[Statement, ...] = Field(default=(), description="the comparisons that turned")
    because: tuple[str, ...] = Field(default=(), description="the same in English")
    source: tuple[str, ...] = ()


def told(base: KnowledgeBase, name: str) -> bool:
    """Whether a proposition is one that readers know, and not a step in between."""
    return name in base.propositions and not base.propositions[name].step


def differing(a: Assessment, b: Assessment) -> Iterable[ConclusionChange]:
    """Each conclusion that readers know and whose truth value differs from `a` to `b`."""
    was, now = conclusions_by_name(a, b.base), conclusions_by_name(b, a.base)
    for name in dict.fromkeys([*was, *now]):
        before, after = was.get(name, False), now.get(name, False)
        base = b.base if name in b.base.propositions else a.base
        if before == after or not told(base, name):
            continue
        proposition = base.propositions[name]
        entry = base.entries.get(proposition.entry or "")
        yield ConclusionChange(
            proposition=name,
            kind=entry.kind if entry else "step",
            **step_about(base, name),
            asked=proposition.asked,
            before=status_of(before),
            after=status_of(after),
            source=base.citations(entry) if isinstance(entry, (RuleEntry, Control)) else (),
        )


def step_about(base: KnowledgeBase, name: str) -> dict[str, str]:
    """The name of a proposition: its title; of a step about an entry, the kind of step, the entry's
    title, and the name under which languages have that.
    """
    proposition = base.propositions[name]
    entry = base.entries.get(proposition.entry or "")
    step = names.step_of(name, entry.proposition, entry.id) if entry else ""
    return {
        "title": proposition.title,
        "subject": entry.title if step and entry else "",
        "about": name_of_title(entry) if step and entry else "",
        "step": step,
    }


def change_lines(changes: Iterable[ConclusionChange], words: Words) -> tuple[Line, ...]:
    """Changes as lines; many of one kind, with one change and one reason, are one line."""
    groups: dict[tuple[object, ...], list[ConclusionChange]] = {}
    for change in changes:
        alike = (names.family_of(change.proposition), change.kind, change.step)
        groups.setdefault((*alike, change.before, change.after, change.because), []).append(change)
    return tuple(line for group in groups.values() for line in _lines(group, words))


def _lines(group: Sequence[ConclusionChange], words: Words) -> Iterable[Line]:
    first = group[0]
    below = tuple(Line(text=spoken(statement, words)) for statement in first.rests_on)
    before, word = (words.say(f"sign_{sign}") for sign in (first.before, first.after))
    turned = f"{before} → {word}"
    if len(group) > MOST_SINGLE:
        short = first.step in STEPS and all(one.subject for one in group)
        said = words.listed(
            " ".join(
                (_subject(one, words) if short else _stated(one, words), *words.cited(one.source))
            )
            for one in group
        )
        about = f"step_{first.step}" if short else f"kind_{first.kind}"
        many = words.say(
            "turned_alike", about=words.say(about), turned=turned, count=len(group), names=said
        )
        yield Line(text=many, sign=first.after, word=word, below=below)
        return
    for change in group:
        yield Line(
            text=words.titled(_stated(change, words), turned),
            sign=change.after,
            word=word,
            source=words.cited(change.source),
            below=below,
            proposition=change.proposition,
        )


def _subject(change: ConclusionChange, words: Words) -> str:
    return words.statement(change.about, change.subject)


def _stated(change: ConclusionChange, words: Words) -> str:
    """The changed conclusion, as something asked: neither before nor after need it be so."""
    return words.whether(change.proposition, change.asked)
