"""Units that do not fit are found where their figures are used."""

from __future__ import annotations

import pytest

from knowledge import load
from knowledge.authoring.units import fit, misfits
from tests.knowledge.authoring.slips import entry, on_little, told

MONEY = entry(
    "attribute", "money", "type: number", "unit: EUR", "question: How much?", "minimum: 0"
)
DAY = entry("attribute", "pilot_ends_on", "type: date", "question: When?")


def parameter(name: str, unit: str, value: float) -> str:
    return entry(
        "parameter",
        name,
        f"unit: {unit}" if unit else "unit: ''",
        f'values: [{{value: {value}, source: {{work: policy, at: "1"}}}}]',
    ).replace('  source: {work: policy, at: "1"}\n  basis', "  basis")


def test_the_shipped_units_fit():
    assert told(misfits, load()) == []


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("EUR", "EUR", True),
        ("units", "units served", True),
        ("week", "weeks", True),
        ("EUR", "weeks", False),
        ("calendar months", "weeks", False),
        ("percent of turnover", "EUR", False),
    ],
)
def test_units_fit_where_one_says_all_that_the_other_does(one, other, fits):
    assert fit(one, other) is fits
    assert fit(other, one) is fits


@pytest.mark.parametrize(
    ("unit", "span", "wrong"),
    [
        ("weeks", "months", True),
        ("calendar months", "months", False),
        ("months", "weeks", True),
        ("weeks", "weeks", False),
        ("", "months", False),
    ],
)
def test_a_span_takes_figures_of_its_own_unit(tmp_path, unit, span, wrong):
    late = entry("caution", "late", f"when: today >= pilot_ends_on + {span}(parameter.between)")
    base = on_little(tmp_path, [DAY, parameter("between", unit, 6), late])
    expected = f"{span}(parameter.between) takes {unit} for {span}"
    assert told(misfits, base) == ([("late", "unit", expected)] if wrong else [])


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("money > parameter.figure", "money (EUR) is compared with parameter.figure (weeks)"),
        ("own.rich", None),
        ("money - parameter.figure > 3", "money (EUR) is added to parameter.figure (weeks)"),
        ("money * parameter.figure > 3", None),
        ("money > 7", None),
    ],
)
def test_what_is_compared_or_added_is_of_one_unit(tmp_path, when, says):
    rich = entry("define", "own.rich", "when: money > 3")
    base = on_little(
        tmp_path,
        [MONEY, parameter("figure", "weeks", 6), rich, entry("caution", "rich", f"when: {when}")],
    )
    assert [found for _, _, found in told(misfits, base)] == ([says] if says else [])


@pytest.mark.parametrize(
    ("amount", "share", "turnover", "says"),
    [
        ("fine", "part", "annual_turnover", []),
        ("part", "fine", "annual_turnover", ["swapped"]),
        ("fine", "percents", "annual_turnover", ["more than the whole turnover"]),
        ("weeks", "part", "annual_turnover", ["is not that of annual_turnover"]),
        ("fine", "part", "volume_multiple", ["is not that of volume_multiple"]),
    ],
)
def test_a_fine_has_an_amount_in_money_and_a_share_of_the_turnover(
    tmp_path, amount, share, turnover, says
):
    penalty = entry(
        "penalty",
        "ours",
        "article: Policy 3",
        "when: affects_people",
        f"amount: {amount}",
        f"share: {share}",
        f"turnover: {turnover}",
    )
    figures = [
        parameter("fine", "EUR", 2000),
        parameter("part", "part of worldwide annual turnover", 0.04),
        parameter("percents", "percent of turnover", 4),
        parameter("weeks", "weeks", 4),
    ]
    found = [said for _, _, said in told(misfits, on_little(tmp_path, [*figures, penalty]))]
    assert len(found) == len(says), found
    assert all(part in said for part, said in zip(says, found, strict=True))


@pytest.mark.parametrize(("span", "wrong"), [("days", False), ("weeks", True)])
@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("due: [{day: DAY}]", ("due", 0, "day")),
        ('figure: {says: "by {high}", low: pilot_ends_on, high: DAY}', ("figure", "high")),
    ],
)
def test_what_is_calculated_without_being_compared_takes_figures_of_its_own_unit(
    tmp_path, span, wrong, said, keys
):
    day = f"pilot_ends_on + {span}(parameter.within)"
    text = said.replace("DAY", day)
    late = entry("caution", "late", "when: today >= pilot_ends_on", text)
    base = on_little(tmp_path, [DAY, parameter("within", "days", 3), late])
    found = [(slip.says, slip.keys) for slip in misfits(base)]
    expected = (f"{span}(parameter.within) takes days for {span}", keys)
    assert found == ([expected] if wrong else [])
