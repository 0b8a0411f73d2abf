"""The page on tables, lists and levels: its pack is read, and says what the page says."""

from __future__ import annotations

import re
from datetime import date

import pytest

from engine import assess
from knowledge import load
from knowledge.base import KnowledgeBase
from knowledge.entries.decision_table import WORDS
from tests.places import ROOT

PAGE = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
ON = date(2026, 11, 27)


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> KnowledgeBase:
    file = tmp_path_factory.mktemp("page") / "fees.yaml"
    file.write_text("\n".join(re.findall(r"```yaml pack\n(.*?)```", PAGE, re.DOTALL)))
    return load([file])


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"loans_a_day": 0}, "none_due"),
        ({"loans_a_day": 100, "loan_kind": "trade"}, "half"),
        ({"loans_a_day": 101, "loan_kind": "trade"}, "whole"),
        ({"loans_a_day": 101, "loan_kind": "public"}, "none_due"),
    ],
)
def test_the_first_row_that_fits_counts(base, stated, expected):
    found = assess({"name": "a", **stated}, ON, base=base).conclusions
    held = [name for name in ("none_due", "half", "whole") if found[f"fees.due.{name}"]]
    assert held == [expected]


def test_members_added_values_and_levels(base):
    case = {"name": "a", "fee_signs": ["late", "cash"], "beliefs": ["fees_are_fair"]}
    found = assess({**case, "loans_a_day": 1}, ON, base=base)
    assert found.conclusions["fees.two_signs"] is True
    assert found.conclusions["misconception.fees_are_fair"] is True
    assert found.classifications["fees.care"] == "more"
    assert assess({"name": "a", "loans_a_day": 1}, ON, base=base).classifications["fees.care"] == (
        "unknown"
    )


def test_the_page_names_every_column_with_a_meaning_of_its_own():
    assert [name for name in WORDS if f"`{name}`" not in PAGE] == []
