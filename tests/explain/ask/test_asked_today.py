"""What bars the way to a verdict is named by the questions that are asked today."""

from __future__ import annotations

from datetime import date

from explain import smallest_change
from knowledge.base import load
from tests.conftest import use_case


def test_what_bars_the_way_is_asked_for_by_the_questions_of_today():
    found = smallest_change(
        use_case(output_use="operational", exposure="public"), "prohibited", date(2026, 11, 30)
    )
    named = {item.attribute for group in found.barriers for item in group}
    assert {"placed_in_eu", "established_in_eu", "output_used_in_eu"} <= named
    assert [name for name in named if load().attributes[name].superseded] == []
    denied = smallest_change(
        use_case(eu_nexus=False, output_use="operational"), "prohibited", date(2026, 11, 30)
    )
    stated = {item.attribute for group in denied.barriers for item in group if item.answered}
    assert "eu_nexus" in stated or "placed_in_eu" in stated
