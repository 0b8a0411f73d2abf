"""The words of a pack in another language stand in the pack."""

from __future__ import annotations

import pytest

from engine import assess
from explain import why
from explain.review.check import check
from knowledge import load
from knowledge.faults import InvalidKnowledge
from knowledge.languages.lacking import untranslated
from knowledge.languages.texts import texts
from knowledge.languages.words import Words
from tests.pack_of_gdpr import CASE, GERMAN, MANIFEST, RULES, written


@pytest.fixture
def spoken(tmp_path):
    """A base with the pack, whose German says so."""

    def with_german(german: str, **others):
        return load(written(tmp_path / "pack", german=german, **others))

    return with_german


def test_an_answer_in_german_has_the_words_of_the_pack(spoken):
    base = spoken(GERMAN)
    told = why(assess(CASE, base=base), "trigger.gdpr_automated_decision", prove=False)
    text = told.to_text(language=Words.of("de", base))
    assert "Es wird ohne einen Menschen entschieden" in text
    assert "A decision is made without a person" not in text
    assert untranslated("de", base) == {}
    assert (
        texts("de", base).question("gdpr_solely_automated").text == "Entscheidet kein Mensch mit?"
    )
    assert texts("de", base).question("exposure").missing is False


@pytest.mark.parametrize(
    ("german", "line", "said"),
    [
        (GERMAN.replace("_solely_automated: {", "_solely: {"), 4, "there is no attribute"),
        (GERMAN.replace('"true"', '"maybe"'), 4, "there is no value of gdpr_solely_automated"),
        (GERMAN + "interface: {next: Weiter}\n", 10, "a pack translates what it says itself"),
        (GERMAN + "questions_: {}\n", 10, "a language has no key 'questions_'"),
        (GERMAN.replace('  gdpr_solely_automated: "E', '  exposure: "E'), 2, "the shipped packs"),
        (GERMAN.replace("mit?", "{mit}?"), 2, "other placeholders"),
    ],
)
def test_a_wrong_name_or_text_is_told_with_its_place(spoken, german, line, said):
    with pytest.raises(InvalidKnowledge) as told:
        texts("de", spoken(german))
    fault = told.value.faults[0]
    assert said in str(fault)
    assert (fault.place.file, fault.place.line) == ("pack/languages/de.yaml", line)


def test_a_language_that_a_pack_speaks_needs_its_file(tmp_path):
    with pytest.raises(
        InvalidKnowledge, match=r"pack/pack\.yaml:6:17: .*no file languages/de\.yaml"
    ):
        load(written(tmp_path / "pack", german=None))


def test_a_check_tells_what_is_not_translated_and_what_is_misnamed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "less", german=GERMAN.partition("answers")[0])
    (found,) = check(["less"], "wording")
    assert (found.file, found.kind, found.severity) == (
        "less/languages/de.yaml",
        "untranslated",
        "warning",
    )
    assert "answers.gdpr_solely_automated.true" in found.says
    assert "statements.trigger.gdpr_automated_decision" in found.says
    assert "entries.trigger.gdpr_automated_decision.because" in found.says
    written(tmp_path / "wrong", german=GERMAN.replace("decision:", "decisions:", 1))
    (found,) = check(["wrong"], "wording")
    assert (found.level, found.severity, found.line) == ("names", "error", 6)
    written(tmp_path / "whole")
    assert check(["whole"], "wording") == []


POLICY = """\
- work: policy
  title: Policy
  cited_as: Policy
- attribute: policy_loans
  type: integer
  unit: loans
  question: How many loans does it decide on in a day?
  source: {work: policy, at: "1"}
- attribute: beliefs
  add_values: {policy_fast: it is fast}
  source: {work: policy, at: "2"}
- trigger: policy_many
  title: It decides on many loans
  when: policy_loans > 100 or "policy_fast" in beliefs
  because: Many are concerned.
  source: {work: policy, at: "1"}
  basis: stated
"""
POLICY_MANIFEST = """\
name: policy
version: "1"
title: Policy
languages: [en{}]
"""
OF_POLICY = {
    "questions.policy_loans",
    "answers.beliefs.policy_fast",
    "statements.trigger.policy_many",
    "entries.trigger.policy_many.because",
    "entries.attribute:policy_loans.unit",
    "entries.work:policy.title",
}


def test_what_is_not_translated_is_told_at_the_pack_that_says_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    less = GERMAN.partition("answers:")[2]  # without the question
    less = f"answers:{less}"
    first = written(tmp_path / "first", german=less)
    manifest = POLICY_MANIFEST.format(", de")
    second = written(tmp_path / "second", manifest=manifest, rules=POLICY, german="statements: {}")
    lacking = untranslated("de", load([first, second]))
    assert {pack: set(names) for pack, names in lacking.items()} == {
        "gdpr": {"questions.gdpr_solely_automated"},
        "policy": OF_POLICY,
    }
    found = {one.file: one.says for one in check(["first", "second"], "wording")}
    assert set(found) == {"first/languages/de.yaml", "second/languages/de.yaml"}
    assert "policy" not in found["first/languages/de.yaml"]
    assert all(name in found["second/languages/de.yaml"] for name in OF_POLICY)


def test_a_pack_that_speaks_no_german_is_not_asked_for_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "first")
    manifest = POLICY_MANIFEST.format("")
    written(tmp_path / "second", manifest=manifest, rules=POLICY, german=None)
    assert check(["first", "second"], "wording") == []


def test_a_language_that_there_is_not_is_told_at_its_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pack = written(tmp_path / "pack", manifest=MANIFEST.replace("de]", "xx]"), rules=RULES)
    (pack / "languages" / "de.yaml").rename(pack / "languages" / "xx.yaml")
    (found,) = check(["pack"], "names")
    assert found.file == "pack/languages/xx.yaml"
    assert "there is no language 'xx'" in found.says
