"""The shipped pack of the ML Test Score says what the published rubric says.

Scoring: half a point for a test that is done by hand and documented, one where it is automated; the
score of a section is the sum over its seven tests, and the score the least of the four sections.
"""

from __future__ import annotations

from datetime import date
from random import Random

import polars as pl
import pytest

from engine import assess, assess_table
from engine.check.case_tests import run_tests
from knowledge import load
from knowledge.base import KnowledgeBase
from knowledge.cases.tests import read_tests
from knowledge.pack_paths import example_packs

ON = date(2026, 11, 27)
SECTIONS = ("data", "model", "infra", "monitor")
POINTS = {"missing": 0.0, "by_hand": 0.5, "automated": 1.0}
LEVELS = (  # the score up to which a level reaches
    (0, "research"),
    (1, "holes"),
    (2, "first_pass"),
    (3, "reasonable"),
    (5, "strong"),
    (7, "exceptional"),
)


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load("example:ml_test_score")


def rubric(base: KnowledgeBase, section: str) -> list[str]:
    return [name for name in base.attributes if name.startswith(f"mlts_{section}_")]


def level_of(points: dict[str, float]) -> str:
    score = min(points.values())
    return next(level for most, level in LEVELS if score <= most)


def test_there_are_four_sections_of_seven_tests(base):
    assert [len(rubric(base, section)) for section in SECTIONS] == [7, 7, 7, 7]
    assert all(base.attributes[name].ordered for name in rubric(base, "data"))


def test_its_case_tests_hold(base):
    found = list(run_tests(read_tests(example_packs()["ml_test_score"] / "cases", base), base=base))
    assert len(found) >= 12
    assert [one.test.name for one in found if one.unmet] == []
    expected = {one.test.expect.get("ml_test_score") for one in found}
    assert {level for _, level in LEVELS} | {"unknown"} <= expected


def test_random_scores_have_the_level_of_the_rubric(base):
    random, rows, expected = Random(28), [], []
    for _ in range(200):
        rich, row, points = random.random(), {}, dict.fromkeys(SECTIONS, 0.0)
        for section in SECTIONS:
            for name in rubric(base, section):
                done = random.random() < rich
                row[name] = random.choice(["by_hand", "automated"]) if done else "missing"
                points[section] += POINTS[row[name]]
        rows.append(row)
        expected.append(level_of(points))
    assert len(set(expected)) == len(LEVELS)
    found = assess_table(pl.DataFrame(rows), ON, base=base)
    assert found["ml_test_score"].to_list() == expected


@pytest.mark.parametrize(
    ("test", "control"),
    [
        ("mlts_infra_rollback", "rollback"),
        ("mlts_monitor_quality", "monitoring"),
        ("mlts_model_reviewed", "code_versioning"),
    ],
)
def test_a_test_that_is_done_answers_for_its_control(base, test, control):
    gap = f"gap.{control}"
    case = {"name": "a", "relied_on_for": ["operational_planning"], test: "by_hand"}
    found = assess(case, ON, base=base)
    assert found.conclusions[gap] is False
    denied = assess({**case, "controls": {control: False}}, ON, base=base)
    assert denied.conclusions["contradiction.mlts_control_denied"] is True


def test_it_stands_beside_the_verdict(base):
    case = {"name": "a", "author_leaving": True}
    assert assess(case, ON, base=base).verdict == assess(case, ON).verdict
    assert set(assess(case, ON, base=base).classifications) == {"ai_act.tier", "ml_test_score"}
