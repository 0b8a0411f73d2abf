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
