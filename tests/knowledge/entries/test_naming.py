"""What an entry names is read off the annotated types of its keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from knowledge.base import load
from knowledge.entries import ENTRY_KINDS, Attribute, Control, name_faults
from knowledge.entries.name_faults import Known
from knowledge.entries.naming import Names, Reference, references

BASE = load()


def marks(annotation: Any, metadata: Any = ()) -> Iterator[Names]:
    """All marks in an annotated type."""
    yield from (mark for mark in metadata if isinstance(mark, Names))
    yield from (mark for mark in get_args(annotation) if isinstance(mark, Names))
    for part in get_args(annotation):
        yield from marks(part)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for field in annotation.model_fields.values():
            yield from marks(field.annotation, field.metadata)


def named(entry: str) -> dict[tuple[str | int, ...], tuple[str, str]]:
    return {
        found.keys: (found.what, found.name)
        for found in references(BASE.entries[entry])
        if found.what not in ("condition", "work")
    }


def test_each_name_is_found_where_it_stands():
    assert named("schedule:general")[("starts", 0, "from")][0] == "day"
    penalty = named("penalty.prohibited_practice")
    assert {keys[0]: what for keys, (what, _) in penalty.items()} == {
        "amount": "figure",
        "share": "figure",
        "turnover": "number",
    }


def test_citations_are_names_of_works():
    works = {found.name for found in references(BASE.entries["trigger.scale"])}
    assert "article" in works


def test_one_value_may_be_yes_or_no():
    entry = BASE.entries["invariant.production_answers_never_relax"]
    truths = {found.name for found in references(entry) if found.what == "value"}
    assert {"true", "false"} & truths


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_all_that_a_kind_names_can_be_looked_up(kind):
    known = Known.of([], [], {}, {}, {})
    for mark in marks(ENTRY_KINDS[kind]):
        assert mark.what in {*known.names, "value", "condition", "calculation"}


def test_a_value_is_looked_up_in_the_attribute_of_its_key():
    exposure = BASE.attributes["exposure"]
    assert isinstance(exposure, Attribute)
    known = Known.of([], [], {"exposure": exposure}, {}, {})
    assert known.of_sort(Reference((), "value", "x", "exposure")) == exposure.choices
    assert known.of_sort(Reference((), "value", "x", "nothing")) == ()
    control = next(entry for entry in BASE.entries.values() if isinstance(entry, Control))
    known = Known.of([], [], {"c": control.attribute}, {}, {})
    assert known.of_sort(Reference((), "value", "x", "c")) == ("true", "false")


def test_all_sorts_of_names_have_their_place_in_the_order_of_faults():
    known = Known.of([], [], {}, {}, {})
    assert {what for sorts in name_faults._ORDER for what in sorts} == {*known.names, "value"}
