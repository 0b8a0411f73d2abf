"""Each condition on the page of the language comes out as the page says."""

from __future__ import annotations

import re
from datetime import date

import pytest
import yaml

from engine import assess
from engine.asking import truth_in
from knowledge import limits, load
from knowledge.authoring.slip import vocabulary_of
from knowledge.cases.use_case import use_case_model
from knowledge.conditions.reading import read_condition
from tests.places import ROOT

PAGE = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
ON = date(2026, 11, 28)
TRUTHS = {"true": True, "false": False, "unknown": None}
EXAMPLES = re.findall(r"^\| `([^`{][^`]*)` \| (true|false|unknown) \|", PAGE, re.MULTILINE)
FORMS = ("established(", "known(", "empty(", "missing(", "any(", "at_least(", "at_most(")
LIMITS = {
    "characters of a condition": limits.LONGEST_CONDITION,
    "levels of parentheses and operators": limits.DEEPEST_CONDITION,
    "alternatives of a condition": limits.MOST_ALTERNATIVES,
    "conditions in one count": limits.MOST_COUNTED,
    "different sums that the points": limits.MOST_SUMS,
    "numbers and days in one calculation": limits.MOST_OPERANDS,
    "numbers that are multiplied": limits.MOST_FACTORS,
    "months, weeks or days": limits.LONGEST_SPAN,
}


def block(kind: str) -> str:
    (found,) = re.findall(rf"```yaml {kind}\n(.*?)```", PAGE, re.DOTALL)
    return found


@pytest.fixture(scope="module")
def assessed(tmp_path_factory):
    pack = tmp_path_factory.mktemp("language") / "guide.yaml"
    pack.write_text(block("pack"), encoding="utf-8")
    base = load([pack])
    case = use_case_model(base.attributes)(**yaml.safe_load(block("case")))
    return assess(case, on=ON, base=base)


@pytest.mark.parametrize(("text", "comes_out"), EXAMPLES)
def test_an_example_comes_out_as_the_page_says(assessed, text, comes_out):
    condition = read_condition(text, vocabulary_of(assessed.base))
    assert truth_in(condition, assessed.conclusions, assessed.facts) is TRUTHS[comes_out]


@pytest.mark.parametrize(
    "form",
    [
        *FORMS,
        "exactly(",
        "count(",
        "years(",
        "months(",
        "days(",
        "date(",
        "points(",
        "[maturity]",
        "min(",
        "max(",
        " / ",
        "today - ",
    ],
)
def test_the_page_shows_each_form(form):
    assert any(form in text for text, _ in EXAMPLES)


@pytest.mark.parametrize(("said", "limit"), LIMITS.items())
def test_the_limits_are_those_of_the_code(said, limit):
    assert re.search(rf"^\| {said}[^|]* \| {limit:,} \|$", PAGE, re.MULTILINE)


EXCEPTED = re.findall(r"^\| `(\{.*\})` \| (\w+) \| (\w+) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("row", EXCEPTED)
def test_an_exception_comes_out_as_the_page_says(tmp_path, row):
    answered, *truths = row
    (pack := tmp_path / "guide.yaml").write_text(block("pack") + block("exception"), "utf-8")
    base = load([pack])
    case = use_case_model(base.attributes)(name="Loans", **yaml.safe_load(answered))
    found = assess(case, on=ON, base=base).conclusions
    names = ("guide.hand_made", "trigger.many_complaints")
    assert [found[name] for name in names] == [TRUTHS[truth] for truth in truths]


def test_the_page_shows_an_exception_in_each_way():
    assert len(EXCEPTED) == 4
