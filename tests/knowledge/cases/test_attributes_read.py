"""The attributes that rules read: of texts, only those that some rule compares."""

from __future__ import annotations

from knowledge import load
from knowledge.cases.attributes_read import attributes_in_tests

PACK = """\
- trigger: hospital_use
  title: It is used in a hospital
  when: sector == "health"
  because: Somebody asks for it.
  source: {work: article, at: Trigger 1}
  basis: stated
"""


def test_a_text_is_read_where_a_rule_compares_it(tmp_path):
    assert {"stage", "exposure", "went_live_on"} <= attributes_in_tests(load())
    assert not {"name", "owner", "sector", "description"} & attributes_in_tests(load())
    (tmp_path / "own.yaml").write_text(PACK, encoding="utf-8")
    assert "sector" in attributes_in_tests(load([tmp_path / "own.yaml"]))
