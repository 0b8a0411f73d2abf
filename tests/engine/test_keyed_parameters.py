"""Parameters with a value for each value of an enumeration, in every engine."""

from __future__ import annotations

from datetime import date
from functools import cache

import polars as pl
import pytest

from engine import assess, assess_table
from engine.proof.algebra import Formula
from engine.proof.solver import Space
from engine.sql.expressions import name_of
from explain import why
from knowledge import load
from knowledge.authoring.slip import vocabulary_of
from knowledge.authoring.unused import unused
from knowledge.cases.use_case import model_of
from knowledge.conditions.reading import read_condition
from knowledge.conditions.writing import condition_text
from knowledge.faults import Fault, InvalidKnowledge
from tests.conftest import needs_durable
from tests.random_knowledge import base_of, opening

SOURCE = 'source: {work: w, at: "1"}'
ATTRIBUTES = f"""
- {{attribute: size, type: enum, question: "?", values: {{micro: m, small: s, large: l}}, {SOURCE}}}
- {{attribute: regions, type: set, question: "?", values: {{eu: e, us: u}}, {SOURCE}}}
- {{attribute: cost, type: number, question: "?", {SOURCE}}}
- {{attribute: began, type: date, question: "?", {SOURCE}}}
- {{attribute: today, type: date, question: "?", {SOURCE}}}
"""
CAP = f"""
- parameter: cap
  title: The cap
  values_for:
    size:
      micro: 10
      small: 50
      large: [{{value: 100, {SOURCE}}}, {{from: 2027-01-01, value: 200, {SOURCE}}}]
  {SOURCE}
  basis: stated
"""
ASKED = [
    "cost > parameter.cap[size]",
    "cost / 2 <= max(parameter.cap[size], 20) - 5",
    'cost >= parameter.cap["small"]',
    "began + days(parameter.cap[size]) < today",
    "parameter.cap[size] - parameter.cap[size] / 2 >= 25",
]
DAY = date(2026, 11, 30)
# what a case states → what each condition comes to
CASES: list[tuple[dict[str, object], list[bool | None]]] = [
    ({"size": "small", "cost": 50.0}, [False, True, True, None, True]),
    ({"size": "small", "cost": 50.5}, [True, True, True, None, True]),
    ({"size": "micro", "cost": 31.0}, [True, False, False, None, False]),
    ({"size": "large", "cost": 101.0}, [True, True, True, None, True]),
    ({"cost": 30.0}, [None, True, False, None, None]),
    ({"cost": 5.0}, [False, True, False, None, None]),
    ({"cost": 500.0}, [True, False, True, None, None]),
    ({"size": "large"}, [None, None, None, None, True]),
    ({"size": "micro", "began": date(2026, 11, 2)}, [None, None, None, True, False]),
    ({"size": "small", "began": date(2026, 11, 2)}, [None, None, None, False, True]),
    ({"began": date(2026, 11, 2)}, [None, None, None, None, None]),
    ({"began": date(2026, 1, 2)}, [None, None, None, True, None]),
]


@cache
def base():
    defines = (
        f"- {{define: p{number}, title: p, when: '{when}', {SOURCE}, basis: stated}}"
        for number, when in enumerate(ASKED)
    )
    return base_of("\n".join([opening("p0", ()), ATTRIBUTES, CAP, *defines]))


def told(conclusions) -> list[bool | None]:
    return [conclusions[f"p{number}"] for number in range(len(ASKED))]


def assessed(stated, on: date = DAY, chainer: str = "semi-naive"):
    return assess(model_of(base())(name="case", **stated), on, base=base(), chainer=chainer)


@pytest.mark.parametrize(("stated", "wanted"), CASES)
def test_the_value_of_the_key_that_a_case_states_is_compared(stated, wanted):
    assert told(assessed(stated).conclusions) == wanted


@needs_durable
def test_durable_rules_says_the_same():
    for stated, wanted in CASES:
        assert told(assessed(stated, chainer="durable_rules").conclusions) == wanted


def frame() -> pl.DataFrame:
    schema = {"size": pl.String, "cost": pl.Float64, "began": pl.Date}
    return pl.DataFrame([{**dict.fromkeys(schema), **row} for row, _ in CASES], schema=schema)


