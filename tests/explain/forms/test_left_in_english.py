"""What German and French forms still say in English is listed at the end of the test run."""

from __future__ import annotations

from collections import Counter

import pytest

from engine import assess
from explain import first_answer, questions, smallest_change, timeline, why
from explain.posters.knowledge_map import knowledge_map
from explain.posters.legal_chain import legal_chain
from knowledge.base import load
from knowledge.cases.stories import read_case_in
from knowledge.entries import Classification
from knowledge.languages.english import CITED_AS
from knowledge.languages.lacking import missing
from knowledge.languages.texts import texts
from knowledge.languages.words import Words
from tests.conftest import DAY

CASES = ("schufa_score", "hiring_trial", "unity_ad_targeting", "roll_out_before_the_council")
# reasons that an entry gives: field → what it is
REASONS = {
    "because": "why a rule concludes so",
    "reading": "how its source was read",
    "reality": "what is so instead of a misconception",
    "consequence": "what a misconception leads to",
}


@pytest.fixture(scope="module", params=["de", "fr"])
def left(request):
    """What the forms of one language marked as English, each once."""
    told: set[str] = set()

    class Listening(Words):
        def mark(self, english):
            told.add(english)
            return super().mark(english)

    spoken, base = Words.of(request.param), load()
    words = Listening(spoken.code, spoken._texts)
    for name in CASES:
        assessment = assess(read_case_in(f"example:{name}", words))
        for one in (why(assessment), first_answer(assessment), questions(assessment)):
            one.to_text(language=words)
        change = smallest_change(assessment, "experiment_excepted", most=1)
        change.to_text(language=words)
    timeline(read_case_in("example:hiring_trial", words), "2029-03-01").to_text(language=words)
    knowledge_map(base, DAY, words)
    for classification in base.of_kind(Classification):
        legal_chain(base, classification, DAY, words)
    return request.param, told - {""}


def test_what_is_left_in_english_is_named_and_counted(left, shown):
    code, told = left
    base = load()
    fields = {
        getattr(entry, field): field
        for entry in base.entries.values()
        for field in REASONS
        if getattr(entry, field, "")
    }
    works = {entry.title for entry in base.entries.values() if entry.kind == "work"}
    counted = Counter(fields[text] for text in told if text in fields)
    other = sorted(told - fields.keys() - works)
    shown.append(f"still English in {code}: names of works ({len(told & works)})")
    for field, count in counted.most_common():
        shown.append(f"still English in {code}: {REASONS[field]} ({field}, {count})")
    for text in other:
        shown.append(f"still English in {code}: {text[:80]}")
    assert told <= works


@pytest.mark.parametrize("code", ["de", "fr"])
def test_what_explains_an_entry_is_said_in_every_language(code):
    spoken = texts(code)
    explaining = {keys for keys in spoken.english if keys[0] == "entries" and keys[-1] != CITED_AS}
    assert explaining
    assert sorted(explaining - spoken.own.keys()) == []


@pytest.mark.parametrize("code", ["de", "fr"])
def test_a_language_has_all_that_its_file_can_say(code):
    assert missing(code) == []
