"""What a day changes is told in sentences, each thing once, in three languages."""

from __future__ import annotations

import re
from datetime import date

import pytest

from explain.ask.conclusions import ConclusionChange
from explain.ask.days_told import day_lines
from explain.ask.timeline import default_end, timeline
from knowledge.cases.files import example_names, read_case
from knowledge.languages.words import Words
from tests.conftest import DAY, use_case
from tests.explain.ask.test_timeline import CASES
from tests.sizes import few


def below(line):
    """A line and all lines under it."""
    return [line, *(one for under in line.below for one in below(under))]


def lines_of(found, language="en"):
    sections = found.outline(language).sections
    return [[one for line in part.lines for one in below(line)] for part in sections]


@pytest.mark.parametrize(
    ("language", "begins", "ends"),
    [
        ("en", "So from this day: ", "No longer so from this day: “"),
        ("de", "Ab diesem Tag gilt: ", "Ab diesem Tag nicht mehr so: „"),
        ("fr", "Vrai dès ce jour\u00a0: ", "N’est plus vrai dès ce jour\u00a0: «"),
    ],
)
def test_what_time_alone_turns_begins_or_is_no_longer_so(language, begins, ends):
    """A parallel run of 2026-11-01 is young for 4 weeks, and then as long as is usual, up to 8."""
    stated, first = CASES["a parallel run"]
    found = timeline(use_case(**stated), date(2026, 12, 31), first)
    days = [day.on for day in found.days]
    for on in (date(2026, 11, 29), date(2026, 12, 28)):
        told = [line.text for line in lines_of(found, language)[days.index(on)]]
        assert any(text.startswith(begins) for text in told)
        assert any(text.startswith(ends) for text in told)
        assert not any("→" in text for text in told)


def test_what_is_open_on_one_of_the_days_is_not_told_as_so():
    """What the Act lists from 2026-12-02 on is open then; it may never be so."""
    found = timeline(use_case(placed_in_eu=True, ai_system=True), date(2026, 12, 31), DAY)
    turned = {(one.before, one.after) for day in found.days for one in day.events}
    assert turned == {("false", "unknown")}
    heads = [line.text for lines in lines_of(found) for line in lines if line.sign]
    assert heads
    assert all("open answers say" in head or "Open from this day" in head for head in heads)


def test_what_was_open_and_is_not_so_is_not_told_as_no_longer_so():
    """Nobody knows whether it was so before: "no longer" would claim that it was."""
    change = ConclusionChange(
        proposition="ground.regulated",
        kind="trigger",
        title="The use is regulated",
        asked="the use is regulated",
        before="unknown",
        after="false",
    )
    _, (line,) = day_lines((change,), Words.of("en"))
    assert line.text == "Settled from this day, with the answer no: whether the use is regulated"


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "No longer to be noted from this day: “Each Member State has a sandbox”"),
        ("de", "Ab diesem Tag nicht mehr anzumerken: „Jeder Mitgliedstaat hat ein Reallabor“"),
        ("fr", "N’est plus à noter dès ce jour : « Chaque État membre a un bac à sable"),
    ],
)
def test_a_note_whose_day_has_come_is_not_told_as_no_longer_so(language, says):
    """From 2 August 2027 each Member State has a sandbox (Art. 57(1)): the note ends, not that."""
    found = timeline(read_case("example:schufa_score"), date(2027, 8, 2))
    told = " ".join(found.to_text(language=language).replace("\u00a0", " ").split())
    assert says in told.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "due", "perhaps", "literacy"),
    [
        ("en", "To be met from this day:", "where open answers say so", "literacy"),
        ("de", "Ab diesem Tag zu erfüllen:", "falls offene Antworten", "KI-Kompetenz"),
        (
            "fr",
            "À respecter dès ce jour\u00a0:",
            "si des réponses encore ouvertes",
            "maîtrise de l’IA",
        ),
    ],
)
def test_a_duty_that_begins_to_bind_is_told_as_people_say_it(language, due, perhaps, literacy):
    """Art. 4 binds from 2 February 2025; what is owed in open cases may bind from other days."""
    found = timeline(read_case("example:schufa_score"), date(2026, 12, 31))
    lines = [line.text for lines in lines_of(found, language) for line in lines]
    assert [line for line in lines if line.startswith(due) and literacy in line]
    assert [line for line in lines if perhaps in line]
    asked_day = ("Binds on the day asked", "Gilt am Stichtag", "Applicable au jour considéré")
    assert not any(words in line for words in asked_day for line in lines)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize("name", few(example_names(), of=6))
def test_each_day_is_told_in_sentences_and_each_duty_once(name, language):
    """No arrows between truth values, no ids, no comparison with "today", no duty twice."""
    case = read_case(f"example:{name}")
    found = timeline(case, default_end(case))
    titles = {
        words.statement(event.about, event.subject)
        for words in (Words.of(language),)
        for day in found.days
        for event in day.events
        if event.step == "binds"
    }
    parts = found.outline(language).sections[: len(found.days)]
    for part, lines in zip(parts, lines_of(found, language), strict=False):
        texts = [*part.before, *(line.text for line in lines)]
        assert not any("→" in text or re.search(r"[a-z]_[a-z]", text) for text in texts)
        assert not any("today is" in text or "Stichtag" in text for text in texts)
        for title in titles:
            assert sum(title in text for text in texts) <= 1, (part.title, title)


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("en", "Reason: Since when do prototype and production"),
        ("de", "Grund: Seit wann laufen Prototyp und Produktivsystem nebeneinander?"),
        ("fr", "Raison\u00a0: Depuis quand"),
    ],
)
def test_time_that_is_counted_from_a_stated_day_is_told_with_that_day(language, reason):
    """The run of 2026-11-01 is overdue after 8 weeks."""
    stated, first = CASES["a parallel run"]
    found = timeline(use_case(**stated), date(2026, 12, 31), first)
    (place,) = [n for n, day in enumerate(found.days) if day.on == date(2026, 12, 28)]
    part = found.outline(language).sections[place]
    told = [*part.before, *(line.text for line in lines_of(found, language)[place])]
    (why,) = [text for text in told if text.startswith(reason.split(":")[0].strip())]
    assert why.startswith(reason)
    assert "(+ 8 " in why
    assert Words.of(language).day(date(2026, 11, 1)) in why
