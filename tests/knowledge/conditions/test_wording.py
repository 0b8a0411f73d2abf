"""A test in words says what was found and what it was compared with, and is true as it stands."""

from __future__ import annotations

from datetime import date
from decimal import Context, Inexact, localcontext

import pytest

from knowledge.base import load
from knowledge.conditions.evaluation import PARAMETER, decider, value_of
from knowledge.conditions.tree import Attr, Calculation, Const, Param, Span, terms_of
from knowledge.conditions.tree import Test as Comparison
from knowledge.conditions.wording import asked, in_words, phrase, sentence
from knowledge.languages.words import Words

DAY = date(2026, 11, 22)
FACTS = {
    "today": DAY,
    "parameter.scale_factor": 10,
    "parameter.longest_time_box": 3,
    "parameter.rebuild_factor_low": 2,
}

SCALE = Comparison(">=", Attr("volume_multiple"), Param("scale_factor"))
OPERATIONAL = Comparison("==", Attr("output_use"), Const("operational"))
BEYOND_THE_TEAM = Comparison("!=", Attr("exposure"), Const("data_science"))
CUSTOMERS = Comparison("in", Attr("exposure"), ("customers", "public"))
LEAVING = Comparison("yes", Attr("author_leaving"))
UNMONITORED = Comparison("no", Attr("controls.monitoring"))
CHATBOT = Comparison("includes", Attr("customer_channels"), Const("chatbot"))
RELIED_ON = Comparison("nonempty", Attr("relied_on_for"))
IN_ORDER = Comparison("<=", Attr("starts_on"), Attr("ends_on"), dated=True)
SHORT = Comparison(
    "<",
    Attr("ends_on"),
    Calculation(Attr("starts_on"), "+", Span(Param("longest_time_box"), "months")),
)
OVER = Comparison(">", Attr("today"), Attr("ends_on"))
LIVE = Comparison("<=", Attr("went_live_on"), Attr("today"))
FOUR_WEEKS_ON = Comparison(
    "<", Attr("today"), Calculation(Attr("parallel_run_started_on"), "+", Span(Const(4), "weeks"))
)
FALLEN = Comparison(
    "<", Calculation(Attr("volume_multiple"), "-", Attr("business_units")), Const(-1)
)
NEGATIVE = Comparison(
    ">",
    Calculation(
        Calculation(Const(0), "-", Calculation(Attr("volume_multiple"), "+", Const(1))),
        "*",
        Const(2),
    ),
    Calculation(Attr("business_units"), "-", Calculation(Attr("volume_multiple"), "-", Const(1))),
)
NOTICE = Comparison(">", Attr("today"), Calculation(Attr("ends_on"), "-", Span(Const(2), "months")))
STATED = Comparison("known", Attr("ends_on"))


