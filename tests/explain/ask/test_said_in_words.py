"""Sentences on verdicts, tiers and values say them in words: ids are for files and commands."""

from __future__ import annotations

import re
from datetime import date

import pytest

from engine import assess
from explain import smallest_change, timeline
from explain.ask.comparison import comparison
from knowledge.base import load
from knowledge.cases.stories import read_case_in
from knowledge.languages.english import short_name
from knowledge.languages.words import Words

LANGUAGES = ("en", "de", "fr")
HANDLE = re.compile(r"\([a-z_0-9.]+\)|\([a-z_0-9.]+ ?: [^)]*(\([^)]*\)[^)]*)*\)")


@pytest.fixture(scope="module")
def ids():
    base = load()
    tiers = {name.rpartition(".")[2] for name in base.legal_tier.answers}
    values = {value for one in base.attributes.values() for value in one.values}
    return {one for one in {*(one.id for one in base.verdicts), *tiers, *values} if "_" in one}


def told(found, language):
    """A form as one line, without the names in brackets under which files state an answer."""
    text = " ".join(found.to_text(language=language).split())
    return HANDLE.sub("", text)


def named(text, ids):
    return sorted(one for one in ids if re.search(rf"\b{one}\b", text))


def case(name, language):
    return read_case_in(f"example:{name}", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_timeline_says_verdicts_and_tiers_in_words(language, ids):
    found = timeline(case("hiring_trial", language), date(2029, 3, 1))
    assert found.verdict == "experiment_excepted"
    assert named(told(found, language), ids) == []
    for day in found.days:
        assert (day.headline, day.headline_before) != ("", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_smallest_change_says_verdicts_in_words(language, ids):
    for name, wanted in (("tay", "experiment_excepted"), ("schufa_score", "experiment_excepted")):
        found = smallest_change(case(name, language), wanted, most=1)
        assert named(told(found, language), ids) == []
        title = Words.of(language).statement(f"verdict.{wanted}", found.title)
        assert title in told(found, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_that_differ_are_questions_and_what_their_answers_mean(language, ids):
    one, other = (assess(case(name, language)) for name in ("tay", "unity_ad_targeting"))
    found = comparison(one, other)
    words = Words.of(language)
    outline = found.laid_out(words)
    facts = outline.sections[0].lines
    assert len(facts) == len(found.facts) > 10
    for fact, line in zip(found.facts, facts, strict=True):
        assert line.text.startswith(words.question(fact.attribute, fact.question))
        assert line.text.endswith(f"({fact.attribute})")
        assert named(HANDLE.sub("", line.text), ids) == []
    assert named(outline.lead[0], ids) == []


@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_day_asked_is_no_question_in_a_reason(language):
    found = timeline(case("tay", language), date(2019, 1, 1))
    words = Words.of(language)
    text = told(found, language)
    asked = words.question("today", load().attributes["today"].question)
    assert found.days
    assert " ".join(asked.split()) not in text
    assert " ".join(words.say("the_day_asked").split()) not in text
    assert words.say("rules_name_the_day") in text


@pytest.mark.parametrize(
    ("language", "day", "now", "already"),
    [
        ("en", "The verdict on 2016-03-23 is “", "The verdict now is “", "The verdict is “"),
        ("de", "Das Urteil am 23. März 2016 ist „", "Das Urteil ist jetzt „", "Das Urteil ist"),
        ("fr", "Le verdict au 23 mars 2016 est «", "Le verdict est maintenant «", "Le verdict est"),
    ],
)
def test_what_a_verdict_says_is_named_as_the_verdict(language, day, now, already):
    """A quoted sentence is no name: "It is “… is required” now" makes a reader stumble."""
    tay = case("tay", language)
    assert day in told(timeline(tay, date(2018, 2, 1)), language)
    assert now in told(smallest_change(tay, "experiment_excepted", most=1), language)
    reached = told(smallest_change(tay, "production_required", most=1), language)
    assert already in reached


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("ab_testing", "A/B testing"),
        ("api_keys", "API keys"),
        ("drift_detection", "drift detection"),
    ],
)
def test_names_made_of_ids_write_short_forms_as_people_do(id, name):
    assert Words.of("en").control_name(id, short_name(id)) == name


def test_a_name_that_no_language_has_is_marked_as_english():
    assert Words.of("de").control_name("api_keys", short_name("api_keys")) == "API keys (EN)"


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("en", "Reason: On which day does the trial end, as planned? 2028-06-30"),
        ("de", "Grund: An welchem Tag soll die Erprobung enden? 30. Juni 2028"),
        ("fr", "Raison : Quel jour l’essai doit-il se terminer ? 30 juin 2028"),
    ],
)
def test_a_reason_that_all_changes_of_a_day_share_is_told_once(language, reason):
    """The trial ends on 2028-06-30: on the next day that alone turns dozens of conclusions."""
    found = timeline(case("hiring_trial", language), date(2028, 7, 2))
    (day,) = found.days
    assert len({event.because for event in day.events}) == 1
    text = re.sub(r"\s", " ", told(found, language))
    assert text.count(reason) == 1
    assert text.count(reason.partition(": ")[2]) == 1


def test_reasons_that_differ_stay_with_what_they_turned():
    found = timeline(case("schufa_score", "en"), date(2028, 12, 7))
    outline = found.outline("en")
    days = outline.sections[: len(found.days)]
    for day, section in zip(found.days, days, strict=True):
        alike = len({event.because for event in day.events}) == 1
        assert bool(section.before) == alike
        reasons = [any(one.remark for one in line.below) for line in section.lines]
        assert all(told != alike for told in reasons)
