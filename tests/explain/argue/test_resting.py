"""What a verdict rests on where it rests on no ground: told, and drawn, as why it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine import assess
from engine.ranking import Pressing, pressing
from explain import why
from knowledge.base import load
from knowledge.cases.use_case import model_of
from knowledge.languages.words import Words
from tests.conftest import use_case

DAY = date(2026, 12, 1)
WARD = """
- work: ward
  title: Rules of a ward
  cited_as: Ward rules
- attribute: touches_patients
  type: bool
  question: Does it touch patients?
  values: {"true": it touches patients, "false": it touches nobody}
  source: {work: ward, at: "1"}
- verdict: ward_halt
  rank: 5
  title: Take it off the ward
  signal: stop
  when: established(touches_patients)
  because: Nothing moves a patient but a nurse.
  source: {work: ward, at: "2"}
  basis: stated
- verdict: ward_board
  rank: 6
  title: The board is to be asked first
  when: established(stage == "pilot" and any(standing.*))
  because: A trial is the board's to allow.
  source: {work: ward, at: "3"}
  basis: stated
"""
PROHIBITED = {
    "placed_in_eu": True,
    "ai_system": True,
    "prohibited_practices": ["social_scoring"],
}


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    file = tmp_path_factory.mktemp("packs") / "ward.yaml"
    file.write_text(WARD)
    base = load(file)

    def assessed(**stated):
        case = model_of(base).model_validate({"name": "Bed", "output_use": "operational", **stated})
        return assess(case, DAY, base=base)

    return assessed


def told(explained, base=None):
    """An explanation in words, whatever their lines."""
    return " ".join(explained.to_text(language=Words.of(None, base)).split())


def leading(explained, base=None, *, full=False):
    """The texts of the boxes from which an arrow goes to the verdict."""
    drawn = explained.drawing(full=full, language=Words.of(None, base))
    boxes = {node.id: node for node in drawn.nodes}
    return {boxes[edge.tail].text for edge in drawn.edges if edge.head == drawn.goal}


def test_a_verdict_that_reads_answers_itself_is_explained_by_them_and_by_no_ground(ward):
    assessed = ward(touches_patients=True)
    explained, base = why(assessed), assessed.base
    assert "Why: it touches patients. It holds as well, though" in told(explained, base)
    for full in (False, True):
        assert leading(explained, base, full=full) == {"it touches patients"}


def test_a_prohibition_is_explained_by_the_practice_in_every_language():
    explained = why(assess(use_case(**PROHIBITED, output_use="operational"), DAY))
    assert "Why: The AI Act reaches the use; It scores people for their" in told(explained)
    assert "Warum: Die KI-Verordnung erfasst den Einsatz; " in explained.to_text(language="de")
    assert "Pourquoi\u00a0: le règlement sur l’IA s’applique" in explained.to_text(language="fr")


def test_a_verdict_that_rests_on_grounds_and_an_answer_shows_both(ward):
    explained = why(ward(touches_patients=False, stage="pilot"))
    assert explained.headline == "The board is to be asked first"
    assert leading(explained) >= {
        "The business runs on the outputs",
        "tried on real work, within limits",
    }


def test_what_stops_a_project_is_told_by_the_verdicts_that_stop_it_whatever_their_rank(ward):
    """`signal: stop` of a verdict; a pack's own neither takes it from a prohibition, nor makes
    what it says forbidden."""
    assert pressing(ward(touches_patients=True)).stopped
    assert pressing(ward(touches_patients=False, **PROHIBITED)).stopped
    assert not pressing(ward(touches_patients=False, stage="pilot")).stopped
    calm = Pressing(False, 0, None, 0, False, 0, 0, 0)
    assert "forbidden" not in replace(calm, stopped=True).reason()
