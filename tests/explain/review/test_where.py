"""Every place that rests on a name is found, by what the name means there."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from explain.review.where import where
from knowledge import load
from knowledge.faults import UnknownName
from knowledge.telling import told_to
from tests.pack_of_gdpr import written
from threshold.cli import main

PACK = """\
- work: policy
  title: Our policy
  cited_as: Policy
- attribute: area
  type: enum
  question: Where is it used?
  values: {north: in the north, scale: at sea}
  source: {work: policy, at: "1"}
- parameter: scale
  title: The least units
  unit: units
  values: [{value: 3, source: {work: policy, at: "2"}}]
  basis: stated
- define: own.far
  title: It is far away
  when: area == "scale" or business_units >= parameter.scale
  source: {work: policy, at: "3"}
  basis: stated
- define: own.any
  title: Something of ours
  when: any(own.*)
  source: {work: policy, at: "3"}
  basis: stated
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    file = tmp_path_factory.mktemp("own") / "own.yaml"
    file.write_text(PACK.replace("any(own.*)", "own.far"), encoding="utf-8")
    return load(file)


def lines(found, room="packs"):
    """The lines of the own pack in which something was found."""
    places = [place for place in found.places if place.where == room]
    return {(place.line, place.column) for place in places if place.file.endswith("own.yaml")}


@pytest.mark.parametrize(
    ("name", "declared", "rests"),
    [
        ("area", {(4, 14)}, {16}),
        ("area.scale", {(7, 33)}, {16}),
        ("parameter:scale", {(9, 14)}, {16}),
        ("own.far", {(14, 11)}, {21}),
        ("work:policy", {(1, 9)}, {8, 12, 17, 22}),
    ],
)
def test_one_name_for_several_things_is_told_apart_by_what_it_means(base, name, declared, rests):
    found = where(base, name)
    assert lines(found, "declared") == declared
    assert {line for line, _ in lines(found)} == rests


def test_places_in_conditions_are_those_of_the_name(base):
    assert lines(where(base, "area")) == {(16, 9)}
    assert lines(where(base, "parameter:scale")) == {(16, 46)}
    assert lines(where(base, "area.scale")) == {(16, 18)}


def test_a_value_is_no_other_attributes_value(base):
    """`scale` is a trigger of the shipped packs as well."""
    entries = {place.entry for place in where(base, "area.scale").places}
    assert entries == {"attribute:area", "own.far"}


def test_a_member_rests_in_the_family_that_takes_it_in():
    found = where(load(), "ai_act.annex_iii.recruitment")
    asking = {place.entry for place in found.places if place.where == "packs"}
    assert "ai_act.annex_iii_beyond_infrastructure" in asking
    assert {place.where for place in found.places} == {"declared", "packs", "languages"}


def test_languages_intakes_and_examples_that_name_it_are_told():
    found = where(load(), "annex_iii.recruitment")
    rooms = {place.where: place for place in found.places}
    assert {"declared", "packs", "languages", "examples"} <= rooms.keys()
    assert rooms["examples"].file.endswith("hiring_trial.yaml")
    assert "recruitment" in rooms["examples"].text


def test_a_control_is_found_where_it_is_required_and_where_it_is_asked_for():
    found = where(load(), "monitoring")
    asking = {place.entry for place in found.places if place.where == "packs"}
    assert {"trigger.business_dependency", "risk.early_failure"} <= asking


def test_files_of_ones_own_and_translations_in_packs_are_searched(tmp_path):
    pack = written(tmp_path / "gdpr")
    (tmp_path / "cases").mkdir()
    case = tmp_path / "cases" / "loans.yaml"
    case.write_text("name: Loans\ngdpr_solely_automated: true\n", encoding="utf-8")
    (tmp_path / "cases" / ".hidden.yaml").write_text("gdpr_solely_automated: true", "utf-8")
    found = where(load(pack), "gdpr_solely_automated", [tmp_path / "cases"])
    assert {place.where for place in found.places} == {
        "declared",
        "packs",
        "languages",
        str(tmp_path / "cases"),
    }
    last = found.places[-1]
    assert (last.line, last.column) == (2, 1)


def test_an_unknown_name_is_told_with_the_nearest(base):
    with pytest.raises(UnknownName) as told:
        where(base, "anex_iii")
    assert told.value.nearest == "annex_iii"


def test_the_command_lists_the_places_with_what_stands_there():
    done = CliRunner().invoke(main, ["where", "scale_factor"])
    assert done.exit_code == 0, done.output
    assert "declared (1)" in done.output
    assert "article/triggers.yaml:" in done.output
    assert CliRunner().invoke(main, ["where", "no.such.name"]).exit_code == 2


def test_a_value_that_is_a_row_is_declared_in_its_row():
    found = where(load(), "prohibited_practices.social_scoring")
    declared = [place for place in found.places if place.where == "declared"]
    assert {place.file for place in declared} == {"ai_act/prohibited.yaml"}
    assert [place.text.partition(":")[0] for place in declared] == ["- row", "undoing"]


def test_a_former_name_of_an_attribute_or_a_value_is_read_and_told(tmp_path):
    pack = tmp_path / "ours.yaml"
    pack.write_text(
        """
- {work: ours, title: Ours, cited_as: Ours}
- attribute: runs_in
  formerly: [deployed_in]
  type: enum
  question: Where does it run?
  values: {cloud: in a cloud, own: on own machines}
  former_values: {saas: cloud}
  source: {work: ours, at: "1"}
""",
        encoding="utf-8",
    )
    base = load(pack)
    told: list[str] = []
    with told_to(lambda line: told.append(str(line))):
        assert where(base, "deployed_in.saas").name == "runs_in.cloud"
    assert told == [
        "deployed_in is called runs_in now",
        "the value saas of runs_in is called cloud now",
    ]
    with pytest.raises(UnknownName, match=r"nearest: runs_in\.cloud$"):
        where(base, "runs_in.clowd")
