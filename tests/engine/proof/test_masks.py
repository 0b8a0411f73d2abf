"""Rows and trials, as masks: each case states what its row does,
and in its place what its trial does.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.check.soundness import formula_of
from engine.proof.choices import Members, Scalar
from engine.proof.days import ROWS, days_of
from engine.proof.masks import Cases
from tests.random_knowledge import ATTRIBUTES, base_of, facts

WORKS = "- {work: w, title: a work, cited_as: W}"
SHAPES = {
    "bool": 'values: {"true": y, "false": n}, ',
    "number": "",
    "enum": "values: {v0: a, v1: b, v2: c}, ",
    "set": "values: {v0: a, v1: b}, ",
}
ENTRIES = [
    f'- {{attribute: {name}, type: {kind}, question: "?", {SHAPES[kind]}source: {{work: w, '
    f'at: "1"}}}}'
    for name, kind in ATTRIBUTES.items()
]
BASE = base_of("\n".join([WORKS, *ENTRIES]))


def answer(cases: Cases, name: str, index: int) -> object:
    """What a case states for an attribute, read from the masks."""
    choice = cases.choices[name]
    if isinstance(choice, Members):
        held = frozenset(member for member, mask in choice.members.items() if mask >> index & 1)
        assert held == frozenset() or choice.answered >> index & 1, "what has a member is answered"
        return held if choice.answered >> index & 1 else None
    assert isinstance(choice, Scalar)
    stated = [value for value, mask in choice.values.items() if mask >> index & 1]
    assert len(stated) == 1, "one value at a time"
    return stated[0]


def trials() -> st.SearchStrategy[dict[str, object]]:
    """Answers put in place of others; None takes an answer back."""
    withdrawn = st.lists(st.sampled_from(list(ATTRIBUTES)), max_size=3, unique=True).map(
        dict.fromkeys
    )
    return st.tuples(facts(), withdrawn).map(lambda two: {**two[0], **two[1]})


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(facts(), min_size=1, max_size=6), st.lists(trials(), min_size=1, max_size=4))
def test_each_case_states_its_row_and_in_its_place_its_trial(rows, tried):
    cases = Cases(BASE, ATTRIBUTES, rows, tried)
    for number, trial in enumerate(tried):
        for place, row in enumerate(rows):
            meant = {**dict.fromkeys(ATTRIBUTES), **row, **trial}
            assert {
                name: answer(cases, name, number * len(rows) + place) for name in ATTRIBUTES
            } == meant


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.lists(facts(), min_size=1, max_size=6))
def test_without_trials_the_cases_are_the_rows(rows):
    cases = Cases(BASE, ["b0", "s0"], rows)
    assert set(cases.choices) == {"b0", "s0"}
    assert cases.masks.rows == len(rows)
    assert [answer(cases, "s0", place) for place in range(len(rows))] == [
        row.get("s0") for row in rows
    ]


def test_yes_and_one_are_told_apart_by_their_attributes():
    cases = Cases(BASE, ["b0", "n0"], [{"b0": True, "n0": 1.0}, {"b0": False, "n0": 0.0}])
    assert [(answer(cases, "b0", place), answer(cases, "n0", place)) for place in (0, 1)] == [
        (True, 1.0),
        (False, 0.0),
    ]


def test_no_rows_are_no_cases():
    cases = Cases(BASE, ["b0", "s0"], [])
    assert cases.masks.top == 0
    assert cases.choices["b0"] == Scalar({})


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(facts(), min_size=1, max_size=6))
def test_columns_of_answers_say_what_their_rows_do(rows):
    columns = {name: [row.get(name) for row in rows] for name in ATTRIBUTES}
    cases = Cases.of_columns(BASE, columns, len(rows))
    for place, row in enumerate(rows):
        meant = {**dict.fromkeys(ATTRIBUTES), **row}
        assert {name: answer(cases, name, place) for name in ATTRIBUTES} == meant


def test_days_share_the_random_answers_that_none_of_them_turns():
    source = 'source: {work: w, at: "1"}'
    dated = [
        f'- {{attribute: today, type: date, question: "?", {source}}}',
        f'- {{define: old, title: o, when: today >= date("2026-01-02"), basis: stated, {source}}}',
        f'- {{define: both, title: b, when: "old and n0 > 3 and b0", basis: stated, {source}}}',
    ]
    first, second, *_ = days_of(formula_of(base_of("\n".join([WORKS, *ENTRIES, *dated]))))
    for number in (0, 1, ROWS - 1):
        assert first.sample.row(number) == second.sample.row(number)
    drawn = first.sample._columns
    assert {"n0", "b0"} <= drawn.keys()
    assert all(second.sample._columns[name] is column for name, column in drawn.items())
