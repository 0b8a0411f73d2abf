"""An explanation is told in the words of the knowledge base that it is about, in every form."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

import threshold as th
from explain.forms.of_base import words_for
from knowledge.base import KnowledgeBase
from knowledge.languages.words import Words

PACK = """\
- work: policy
  title: Our policy
  cited_as: Policy
- attribute: touches_patients
  type: bool
  question: Does it touch patients?
  values: {true: it touches patients, false: it touches no patient}
  source: {work: policy, at: "1"}
- trigger: clinical
  title: It is used at the bedside
  when: touches_patients
  because: Patients are at risk.
  requires: [monitoring]
  source: {work: policy, at: "2"}
  basis: stated
"""
GERMAN = """\
questions: {touches_patients: "Berührt es Patienten?"}
answers: {touches_patients: {true: "es berührt Patienten", false: "es berührt keinen Patienten"}}
statements: {trigger.clinical: "Es wird am Krankenbett genutzt"}
entries: {trigger.clinical: {because: "Patienten sind in Gefahr."}}
"""
CASE = {"name": "Ward helper", "today": "2026-11-30", "touches_patients": True}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("ward")
    (folder / "pack.yaml").write_text(
        'name: ward\nversion: "1"\ntitle: The ward\nlanguages: [de]\n', encoding="utf-8"
    )
    (folder / "entries.yaml").write_text(PACK, encoding="utf-8")
    (folder / "languages").mkdir()
    (folder / "languages" / "de.yaml").write_text(GERMAN, encoding="utf-8")
    return th.load([folder])


@pytest.fixture(scope="module")
def made(ours: KnowledgeBase) -> th.Explanation:
    return th.why(CASE, base=ours)


def texts(explanation: th.Explanation, language: str | None) -> list[str]:
    """What the boxes of its graph say."""
    return [line for line in explanation.to_mermaid(language=language).splitlines() if "[" in line]


def test_boxes_of_a_pack_of_ones_own_speak_its_words(made):
    assert any("it touches patients" in text for text in texts(made, None))
    assert not any("is true" in text for text in texts(made, None))
    german = texts(made, "de")
    assert any("Es wird am Krankenbett genutzt" in text for text in german)
    assert any("es berührt Patienten" in text for text in german)
    assert not any("bedside" in text or "touches" in text for text in german)


@pytest.mark.parametrize("form", ["to_text", "to_markdown", "to_html", "to_mermaid"])
def test_a_code_says_the_same_as_the_words_of_the_base(made, ours, form):
    for code in (None, "de", "fr"):
        by_code = getattr(made, form)(language=code)
        assert by_code == getattr(made, form)(language=Words.of(code, ours))
    assert "Es wird am Krankenbett genutzt" in getattr(made, form)(language="de")


def test_a_page_and_a_picture_speak_the_words_of_the_base(made, tmp_path):
    page = Path(made.save_page(str(tmp_path / "page.html"), language="de")).read_text("utf-8")
    assert "Es wird am Krankenbett genutzt" in page
    picture = Path(made.draw(str(tmp_path / "graph.dot"), language="de")).read_text("utf-8")
    assert "Krankenbett" in picture
    assert "bedside" not in picture


def test_every_answer_to_a_question_speaks_the_words_of_the_base(ours):
    assessed = th.assess(CASE, base=ours)
    for found in (
        th.first_answer(assessed),
        th.why_not(assessed, "experimentation_acceptable"),
        th.questions({"name": "open", "today": "2026-11-30"}, base=ours),
        th.comparison(assessed, th.assess({**CASE, "touches_patients": False}, base=ours)),
        th.what_if(CASE, touches_patients=False, base=ours),
        th.smallest_change(assessed, "experimentation_acceptable"),
        th.timeline(CASE, "2031-01-01", base=ours),
        th.plan(CASE, base=ours),
    ):
        words = words_for(found, "de")
        assert words.question("touches_patients", "Does it touch patients?") == (
            "Berührt es Patienten?"
        )


def test_it_stays_what_it_is_as_data(made, ours):
    again = th.Explanation.model_validate_json(made.model_dump_json())
    assert again == made
    assert "_of_base" not in made.model_dump()
    assert "_of_base" not in repr(made)
    assert pickle.loads(pickle.dumps(made)) == made
    assert copy.deepcopy(made) == made
    assert texts(copy.deepcopy(made), "de") == texts(made, "de")
    assert texts(made.model_copy(), "de") == texts(made, "de")


def test_what_was_read_back_is_told_in_the_shipped_words(made):
    again = th.Explanation.model_validate_json(made.model_dump_json())
    assert any("It is used at the bedside" in text for text in texts(again, None))
    assert "(EN)" in again.to_text(language="de")
    assert "(EN)" in pickle.loads(pickle.dumps(made)).to_text(language="de")
