"""A kind of entry is one class: what it names, what it concludes, how its rules come about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from pydantic import Field

from engine.assessment import assess
from knowledge.base import load
from knowledge.cases.use_case import model_of
from knowledge.conditions.tree import Established
from knowledge.entries import ENTRY_KINDS, Entry, RuleEntry
from knowledge.entries import derived_names as names
from knowledge.entries.conclusions import Proposition, Read, Statement
from knowledge.entries.naming import ConditionText, ControlName, Id
from knowledge.faults import InvalidKnowledge, UnknownName

PACK = """
- alarm: leak
  title: Data leaks
  when: exposure == "public"
  silenced_by: {control}
  source: {{work: article, at: Trigger 1}}
  basis: stated
"""


class Alarm(RuleEntry):
    """A kind that nothing but this test knows of."""

    kind = "alarm"
    namespace = "alarm"
    id: Id = Field(alias="alarm")
    when: ConditionText = Field(description="When it rings: a condition.")
    silenced_by: ControlName = Field(description="The control that silences it.")

    def propositions(self) -> Iterator[Proposition]:
        yield from super().propositions()
        yield self.as_step(f"{self.proposition}.rings", f"It rings: {self.title}")

    def statements(self, read: Read, entries: Sequence[Entry]) -> Iterator[Statement]:
        when = read(self, "when")
        yield Statement(self.proposition, when, self.proposition)
        yield Statement(f"{self.proposition}.rings", Established(when), self.proposition)


@pytest.fixture
def base_with(tmp_path, monkeypatch):
    monkeypatch.setitem(ENTRY_KINDS, "alarm", Alarm)

    def loaded(control: str):
        pack = tmp_path / "own.yaml"
        pack.write_text(PACK.format(control=control), encoding="utf-8")
        return load([pack])

    return loaded


def test_a_new_kind_concludes_what_its_class_says(base_with):
    base = base_with("monitoring")
    case = model_of(base)(name="Shop", exposure="public")
    assert assess(case, base=base).conclusions["alarm.leak.rings"] is True
    assert assess(model_of(base)(name="Shop"), base=base).conclusions["alarm.leak.rings"] is False


def test_the_names_in_a_new_kind_are_checked(base_with):
    with pytest.raises(InvalidKnowledge) as refused:
        base_with("monitorin")
    (fault,) = refused.value.faults
    assert isinstance(fault, UnknownName)
    assert (fault.names, fault.nearest) == (("monitorin",), "monitoring")


def test_every_kind_has_the_key_that_names_it():
    for kind, entry in ENTRY_KINDS.items():
        assert entry.kind == kind
        assert entry.model_fields["id"].alias == kind


def test_the_shipped_packs_know_the_derived_names_of_their_grounds_and_controls():
    base = load()
    for name in (names.ground("scale"), names.lifted("scale"), names.standing("scale")):
        assert name in base.propositions
    assert names.gap("monitoring") in base.propositions
    assert names.required("monitoring") in base.propositions
    assert names.stated("monitoring") in base.attributes
