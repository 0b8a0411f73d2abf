"""Generated schemas are valid JSON, and a change of a pack changes few of their lines."""

from __future__ import annotations

import json
from difflib import unified_diff

import pytest

from knowledge.base import load
from knowledge.schemas.editor import schemas
from knowledge.schemas.printing import LONGEST, printed

NEW = """
- work: our_policy
  title: Our policy
  cited_as: Our policy
- attribute: shadow_from
  type: date
  question: Since when does it run in the shadow of the old process?
  source: {work: our_policy, at: "4.1"}
"""


def test_a_definition_is_one_line():
    schema = {"title": "x", "$defs": {"one": {"type": "string"}, "two": {"enum": ["a", "b"]}}}
    assert printed(schema) == (
        "{\n"
        ' "title": "x",\n'
        ' "$defs": {\n'
        '  "one": {"type": "string"},\n'
        '  "two": {"enum": ["a", "b"]}\n'
        " }\n"
        "}\n"
    )


def test_of_a_long_definition_each_member_is_a_line():
    names = [f"name_{number:05}" for number in range(LONGEST // 10)]
    text = printed({"$defs": {"names": {"enum": names, "enumDescriptions": []}}})
    lines = text.splitlines()
    assert '   "enum": [' in lines
    assert '   "enumDescriptions": []' in lines
    assert [line.strip(' ",') for line in lines if "name_" in line] == names


@pytest.mark.parametrize("schema", [{}, {"a": []}, {"$defs": {}}, {"$defs": {"é": [None, True]}}])
def test_what_is_printed_reads_back(schema):
    assert json.loads(printed(schema)) == schema


@pytest.mark.parametrize("name", schemas(load()))
def test_the_shipped_schemas_read_back_from_lines_that_an_editor_can_show(name):
    text = schemas(load())[name]
    assert printed(json.loads(text)) == text
    assert max(map(len, text.splitlines())) < 2 * LONGEST


def test_a_new_attribute_adds_lines_and_changes_none(tmp_path):
    pack = tmp_path / "company.yaml"
    pack.write_text(NEW, encoding="utf-8")
    before, after = schemas(load()), schemas(load([str(pack)]))
    for name, text in before.items():
        found = list(unified_diff(text.splitlines(), after[name].splitlines(), n=0, lineterm=""))
        added = [line for line in found if line.startswith("+") and "+++" not in line]
        taken = [line for line in found if line.startswith("-") and "---" not in line]
        assert any("shadow_from" in line for line in added), name
        assert len(added) <= 12, name
        assert len(taken) <= 3, name  # a comma after what was the last name
