"""A pack adds values to an enumeration or a set of another pack, and each reader knows them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from engine import assess
from knowledge import load
from knowledge.base import KnowledgeBase
from knowledge.cases.files import read_case
from knowledge.faults import InvalidKnowledge
from knowledge.languages.english import english
from knowledge.schemas.editor import schemas

ON = date(2026, 11, 27)
PACK = """
- work: guide
  title: Our guide
  cited_as: Guide
- attribute: beliefs
  add_values:
    clicking_ok_is_oversight: Whoever clicks OK oversees it
  source: {work: guide, at: "7"}
- misconception: clicking_ok_is_oversight
  title: A click on OK is no oversight
  reality: Somebody who cannot say no oversees nothing.
  consequence: Errors go through with a click.
  voiced_when: '"clicking_ok_is_oversight" in beliefs'
  source: {work: guide, at: "7"}
  basis: stated
"""
SECOND = """
- work: other
  title: Another guide
  cited_as: Other
- attribute: beliefs
  add_values: {logs_are_forever: Logs are kept anyway}
  source: {work: other, at: "1"}
- define: other.logs
  title: Somebody relies on logs
  when: '"logs_are_forever" in beliefs'
  reported: true
  source: {work: other, at: "1"}
  basis: stated
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("own") / "guide.yaml"
    file.write_text(PACK)
    return file


@pytest.fixture(scope="module")
def base(pack: Path) -> KnowledgeBase:
    return load([pack])


def test_a_condition_of_the_pack_can_use_the_value(base):
    case = {"name": "a", "beliefs": ["clicking_ok_is_oversight"]}
    found = assess(case, ON, base=base)
    assert found.conclusions["misconception.clicking_ok_is_oversight"] is True


def test_a_case_file_accepts_it_and_without_the_pack_does_not(base, tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text("name: a\nbeliefs: [clicking_ok_is_oversight]\n")
    assert read_case(file, base).beliefs == {"clicking_ok_is_oversight"}
    with pytest.raises(Exception, match="clicking_ok_is_oversight"):
        read_case(file, load())


def test_what_was_there_stays_and_the_attribute_is_still_of_its_pack(base):
    shipped = load()
    before, after = shipped.attributes["beliefs"], base.attributes["beliefs"]
    assert [*after.values] == [*before.values, "clicking_ok_is_oversight"]
    assert base.written["attribute:beliefs"].pack == shipped.written["attribute:beliefs"].pack
    assert [source.work for source in after.source] == [
        *(source.work for source in before.source),
        "guide",
    ]


def test_its_place_is_where_it_was_added(base, pack):
    place = base.written["attribute:beliefs"].place("values", "clicking_ok_is_oversight")
    assert place.file == str(pack)
    assert "clicking_ok_is_oversight: Whoever" in pack.read_text().splitlines()[place.line - 1]


def test_languages_and_schemas_know_it(base):
    words = ("answers", "beliefs", "clicking_ok_is_oversight")
    assert english(base)[words] == "Whoever clicks OK oversees it"
    case = json.loads(schemas(base)["schemas/case.schema.json"])
    assert "clicking_ok_is_oversight" in json.dumps(case)


def test_two_packs_add_to_one_list(pack, tmp_path):
    second = tmp_path / "second.yaml"
    second.write_text(SECOND)
    for packs in ([pack, second], [second, pack]):
        values = load(packs).attributes["beliefs"].values
        assert {"clicking_ok_is_oversight", "logs_are_forever"} <= set(values)
    second.write_text(SECOND.replace("logs_are_forever", "clicking_ok_is_oversight"))
    with pytest.raises(InvalidKnowledge, match=r"beliefs has a value .*guide\.yaml:7"):
        load([pack, second])


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("attribute: belief\n  add_values: {a: b}", "there is no attribute 'belief'.*beliefs"),
        ("attribute: business_units\n  add_values: {a: b}", "which has no values to add to"),
        ("attribute: beliefs\n  add_values: [a]", "add_values: this is not a mapping"),
        ("attribute: beliefs\n  add_values: {}", "add_values: this is not a mapping"),
        ("attribute: beliefs\n  add_values: {a: b}\n  question: Why?", "has no key 'question'"),
        ("attribute: beliefs\n  add_values: {a: 3}", "the words of 'a' are no text"),
        ("trigger: scale\n  add_values: {a: b}", "only an attribute has values"),
        ("attribute: stage\n  add_values: {pilot: b}", "stage has a value 'pilot' already"),
        ("attribute: mine\n  add_values: {a: b}", "the attribute mine is of this very pack"),
        ("attribute: grade\n  add_values: {a: b}", "the values of grade have an order"),
    ],
)
def test_what_adds_no_values_is_refused(tmp_path, entry, said):
    first, own = tmp_path / "first.yaml", tmp_path / "own.yaml"
    shape = (
        "- {{attribute: {name}, type: enum, ordered: {ordered}, question: What?, values: {{z: z}},"
        " source: {{work: article, at: '1'}}}}\n"
    )
    first.write_text(shape.format(name="grade", ordered="true"))
    mine = shape.format(name="mine", ordered="false")
    own.write_text(f"{mine}- {entry}\n  source: {{work: article, at: '1'}}\n")
    with pytest.raises(InvalidKnowledge, match=said):
        load([first, own])


def test_values_have_a_source(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("- attribute: beliefs\n  add_values: {a: b}\n")
    with pytest.raises(InvalidKnowledge, match="have a source of their own"):
        load([own])