@pytest.mark.parametrize(
    ("test", "stated", "says"),
    [
        (SCALE, {"volume_multiple": 12.0}, "volume_multiple is 12, at least 10"),
        (SCALE, {"volume_multiple": 10.0}, "volume_multiple is 10, at least 10"),
        (SCALE, {"volume_multiple": 9.99}, "volume_multiple is 9.99, less than 10"),
        (SCALE, {"volume_multiple": 2_500_000.0}, "volume_multiple is 2,500,000, at least 10"),
        (OPERATIONAL, {"output_use": "operational"}, "output_use is operational"),
        (OPERATIONAL, {"output_use": "research"}, "output_use is research, not operational"),
        (BEYOND_THE_TEAM, {"exposure": "public"}, "exposure is public, not data_science"),
        (BEYOND_THE_TEAM, {"exposure": "data_science"}, "exposure is data_science"),
        (CUSTOMERS, {"exposure": "public"}, "exposure is public, one of customers, public"),
        (CUSTOMERS, {"exposure": "analysts"}, "exposure is analysts, none of customers, public"),
        (LEAVING, {"author_leaving": True}, "author_leaving is true"),
        (LEAVING, {"author_leaving": False}, "author_leaving is false"),
        (UNMONITORED, {"controls.monitoring": False}, "controls.monitoring is false"),
        (UNMONITORED, {"controls.monitoring": True}, "controls.monitoring is true"),
        (
            CHATBOT,
            {"customer_channels": frozenset({"chatbot", "other"})},
            "customer_channels includes chatbot",
        ),
        (
            CHATBOT,
            {"customer_channels": frozenset({"other"})},
            "customer_channels does not include chatbot",
        ),
        (CHATBOT, {"customer_channels": frozenset()}, "customer_channels is empty"),
        (RELIED_ON, {"relied_on_for": frozenset({"b", "a"})}, "relied_on_for includes a, b"),
        (RELIED_ON, {"relied_on_for": frozenset()}, "relied_on_for is empty"),
        (
            IN_ORDER,
            {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 1)},
            "starts_on is 2026-10-01, not after ends_on, 2026-12-01",
        ),
        (
            IN_ORDER,
            {"starts_on": date(2027, 1, 1), "ends_on": date(2026, 12, 1)},
            "starts_on is 2027-01-01, after ends_on, 2026-12-01",
        ),
        (
            SHORT,
            {"starts_on": date(2026, 11, 30), "ends_on": date(2027, 2, 27)},
            "ends_on is 2027-02-27, before starts_on + 3 months, 2027-02-28",
        ),
        (
            SHORT,
            {"starts_on": date(2026, 11, 30), "ends_on": date(2027, 2, 28)},
            "ends_on is 2027-02-28, not before starts_on + 3 months, 2027-02-28",
        ),
        (OVER, {"ends_on": date(2026, 11, 1)}, "today is 2026-11-22, after ends_on, 2026-11-01"),
        (OVER, {"ends_on": DAY}, "today is 2026-11-22, not after ends_on, 2026-11-22"),
        (
            LIVE,
            {"went_live_on": date(2026, 5, 1)},
            "went_live_on is 2026-05-01, not after today, 2026-11-22",
        ),
        (
            FOUR_WEEKS_ON,
            {"parallel_run_started_on": date(2026, 11, 1)},
            "today is 2026-11-22, before parallel_run_started_on + 4 weeks, 2026-11-29",
        ),
        (
            FALLEN,
            {"volume_multiple": 2.5, "business_units": 4},
            "volume_multiple - business_units is -1.5, less than -1",
        ),
        (
            NEGATIVE,
            {"volume_multiple": 0.5, "business_units": 2},
            "(-(volume_multiple + 1)) × 2 is -3, at most business_units - (volume_multiple"
            " - 1), 2.5",
        ),
        (NOTICE, {"ends_on": DAY}, "today is 2026-11-22, after ends_on - 2 months, 2026-09-22"),
        (STATED, {"ends_on": DAY}, "ends_on is stated: 2026-11-22"),
        (STATED, {}, "ends_on is not answered"),
        (STATED.complement, {}, "ends_on is not answered"),
    ],
)
def test_both_sides_of_a_comparison_are_named(test, stated, says):
    assert sentence(test, {**FACTS, **stated}) == says


@pytest.mark.parametrize(
    ("test", "stated", "says"),
    [
        (SCALE, {}, "volume_multiple is not answered (asked: at least 10)"),
        (OPERATIONAL, {}, "output_use is not answered (asked: operational)"),
        (BEYOND_THE_TEAM, {}, "exposure is not answered (asked: other than data_science)"),
        (CUSTOMERS, {}, "exposure is not answered (asked: one of customers, public)"),
        (CUSTOMERS.complement, {}, "exposure is not answered (asked: none of customers, public)"),
        (LEAVING, {}, "author_leaving is not answered (asked: true)"),
        (UNMONITORED, {}, "controls.monitoring is not answered (asked: false)"),
        (CHATBOT, {}, "customer_channels is not answered (asked: with chatbot)"),
        (RELIED_ON, {}, "relied_on_for is not answered (asked: not empty)"),
        (
            SHORT,
            {"starts_on": date(2026, 10, 16)},
            "ends_on is not answered (asked: before starts_on + 3 months, 2027-01-16)",
        ),
        (
            SHORT,
            {"ends_on": DAY},
            "starts_on is not answered (asked: ends_on before starts_on + 3 months)",
        ),
        (OVER, {}, "ends_on is not answered (asked: today after ends_on)"),
    ],
)
def test_what_is_not_answered_is_said_together_with_what_was_asked(test, stated, says):
    assert sentence(test, {**FACTS, **stated}) == says


