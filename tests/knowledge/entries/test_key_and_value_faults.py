"""What is wrong with the keys and values of an entry, told from its types and not from messages."""

from __future__ import annotations

import pytest

from knowledge.base import load
from knowledge.entries import ExceptionEntry, Invariant, Parameter, Trigger
from knowledge.entries.key_and_value_faults import literals_at
from knowledge.faults import Fault, InvalidKnowledge, MissingKey, WrongType
from tests.places import FAULTY_PACKS

BASIS = ("stated", "interpretation")


def fault_in(tmp_path, text: str) -> Fault:
    pack = tmp_path / "own.yaml"
    pack.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as refused:
        load([FAULTY_PACKS / "base", pack], shipped=False)
    (fault,) = refused.value.faults
    return fault


@pytest.mark.parametrize(
    ("kind", "location", "texts"),
    [
        (Trigger, ("basis",), BASIS),
        (Parameter, ("values", 0, "certainty"), ("certain", "high", "unconfirmed")),
        (ExceptionEntry, ("lifts",), ("every negotiable ground",)),
        (
            ExceptionEntry,
            ("lifts", "literal['every negotiable ground']"),
            ("every negotiable ground",),
        ),
        (Invariant, ("never_relaxed_by", "exposure", "literal['more']"), ("more",)),
        (Trigger, ("title",), ()),
    ],
)
def test_the_texts_that_a_place_may_hold_are_those_of_its_type(kind, location, texts):
    assert literals_at(kind, location) == texts


def test_keys_that_are_missing_together_are_told_together(tmp_path):
    fault = fault_in(tmp_path, "- {work: thesis, title: A thesis, cited_as: T}\n- work: book\n")
    assert isinstance(fault, MissingKey)
    assert fault.message == "the work has no 'title'; and the work has no 'cited_as'"
    assert fault.expected == "title: … in every work and cited_as: … in every work"


def test_a_duty_is_told_the_form_of_its_own_names(tmp_path):
    fault = fault_in(
        tmp_path,
        "- {duty: Art 5, title: T, article: A, when: approved, role: R, binding: b,"
        " basis: stated, source: {work: article, at: x}}",
    )
    assert isinstance(fault, WrongType)
    assert fault.expected.startswith("small letters and digits, words joined by _")


def test_what_a_check_of_ours_found_is_told_as_it_says(tmp_path):
    fault = fault_in(
        tmp_path,
        "- {invariant: none, title: T, basis: stated, source: {work: article, at: x}}",
    )
    assert fault.message.startswith("invariant: an invariant has one of: always")


DUTY = (
    "- {{duty: own, title: T, article: A, when: {when}, role: R, binding: {binding},"
    " requires: [{control}], basis: stated, source: {{work: {work}, at: x}}}}"
)
FITTING = {"when": "approved", "binding": "b", "control": "monitoring", "work": "article"}


@pytest.mark.parametrize("given", ["2024-10-18", "2016", "1.5", "true", "yes"])
@pytest.mark.parametrize(
    ("key", "says", "expected"),
    [
        ("binding", "binding: this is not a valid name", "the name of a schedule"),
        ("control", "requires: this is not a valid name", "the name of a control"),
        ("work", "work: this is not a valid name", "the name of a cited work"),
        ("when", "when: this is not a condition", "a comparison, such as "),
    ],
)
def test_where_a_name_or_a_condition_stands_no_quotation_marks_are_advised(
    tmp_path, given, key, says, expected
):
    """A day, a number or a yes in quotation marks would be no name either."""
    if (key, given) == ("when", "2024-10-18"):
        says = 'when: write the date as date("2024-10-18")'
    fault = fault_in(tmp_path, DUTY.format(**{**FITTING, key: given}))
    assert isinstance(fault, WrongType)
    assert fault.message == says
    assert fault.text == given
    assert fault.expected.startswith(expected)


@pytest.mark.parametrize("given", ["2016", "2024-10-18", "1.5"])
def test_what_cannot_be_the_name_of_an_entry_is_told_the_form_of_names(tmp_path, given):
    fault = fault_in(
        tmp_path,
        f"- {{define: {given}, title: T, when: approved, source: {{work: article, at: x}}}}",
    )
    assert fault.message == "define: this is not a valid name"
    assert fault.expected.startswith("small letters, digits and _")


@pytest.mark.parametrize("given", ["2016", "2024-10-18", "No", "1.50"])
def test_a_text_is_advised_in_quotation_marks_as_it_is_written(tmp_path, given):
    fault = fault_in(tmp_path, f"- {{work: law, title: {given}, cited_as: L}}")
    assert fault.message == "title: this is not a text"
    assert fault.expected == f'a text: "{given}"'


def test_a_number_in_quotation_marks_is_told_without_them(tmp_path):
    fault = fault_in(
        tmp_path,
        '- {attribute: n, type: integer, question: "?", minimum: "7",'
        " source: {work: article, at: x}}",
    )
    assert fault.expected == "a number: 7, without quotation marks"
