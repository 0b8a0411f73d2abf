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
    said = "2 further answers that only one of the two takes were not tried."
    assert said in " ".join(str(found).split())
    german = "2 weitere Antworten, die nur eine der beiden kennt, wurden nicht erprobt."
    assert german in " ".join(found.to_text(language="de").split())


def gone(found: Impact, answer: str) -> dict[str, tuple[str, str]]:
    """What changes in the case of an answer that is gone, from what to what."""
    (case,) = [case for case in found.cases if case.gone_answer == answer]
    return {move.proposition: (move.before, move.after) for move in case.moves}


def test_a_member_that_is_gone_is_judged_against_the_set_without_it(tmp_path):
    old = packs(tmp_path, member=", sea: at sea", wet='"port" in places or "sea" in places')
    found = impact(old, packs(tmp_path), on=DAY)
    assert gone(found, "places: sea")["trigger.wet"] == ("true", "false")
    told = " ".join(str(found).split())
    assert "An answer that is gone led to other conclusions" in told
    assert "places: sea (case 1)" in told


def test_a_value_that_is_gone_is_judged_against_the_open_question(tmp_path):
    old = packs(tmp_path, value=", tower: a tower", high='kind in ("crane", "lift", "tower")')
    found = impact(old, packs(tmp_path), on=DAY)
    assert gone(found, "kind: tower")["trigger.high"] == ("true", "unknown")
    assert not found.rewording


def test_a_value_that_got_another_name_is_not_gone(tmp_path):
    new = packs(tmp_path, value=", tower: a tower}\n  former_values: {mast: tower")
    found = impact(packs(tmp_path, value=", mast: a mast"), new, on=DAY)
    assert not [case for case in found.cases if case.gone_answer]


@pytest.mark.parametrize("language", ["de", "fr"])
def test_answers_that_are_gone_are_told_in_other_languages(tmp_path, language):
    old = packs(tmp_path, member=", sea: at sea", wet='"port" in places or "sea" in places')
    told = " ".join(impact(old, packs(tmp_path), on=DAY).to_text(language=language).split())
    assert "places: sea" in told
    assert "An answer that is gone" not in told


DUTIES = """\
- define: policy.listed
  title: The kind is listed
  when: {when}
  source: {{work: policy, at: "4"}}
  basis: stated
""" + "".join(
    f"""\
- duty: policy_{number}
  article: Policy {number}
  title: {title}
  when: policy.listed
  binding: general
  source: {{{{work: policy, at: "4"}}}}
  basis: stated
"""
    for number, title in enumerate(("Manage the risks", "Report incidents"), start=5)
)


def test_conclusions_that_turn_alike_are_a_line_each(tmp_path):
    """Two duties, for one reason: not one line that names both."""

    def of(when: str) -> KnowledgeBase:
        file = tmp_path / "policy.yaml"
        text = PACK.format(member="", value="", wet=WET, high=HIGH) + DUTIES.format(when=when)
        file.write_text(text, encoding="utf-8")
        return load([file])

    lines = str(impact(of("known(kind)"), of('kind == "crane"'), on=DAY)).splitlines()
    titles = ("Manage the risks (duty.policy_5)", "Report incidents (duty.policy_6)")
    told = [[line.strip(" ·") for line in lines].index(title) for title in titles]
    assert told[1] == told[0] + 1


def lines(*cells: str) -> str:
    return "\n".join(cells) + "\n"


def test_cases_that_state_an_answer_that_is_gone_are_judged_without_it(tmp_path):
    old = packs(tmp_path, value=", tower: a tower", high='kind in ("crane", "lift", "tower")')
    new = packs(tmp_path)
    table = tmp_path / "cases.csv"
    table.write_text(lines("name,kind", "A,tower", "B,crane", "C,tower", "D,ship"), "utf-8")
    found = impact(old, new, table, DAY)
    assert {case.name: case.gone_answer for case in found.cases} == {
        "A": "kind: tower",
        "C": "kind: tower",
    }
    moved = {move.proposition: (move.before, move.after) for move in found.cases[0].moves}
    assert moved["trigger.high"] == ("true", "unknown")
    assert found.assessed == 4
    assert found.gone == {"kind: tower": (2, 4)}
    (unread,) = found.unread  # what neither of the two takes
    assert unread.startswith("row 5, kind: 'ship'")
    told = " ".join(str(found).split())
    assert "2 of 4 cases change" in told
    assert "kind: tower (rows 2, 4)" in told