MORE = Comparison(">", Attr("volume_multiple"), Param("scale_factor"))
FEWER = Comparison("<", Attr("volume_multiple"), Const(2.5))
AS_MANY = Comparison("==", Attr("volume_multiple"), Param("scale_factor"))
WAITED = Comparison(
    ">", Calculation(Attr("today"), "-", Attr("ends_on")), Span(Const(11), "days"), dated=True
)


@pytest.mark.parametrize(
    ("test", "stated", "says"),
    [
        (MORE, {"volume_multiple": 10}, "volume_multiple is 10, not more than 10"),
        (MORE, {"volume_multiple": 9.5}, "volume_multiple is 9.5, at most 10"),
        (FEWER, {"volume_multiple": 2.5}, "volume_multiple is 2.5, not less than 2.5"),
        (FEWER, {"volume_multiple": 3}, "volume_multiple is 3, at least 2.5"),
        (SCALE, {"volume_multiple": 10}, "volume_multiple is 10, at least 10"),
        (AS_MANY, {"volume_multiple": 10}, "volume_multiple is 10"),
        (AS_MANY.complement, {"volume_multiple": 10}, "volume_multiple is 10"),
        (AS_MANY, {"volume_multiple": 11}, "volume_multiple is 11, not 10"),
    ],
)
def test_no_figure_is_told_twice_as_if_it_were_two(test, stated, says):
    """A bound that had to be passed and is only reached: what it had to pass is said."""
    assert sentence(test, {**FACTS, **stated}) == says


def test_a_period_that_is_only_reached_is_told_by_what_had_to_pass():
    found = sentence(WAITED, {**FACTS, "ends_on": date(2026, 11, 11)})
    assert found.endswith("is 11, not more than 11 days"), found


@pytest.mark.parametrize(
    ("stated", "bound"),
    [(10000.00000001, 10000), (12345678901.25, 12345678901.5), (0.30000000001, 0.3)],
)
def test_two_figures_that_differ_are_told_otherwise(stated, bound):
    test = Comparison(">", Attr("volume_multiple"), Const(bound))
    found = sentence(test, {**FACTS, "volume_multiple": stated})
    assert in_words(stated) != in_words(bound)
    assert float(in_words(stated).replace(",", "")) == stated
    assert in_words(stated) in found
    assert in_words(bound) in found
    assert "e+" not in found


def test_what_is_presumed_of_the_unanswered_is_not_told_as_asked():
    assert sentence(OVER, FACTS, presumed=True) == "ends_on is not answered"
    assert (
        sentence(OVER, {**FACTS, "ends_on": DAY}, presumed=True)
        == "today is 2026-11-22, not after ends_on, 2026-11-22"
    )


def test_dates_are_compared_as_dates_even_where_neither_is_answered():
    assert (
        sentence(IN_ORDER, FACTS)
        == "starts_on and ends_on are not answered (asked: starts_on not after ends_on)"
    )


