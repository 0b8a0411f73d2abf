"""What cites a text that the Digital Omnibus changed says so."""

from __future__ import annotations

import re

import pytest

from knowledge import load
from knowledge.authoring.citations import sources_of
from knowledge.entries import Parameter

# Regulation (EU) 2026/1744, Article 1; of parameters each value has a source of its own
CHANGED = (
    "2(2)", "2(7)", "2(13)", "3(14)", "4", "4a", "5(1)(ba)", "5(1)(bb)", "6(1a)", "6(1b)", "6(1c)",
    "25(2)", "25(4)", "42(3)", "60(1)", "60a", "72(3)", "75(1)", "75a", "75b", "75c", "75d",
    "99(6a)", "111(2)", "111(4)",
)  # fmt: skip
PLACE = re.compile(r"(?:Art\. |, |–)([0-9]+[a-z]*)?((?:\([0-9a-z]+\))*)")


def places(at: str) -> set[str]:
    """The articles of a citation, each with its paragraph and letter."""
    found, article = set(), ""
    for place in PLACE.finditer(at):
        article = place[1] or article
        found.add(article + place[2])
    return found


def is_within(place: str, changed: str) -> bool:
    return place == changed or place.startswith(f"{changed}(")


@pytest.mark.parametrize("changed", CHANGED)
def test_who_cites_a_changed_text_names_the_act_that_changed_it(changed):
    for key, entry in load().entries.items():
        if isinstance(entry, Parameter):
            continue
        cited = [one for one in sources_of(entry) if one.work == "ai_act"]
        at = [one for one in cited if any(is_within(place, changed) for place in places(one.at))]
        assert not at or any(one.amended_by == "omnibus" for one in at), key
