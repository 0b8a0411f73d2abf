"""Impact where an attribute takes other answers than before."""

from __future__ import annotations

import pytest

from engine import assess
from explain.review.impact import impact
from knowledge import load
from knowledge.cases.use_case import model_of, nested
from tests.places import SEEDED_FAULTS

WORK = "- {work: policy, title: a policy, cited_as: P}\n"
SOURCE = "source: {work: policy, at: '1'}, basis: stated"
KINDS = {  # of an attribute → how it is declared, and a condition on it
    "enum": ("type: enum, values: {a: the one, b: the other}", 'shape == "a"'),
    "another enum": ("type: enum, values: {b: the other, c: a third}", 'shape == "b"'),
    "set": ("type: set, values: {a: the one, b: the other}", '"a" in shape'),
    "bool": ("type: bool, values: {true: it is, false: it is not}", "shape"),
    "number": ("type: number", "shape > 3.5"),
    "higher": ("type: number, minimum: 10", "shape > 20"),
    "integer": ("type: integer", "shape > 4"),
    "date": ("type: date", 'shape > date("2027-01-01")'),
    "text": ("type: text", 'shape in ("b", "c")'),
}


SHARED = (
    {"enum", "another enum"},
    {"enum", "text"},
    {"another enum", "text"},
    {"number", "integer"},
    {"number", "higher"},
    {"higher", "integer"},
)
SMALL = SEEDED_FAULTS / "base"


@pytest.fixture
def shaped(tmp_path):
    """A small knowledge base with a trigger on an attribute of some kind."""

    def loaded(kind):
        declared, when = KINDS[kind]
        file = tmp_path / "company.yaml"
        attribute = (
            f"- {{attribute: shape, question: What shape has it?, {declared}, "
            f"source: {{work: policy, at: '1'}}}}\n"
        )
        trigger = (
            f"- {{trigger: shape, title: a shape, when: '{when}', requires: [monitoring], "
            f"because: So it is., {SOURCE}}}\n"
        )
        file.write_text(WORK + attribute + trigger, encoding="utf-8")
        return load([SMALL, file], shipped=False)

    return loaded


@pytest.mark.parametrize("before", KINDS)
@pytest.mark.parametrize("after", KINDS)
def test_an_attribute_that_takes_other_answers_is_compared_on_those_that_both_take(
    shaped, before, after
):
    old, new = shaped(before), shaped(after)
    found = impact(old, new)
    effects = {entry.entry: entry.effect for entry in found.entries}
    assert effects == {} if before == after else effects["attribute:shape"] == "answers"
    assert found.rewording is (before == after)
    shared = [case for case in found.cases if not (case.new_answer or case.gone_answer)]
    for case in shared:
        stated = nested({name: value for name, value in case.stated.items() if name != "today"})
        sides = [
            assess(model_of(base).model_validate(stated), case.on, base=base, chainer="semi-naive")
            for base in (old, new)
        ]
        assert (sides[0].verdict.value, sides[1].verdict.value) == case.verdict
        assert case.stated["shape"] not in (None, []), "only the shape can tell the two apart"
    assert bool(shared) is ({before, after} in SHARED)


def test_an_answer_that_the_older_knowledge_does_not_take_is_left_out_for_it(shaped):
    old, new = shaped("enum"), shaped("another enum")
    cases = [model_of(new).model_validate({"name": "x", "shape": shape}) for shape in ("b", "c")]
    moved = {
        case.row: [(move.proposition, move.before, move.after) for move in case.moves]
        for case in impact(old, new, cases).cases
    }
    assert ("trigger.shape", "false", "true") in moved[1]
    assert ("trigger.shape", "unknown", "false") in moved[2]
