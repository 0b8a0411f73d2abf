"""A decision table, or what one asks for, that took another name is compared as what it was."""

from __future__ import annotations

import pytest

from explain.review.impact import impact
from knowledge import load
from knowledge.base import KnowledgeBase
from tests.places import SEEDED_FAULTS

PACK = """
- work: policy
  title: Our policy
  cited_as: P
- attribute: runs_in
  type: enum
  question: Where does it run?
  values: {saas: at a vendor's, own: on own machines, edge: in the field}
  source: *at
- attribute: bought
  type: set
  question: What is bought?
  values: {people: people, rooms: rooms}
  source: *at
- attribute: running
  type: number
  question: How many run?
  source: *at
- parameter: most
  title: The most that may run
  values: [{value: 3, source: *at}]
  basis: stated
- define: house.crowded
  title: Too many run
  when: running > parameter.most
  source: *at
  basis: stated
- table: house.care
  title: How much care it needs
  hit: *hit
  columns: [runs_in, bought, running, house.crowded, concludes, at]
  rows: *rows
  answers: {much: It needs much care, some: It needs some care, little: It needs little care}
  source: *at
- trigger: cared
  title: It needs care
  when: not house.care.little
  because: Somebody has to.
  basis: stated
  source: *at
"""
FIRST = """
    - [saas, "people, rooms", "1..5", -, much, "1"]
    - {runs_in: "own, edge", house.crowded: yes, concludes: some}
    - ["not saas", -, "> parameter.most", -, some, "3"]
    - [-, -, -, -, little, "4"]"""
COLLECT = """
    - [saas, people, -, -, much, "1"]
    - ["own, edge", -, "<= parameter.most", -, some, "2"]
    - [-, -, -, no, little, "3"]"""
HITS = {"first": FIRST, "collect": COLLECT}
# what is renamed → (as it was, as it is, everywhere), and what says so
RENAMES = {
    "table": ([("house.care", "home.need")], "- table: home.need\n  formerly: [house.care]\n"),
    "conclusion": (
        [("house.crowded", "house.full")],
        "- define: house.full\n  formerly: [house.crowded]\n",
    ),
    "attribute": ([("runs_in", "placed_in")], "- attribute: placed_in\n  formerly: [runs_in]\n"),
    "value": ([("saas", "cloud")], "  former_values: {saas: cloud}\n"),
    "member": ([("people", "staff")], "  former_values: {people: staff}\n"),
    "figure": ([("parameter.most", "parameter.cap")], "- parameter: cap\n  formerly: [most]\n"),
}
BEFORE = {
    "value": "  question: Where does it run?\n",
    "member": "  question: What is bought?\n",
    "figure": "- parameter: most\n",
}


@pytest.fixture
def written(tmp_path):
    def of(text: str) -> KnowledgeBase:
        file = tmp_path / "policy.yaml"
        file.write_text(text, "utf-8")
        return load([SEEDED_FAULTS / "base", file], shipped=False)

    return of


def pack(hit: str) -> str:
    text = PACK.replace("*at", '{work: policy, at: "1"}').replace("*hit", hit)
    return text.replace("*rows", HITS[hit])


def renamed(text: str, kind: str) -> str:
    names, says = RENAMES[kind]
    said = BEFORE.get(kind) or says.partition("\n")[0] + "\n"
    for before, after in names:
        assert before in text
        text = text.replace(before, after)
    assert text.count(said) == 1
    return text.replace(said, said + says if says.startswith("  ") else says)


@pytest.mark.parametrize("hit", HITS)
@pytest.mark.parametrize("kind", RENAMES)
def test_a_rename_changes_nothing_of_a_table_and_its_rows(written, hit, kind):
    told = impact(written(pack(hit)), written(renamed(pack(hit), kind)))
    assert told.rewording
    says = {"value": {"former_values"}, "member": {"former_values", "values"}}
    assert [{field.key.partition(".")[0] for field in entry.fields} for entry in told.entries] == [
        says.get(kind, {"formerly"})
    ]


@pytest.mark.parametrize("kind", RENAMES)
def test_a_pack_that_still_says_former_names_is_the_one_that_was_brought_up_to_date(written, kind):
    old, new = pack("first"), renamed(pack("first"), kind)
    table, _, rest = new.partition("  columns:")[2].partition("  answers:")
    was = old.partition("  columns:")[2].partition("  answers:")[0]
    assert table != was or kind == "table"
    lagging = new.replace(table, was) if rest else new
    assert not impact(written(lagging), written(new)).entries


@pytest.mark.parametrize("kind", RENAMES)
def test_a_rename_hides_no_other_row(written, kind):
    new = renamed(pack("first"), kind).replace('"1..5"', '"1..6"')
    told = impact(written(pack("first")), written(new))
    assert not told.rewording
    changed = {entry.entry for entry in told.entries if entry.effect == "conclusions"}
    assert changed == {"home.need.fits.row_1" if kind == "table" else "house.care.fits.row_1"}
