"""Unknown means open: further answers can make it so, and not so."""

from __future__ import annotations

import pytest

from engine import assess
from knowledge.base import load
from knowledge.cases.use_case import model_of
from tests.conftest import DAY
from tests.engine.proof.openness import Unknown, measured, unknowns
from tests.sizes import random_count

EXACT = ("verdict", "duty")  # families in which all that reads unknown is open
LEAST = 0.995  # of everything that readers know
IN_PARTS = """
- {work: own, title: Our policy, cited_as: Own}
- attribute: rained
  type: bool
  question: Did it rain?
  values: {"true": so, "false": not so}
  source: {work: own, at: "1"}
- attribute: outside
  type: bool
  question: Was it outside?
  values: {"true": so, "false": not so}
  source: {work: own, at: "1"}
- define: wet
  reported: true
  title: It is wet
  when: (rained and outside) or (not rained and outside)
  source: {work: own, at: "2"}
  basis: stated
"""


@pytest.fixture(scope="module")
def found() -> dict[str, list[Unknown]]:
    return measured(random_count(1, 100))


@pytest.mark.long
@pytest.mark.random
def test_verdicts_tiers_and_duties_that_read_unknown_are_open(found):
    exact = [one for family in EXACT for one in found[family]]
    exact += [one for one in found["ai_act"] if one.proposition.startswith("ai_act.tier.")]
    assert exact
    assert [one.proposition for one in exact if not one.really_open] == []


@pytest.mark.long
@pytest.mark.random
def test_nearly_all_else_that_reads_unknown_is_open_as_well(found):
    everything = [one for group in found.values() for one in group]
    assert sum(one.really_open for one in everything) >= LEAST * len(everything)


def test_what_is_written_in_parts_reads_unknown_though_nothing_can_change_it(tmp_path):
    pack = tmp_path / "parts.yaml"
    pack.write_text(IN_PARTS, encoding="utf-8")
    base = load([str(pack)])
    case = model_of(base).model_validate({"name": "out in the open", "outside": True})
    (wet,) = [one for one in unknowns(assess(case, DAY, base=base)) if one.proposition == "wet"]
    assert not wet.really_open
    assert (wet.can_be_true, wet.can_be_false) == (True, False)
