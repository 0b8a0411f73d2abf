"""Translations that still use former names: texts of entries, by the keys of these."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from knowledge import load
from knowledge.languages.words import Words
from threshold.cli import main

PACK = """\
- {work: house, title: House rules, cited_as: H}
- attribute: new_seats
  formerly: [seats]
  type: number
  question: How many seats?
  unit: seats
  source: {work: house, at: "1"}
- define: house.many
  formerly: [house.full]
  title: There are many
  when: new_seats > 10
  because: They take room.
  reported: true
  source: {work: house, at: "1"}
  basis: stated
"""
GERMAN = """\
questions: {seats: Wie viele Plätze?}
statements: {house.full: Es sind viele}
entries:
  "attribute:seats": {unit: Plätze}  # which nobody translates twice
  house.full: {because: Sie brauchen Raum.}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "house" / "languages").mkdir(parents=True)
    (tmp_path / "house" / "pack.yaml").write_text(
        "name: house\nversion: '1'\ntitle: House\nlanguages: [en, de]\n", "utf-8"
    )
    (tmp_path / "house" / "house.yaml").write_text(PACK, "utf-8")
    (tmp_path / "house" / "languages" / "de.yaml").write_text(GERMAN, "utf-8")
    return tmp_path / "house"


@pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
def test_texts_of_an_entry_are_read_by_its_former_name(pack: Path) -> None:
    words = Words.of("de", load(pack))
    assert words.text(("entries", "attribute:new_seats", "unit"), "seats") == "Plätze"
    because = words.text(("entries", "house.many", "because"), "They take room.")
    assert because == "Sie brauchen Raum."


def test_texts_of_an_entry_are_migrated(pack: Path) -> None:
    done = CliRunner().invoke(main, ["migrate", str(pack)])
    assert done.exit_code == 0, done.output
    wanted = GERMAN.replace("seats:", "new_seats:").replace(":seats", ":new_seats")
    wanted = wanted.replace("house.full", "house.many")
    assert (pack / "languages" / "de.yaml").read_text("utf-8") == wanted