def test_a_member_that_is_gone_leaves_the_other_members_of_its_cell(tmp_path):
    old = packs(tmp_path, member=", sea: at sea", wet='"port" in places or "sea" in places')
    table = tmp_path / "cases.csv"
    table.write_text(lines("name,places", "A,port;sea", "B,sea"), "utf-8")
    found = impact(old, packs(tmp_path), table, DAY)
    assert found.gone == {"places: sea": (2, 3)}
    assert not found.unread
    (case,) = found.cases  # the port alone keeps A wet
    assert (case.name, case.gone_answer) == ("B", "places: sea")


def test_an_intake_that_names_an_answer_that_is_gone_is_read_by_the_older_packs(tmp_path):
    old = packs(tmp_path, value=", tower: a tower", high='kind in ("crane", "lift", "tower")')
    table, mapping = tmp_path / "cases.csv", tmp_path / "own.yaml"
    table.write_text(lines("What,Sort", "A,Turm"), "utf-8")
    mapping.write_text(
        "intake: own\ntitle: Ours\nsource: Ours\ntext: {name: What}\n"
        "columns: [{column: Sort, attribute: kind, values: {Turm: tower}, basis: stated}]\n",
        "utf-8",
    )
    found = impact(old, packs(tmp_path), table, DAY, intake=str(mapping))
    assert found.gone == {"kind: tower": (2,)}
    assert [case.name for case in found.cases] == ["A"]
    assert any("tower" in told for told in found.unread)  # why the newer packs cannot read it


def test_what_an_attribute_that_is_gone_said_is_told(tmp_path):
    """A case list keeps a column of which the newer packs know nothing."""

    def of(name: str) -> KnowledgeBase:
        file = tmp_path / "policy.yaml"
        text = PACK.format(member="", value="", wet=WET, high=HIGH)
        file.write_text(text.replace("kind", name), "utf-8")
        return load([SEEDED_FAULTS / "base", file], shipped=False)

    table = tmp_path / "cases.csv"
    table.write_text(lines("name,kind", "A,crane"), "utf-8")
    found = impact(of("kind"), of("sort"), table, DAY)
    assert found.gone == {"kind: crane": (2,)}
    (case,) = found.cases
    assert ("trigger.high", "true", "unknown") in {
        (move.proposition, move.before, move.after) for move in case.moves
    }


def test_cases_under_a_former_name_are_the_same_to_both(tmp_path):
    old = packs(tmp_path, value=", mast: a mast", high='kind == "mast"')
    new = packs(
        tmp_path,
        value=", tower: a tower}\n  former_values: {mast: tower",
        high='kind == "tower"',
    )
    table = tmp_path / "cases.csv"
    table.write_text(lines("name,kind", "A,mast", "B,tower"), "utf-8")
    found = impact(old, new, table, DAY)
    assert (found.gone, found.unread) == ({}, ())
    assert found.cases == ()  # the older packs are asked by the names of the newer ones


def test_a_summary_says_of_which_answers_it_proves_what_it_says(tmp_path):
    """No "nothing changes" beside an answer that changed something."""
    for old, new in (
        (packs(tmp_path, member=", sea: at sea", wet='"port" in places or "sea" in places'), None),
        (None, packs(tmp_path, member=", sea: at sea", wet='"port" in places or "sea" in places')),
    ):
        found = impact(old or packs(tmp_path), new or packs(tmp_path), on=DAY)
        told = " ".join(str(found).split())
        shared = "With the answers that both take: It is proven that no conclusion changes"
        assert shared in told
        assert "have nothing to be compared with" not in told
        assert told.index("to other conclusions than the same case") < told.index(shared)
