"""What another language would write is told with the right spelling, at its place."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from knowledge.conditions.reading import read_condition
from knowledge.conditions.vocabulary import Vocabulary
from knowledge.faults import Fault, Place


@dataclass
class Kind:
    type: str
    choices: tuple[str, ...] = ()
    ordered: bool = False
    profiles: bool = False


VOCABULARY = Vocabulary(
    {
        "tested": Kind("bool"),
        "signed": Kind("bool"),
        "cost": Kind("number"),
        "exposure": Kind("enum", ("public", "customers")),
        "started_on": Kind("date"),
        "today": Kind("date"),
    },
    {"limit": "number"},
    ("sign.many",),
    {},
)


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        ("tested AND signed", "AND", "and"),
        ("tested Or signed", "Or", "or"),
        ("NOT tested", "NOT", "not"),
        ("tested && signed", "&&", "and"),
        ("tested || signed", "||", "or"),
        ("!tested", "!", "not"),
        ("cost > 5 AND tested", "AND", "and"),
        ("cost > 5 Or tested", "Or", "or"),
        ("cost > 1e6 AND tested", "AND", "and"),
        ("NOT (tested)", "NOT", "not"),
        ("signed and NOT(tested)", "NOT", "not"),
        ("tested & signed", "&", "and"),
        ("cost > 3 | tested", "|", "or"),
        ("cost <> 3", "<>", "!="),
        ("cost => 3", "=>", ">="),
        ("exposure == „public“", "„", '"value"'),
        ("exposure == “public”", "“", '"value"'),
        ("cost > 10%", "10%", "10, or the share as 0.1"),
        ("cost > 3 EUR", "3", "3"),
        ("cost > 3€", "3", "3"),
        ("cost > €3", "€", "3"),
        ("cost > EUR 3", "EUR", "3"),
        ("cost > 10,000", "10,000", "10000"),
        ("not (cost > 10,000)", "10,000", "10000"),
        ("cost > 10 000 or tested", "10 000", "10000"),
        ("cost > 10.000", "10.000", "10000, or 10.0"),
        ("tested and cost >= 250.000", "250.000", "250000, or 250.0"),
        ("cost > 1.500", "1.500", "1500, or 1.5"),
        ("cost > 1.125", "1.125", "1125, or 1.1250"),
        ("cost > 1.250.000", "1.250.000", "1250000"),
        ("cost in (10,000)", "10,000", "10000"),
        ("cost in (5, 10,000)", "10,000", "10000"),
        ("cost in [1,050]", "1,050", "1050"),
        ("cost in (1,250,000)", "1,250,000", "1250000"),
        ("cost > 3,5", "3,5", "3.5"),
        ("cost > 1,250,000 and tested", "1,250,000", "1250000"),
        ("cost between 1 and 5", "between", "two comparisons, such as x >= 1 and x <= 5"),
        ("cost * 2 between 1 and 5", "between", "two comparisons, such as x >= 1 and x <= 5"),
        ('exposure is "public"', "is", "=="),
        ("tested == true", "true", "tested, or not tested"),
        ("tested == True", "True", "tested, or not tested"),
        ("signed != false", "false", "signed, or not signed"),
        ("cost in 3", "3", "cost == 3, or cost in (3, …)"),
        ("started_on > now()", "now", "today"),
        ("cost in (1, 100) and started_on > today()", "today", "today"),
        ("cost in (1,100)", "1,100", "1100, or 1, 100, with a space"),
        ("cost not in (5, 2,250,125)", "2,250,125", "2250125, or 2, 250, 125, with a space"),
        ("max(cost, 1,100) > 3", "1,100", "1100, or 1, 100, with a space"),
        ("at_least(1, tested, cost in (1,100))", "1,100", "1100, or 1, 100, with a space"),
        ("cost > 1,250", "1,250", "1250"),
        ("cost in (1,2) AND tested", "AND", "and"),
        ("sign.many == true", "true", "sign.many, or not sign.many"),
        ("exposure == public", "public", '"public"'),
        ("exposure == Public", "Public", '"public"'),
        ("tested === signed", "===", "=="),
        ("cost !== 3", "!==", "!="),
        ('exposure notin ("public", "customers")', "notin", "not in"),
        ("cost ≥ 3", "≥", ">="),
        ("cost ≤ 3", "≤", "<="),
        ("cost ≠ 3", "≠", "!="),
        ("cost × 2 > 3", "×", "*"),
        ("cost ÷ 2 > 3", "÷", "/"),
        ("cost > −3", "−", "-"),
        ("cost > 10'000", "10'000", "10000"),
        ("cost > 10.000,50", "10.000,50", "10000.50"),
        ("cost > 1.250.000,5", "1.250.000,5", "1250000.5"),
        ("cost > 10k", "10k", "10000"),
        ("cost > 2.5 Mio", "2.5", "2500000"),
        ("cost > 1 billion", "1", "1000000000"),
        ("started_on + 3 days < today", "3 days", "days(3)"),
        ("today - started_on > 2 weeks", "2 weeks", "weeks(2)"),
        ("cost >= 3 and <= 5", "cost", "cost >= … and cost <= …"),
        ('exposure == "public" or == "customers"', "exposure", "exposure == … or exposure == …"),
        ("cost in 3..5", "cost", "cost >= 3 and cost <= 5"),
        ("cost 3...5.5", "cost", "cost >= 3 and cost <= 5.5"),
        ("cost in range(3, 5)", "range", "cost >= 3 and cost <= 5"),
        ("started_on > 29.11.2026", "29.11.2026", 'date("2026-11-29")'),
        ('started_on > "29.11.2026"', '"29.11.2026"', 'date("2026-11-29")'),
        ('started_on > "2026-11-29"', '"2026-11-29"', 'date("2026-11-29")'),
        ("started_on > date(2026, 11, 9)", "date", 'date("2026-11-09")'),
        ('started_on > date("9.11.2026")', "date", 'date("2026-11-09")'),
        (
            "started_on > 11/12/2026",
            "11/12/2026",
            'date("2026-12-11") or date("2026-11-12")',
        ),
        ('started_on > DATE "2026-11-29"', "DATE", 'date("2026-11-29")'),
        ("started_on before today", "before", "<, or <="),
        ("started_on after today", "after", ">, or >="),
        ("tested und signed", "und", "and"),
        ("nicht tested", "nicht", "not"),
        ("tested ou signed", "ou", "or"),
        ("tested == ja", "ja", "tested, or not tested"),
        ("tested wenn signed", "wenn", "a and b"),
        ("tested if signed", "if", "a and b"),
        ("cost > $limit", "$limit", "parameter.limit"),
        ("cost > parameter limit", "parameter", "parameter.limit"),
        ("tested or", "or", "a condition behind it"),
        ("tested and and signed", "and", "a condition behind it"),
        ("tested; signed", ";", "and"),
        ("tested, signed", "tested", "tested and signed, or tested or signed"),
        ('exposure in "public", "customers"', '"public"', 'exposure in ("public", "customers")'),
        (
            'exposure == "public" or "customers"',
            '"customers"',
            'exposure in ("public", "customers")',
        ),
        ("2 of (tested, signed)", "2", "at_least(2, a, b, …)"),
        ("at least 2 of (tested, signed)", "at", "at_least(2, a, b, …)"),
        ("any of sign.*", "any", "any(sign.*)"),
        ("known tested", "known", "known(tested)"),
        ("count(tested, signed)", "count", "a comparison, such as count(…) >= 2"),
        ("months(3)", "months", "a comparison, such as x + months(…) < today"),
        ('exposure in "public"', '"public"', 'exposure == "public", or exposure in ("public", …)'),
    ],
)
def test_the_right_spelling_is_told(text, written, expected):
    with pytest.raises(Fault) as found:
        read_condition(text, VOCABULARY, lambda offset: Place("pack.yaml", 1, offset + 1))
    assert found.value.expected == expected
    assert found.value.place.column == text.index(written) + 1


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("COST > 3", "cost"),
        ("cost > limit", "parameter.limit"),
        ("cost > parameters.limit", "parameter.limit"),
        ('exposure == "PUBLIC"', "public"),
        ("started_on + month(3) < today", "months"),
        ("atleast(1, tested, signed)", "at_least"),
    ],
)
def test_the_nearest_right_name_is_told(text, nearest):
    with pytest.raises(Fault) as found:
        read_condition(text, VOCABULARY, lambda offset: Place("pack.yaml", 1, offset + 1))
    assert found.value.nearest == nearest


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_no_condition_is_told_as_such(text):
    with pytest.raises(Fault, match="there is no condition here"):
        read_condition(text, VOCABULARY)


def test_the_day_asked_is_called_today():
    with pytest.raises(Fault) as found:
        read_condition("started_on > now", VOCABULARY)
    assert found.value.nearest == "today"


@pytest.mark.parametrize(
    "text",
    [
        'exposure == "public"',
        'exposure in ("public", "customers")',
        "cost in (1, 100, 2)",
        "cost != 3 and not tested",
        "cost > 3 or tested",
        "cost > 1e6 and not tested",
        "cost > 0.125",
        "cost > 1000.125",
        "cost > 1.25",
        "cost > 10.0",
        "cost > 1.1250",
    ],
)
def test_what_is_spelt_rightly_is_read(text):
    read_condition(text, VOCABULARY)
