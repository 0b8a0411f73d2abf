"""Impact of an answer that only the newer packs take: judged against the same case without it."""

from __future__ import annotations

from datetime import date

import pytest

from explain.review.impact import Impact, impact
from explain.review.new_answers import MOST_ANSWERS
from knowledge import load
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import model_of
from tests.places import SEEDED_FAULTS

DAY = date(2026, 11, 28)
PACK = """\
- work: policy
  title: A policy
  cited_as: Policy
- attribute: places
  type: set
  question: Where is it used?
  values: {{port: in a port, field: in a field{member}}}
  source: {{work: policy, at: "1"}}
- attribute: kind
  type: enum
  question: What is it?
  values: {{crane: a crane, lift: a lift{value}}}
  source: {{work: policy, at: "1"}}
- trigger: wet
  title: It gets wet
  when: '{wet}'
  requires: [monitoring]
  because: So it is.
  source: {{work: policy, at: "2"}}
  basis: stated
- trigger: high
  title: It goes high
  when: '{high}'
  requires: [monitoring]
  because: So it is.
  source: {{work: policy, at: "3"}}
  basis: stated
"""
WET, HIGH = '"port" in places', 'kind in ("crane", "lift")'


def packs(folder, **said: str) -> KnowledgeBase:
    """The small packs and this one, which says something else in places."""
    file = folder / "policy.yaml"
    text = {"member": "", "value": "", "wet": WET, "high": HIGH, **said}
    file.write_text(PACK.format(**text), encoding="utf-8")
    return load([SEEDED_FAULTS / "base", file], shipped=False)


def moves(found: Impact, answer: str) -> dict[str, tuple[str, str]]:
    """What changes in the case of a new answer, from what to what."""
    (case,) = [case for case in found.cases if case.new_answer == answer]
    return {move.proposition: (move.before, move.after) for move in case.moves}


def test_a_new_member_of_a_set_is_judged_against_the_set_without_it(tmp_path):
    old = packs(tmp_path)
    new = packs(tmp_path, member=", sea: at sea", wet='"port" in places or "sea" in places')
    found = impact(old, new, on=DAY)
    assert moves(found, "places: sea")["trigger.wet"] == ("false", "true")
    (case,) = found.cases
    assert case.stated == {"name": "places: sea", "today": DAY, "places": ["sea"]}
    assert not found.rewording
    told = str(found)
    assert "no conclusion changes, in any case on any day" in told
    assert "the same case without it: places: sea (case 1)" in " ".join(told.split())


def test_a_new_value_of_an_enumeration_is_judged_against_the_open_question(tmp_path):
    new = packs(tmp_path, value=", tower: a tower", high='kind in ("crane", "lift", "tower")')
    found = impact(packs(tmp_path), new, on=DAY)
    assert moves(found, "kind: tower")["trigger.high"] == ("unknown", "true")


def test_what_else_changes_is_shown_beside_it(tmp_path):
    new = packs(
        tmp_path,
        member=", sea: at sea",
        wet='"port" in places or "sea" in places',
        high='kind == "crane"',
    )
    found = impact(packs(tmp_path), new, on=DAY)
    assert [case.row for case in found.cases] == [*range(1, len(found.cases) + 1)]
    assert {case.new_answer for case in found.cases} == {"", "places: sea"}
    shown = {name for case in found.cases if not case.new_answer for name in case.shows}
    assert "trigger.high" in shown
    assert "trigger.wet" not in shown


def test_a_new_answer_that_leads_nowhere_is_told_as_such(tmp_path):
    found = impact(packs(tmp_path), packs(tmp_path, member=", sea: at sea"), on=DAY)
    assert moves_nothing(found)
    assert "have nothing to be compared with" in " ".join(str(found).split())


def moves_nothing(found: Impact) -> bool:
    return not found.cases and not found.rewording


def test_a_value_that_only_has_another_name_is_no_new_answer(tmp_path):
    new = packs(tmp_path, value=", tower: a tower}\n  former_values: {mast: tower")
    found = impact(packs(tmp_path, value=", mast: a mast"), new, on=DAY)
    assert not [case for case in found.cases if case.new_answer]


@pytest.mark.parametrize(
    ("places", "before"),
    [(["sea"], "false"), (["port", "sea"], "true"), (["field", "sea"], "false")],
)
def test_a_case_with_a_new_member_keeps_its_other_members_for_the_older_packs(
    tmp_path, places, before
):
    old = packs(tmp_path)
    new = packs(tmp_path, member=", sea: at sea", wet='"sea" in places')
    case = model_of(new)(name="Ours", places=places)
    found = impact(old, new, [case], on=DAY)
    changed = {
        move.proposition: (move.before, move.after) for one in found.cases for move in one.moves
    }
    assert changed.get("trigger.wet") == (None if before == "true" else (before, "true"))


@pytest.mark.parametrize("language", ["de", "fr"])
def test_new_answers_are_told_in_other_languages(tmp_path, language):
    new = packs(tmp_path, member=", sea: at sea", wet='"port" in places or "sea" in places')
    told = " ".join(impact(packs(tmp_path), new, on=DAY).to_text(language=language).split())
    assert "places: sea" in told
    assert "A new answer" not in told


def test_answers_beyond_those_that_are_tried_are_counted(tmp_path):
    many = "".join(f", place_{number}: at place {number}" for number in range(MOST_ANSWERS + 2))
    found = impact(packs(tmp_path), packs(tmp_path, member=many), on=DAY)
    assert found.answers_left == 2
    assert "2 further new answers were not tried." in " ".join(str(found).split())
    assert "2 weitere neue Antworten wurden nicht erprobt." in " ".join(
        found.to_text(language="de").split()
    )
