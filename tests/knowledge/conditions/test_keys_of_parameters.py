"""A key of a parameter that is none is told with the one that was meant."""

from __future__ import annotations

import pytest

from knowledge import load
from knowledge.faults import InvalidKnowledge

PACK = """\
- {work: house, title: House rules, cited_as: H}
- attribute: house_team
  type: enum
  question: Who runs it?
  values: {staff: our staff, vendor: a vendor}
  source: {work: house, at: "1"}
- attribute: house_cost
  type: number
  question: What does it cost?
  source: {work: house, at: "1"}
- parameter: house_cap
  title: What it may cost
  values_for: {house_team: {staff: 100, vendor: 200}}
  source: {work: house, at: "1"}
  basis: stated
- define: house.dear
  title: It is dear
  when: house_cost > parameter.house_cap[*key]
  reported: true
  source: {work: house, at: "1"}
  basis: stated
"""


@pytest.mark.parametrize(
    ("key", "expected", "nearest"),
    [
        ("house_taem", "parameter.house_cap[house_team]", "house_team"),
        ("vendr", "parameter.house_cap[house_team]", '"vendor"'),
        ("vendor", 'parameter.house_cap["vendor"], or parameter.house_cap[house_team]', None),
        ("stage", "parameter.house_cap[house_team]", None),
        ('"vendr"', "staff, vendor", "vendor"),
    ],
)
def test_what_was_meant_is_told(tmp_path, key: str, expected: str, nearest: str | None) -> None:
    (tmp_path / "house.yaml").write_text(PACK.replace("*key", key), encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as found:
        load([tmp_path / "house.yaml"])
    assert [(one.expected, one.nearest) for one in found.value.faults] == [(expected, nearest)]


def test_a_misspelt_successor_is_told_once_though_conditions_ask_for_what_it_follows(tmp_path):
    text = PACK.replace("*key", "house_team").replace(
        "  type: number\n", "  type: number\n  superseded_by: [house_cots]\n"
    )
    (tmp_path / "house.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as found:
        load([tmp_path / "house.yaml"])
    assert [fault.message for fault in found.value.faults] == ["there is no attribute 'house_cots'"]
