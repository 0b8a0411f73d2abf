"""Units that stand in heads: what they are, and that no number below loses one without a word."""

from __future__ import annotations

import pytest

from knowledge import load
from knowledge.intake.head_units import unit_in, without_unit
from knowledge.intake.mapping import Intake
from knowledge.intake.plan import plan_of


@pytest.mark.parametrize(
    ("head", "text", "factor"),
    [
        ("Umsatz in TEUR", "TEUR", 1_000),
        ("Cost (k€)", "k€", 1_000),
        ("Coûts en milliers d’euros", "milliers d’euros", 1_000),
        ("Budget 2026 (in Mio. €)", "Mio. €", 1_000_000),
        ("Annual turnover [EUR million]", "EUR million", 1_000_000),
        ("Umsatz (netto, Mrd. EUR)", "Mrd. EUR", 1_000_000_000),
        ("cost_keur", "keur", 1_000),
        ("Cost in thousands", "thousands", 1_000),
        ("Cost, in '000 EUR", "'000 EUR", 1_000),
        ("Budget USD", "USD", None),
        ("Kosten (TCHF)", "TCHF", None),
        ("Cost (in thousands of dollars)", "thousands of dollars", None),
        ("Growth (in %)", "%", None),
    ],
)
def test_a_unit_in_a_head_is_found_with_what_it_multiplies_by(head, text, factor):
    unit = unit_in(head)
    assert (unit.text, unit.factor) == (text, factor)


@pytest.mark.parametrize(
    "head",
    [
        *(
            "Cost",
            "Cost (EUR)",
            "Kosten in €",
            "Coût en euros",
            "build_cost",
            "Users in production",
        ),
        *("Sites (number)", "Team m", "Cost k", "Stage (t)", "CHF", "TEUR", "Owner (former)", ""),
        *("Kosten pro Jahr in EUR", "Volume (x)", "Sites (#)", "Go-live (dd.mm.yyyy)"),
    ],
)
def test_what_changes_no_number_is_no_unit(head):
    assert unit_in(head) is None


def notes(attribute, head, **keys):
    column = {"attribute": attribute, "column": head, "basis": "stated", "answer": True, **keys}
    columns = [column]
    intake = Intake(intake="i", title="T", source="S", text={}, columns=columns)
    return plan_of([head], load(), intake).notes


def test_numbers_below_a_head_with_a_unit_are_told_until_the_intake_multiplies_them():
    (note,) = notes("build_cost", "Cost (k€)")
    assert note.startswith("below these heads numbers count as they stand")
    assert "'Cost (k€)' (k€); " in note
    assert notes("build_cost", "Cost (k€)", unit={"k€": 1000}) == [
        note
    ]  # a cell has none beside it
    assert notes("build_cost", "Cost (k€)", unit={"": 1000}) == []
    assert notes("build_cost", "Cost (€)") == []
    assert len(notes("volume_multiple", "Growth (%)")) == 1
    assert notes("volume_multiple", "Growth (%)", percent=True) == []
    assert notes("name", "Cost (k€)") == []


def test_a_head_that_is_longer_than_any_has_no_unit():
    for head in ("Cost (" + " " * 9_000, "(" * 9_000, "Cost (" + "x " * 9_000 + "k€)"):
        assert unit_in(head) is None
        assert without_unit(head) == head
