"""The stories of the shipped examples in other languages."""

from __future__ import annotations

import pytest

from knowledge.cases import stories
from knowledge.cases.files import example_names, read_case
from knowledge.cases.stories import TELLS, read_case_in
from knowledge.faults import InvalidKnowledge

CODES = ("de", "fr")


@pytest.mark.parametrize("code", CODES)
def test_every_example_tells_its_story_in_every_language(code):
    for name in example_names():
        case = read_case_in(f"example:{name}", code)
        english = read_case(f"example:{name}")
        told, stated = case.stated(), english.stated()
        assert {key: value for key, value in told.items() if key not in TELLS} == {
            key: value for key, value in stated.items() if key not in TELLS
        }
        for key in ("name", "description"):
            assert told[key] != stated[key], (name, key)
            assert "(EN)" not in told[key], (name, key)


def test_in_english_a_case_is_as_it_is_written():
    assert read_case_in("example:tay", "en") == read_case("example:tay")


def test_a_file_of_ones_own_is_as_it_is_written(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("name: Mine", encoding="utf-8")
    assert read_case_in(file, "de").stated() == {"name": "Mine"}


def test_what_a_language_lacks_is_said_in_english_and_marked(tmp_path, monkeypatch):
    (tmp_path / "de.yaml").write_text("tay: {name: Tay}", encoding="utf-8")
    monkeypatch.setattr(stories, "FOLDER", tmp_path)
    stories.stories.cache_clear()
    told = read_case_in("example:tay", "de").stated()
    stories.stories.cache_clear()
    assert told["name"] == "Tay"
    assert told["description"].endswith("(EN)")
    assert told["owner"] == "Microsoft"  # a name


@pytest.mark.parametrize(
    ("text", "said"),
    [("tai: {name: Tay}", "tay"), ("tay: {nmae: Tay}", "name, description")],
)
def test_a_story_of_nothing_is_a_fault_with_its_place(tmp_path, monkeypatch, text, said):
    (tmp_path / "de.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(stories, "FOLDER", tmp_path)
    stories.stories.cache_clear()
    with pytest.raises(InvalidKnowledge) as raised:
        stories.stories("de")
    assert "de.yaml" in str(raised.value)
    assert said in str(raised.value)
