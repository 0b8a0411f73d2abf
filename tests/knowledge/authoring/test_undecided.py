"""A contradiction that does not say what it blocks is found, and so is a relief of a later pack of
which it cannot have thought.
"""

from __future__ import annotations

from pathlib import Path

from knowledge import load
from knowledge.authoring.undecided import undecided

WORK = """
- work: policy
  title: Our policy
  cited_as: Our policy
"""
RELIEF = """
- relief: own.spared
  title: Spared
  own_attributes: [written_agreement]
  requires: [written_agreement, business_units < 3]
  because: It is small.
  source: {work: policy, at: "1"}
  basis: stated
"""
CONTRADICTION = """
- contradiction: small_but_many
  title: Agreed with nobody, yet it serves somebody
  when: not written_agreement and business_units > 1
  KEYS
  source: {work: policy, at: "1"}
  basis: stated
"""


def says(tmp_path: Path, *texts: str) -> list[str]:
    packs = []
    for number, text in enumerate(texts):
        packs.append(tmp_path / f"own{number}.yaml")
        packs[-1].write_text(text)
    return [found.says for found in undecided(load(packs))]


def test_the_shipped_contradictions_leave_nothing_open():
    assert list(undecided(load())) == []


def test_an_entry_that_says_nothing_is_told_with_the_reliefs_that_it_could_block(tmp_path):
    own = CONTRADICTION.replace("  KEYS\n", "")
    assert says(tmp_path, WORK + own) == [
        "contradiction.small_but_many does not say under `blocks` what it blocks; it could block"
        " exception.time_boxed (written_agreement)"
    ]


def test_an_entry_that_blocks_nothing_says_why(tmp_path):
    own = CONTRADICTION.replace("KEYS", "blocks: []")
    (found,) = says(tmp_path, WORK + own)
    assert "does not say under `blocks_because` why" in found
    because = "blocks: []\n  blocks_because: The box is agreed all the same."
    assert says(tmp_path, WORK + CONTRADICTION.replace("KEYS", because)) == []


def test_an_entry_that_blocks_all_that_it_could_needs_no_reason(tmp_path):
    own = CONTRADICTION.replace("KEYS", "blocks: [exception.time_boxed]")
    assert says(tmp_path, WORK + own) == []


def test_a_relief_of_a_later_pack_is_told_at_its_own_place(tmp_path):
    own = CONTRADICTION.replace("KEYS", "blocks: [exception.time_boxed]")
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(WORK + own)
    second.write_text(RELIEF)
    found = [one for one in undecided(load([first, second])) if one.entry.id == "own.spared"]
    assert [one.key for one in found] == ["requires"]
    assert "contradiction.small_but_many (written_agreement, business_units)" in found[0].says
