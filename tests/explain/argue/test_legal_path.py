"""The path of questions through the law: numbered answers, what followed, the tier at its end."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from engine import assess
from explain.argue.legal_path import legal_path
from explain.argue.why import why
from tests.conftest import DAY, use_case
from threshold.cli import main

# a use that Art. 3(1), Art. 2(1)(a) and Annex III point 5(b) reach
SCORING = {
    "placed_in_eu": True,
    "ai_system": True,
    "annex_iii": {"creditworthiness"},
    "fraud_detection_only": False,
    "stage": "production",
}


def walked(**facts):
    assessment = assess(use_case(**facts), DAY)
    return legal_path(why(assessment, ask=False), assessment)


def test_each_question_has_a_number_and_stands_once_before_what_followed_from_it():
    path = walked(**SCORING)
    asked = [one for step in path.steps for one in step.asked]
    assert [one.number for one in asked] == list(range(1, len(asked) + 1))
    names = [one.answer.attribute for one in asked]
    assert len(set(names)) == len(names)
    assert {"placed_in_eu", "ai_system", "annex_iii"} <= set(names) <= SCORING.keys()
    scoped = next(step for step in path.steps if step.followed.proposition == "ai_act.in_scope")
    assert "ai_system" in [one.answer.attribute for one in scoped.asked]


@pytest.mark.parametrize(
    ("code", "question", "answer"),
    [
        ("en", "placed on the", "true"),
        ("de", "auf dem EU-Markt", "in der EU in Verkehr gebracht"),
        ("fr", "marché de l’UE", "dans l’UE"),
    ],
)
def test_the_picture_ends_in_the_tier_and_speaks_the_language(code, question, answer):
    drawn = walked(**SCORING).drawing(language=code)
    assert drawn.downwards
    assert drawn.nodes[-1].id == drawn.goal
    assert drawn.nodes[-1].look.startswith("tier")
    assert drawn.way(drawn.goal) == tuple(node.id for node in drawn.nodes)
    said = " ".join(" ".join((node.text, *node.details)) for node in drawn.nodes)
    assert "(EN)" not in said
    assert next(node.word for node in drawn.nodes if node.look == "fact") == "1"
    if code != "en":
        assert question in said
        assert answer in said


def test_where_nothing_is_answered_the_path_is_its_open_end():
    path = walked()
    assert not [one for step in path.steps for one in step.asked]
    assert path.drawing().nodes[-1].look == "tier open"


def test_the_command_draws_the_path_in_every_form(tmp_path):
    for ending in ("svg", "mmd", "drawio"):
        target = tmp_path / f"path.{ending}"
        told = CliRunner().invoke(
            main, ["draw", "example:tay", "--path", "--language", "de", "-o", str(target)]
        )
        assert (told.exit_code, told.output) == (0, f"gezeichnet: {target}\n")
        assert "Der Weg" in target.read_text(encoding="utf-8")


def test_a_path_says_what_is_open_on_it_and_what_the_tier_can_still_become():
    """Whether it is prohibited was not answered; Art. 5 goes before Art. 6."""
    drawn = walked(**SCORING).drawing()
    looks = {node.text: node.look for node in drawn.nodes}
    assert looks["Not settled: whether it is prohibited"] == "unknown"
    assert looks["The AI Act reaches the use"] == "true"
    end = drawn.nodes[-1]
    assert (end.look, end.word) == ("tier so far", "THE LAW SO FAR")
    assert "prohibited" in " ".join(end.details)
    settled = walked(military_or_security=True).drawing().nodes[-1]
    assert (settled.look, settled.details) == ("tier", ())