def test_tables_and_duckdb_say_the_same():
    wanted = [row for _, row in CASES]
    found = assess_table(frame(), DAY, base=base()).to_dicts()
    assert [told(row) for row in found] == wanted
    duckdb = pytest.importorskip("duckdb")
    cells = frame()  # noqa: F841  read by name
    rows = assess_table(duckdb.connect().sql("from cells"), DAY, base=base()).pl().to_dicts()
    assert [[row[name_of(f"p{n}")] for n in range(len(ASKED))] for row in rows] == wanted


def test_proofs_say_the_same():
    formula = Formula(base(), base().propositions)
    known = {"name": "case", "today": DAY, **base().parameters_on(DAY)}
    for stated, wanted in CASES:
        free = [name for name in ("size", "cost", "began") if name not in stated]
        space = Space(formula, free, {**known, **stated}, unanswered=False)
        truths = space.evaluate()
        for number, truth in enumerate(wanted):
            item = truths[f"p{number}"]
            can = space.find(item) is not None, space.find(space.algebra.no(item)) is not None
            assert {(True, True): None, (True, False): True, (False, True): False}[can] is truth


def test_each_key_has_its_values_over_time():
    stated = {"size": "large", "cost": 150.0}
    assert assessed(stated).conclusions["p0"] is True
    assert assessed(stated, date(2027, 1, 1)).conclusions["p0"] is False


def test_the_argument_compares_with_the_value_of_the_key():
    text = why(assessed({"size": "small", "cost": 51.0}), "p0").to_text()
    assert "size is small" in text
    assert "cost is 51, more than 50" in text


def test_a_condition_with_a_key_is_written_so_that_it_reads_as_the_same():
    vocabulary = vocabulary_of(base())
    read = read_condition("cost > parameter.cap[size]", vocabulary)
    assert read_condition(condition_text(read), vocabulary) == read
    assert 'parameter.cap["micro"]' in condition_text(read)


def test_its_values_are_used_where_a_condition_takes_the_key():
    assert not [entry for entry in unused(base()) if "cap" in str(entry)]


FAULTS = [
    (CAP.replace("      micro: 10\n", ""), "the parameter cap has no value for micro"),
    (CAP.replace("micro: 10", "mikro: 10"), "size has no value 'mikro'; .*nearest: micro"),
    (CAP.replace("    size:", "    sise:"), "there is no attribute 'sise'; nearest: size"),
    (CAP.replace("    size:", "    cost:"), "cost is no key: it is number"),
    (
        CAP.replace("    size:", "    regions:").replace("micro", "eu").replace("small", "us"),
        "regions is no key: it is a set, which may have several",
    ),
    (CAP.replace(f"  {SOURCE}\n  basis", "  basis"), "have the `source` of the parameter"),
    (CAP.replace("micro: 10", "micro: 2027-01-01"), "all values of a parameter are of one type"),
    (CAP.replace("micro: 10", "micro: []"), "each value of the enumeration has a figure"),
    (CAP + f"  values: [{{value: 3, {SOURCE}}}]\n", "has `values`, or `values_for`"),
]


@pytest.mark.parametrize(("parameter", "says"), FAULTS)
def test_what_is_no_table_of_values_is_refused(tmp_path, parameter, says):
    file = tmp_path / "pack.yaml"
    define = f"- {{define: p0, title: p, when: 'known(size)', {SOURCE}, basis: stated}}"
    file.write_text("\n".join([opening("p0", ()), ATTRIBUTES, parameter, define]), "utf-8")
    with pytest.raises(InvalidKnowledge, match=says):
        load([file], shipped=False)


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("cost > parameter.cap", r"has a value for each size; .*expected: parameter.cap\[size\]"),
        ("cost > parameter.cap[regions]", r"expected: parameter.cap\[size\]"),
        ('cost > parameter.cap["mikro"]', "size has no value 'mikro'; .*nearest: micro"),
        ("cost > parameter.cup[size]", "no parameter 'cup' that .*nearest: cap"),
        ("points({known(size): parameter.cap[size]}) > 3", "points are a number or a parameter"),
    ],
)
def test_a_key_that_is_none_is_refused_with_the_right_one(when, says):
    with pytest.raises(Fault, match=says):
        read_condition(when, vocabulary_of(base()))
