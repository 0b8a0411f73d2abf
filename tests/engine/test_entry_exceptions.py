"""An entry that is an exception to another one, in every engine."""

from __future__ import annotations

from datetime import date
from functools import cache

import polars as pl
import pytest

from engine import assess, assess_table
from engine.check.difference import Impact
from engine.proof.algebra import Formula
from engine.proof.solver import Space
from engine.sql.expressions import name_of
from explain import why, why_not
from knowledge import load
from knowledge.cases.use_case import model_of
from knowledge.faults import InvalidKnowledge
from tests.conftest import needs_durable
from tests.random_knowledge import base_of, opening

ON = date(2026, 11, 28)
SOURCE = 'source: {work: w, at: "1"}'
STATED = f"{SOURCE}, basis: stated"
YES_NO = '{{attribute: {0}, type: bool, question: "?", values: {{"true": y, "false": n}}, {1}}}'
ATTRIBUTES = f"""
- {YES_NO.format("big", SOURCE)}
- {YES_NO.format("small", SOURCE)}
- {{attribute: today, type: date, question: "?", {SOURCE}}}
- parameter: begun
  title: It counts
  values: [{{value: 2026-03-01, {SOURCE}}}]
  basis: stated
- schedule: always
  title: always
  starts: [{{from: begun}}]
  {SOURCE}
"""
# `spared` is an exception to an entry of each kind
RULES = f"""
- {{define: plain, title: p, when: big, {STATED}}}
- {{condition: row, title: r, when: big, {STATED}}}
- {{trigger: growth, title: g, when: big, {STATED}}}
- {{duty: tell, title: t, article: A, when: big, binding: always, {STATED}}}
- {{note: hint, title: h, when: big, {STATED}}}
- {{consequence: harm, title: h, when: big, {STATED}}}
- misconception: myth
  title: m
  voiced_when: big
  reality: r
  consequence: c
  {SOURCE}
  basis: stated
- exception: pause
  title: s
  own_attributes: [big]
  requires: [big]
  ends_when: not big
  lifts: [growth]
  {SOURCE}
  basis: stated
- relief: eased
  title: e
  own_attributes: [big]
  requires: [big]
  {SOURCE}
  basis: stated
- table: list
  title: l
  hit: collect
  columns: [row, title, big]
  rows: [[one, o, yes]]
  {SOURCE}
"""
NAMES = (
    "plain", "condition.row", "trigger.growth", "standing.growth", "duty.tell", "duty.tell.binds",
    "note.hint", "risk.harm", "misconception.myth", "exception.pause", "exception.pause.failed",
    "eased", "list.one",
)  # fmt: skip
EXCEPTED = ", ".join(
    name
    for name in NAMES
    if name.rpartition(".")[2] not in ("binds", "failed") and "standing" not in name
)
SPARED = f"- {{define: spared, title: It is spared, when: small, exception_to: [{EXCEPTED}], "
ENTRIES = f"{RULES}{SPARED}{STATED}}}\n"
MARKS = {"T": True, "F": False, "?": None}
# big, small → what each of them comes to
CASES: list[tuple[bool | None, bool | None, str]] = [
    (True, False, "TTTFTTTTTTFTT"),  # the pause lifts growth
    (True, True, "FFFFFFFFFFTFF"),  # a claim that is not granted has failed
    # a note, a relief and a trigger as a ground count once established
    (True, None, "???F??F???FF?"),
    (False, None, "FFFFFFFFFFTFF"),
    (None, True, "FFFFFFFFFFFFF"),
    (None, None, "???F??F???FF?"),
]


def truths(marks: str) -> list[bool | None]:
    return [MARKS[mark] for mark in marks]


def made(entries: str = ENTRIES):
    return base_of("\n".join([opening("any(standing.*)", ()), ATTRIBUTES, entries]))


@cache
def base():
    return made()


def assessed(big: bool | None, small: bool | None, chainer: str = "semi-naive"):
    said = {"big": big, "small": small}
    stated = {name: value for name, value in said.items() if value is not None}
    return assess(model_of(base())(name="case", **stated), ON, base=base(), chainer=chainer)


@pytest.mark.parametrize(("big", "small", "wanted"), CASES)
def test_the_other_does_not_hold_where_the_exception_does(big, small, wanted):
    found = assessed(big, small).conclusions
    assert dict(zip(NAMES, (found[name] for name in NAMES), strict=True)) == dict(
        zip(NAMES, truths(wanted), strict=True)
    )


@needs_durable
def test_durable_rules_says_the_same():
    for big, small, wanted in CASES:
        found = assessed(big, small, "durable_rules").conclusions
        assert [found[name] for name in NAMES] == truths(wanted)


