"""Verdicts: texts that the packs of a base give meaning; the shipped ones by name."""

from __future__ import annotations

import gc
import json
import pickle
from copy import deepcopy
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from engine import Assessment, assess
from knowledge import Verdict, VerdictId, load
from knowledge.cases import verdict_id
from tests.conftest import DAY

PAUSE = """
- {work: own, title: Our own policy, cited_as: Own}
- {verdict: pause, rank: 15, title: The work pauses, when: handover_to_engineering, basis: stated,
   source: {work: own, at: p. 1}}
"""


@pytest.fixture(scope="module")
def paused(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """An answer that is the verdict of a pack of one's own."""
    pack = tmp_path_factory.mktemp("own") / "own.yaml"
    pack.write_text(PAUSE, encoding="utf-8")
    case: Any = {"name": "x", "handover_to_engineering": True}
    return assess(case, DAY, base=load(pack))


def test_a_verdict_is_known_by_name_by_id_and_as_text():
    found = assess("example:tay", DAY).verdict
    assert found is Verdict.PRODUCTION_REQUIRED is Verdict("production_required")
    assert found is Verdict["PRODUCTION_REQUIRED"]
    assert found == "production_required" == found.value == str(found) == f"{found}"
    assert (found.name, type(found.value)) == ("PRODUCTION_REQUIRED", str)
    assert found != Verdict.PROHIBITED
    assert {found: 1}["production_required"] == 1


def test_the_shipped_verdicts_come_in_the_order_of_their_ranks():
    assert list(Verdict) == [entry.id for entry in load().verdicts]
    assert len(Verdict) == len(load().verdicts)
    assert set(map(str.upper, Verdict)) <= set(dir(Verdict))


def test_what_is_no_shipped_verdict_is_told():
    assert "pause" not in Verdict
    with pytest.raises(
        ValueError, match=r"'pause' is not a verdict of the shipped packs; they have p"
    ):
        Verdict("pause")
    with pytest.raises(AttributeError, match="PAUSE"):
        _ = Verdict.PAUSE  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        Verdict["PAUSE"]


def test_a_verdict_of_a_pack_is_one_of_its_own_base_only(paused):
    assert paused.verdict == paused.verdict.value == "pause"
    assert paused.candidates == ("pause",)
    assert isinstance(paused.verdict, Verdict)
    assert paused.verdict not in Verdict
    assert "pause" in [entry.id for entry in paused.base.verdicts]


def test_an_answer_goes_through_json_without_its_pack(paused):
    again = Assessment.model_validate_json(paused.model_dump_json())
    assert (again.verdict, again.candidates) == (paused.verdict, paused.candidates)
    assert type(again.verdict) is VerdictId
    assert json.loads(paused.model_dump_json())["verdict"] == "pause"
    assert json.loads(json.dumps(paused.verdict)) == "pause"


def test_a_verdict_stays_the_same_object_when_it_is_copied_or_pickled(paused):
    for verdict in (paused.verdict, Verdict.PROHIBITED):
        assert pickle.loads(pickle.dumps(verdict)) is verdict is deepcopy(verdict)
    assert pickle.loads(pickle.dumps(paused)).verdict is paused.verdict
    assert pickle.loads(pickle.dumps(Verdict)) is Verdict


def test_an_id_that_nothing_uses_is_forgotten():
    made = VerdictId("used_for_a_moment")
    assert VerdictId("used_for_a_moment") is made
    del made
    gc.collect()
    assert "used_for_a_moment" not in verdict_id._in_use


def test_a_verdict_is_a_field_of_a_model():
    class Row(BaseModel):
        verdict: VerdictId
        shipped: Verdict

    row = Row.model_validate({"verdict": "pause", "shipped": "prohibited"})
    assert (row.verdict, row.shipped) == ("pause", Verdict.PROHIBITED)
    assert Row.model_validate_json(row.model_dump_json()) == row
    assert Row.model_json_schema()["properties"]["verdict"]["type"] == "string"
    with pytest.raises(ValidationError, match="not a verdict of the shipped packs"):
        Row.model_validate({"verdict": "pause", "shipped": "pause"})
