"""Several classifications stand side by side; the legal tier is the one that says so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from engine import assess, assess_table
from explain import portfolio, why
from knowledge import load
from knowledge.base import KnowledgeBase
from knowledge.faults import DuplicateId, InvalidKnowledge
from tests.conftest import needs_durable
from threshold.cli import main

ON = date(2026, 11, 27)
PACK = """
- work: policy
  title: Our policy
  cited_as: Our policy
- attribute: reviewed
  type: bool
  question: Was it reviewed?
  values: {"true": it was, "false": it was not}
  source: {work: policy, at: "1"}
- define: maturity.minimal
  title: Nobody looked at it
  otherwise: Somebody looked at it
  when: not reviewed
  source: {work: policy, at: "1"}
  basis: stated
- define: maturity.high_risk
  title: It is ripe for great things
  otherwise: It is not ripe
  when: reviewed
  source: {work: policy, at: "1"}
  basis: stated
- classification: maturity
  title: How ripe it is
  answers: [maturity.high_risk, maturity.minimal]
  source: {work: policy, at: "1"}
"""
OPEN = {"name": "Nobody asked about the law yet", "reviewed": False}
FACE = {
    **OPEN,
    "placed_in_eu": True,
    "ai_system": True,
    "stage": "production",
    "prohibited_practices": ["face_scraping"],
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    file = tmp_path / "maturity.yaml"
    file.write_text(PACK)
    return file


@pytest.fixture
def base(pack: Path) -> KnowledgeBase:
    return load([pack])


@pytest.mark.parametrize(
    "chainer", [pytest.param("durable_rules", marks=needs_durable), "semi-naive"]
)
def test_an_own_level_is_named_and_is_no_legal_tier(base, chainer):
    found = assess(OPEN, ON, base=base, chainer=chainer)
    assert found.tier == "unknown"
    assert found.classifications == {"ai_act.tier": "unknown", "maturity": "minimal"}
    settled = assess(FACE, ON, base=base, chainer=chainer)
    assert settled.tier == settled.classifications["ai_act.tier"] == "prohibited"
    assert settled.classifications["maturity"] == "minimal"


def test_the_shipped_packs_name_theirs():
    found = assess({"name": "a"}, ON)
    assert found.classifications == {"ai_act.tier": "unknown"}
    assert load().legal_tier.id == "ai_act.tier"


def test_json_has_both(base):
    found = json.loads(assess(OPEN, ON, base=base).model_dump_json())
    assert (found["tier"], found["classifications"]["maturity"]) == ("unknown", "minimal")


def test_a_table_has_a_column_for_each(base):
    rows = [OPEN, {**FACE, "reviewed": None}, {**OPEN, "reviewed": True}]
    found = pl.DataFrame(assess_table(pl.DataFrame(rows, infer_schema_length=None), ON, base=base))
    assert found["tier"].to_list() == ["unknown", "prohibited", "unknown"]
    assert found["maturity"].to_list() == ["minimal", "unknown", "high_risk"]


def test_the_portfolio_counts_legal_tiers_only(base):
    found = portfolio([OPEN], on=ON, base=base)
    assert [case.tier for case in found.cases] == ["unknown"]
    assert set(found.tiers) == {
        *("prohibited", "high_risk", "transparency", "minimal", "out_of_scope", "unknown")
    }


def test_no_form_calls_the_own_level_a_legal_tier(pack, base, tmp_path):
    case = tmp_path / "case.yaml"
    case.write_text("name: Nobody asked\nreviewed: false\ntoday: 2026-11-27\n")
    result = CliRunner().invoke(main, ["assess", str(case), "--pack", str(pack)])
    lines = [line.strip() for line in result.output.splitlines()]
    (tier,) = [line for line in lines if line.startswith("Legal tier:")]
    assert "not settled yet" in tier
    assert "How ripe it is: Nobody looked at it" in lines
    explained = why(assess(OPEN, ON, base=base))
    assert explained.legal.tier == "unknown"
    for text in (str(explained), explained.to_markdown(), explained.to_html()):
        assert "Legal: minimal" not in text
        assert "Legal tier: minimal" not in text
        assert text.count("Nobody looked at it") == text.count("How ripe it is: Nobody looked")


def test_a_second_legal_tier_is_a_fault_at_the_own_pack(pack):
    pack.write_text(PACK.replace("title: How ripe it is", "title: Mine\n  legal_tier: true"))
    with pytest.raises(InvalidKnowledge) as refused:
        load([pack])
    (fault,) = refused.value.faults
    assert isinstance(fault, DuplicateId)
    assert "there is one legal tier, and ai_act.tier is it" in fault.message
    assert fault.place.file == str(pack)
    assert "legal_tier: true" in pack.read_text().splitlines()[fault.place.line - 1]


def test_a_classification_has_a_name_of_its_own(pack):
    pack.write_text(PACK.replace("classification: maturity", "classification: maturity.minimal"))
    with pytest.raises(InvalidKnowledge) as refused:
        load([pack])
    (fault,) = refused.value.faults
    assert "there is already something else named 'maturity.minimal'" in fault.message
