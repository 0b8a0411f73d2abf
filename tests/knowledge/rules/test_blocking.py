"""Which reliefs a contradiction could block: told by what conditions come to, not how they are
spelt.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import load
from knowledge.authoring.undecided import blockings
from knowledge.base import KnowledgeBase
from knowledge.entries import Contradiction
from tests.places import FAULTY_PACKS

STARTS = {"own.trial": ("starts_on",)}
RELIEF = """
- attribute: today
  type: date
  question: Which day is asked about?
  source: {{work: article, at: "1"}}
- relief: own.trial
  title: A trial
  own_attributes: [approved]
  requires: ['{requires}']
  source: {{work: article, at: "1"}}
  basis: stated
- contradiction: own
  title: Two that cannot be
  when: '{when}'
  source: {{work: article, at: "1"}}
  basis: stated
- define: own.asked
  title: It was asked for
  when: approved and exposure == "public"
  source: {{work: article, at: "1"}}
  basis: stated
"""


def base(tmp_path: Path, when: str, requires: str) -> KnowledgeBase:
    pack = tmp_path / "own.yaml"
    pack.write_text(RELIEF.format(when=when, requires=requires))
    return load([FAULTY_PACKS / "base", pack], shipped=False)


def could(base: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    return {name: reads for found in blockings(base) for name, reads in found.could.items()}


@pytest.mark.parametrize(
    ("when", "requires", "shared"),
    [
        ("approved and empty(relied_on_for)", "approved", {"own.trial": ("approved",)}),
        ("approved and empty(relied_on_for)", "volume_multiple > 1", {}),
        ("own.asked and empty(relied_on_for)", "approved", {"own.trial": ("approved",)}),
        ("approved and empty(relied_on_for)", "own.asked", {"own.trial": ("approved",)}),
        ("approved and empty(relied_on_for)", "not own.asked", {"own.trial": ("approved",)}),
        # the day asked is no statement
        ('today >= date("2027-01-01") and starts_on == today', "known(starts_on)", STARTS),
        ('today >= date("2027-01-01") and approved', "starts_on > today", {}),
        ("approved and trigger.scale", "approved", {}),  # a conclusion: it can block nothing
    ],
)
def test_it_could_block_what_requires_something_that_it_reads(tmp_path, when, requires, shared):
    assert could(base(tmp_path, when, requires)) == shared


def test_every_shipped_contradiction_says_what_it_blocks():
    undecided = [entry.id for entry in load().of_kind(Contradiction) if entry.blocks is None]
    assert undecided == []


def test_every_shipped_contradiction_that_blocks_nothing_says_why():
    silent = [
        entry.id
        for entry in load().of_kind(Contradiction)
        if not entry.blocked and not entry.blocks_because
    ]
    assert silent == []
