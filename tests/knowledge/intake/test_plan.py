"""Which column serves which attribute, and what is said of those that serve none or lack."""

from __future__ import annotations

import pytest

from knowledge import InvalidCase, load
from knowledge.intake.columns import readers_of
from knowledge.intake.mapping import Intake
from knowledge.intake.plan import known_heads, plan_of, served


def intake(columns, **keys):
    text = keys.pop("text", {})
    return Intake(intake="i", title="T", source="S", text=text, columns=columns, **keys)


PHASE = {"attribute": "output_use", "column": "Phase", "values": {"x": "research"}}
PHASE["basis"] = "stated"
USE = {**PHASE, "column": "Use"}


def test_heads_that_name_attributes_serve_them_in_every_spelling():
    plan = plan_of(["Name ", "CONTROLS__monitoring", "output_use"], load(), None)
    assert {name: source.head for name, (source,) in plan.sources.items()} == {
        "name": "Name ",
        "controls.monitoring": "CONTROLS__monitoring",
        "output_use": "output_use",
    }
    assert plan.notes == []


def test_the_column_id_tells_rows_apart_and_goes_along():
    plan = plan_of(["output_use", " ID", "x"], load(), None)
    assert (plan.ids, plan.kept, plan.unread) == ([1], [1], ["x"])


def test_a_head_that_is_nearly_an_attribute_is_told_with_the_attribute():
    plan = plan_of(["output_use", "exposrue", "zzz", ""], load(), None)
    assert plan.misspelt == {"exposrue": "exposure"}
    assert plan.notes == ["columns that nothing reads: 'exposrue', 'zzz', a column without a head"]


@pytest.mark.parametrize(
    "heads",
    [
        ["output_use", "Output_Use"],
        ["controls.monitoring", "controls__monitoring"],
        ["output_use", "id", "ID "],
    ],
)
def test_two_columns_for_one_thing_are_refused_with_both(heads):
    with pytest.raises(InvalidCase) as refused:
        plan_of(heads, load(), None, "t.csv")
    (fault,) = refused.value.faults
    assert str(fault.place) == "t.csv:1:1"
    assert fault.text == ", ".join(heads[-2:])


def test_a_table_without_a_known_column_is_refused_with_the_nearest():
    with pytest.raises(InvalidCase, match="the table has no column that is known") as refused:
        plan_of(["exposrue"], load(), None)
    assert refused.value.faults[0].nearest == "exposure"


def test_a_file_without_a_known_column_is_told_how_an_intake_is_begun():
    with pytest.raises(InvalidCase) as refused:
        plan_of(["Lfd. Nr."], load(), None, "my list.csv")
    (fault,) = refused.value.faults
    assert fault.expected.endswith("or an intake: threshold intake new 'my list.csv' -o mine.yaml")


def test_the_first_mapping_of_an_attribute_comes_first():
    plan = plan_of(["Use", "Phase"], load(), intake([PHASE, USE]))
    assert [source.head for source in plan.sources["output_use"]] == ["Phase", "Use"]
    (reader,) = readers_of(plan)
    assert (reader.name, reader.inputs) == ("output_use", (1, 0))


def test_what_an_intake_reads_and_the_table_lacks_is_said_with_what_it_serves():
    given = intake(
        [{**PHASE, "unless": {"column": "Kind", "values": ["y"]}}, USE],
        id="Nr",
        keep=["Owner"],
        skip={"column": "Withheld", "values": ["yes"]},
        text={"name": "Project"},
    )
    assert [column for column, _, _ in served(given)] == [
        "Project", "Phase", "Kind", "Use", "Nr", "Owner", "Withheld",
    ]  # fmt: skip
    assert known_heads(load(), given) == {column for column, _, _ in served(given)}
    plan = plan_of(["phase", "Extra"], load(), given)
    assert list(plan.absent) == ["Project", "Kind", "Use", "Nr", "Owner", "Withheld"]
    assert plan.unread == ["Extra"]
    (lacking, unread) = plan.notes
    assert "'Project' for name" in lacking
    assert "'Use' for output_use" in lacking
    assert unread == "columns that nothing reads: 'Extra'"


def test_what_always_holds_is_read_from_no_column():
    given = intake(
        [PHASE], always=[{"attribute": "output_use", "value": "research", "basis": "stated"}]
    )
    plan = plan_of(["Phase"], load(), given)
    assert (plan.always, readers_of(plan)) == ({"output_use": "research"}, [])


def test_a_draft_says_so():
    plan = plan_of(["Phase"], load(), intake([PHASE], draft=True))
    assert len(plan.notes) == 1
    assert "draft" in plan.notes[0]
