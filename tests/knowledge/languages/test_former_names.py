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
KEYED = """\
- attribute: house_size
  type: enum
  question: How large?
  former_values: {tiny: small}
  values: {small: small, large: large}
  source: {work: house, at: "1"}
- parameter: new_limit
  formerly: [limit]
  title: Seats that are allowed
  values_for: {house_size: {small: 3, large: 9}}
  source: {work: house, at: "1"}
  basis: stated
- define: house.crowded
  title: It is crowded
  when: new_seats > parameter.new_limit[house_size]
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


@pytest.fixture
def pack_with_keys(pack: Path) -> Path:
    (pack / "keyed.yaml").write_text(KEYED, "utf-8")
    said = """  'parameter:limit["tiny"]': {title: Plätze in kleinen}
  'parameter:limit["large"]': {title: Plätze in großen}
"""
    (pack / "languages" / "de.yaml").write_text(GERMAN + said, "utf-8")
    return pack


@pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
def test_a_figure_by_a_key_is_read_by_the_former_names_of_both(pack_with_keys: Path) -> None:
    base = load(pack_with_keys)
    words = Words.of("de", base)
    for key, title in {"small": "Plätze in kleinen", "large": "Plätze in großen"}.items():
        entry = base.entries[f'parameter:new_limit["{key}"]']
        assert words.text(("entries", entry.key, "title"), entry.title) == title


def test_texts_of_figures_by_a_key_are_migrated(pack_with_keys: Path) -> None:
    assert CliRunner().invoke(main, ["migrate", str(pack_with_keys)]).exit_code == 0
    said = (pack_with_keys / "languages" / "de.yaml").read_text("utf-8")
    assert """'parameter:new_limit["small"]': {title: Plätze in kleinen}""" in said
    assert """'parameter:new_limit["large"]': {title: Plätze in großen}""" in said


@pytest.mark.parametrize("name", ["limit", 'limit["tiny"]', 'parameter.limit["tiny"]'])
@pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
def test_a_parameter_with_keys_is_found_by_its_former_name(pack_with_keys: Path, name: str) -> None:
    base = load(pack_with_keys)
    new = "new_limit" if name == "limit" else 'new_limit["small"]'
    assert base.renames.typed(name) == new
