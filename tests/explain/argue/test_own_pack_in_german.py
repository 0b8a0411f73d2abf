"""What a pack of one's own translates is said in that language, wherever answers tell it."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from explain.api import why
from knowledge import load
from knowledge.cases.files import read_case
from knowledge.faults import InvalidKnowledge
from knowledge.languages.file import _NAMED, LanguageFile
from knowledge.languages.lacking import untranslated
from knowledge.languages.words import Words

MANIFEST = 'name: dairy\nversion: "1.0"\ntitle: Rules of a dairy\nlanguages: [en, de]\n'
RULES = """\
- work: statutes
  title: Statutes
  cited_as: Statutes

- attribute: litres
  type: number
  question: How many litres a day?
  source: {work: statutes, at: "1"}

- attribute: season_from
  type: date
  question: Since when has the season run?
  source: {work: statutes, at: "2"}

- define: stake.much
  title: Much is at stake
  when: litres >= 1000
  source: {work: statutes, at: "3"}
  basis: stated

- define: stake.little
  title: Little is at stake
  when: litres < 1000
  source: {work: statutes, at: "3"}
  basis: stated

- classification: stake
  title: How much is at stake
  answers: [stake.much, stake.little]
  source: {work: statutes, at: "3"}

- transition: season
  title: The season runs
  when: season_from <= today
  figure:
    says: it ends on {low}
    low: season_from + weeks(26)
    high: season_from + weeks(26)
  source: {work: statutes, at: "2"}
  basis: stated

- table: fee
  title: Which fee is due
  hit: first
  columns: [litres, concludes]
  rows: [["< 1000", half], ["-", whole]]
  answers: {half: Half of it, whole: All of it}
  reported: true
  source: {work: statutes, at: "4"}
"""
GERMAN = """\
questions: {litres: "Wie viele Liter am Tag?", season_from: "Seit wann läuft die Saison?"}
statements:
  classification.stake: Was auf dem Spiel steht
  stake.much: Viel steht auf dem Spiel
  stake.little: Wenig steht auf dem Spiel
  transition.season: Die Saison läuft
  fee.half: Die Hälfte davon
  fee.whole: Alles davon
entries:
  "work:statutes": {title: Satzung}
  "table:fee": {title: Welche Gebühr anfällt}
  transition.season: {figure: "sie endet am {low}"}
"""


@pytest.fixture
def pack(tmp_path):
    """The folder of the pack."""
    (tmp_path / "languages").mkdir()
    (tmp_path / "pack.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "languages" / "de.yaml").write_text(GERMAN, encoding="utf-8")
    return tmp_path


def answer(pack, tmp_path):
    """The answer to a case of the pack."""
    case = tmp_path / "case.json"
    case.write_text('{"name": "A", "litres": 900, "season_from": "2026-09-01"}', encoding="utf-8")
    base = load(packs=[pack])
    return assess(read_case(case, base), on=date(2026, 12, 1), base=base)


def test_an_own_classification_answers_in_german(pack, tmp_path):
    assessment = answer(pack, tmp_path)
    said = why(assessment).to_text(language=Words.of("de", assessment.base))
    assert "Was auf dem Spiel steht: Wenig steht auf dem Spiel" in said


def test_what_a_finding_calculates_is_said_in_german_with_german_days(pack, tmp_path):
    assessment = answer(pack, tmp_path)
    said = why(assessment).to_text(language=Words.of("de", assessment.base))
    assert "Die Saison läuft: sie endet am 2. März 2027" in said  # 26 weeks are 182 days


def test_a_row_without_a_title_has_that_of_its_table_in_german(pack, tmp_path):
    assessment = answer(pack, tmp_path)
    words = Words.of("de", assessment.base)
    said = why(assessment, "fee.half").to_text(language=words)
    assert "Welche Gebühr anfällt, Zeile 1" in said
    assert "(EN)" not in said


def test_the_step_that_a_row_fits_is_said_in_german(pack, tmp_path):
    """Where the first row counts, each row has a step of its own, that it fits."""
    assessment = answer(pack, tmp_path)
    words = Words.of("de", assessment.base)
    fits = assessment.base.propositions["fee.fits.row_1"]
    assert words.statement(fits.name, fits.title) == "Trifft zu: Welche Gebühr anfällt, Zeile 1"


def test_a_figure_that_is_not_translated_is_told_as_missing(pack):
    german = pack / "languages" / "de.yaml"
    text = german.read_text(encoding="utf-8")
    german.write_text(text.replace("  transition.season: {figure:", "  #"), encoding="utf-8")
    missing = untranslated("de", load(packs=[pack]))
    assert missing == {"dairy": ["entries.transition.season.figure"]}


def test_a_figure_keeps_its_places(pack):
    german = pack / "languages" / "de.yaml"
    text = german.read_text(encoding="utf-8")
    german.write_text(text.replace("{low}", "{tag}"), encoding="utf-8")
    with pytest.raises(InvalidKnowledge, match="placeholders"):
        Words.of("de", load(packs=[pack]))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("de", "üblich ist die Zeit vom 13. Dezember 2026 bis zum 10. Januar 2027"),
        ("fr", "la période habituelle va du 13 décembre 2026 au 10 janvier 2027"),
    ],
)
def test_the_shipped_windows_are_said_in_each_language(tmp_path, code, said):
    case = tmp_path / "case.json"
    case.write_text(
        '{"name": "A", "stage": "production", "output_use": "operational",'
        ' "parallel_run_started_on": "2026-11-15"}',
        encoding="utf-8",
    )
    assessment = assess(read_case(case), on=date(2026, 12, 1))
    text = why(assessment).to_text(language=Words.of(code))
    assert said in " ".join(text.split())


@pytest.mark.parametrize("text", ["- statements\n", "statements\n"])
def test_a_translation_that_is_no_mapping_is_told(pack, text):
    (pack / "languages" / "de.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidKnowledge, match="the file of a language is a mapping"):
        Words.of("de", load(packs=[pack]))


def test_an_entry_that_is_gone_is_told_once_however_many_texts_it_has(pack):
    german = pack / "languages" / "de.yaml"
    more = "  condition.gone: {because: Darum., reading: So gelesen.}\n"
    german.write_text(GERMAN + more, encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as raised:
        Words.of("de", load(packs=[pack]))
    (fault,) = raised.value.faults
    assert "there is no entry with such texts 'condition.gone'" in str(fault)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("roles: {farmer: Bauer}", "there is no role of a duty 'farmer'"),
        ("negations: {stake.much: Wenig}", "expected: `otherwise` in its entry"),
        ("open: {stake.much: viel}", "expected: `open` in its entry"),
        ("short: {stake.much: viel}", "expected: `short` in its entry"),
        ("phrases: {x: y}", "there is no phrase 'x'"),
        ("comparisons: {x: y}", "there is no pattern of a comparison 'x'"),
    ],
)
def test_a_text_for_what_says_nothing_so_is_told_with_what_is_missing(pack, more, said):
    (pack / "languages" / "de.yaml").write_text(f"{GERMAN}{more}\n", encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as raised:
        Words.of("de", load(packs=[pack]))
    assert said in str(raised.value)


def test_each_section_of_a_language_says_what_stands_in_it():
    assert set(LanguageFile.model_fields) - {"language"} == set(_NAMED)