def test_tables_and_duckdb_say_the_same():
    duckdb = pytest.importorskip("duckdb")
    for big, small, wanted in CASES:
        cells = pl.DataFrame(
            {"big": [big], "small": [small]}, schema={"big": pl.Boolean, "small": pl.Boolean}
        )
        (row,) = assess_table(cells, ON, base=base()).to_dicts()
        assert [row[name] for name in NAMES] == truths(wanted)
        (row,) = assess_table(duckdb.connect().sql("from cells"), ON, base=base()).pl().to_dicts()
        assert [row[name_of(name)] for name in NAMES] == truths(wanted)


def test_proofs_say_the_same():
    formula = Formula(base(), base().propositions)
    for big, small, wanted in CASES[:2]:
        known = {"name": "case", "today": ON, "big": big, "small": small}
        space = Space(formula, [], {**known, **base().parameters_on(ON)}, unanswered=False)
        found = space.evaluate()
        for name, truth in zip(NAMES, truths(wanted), strict=True):
            assert (space.find(found[name]) is not None) is truth


def test_reasons_name_the_exception():
    told = why_not(assessed(True, True), "trigger.growth")
    assert told.excepted_by == ("spared",)
    assert "It does not hold: the exception spared does." in told.to_text()
    assert "Es gilt nicht: Die Ausnahme spared gilt." in told.to_text(language="de")
    french = told.to_text(language="fr")
    assert "Cela ne tient pas\N{NO-BREAK SPACE}: l’exception spared tient." in french
    assert "It is spared" in why(assessed(True, True), "trigger.growth").to_text()
    assert why_not(assessed(True, None), "trigger.growth").excepted_by == ()
    assert "small is not answered" in why_not(assessed(True, None), "trigger.growth").to_text()


def test_an_exception_that_is_taken_away_is_a_difference_that_is_found():
    other = made(f"{RULES}- {{define: spared, title: It is spared, when: small, {STATED}}}\n")
    shown = {found.proposition: found for found in Impact(base(), other).differences()}
    assert {"plain", "trigger.growth", "duty.tell", "list.one"} <= shown.keys()
    assert "spared" not in shown


def test_an_exception_may_have_an_exception():
    known = base_of(
        "\n".join(
            [
                opening("rule", ()),
                ATTRIBUTES,
                f"- {{define: rule, title: r, when: known(big), {STATED}}}",
                f"- {{define: less, title: l, when: big, exception_to: [rule], {STATED}}}",
                f"- {{define: more, title: m, when: small, exception_to: [less], {STATED}}}",
            ]
        )
    )
    for big, small, wanted in ((True, False, (False, True)), (True, True, (True, False))):
        case = model_of(known)(name="case", big=big, small=small)
        found = assess(case, ON, base=known).conclusions
        assert (found["rule"], found["less"]) == wanted


def test_what_asks_for_its_own_exception_never_holds():
    """It is false, and not unknown, also where nobody knows whether the exception holds."""
    known = base_of(
        "\n".join(
            [
                opening("rule", ()),
                ATTRIBUTES,
                f"- {{define: rule, title: r, when: big and less, {STATED}}}",
                f"- {{define: less, title: l, when: small, exception_to: [rule], {STATED}}}",
            ]
        )
    )
    for small in (True, False, None):
        case = model_of(known)(name="case", big=True, small=small)
        found = assess(case, ON, base=known).conclusions
        assert (found["less"], found["rule"]) == (small, False)


FAULTS = [
    ("[trigger.groth]", "there is no entry with a condition 'trigger.groth'; .*trigger.growth"),
    ("[growth]", "there is no entry with a condition 'growth'; .*nearest: trigger.growth"),
    ("[verdict.undetermined]", "no exception to a verdict, 'verdict.undetermined'; .*expected: "),
    ("[big]", "no exception to an attribute, 'big'; .*expected: "),
    ("[standing.growth]", "no exception to a step of trigger.growth, 'standing.growth'; "),
    ("[spared]", "these rest on their own absence: spared → not spared"),
    ("trigger.growth", "exception_to: .*expected: a list"),
]


@pytest.mark.parametrize(("names", "says"), FAULTS)
def test_what_can_have_no_exception_is_refused(tmp_path, names, says):
    file = tmp_path / "pack.yaml"
    define = f"- {{define: spared, title: s, when: small, exception_to: {names}, {STATED}}}"
    file.write_text("\n".join([opening("plain", ()), ATTRIBUTES, RULES, define]), "utf-8")
    with pytest.raises(InvalidKnowledge, match=says):
        load([file], shipped=False)


def test_entries_that_are_exceptions_to_each_other_are_refused():
    one = f"- {{define: one, title: o, when: big, exception_to: [two], {STATED}}}\n"
    two = f"- {{define: two, title: t, when: small, exception_to: [one], {STATED}}}\n"
    with pytest.raises(InvalidKnowledge, match=r"these rest on their own absence: .*one"):
        made(one + two)
