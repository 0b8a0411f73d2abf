"""One layout in every form and language: nothing that one form tells is lacking in another."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from engine import assess
from explain import why, why_not
from knowledge import load
from knowledge.cases.files import read_case
from knowledge.cases.use_case import model_of

DAY = date(2026, 11, 22)
BOX = {
    "starts_on": date(2026, 10, 1),
    "ends_on": date(2026, 12, 24),
    "written_agreement": True,
    "retirement_accepted": True,
}
OWN = """
- trigger: unwatched
  title: It runs the business and nobody watches it
  when: output_use == "operational" and not controls.monitoring
  because: Nobody would notice.
  source: {work: article, at: Trigger 1}
  basis: stated
"""


def bare(text):
    """The letters of a text, whatever its form."""
    return re.sub(r"[^\w]", "", unescape(re.sub(r"<[^>]+>|&#\d+;|\\", " ", text)))


@pytest.fixture(scope="module")
def forms():
    explanations = [
        why(assess(read_case(f"example:{name}"), DAY))
        for name in ("schufa_score", "tay", "office_assistant_trial")
    ]
    return [(one, [str(one), one.to_markdown(), one.to_html()]) for one in explanations]


def test_because_and_reading_of_each_ground_that_stands_are_in_all_forms(forms):
    told = [
        (text, bare(part))
        for explanation, texts in forms
        for ground in explanation.grounds
        if ground.status == "stands"
        for part in filter(None, (ground.authority.because, ground.authority.reading))
        for text in map(bare, texts)
    ]
    assert len(told) > 30
    assert [part for text, part in told if part not in text] == []


def test_because_of_findings_is_in_all_forms(forms):
    told = [
        (text, bare(finding.authority.because))
        for explanation, texts in forms
        for finding in explanation.findings
        if finding.authority.because
        for text in map(bare, texts)
    ]
    assert told
    assert [part for text, part in told if part not in text] == []


def test_what_an_exception_lifts_is_in_all_forms(experiment):
    explanation = why(experiment(**BOX, volume_multiple=12))
    assert explanation.exceptions[0].lifts
    for text in (str(explanation), explanation.to_markdown(), explanation.to_html()):
        for title in explanation.exceptions[0].lifts:
            assert bare(f"lifts: {title}") in bare(text)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_sections_come_in_one_order_in_all_forms(forms, language):
    for explanation, _ in forms:
        titles = [bare(section.title) for section in explanation.outline(language).shown]
        for form in (explanation.to_text, explanation.to_markdown, explanation.to_html):
            text, place = bare(form(language=language)), 0
            for title in titles:
                place = text.index(title, place) + len(title)


@pytest.mark.parametrize("language", ["de", "fr"])
def test_what_has_a_translation_is_translated_with_its_reasons(forms, language):
    for explanation, _ in forms:
        text = " ".join(explanation.to_text(language=language).split())
        for ground in explanation.grounds:
            assert ground.argument.statement not in text
            assert not ground.authority.because or ground.authority.because not in text
        assert "(EN)" not in text


def test_a_box_of_an_own_pack_speaks_german_where_the_shipped_words_do(tmp_path):
    pack = tmp_path / "own.yaml"
    pack.write_text(OWN, encoding="utf-8")
    base = load([pack])
    case = model_of(base)(name="Case", output_use="operational", controls={"monitoring": False})
    drawn = why(assess(case, DAY, base=base)).drawing(language="de")
    (box,) = [node for node in drawn.nodes if node.proposition == "trigger.unwatched"]
    assert box.text == "It runs the business and nobody watches it (EN)"
    assert box.details == ("um das Geschäft zu führen, wenn auch nur zum Teil", "nicht vorhanden")


def test_a_comparison_is_said_in_the_language_of_the_form(experiment):
    explanation = why_not(experiment(volume_multiple=3, business_units=1), "trigger.scale")
    german, french = (" ".join(explanation.to_text(language=code).split()) for code in ("de", "fr"))
    assert "Menge muss das System bewältigen? 3 – weniger als 10" in german
    assert "3 – moins de 10" in french
    assert "volume_multiple" not in german + french


def test_an_unknown_language_is_told_with_the_nearest(experiment):
    from knowledge.faults import UnknownName

    with pytest.raises(UnknownName, match="there is no language 'dee'"):
        why(experiment()).to_text(language="dee")
