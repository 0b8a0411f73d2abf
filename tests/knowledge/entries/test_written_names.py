"""A name that is none is shown with all its signs, and told as the one that was meant."""

from __future__ import annotations

import pytest

from knowledge import load
from knowledge.entries.written_names import name_meant, told_apart
from knowledge.faults import InvalidKnowledge

NAME = r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*"


@pytest.mark.parametrize(
    ("written", "meant", "shown"),
    [
        ("house_älter", "house_aelter", "house_älter"),
        ("Maßnahme", "massnahme", "Maßnahme"),
        ("réglé", "regle", "réglé"),
        ("house_a\u0308lter", "house_aelter", "house_a\\u0308lter"),
        ("house old", "house_old", "house old"),
        ("house\u00a0old", "house_old", "house\\xa0old"),
        ("house_\u200bold", "house_old", "house_\\u200bold"),
        ("house_old\ufeff", "house_old", "house_old\\ufeff"),
        ("h\u043euse_old", "house_old", "h\\u043euse_old"),
        ("House-Old", "house_old", "House-Old"),
        ("NewThing", "new_thing", "NewThing"),
        ("house.Old", "house.old", "house.Old"),
        ("7_days", None, "7_days"),
        ("…", None, "\\u2026"),
        (5, None, "5"),
    ],
)
def test_the_name_that_was_meant(written: object, meant: str | None, shown: str) -> None:
    assert name_meant(written, NAME) == meant
    assert told_apart(str(written)) == shown


@pytest.mark.parametrize("written", ["own_\u200bx", "own_\u0445", "own x", "Own_X"])
def test_a_fault_shows_the_signs_of_a_name_and_what_was_meant(tmp_path, written: str) -> None:
    (tmp_path / "own.yaml").write_text(
        f'- trigger: "{written}"\n  title: It is x\n  when: personal_data\n'
        '  because: So.\n  source: {work: article, at: "1"}\n  basis: stated\n',
        encoding="utf-8",
    )
    with pytest.raises(InvalidKnowledge) as found:
        load([tmp_path / "own.yaml"])
    (fault,) = found.value.faults
    assert fault.text == told_apart(written)
    assert fault.nearest == "own_x"


def test_a_comma_before_decimals_is_told_as_a_point(tmp_path) -> None:
    (tmp_path / "own.yaml").write_text(
        "- parameter: own_x\n  title: An x\n  values:\n"
        '    - {value: 20000,5, source: {work: article, at: "1"}}\n  basis: stated\n',
        encoding="utf-8",
    )
    with pytest.raises(InvalidKnowledge) as found:
        load([tmp_path / "own.yaml"])
    assert [fault.expected for fault in found.value.faults] == ["a number with a point: 20000.5"]
