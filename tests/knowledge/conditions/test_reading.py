"""Conditions are read into trees.

What cannot be read is said with place, kind and nearest name, and nothing is ever run.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.conditions.reading import read_condition, read_term
from knowledge.conditions.tree import (
    And,
    AnyOf,
    Attr,
    Calculation,
    Const,
    Established,
    Not,
    Or,
    Param,
    Prop,
    Span,
)
from knowledge.conditions.tree import Test as Asked
from knowledge.conditions.vocabulary import Vocabulary
from knowledge.faults import BadExpression, Fault, Place, UnknownName, WrongType
from knowledge.limits import LONGEST_CONDITION


@dataclass(frozen=True)
class Kind:
    type: str
    choices: tuple[str, ...] = ()
    ordered: bool = False
    profiles: bool = False


VOCABULARY = Vocabulary(
    attributes={
        "description": Kind("text"),
        "exposure": Kind("enum", ("data_science", "analysts", "public")),
        "output_use": Kind("enum", ("research", "operational")),
        "exposure_before": Kind("enum", ("public", "analysts", "data_science")),
        "maturity": Kind("enum", ("low", "medium", "high"), ordered=True),
        "relied_on_for": Kind("set", ("planning", "commitments")),
        "volume_multiple": Kind("number"),
        "business_units": Kind("integer"),
        "approved": Kind("bool"),
        "controls.monitoring": Kind("bool"),
        "controls.rollback": Kind("bool"),
        "starts_on": Kind("date"),
        "ends_on": Kind("date"),
    },
    parameters={"scale_factor": "number", "ban_from": "date"},
    propositions=frozenset(
        {"trigger.scale", "standing.scale", "exception.trial", "exception.trial.ended"}
    ),
    requirements={"trigger.scale": ("controls.monitoring", "controls.rollback")},
)
PUBLIC = Asked("==", Attr("exposure"), Const("public"))
APPROVED, MISSING = Asked("yes", Attr("approved")), Asked("no", Attr("controls.monitoring"))
TREES = [
    ('exposure == "public"', PUBLIC),
    ('  exposure == "public"\n', PUBLIC),
    ('exposure\n== "public"', PUBLIC),
    (
        'exposure not in ("analysts", "public")',
        Asked("not in", Attr("exposure"), ("analysts", "public")),
    ),
    ("business_units in [1, 2]", Asked("in", Attr("business_units"), (1, 2))),
    ('"planning" in relied_on_for', Asked("includes", Attr("relied_on_for"), Const("planning"))),
    (
        '"planning" not in relied_on_for',
        Asked("excludes", Attr("relied_on_for"), Const("planning")),
    ),
    ("empty(relied_on_for)", Asked("empty", Attr("relied_on_for"))),
    ("known(exposure)", Asked("known", Attr("exposure"))),
    ("approved", APPROVED),
    ("controls.monitoring", Asked("yes", Attr("controls.monitoring"))),
    ("missing(controls.monitoring)", MISSING),
    ("missing(trigger.scale)", Or((MISSING, Asked("no", Attr("controls.rollback"))))),
    (
        "missing(controls.monitoring, trigger.scale)",
        Or((MISSING, Asked("no", Attr("controls.rollback")))),
    ),
    ("not approved and trigger.scale", And((Not(APPROVED), Prop("trigger.scale")))),
    (
        "approved or approved and trigger.scale",
        Or((APPROVED, And((APPROVED, Prop("trigger.scale"))))),
    ),
    ("established(exception.trial.ended)", Established(Prop("exception.trial.ended"))),
    ("any(standing.*)", AnyOf("standing")),
    ("not any( exception.trial.* )", Not(AnyOf("exception.trial"))),
    (
        "volume_multiple >= parameter.scale_factor",
        Asked(">=", Attr("volume_multiple"), Param("scale_factor")),
    ),
    (
        "starts_on <= ends_on < parameter.ban_from",
        And(
            (
                Asked("<=", Attr("starts_on"), Attr("ends_on")),
                Asked("<", Attr("ends_on"), Param("ban_from")),
            )
        ),
    ),
    ('starts_on != date("2026-11-22")', Asked("!=", Attr("starts_on"), Const(date(2026, 11, 22)))),
    (
        "ends_on < starts_on + months(3)",
        Asked("<", Attr("ends_on"), Calculation(Attr("starts_on"), "+", Span(Const(3), "months"))),
    ),
    (
        "volume_multiple > business_units * 2 + 1.5",
        Asked(
            ">",
            Attr("volume_multiple"),
            Calculation(Calculation(Attr("business_units"), "*", Const(2)), "+", Const(1.5)),
        ),
    ),
    ("exposure == exposure_before", Asked("==", Attr("exposure"), Attr("exposure_before"))),
    ('maturity >= "medium"', Asked("in", Attr("maturity"), ("medium", "high"))),
    ('maturity > "low"', Asked("in", Attr("maturity"), ("medium", "high"))),
    ('maturity < "high"', Asked("in", Attr("maturity"), ("low", "medium"))),
    ('maturity <= "low"', Asked("in", Attr("maturity"), ("low",))),
    ('maturity == "low"', Asked("==", Attr("maturity"), Const("low"))),
    ("volume_multiple > -3", Asked(">", Attr("volume_multiple"), Const(-3))),
    ("volume_multiple in (-1, 2.5)", Asked("in", Attr("volume_multiple"), (-1, 2.5))),
    (
        "volume_multiple - business_units > 0",
        Asked(">", Calculation(Attr("volume_multiple"), "-", Attr("business_units")), Const(0)),
    ),
    (
        "volume_multiple - 1 - -2 == 0",
        Asked(
            "==",
            Calculation(Calculation(Attr("volume_multiple"), "-", Const(1)), "-", Const(-2)),
            Const(0),
        ),
    ),
    (
        "-volume_multiple * 2 < -parameter.scale_factor",
        Asked(
            "<",
            Calculation(Calculation(Const(0), "-", Attr("volume_multiple")), "*", Const(2)),
            Calculation(Const(0), "-", Param("scale_factor")),
        ),
    ),
    (
        "starts_on < ends_on - months(3)",
        Asked("<", Attr("starts_on"), Calculation(Attr("ends_on"), "-", Span(Const(3), "months"))),
    ),
]


@pytest.mark.parametrize(("text", "tree"), TREES, ids=[text for text, _ in TREES])
def test_a_condition_becomes_a_tree(text, tree):
    assert read_condition(text, VOCABULARY) == tree


def test_a_bound_of_a_figure_is_a_term():
    assert read_term("starts_on + weeks(8)", VOCABULARY) == Calculation(
        Attr("starts_on"), "+", Span(Const(8), "weeks")
    )


FAULTS = [
    ("", BadExpression, 1, None),
    ("approved approved", BadExpression, None, None),
    ("approved; approved", BadExpression, 9, None),
    ("approved if approved else approved", BadExpression, 1, None),
    ("lambda: approved", BadExpression, 1, None),
    ('__import__("os").system("true")', BadExpression, 1, None),
    ("approved and print(approved)", BadExpression, 14, None),
    ("known(approved, exposure)", BadExpression, 1, None),
    ("known(attribute=approved)", BadExpression, 1, "known"),
    ("knwon(approved)", BadExpression, 1, "known"),
    ("any(standing)", BadExpression, 5, None),
    ("approved is True", BadExpression, 10, None),
    ("exposure == output_use", WrongType, 13, None),
    ('exposure > "analysts"', WrongType, 1, None),
    ('maturity > "high"', BadExpression, 12, None),
    ('maturity >= "low"', BadExpression, 13, None),
    ('maturity >= "middle"', UnknownName, 13, None),
    ("maturity >= maturity", WrongType, 1, None),
    ("volume_multiple > 2 ** 9", BadExpression, 19, None),
    ('exposure in "public"', BadExpression, 13, None),
    ("1 < volume_multiple", BadExpression, 1, None),
    ("volume_multiple == 1j", BadExpression, 20, None),
    ("-approved", BadExpression, 1, None),
    ('exposure == -"public"', BadExpression, 13, None),
    ("-starts_on > ends_on", WrongType, 1, None),
    ("ends_on - starts_on > 3", WrongType, 1, None),
    ("3 - starts_on > 3", WrongType, 1, None),
    ("ends_on < starts_on + months(-3)", WrongType, 30, None),
    ("ends_on < starts_on - weeks(1201)", WrongType, 29, None),
    ("volume_multiple > -1e31", WrongType, 20, None),
    ("approvd", UnknownName, 1, "approved"),
    ("approved and monitoring", UnknownName, 14, "controls.monitoring"),
    ('exposure == "publik"', UnknownName, 13, "public"),
    ('"plannig" in relied_on_for', UnknownName, 1, "planning"),
    ("any(standin.*)", UnknownName, 5, "standing"),
    ("volume_multiple > parameter.scale", UnknownName, 19, "scale_factor"),
    ("missing(controls.rolback)", UnknownName, 9, "controls.rollback"),
    ("exposure", WrongType, 1, None),
    ("approved == approved", WrongType, 1, None),
    ("starts_on > 3", WrongType, 13, None),
    ("starts_on > volume_multiple", WrongType, 13, None),
    ('description < "x"', WrongType, 1, None),
    ('business_units in (1, "2")', WrongType, 23, None),
    ('relied_on_for in ("planning",)', WrongType, 19, None),
    ("missing(exposure)", WrongType, 9, None),
    ("ends_on < starts_on + 3", WrongType, 11, None),
    ("ends_on < starts_on + months(ends_on)", WrongType, 30, None),
    ("volume_multiple * starts_on > 1", WrongType, 1, None),
    ('ends_on < date("tomorrow")', WrongType, 11, None),
]


def refused(text: str) -> Fault:
    with pytest.raises(Fault) as error:
        read_condition(text, VOCABULARY, lambda offset: Place("pack.yaml", 1, offset + 1))
    return error.value


@pytest.mark.parametrize(
    ("text", "kind", "column", "nearest"), FAULTS, ids=[text or "nothing" for text, *_ in FAULTS]
)
def test_what_cannot_be_read_is_said_with_place_and_nearest_name(text, kind, column, nearest):
    fault = refused(text)
    assert type(fault) is kind
    assert column in (None, fault.place.column)
    assert (fault.text, fault.nearest) == (text, nearest)


def test_the_place_counts_from_where_the_text_begins():
    assert refused("\n   approvd").place.column == 5


def test_an_accent_before_a_fault_does_not_move_its_place():
    assert refused('description == "é" and approvd').place.column == 24


@pytest.mark.parametrize(
    "text",
    [
        "not " * 990 + "approved",
        "a" + ".a" * 1500,
        "volume_multiple > 1" + "+1" * 1500,
        "(" * 1500 + "approved" + ")" * 1500,
    ],
    ids=["nots", "dots", "sums", "brackets"],
)
def test_a_condition_nested_too_deeply_is_a_fault_and_no_crash(text):
    assert isinstance(refused(text), BadExpression)


def test_a_condition_is_read_up_to_its_greatest_length():
    longest = "approved" + " " * (LONGEST_CONDITION - 8)
    assert read_condition(longest, VOCABULARY) == APPROVED
    assert "4,001 characters" in refused(longest + " ").message


TOKENS = """exposure approved volume_multiple starts_on trigger.scale any( standing.* known(
    months( date( ( ) [ ] , . * + - not and or in == < "public" "é" 1 None : := lambda"""


@settings(deadline=None)
@given(st.lists(st.sampled_from(TOKENS.split()), max_size=12).map(" ".join) | st.text(max_size=30))
@example("\x00")
def test_any_text_is_either_read_or_refused(text):
    with suppress(Fault):
        assert read_condition(text, VOCABULARY) is not None