@pytest.mark.parametrize(
    "test",
    [
        SCALE,
        OPERATIONAL,
        BEYOND_THE_TEAM,
        CUSTOMERS,
        LEAVING,
        CHATBOT,
        RELIED_ON,
        IN_ORDER,
        SHORT,
        OVER,
    ],
)
@pytest.mark.parametrize("large", [True, False])
def test_a_failed_test_and_its_opposite_say_the_same_true_sentence(test, large):
    stated = {
        "volume_multiple": 12.0 if large else 2.0,
        "output_use": "operational" if large else "research",
        "exposure": "public" if large else "data_science",
        "author_leaving": large,
        "customer_channels": frozenset({"chatbot"} if large else ()),
        "relied_on_for": frozenset({"operational_planning"} if large else ()),
        "starts_on": date(2026, 10, 1),
        "ends_on": date(2026, 12, 1) if large else date(2026, 9, 1),
    }
    facts = {**FACTS, **stated}
    assert decider(test)(facts) is not decider(test.complement)(facts)
    assert sentence(test, facts) == sentence(test.complement, facts)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not answered"),
        (True, "true"),
        (False, "false"),
        (1_234_567, "1,234,567"),
        (12.0, "12"),
        (0.25, "0.25"),
        (0.1 + 0.2, "0.3"),
        (10 / 3, "3.333333333"),
        (1e12 / 3, "333,333,333,333.33"),
        (1e15, "1,000,000,000,000,000"),
        (1e25, "1e+25"),
        (float("inf"), "inf"),
        (1e-7, "0.0000001"),
        (frozenset({"b", "a"}), "a, b"),
        (frozenset(), "none"),
        (DAY, "2026-11-22"),
        ("plain text", "plain text"),
    ],
)
def test_values_are_written_as_a_reader_would(value, words):
    assert in_words(value) == words


def _comparisons():
    tests = {
        literal.target
        for rule in load().rules
        for literal in rule.body
        if isinstance(literal.target, Comparison)
    }
    return sorted((test for test in tests if test.op in ("<", "<=", ">", ">=")), key=str)


@pytest.mark.parametrize("test", _comparisons(), ids=lambda test: f"{test.left.name} {test.op}")
def test_every_comparison_of_the_knowledge_base_shows_what_stands_on_its_right(test):
    base = load()
    values = {"date": date(2026, 3, 4), "number": 7.0, "integer": 7}
    stated = {
        term.name: values[base.attributes[term.name].type]
        for term in terms_of(test)
        if isinstance(term, Attr)
    }
    facts = {**base.parameters_on(DAY), **stated}
    assert in_words(value_of(test.right, facts)) in sentence(test, facts)
    assert f"{test.left.name} is {in_words(stated[test.left.name])}, " in sentence(test, facts)


def test_there_are_comparisons_in_the_knowledge_base_with_parameters_behind_them():
    assert {
        term.name for test in _comparisons() for term in terms_of(test) if isinstance(term, Param)
    } >= {"scale_factor", "several_units"}


def test_a_parameter_is_shown_by_its_value_in_force():
    assert asked(SCALE, {PARAMETER + "scale_factor": 25}) == "at least 25"


@pytest.mark.parametrize(
    ("language", "both"),
    [
        (
            "de",
            "„An welchem Tag beginnt das Experiment?“ und „An welchem Tag endet das Experiment?“",
        ),
        (
            "fr",
            "« Quel jour l’expérience commence-t-elle ? »"
            " et « Quel jour l’expérience se termine-t-elle ? »",
        ),
    ],
)
def test_two_questions_in_one_sentence_stand_in_quotes(language, both):
    """Bare, "Q1? and Q2?" reads as two sentences with a word left over."""
    words = Words.of(language)
    said = words.phrase(phrase(IN_ORDER, FACTS, None), "")
    spaces = str.maketrans("\u00a0\u202f", "  ")
    assert both in said.translate(spaces)
    assert sentence(IN_ORDER, FACTS).startswith("starts_on and ends_on are not answered")


def test_a_number_is_written_with_all_its_digits_whatever_the_context_of_the_thread():
    with localcontext(Context(prec=3, traps=[Inexact])):
        assert in_words(123456.7895) == "123,456.7895"
        assert in_words(200 / 3) == "66.66666667"
