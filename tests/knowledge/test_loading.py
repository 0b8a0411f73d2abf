"""From entries to a knowledge base: what is wrong with packs is told whole, and nothing hides
anything else.
"""

from __future__ import annotations

import pytest

from knowledge.base import load
from knowledge.faults import InvalidKnowledge, MissingKey, NegationCycle, UnknownName

BROKEN = """
- trigger: {id}
  title: It is bought
  source: {{work: article, at: Trigger 1}}
  basis: stated
- define: sold_out
  title: It is sold to customers
  when: exposure == "vendor"
  source: {{work: article, at: Trigger 1}}
  basis: stated
- define: rests_on_it
  title: It rests on the broken entry
  when: trigger.{id}
  source: {{work: article, at: Trigger 1}}
  basis: stated
"""


def faults(tmp_path, text):
    pack = tmp_path / "own.yaml"
    pack.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as refused:
        load([pack])
    return refused.value.faults


@pytest.mark.parametrize("id", ["vendor", "vendors"])
def test_a_value_called_like_a_broken_entry_is_a_fault_of_its_own(tmp_path, id):
    """An entry without its condition, and elsewhere a value that the attribute does not take."""
    broken, value = faults(tmp_path, BROKEN.format(id=id))
    assert isinstance(broken, MissingKey)
    assert isinstance(value, UnknownName)
    assert value.message == "exposure has no value 'vendor'"


def test_what_only_follows_from_a_broken_entry_is_not_told_again(tmp_path):
    found = faults(tmp_path, BROKEN.format(id="vendor"))
    assert not [fault for fault in found if "trigger.vendor" in fault.message]


def test_a_cycle_names_the_propositions_in_it(tmp_path):
    (fault,) = faults(
        tmp_path,
        """
- {define: one, title: One, when: not two, source: {work: article, at: x}, basis: stated}
- {define: two, title: Two, when: one, source: {work: article, at: x}, basis: stated}
""",
    )
    assert isinstance(fault, NegationCycle)
    assert {"one", "two"} == set(fault.names)
    assert fault.place is not None
    assert fault.text.count(":2") == 1  # each with its file and line
    assert fault.text.count(":3") == 1
