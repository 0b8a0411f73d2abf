"""Lines that several layouts share: comparisons, authorities, questions, each in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Protocol

from explain.forms.data import Authority, Statement
from explain.forms.outline import Line
from explain.forms.tally import tally_text
from knowledge.conditions.wording import EXCLUDES, INCLUDES
from knowledge.entries import Entry, Work, derived_names
from knowledge.languages.english import name_of_title, says_its_title
from knowledge.languages.words import Words

MOST_READ = 2  # attributes of one comparison that are told in a box


class Asked(Protocol):
    """A question about an attribute."""

    @property
    def attribute(self) -> str:
        """The attribute."""

    @property
    def question(self) -> str:
        """The question about it, in English."""


class Titled(Protocol):
    """A work with its title."""

    @property
    def id(self) -> str:
        """The id of the work."""

    @property
    def title(self) -> str:
        """Its title, in English."""


class Described(Titled, Protocol):
    """A work with the note on it."""

    @property
    def note(self) -> str:
        """The note on how it was read, and the like, in English; may be empty."""


class Dated(Protocol):
    """A duty that binds from a day."""

    @property
    def moved_to(self) -> date | None:
        """To which day that has moved since the day asked."""

    @property
    def perhaps_from(self) -> tuple[date, ...]:
        """Other days from which it binds, where answers that are open say so."""


def remark(text: str, **fields: Any) -> Line:
    """A line below another one that says more about it."""
    return Line(text=text, remark=True, **fields)


def signed(sign: str, text: str, words: Words, **fields: Any) -> Line:
    """A line with a sign, and the word for it."""
    word = words.say(f"sign_{sign.replace(' ', '_')}")
    return Line(text=text, sign=sign, word=word, **fields)


def spoken(statement: Statement, words: Words) -> str:
    """A comparison, or a conclusion that another one rests on, as a sentence."""
    figures = words.cited(statement.figures)
    if statement.proposition:
        said = words.statement(statement.proposition, statement.comparison)
        return " ".join((said, *figures))
    if statement.asks:
        return words.question(statement.asks, statement.comparison)
    if statement.tally is not None:
        return tally_text(statement.tally, words)
    if statement.phrase is None:
        return words.mark(statement.says)
    said = words.phrase(statement.phrase, statement.comparison)
    if statement.entailed:
        said = words.say("follows_from_others", text=said)
    return " ".join((said, *figures))


def in_boxes(statement: Statement, words: Words) -> list[str]:
    """A comparison in the few words of a box: what was stated for each attribute, or in a line.

    Of a set it is the member that was asked for: others may stand in it, each in a box of its own.
    """
    if (asked := _member(statement)) is not None:
        attribute, member, is_stated = asked
        said = words.fact(attribute, (member,))
        if said is not None:
            return [said if is_stated else words.say("not_among_them", value=said)]
    facts = [words.fact(name, value) for name, value in statement.stated[:MOST_READ]]
    if facts and None not in facts:
        return list(filter(None, facts))
    return [spoken(statement, words).replace("_", " ").replace("controls.", "")]


def _member(statement: Statement) -> tuple[str, str, bool] | None:
    """The attribute and the member of it that a comparison asks for, and whether it was stated."""
    pattern, values = statement.phrase or ("", ())
    if pattern not in (INCLUDES, EXCLUDES):
        return None
    asked = dict(values)["value"]
    if isinstance(asked, str) or asked[0] != "answer":  # some member, whichever
        return None
    found = dict(asked[1])
    return str(found["of"]), str(found["value"]), pattern == INCLUDES


def in_a_box(statement: Statement, words: Words) -> str:
    """The same, on one line."""
    return words.listed(dict.fromkeys(in_boxes(statement, words)))


def quoted_verdict(verdict: str, title: str, words: Words) -> str:
    """What a verdict says, in quotes, as it stands within a sentence; `title`: its English."""
    return words.say("quoted", text=words.statement(derived_names.verdict(verdict), title))


def quoted_tier(tier: str, title: str, words: Words) -> str:
    """What lists call a legal tier, in quotes, as it stands within a sentence; `title`: its
    English.
    """
    return words.say("quoted", text=words.tier(tier, title))


def statement_lines(
    statements: Iterable[Statement], words: Words, *, signs: bool = False
) -> Iterator[Line]:
    """The statements behind something, a line each; their truth values as signs where asked."""
    for statement in statements:
        text = spoken(statement, words)
        if signs:
            yield signed(statement.status, text, words, status=statement.status)
        else:
            yield remark(text, status=statement.status, proposition=statement.proposition)


def authority_lines(authority: Authority, words: Words, *, because: bool = True) -> Iterator[Line]:
    """The reason of a rule, the reading of its source, and its reason to override another."""
    if because and authority.because:
        yield remark(words.explaining(authority.entry, "because", authority.because))
    if authority.reading:
        reading = words.explaining(authority.entry, "reading", authority.reading)
        yield remark(words.say("our_reading", reading=reading))
    if authority.override:
        yield remark(
            words.say("overrides", pack=authority.pack, reason=words.mark(authority.override))
        )


def cited(authority: Authority, words: Words) -> tuple[tuple[str, ...], str]:
    """The citations of an authority, and whether they say so or are read so."""
    return words.cited(authority.citations), words.say(authority.basis)


def entry_title(entry: Entry, words: Words) -> str:
    """The statement of an entry, or its name."""
    if says_its_title(entry):
        return words.explaining(entry.key, "title", entry.title)
    return words.statement(name_of_title(entry), entry.title)


def titled_work(work: Titled, words: Words) -> str:
    """The title of a work."""
    return words.explaining(f"{Work.kind}:{work.id}", "title", work.title)


def described_work(work: Described, words: Words) -> str:
    """The title of a work, and the note on it."""
    note = words.explaining(f"{Work.kind}:{work.id}", "note", work.note)
    return ". ".join(filter(None, (titled_work(work, words), note)))


def with_other_days(told: str, duty: Dated, words: Words) -> str:
    """What is told of the day from which a duty binds, and of others that may take its place."""
    if duty.moved_to is not None:
        told = words.say("date_moved", when=told, day=duty.moved_to)
    for day in duty.perhaps_from:
        told = words.say("date_open", when=told, day=day)
    return told


def question_lines(questions: Iterable[Asked], words: Words) -> Iterator[Line]:
    """Open questions, each with its attribute."""
    for item in questions:
        text = words.question(item.attribute, item.question)
        yield signed("asked", text, words, name=item.attribute)
