"""Former names of entries and values: what still uses one is read, and told of that of today."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest

from engine import assess, assess_table
from explain import why, why_not
from explain.review.listing import show_entry
from explain.review.where import where
from knowledge import InvalidCase, InvalidKnowledge, KnowledgeBase, load
from knowledge.cases.files import read_case
from knowledge.cases.tests import read_tests
from knowledge.cases.use_case import model_of
from knowledge.intake.loading import load_intake
from knowledge.languages.texts import texts
from knowledge.languages.words import Words
from knowledge.renamed import Renamed, RenamedWarning

OF_TODAY = """\
- work: policy
  title: Our policy
  cited_as: Policy
- attribute: runs_in
  formerly: [deployed_in]
  type: enum
  question: Where does it run?
  values: {cloud: in the cloud, own: on our own machines}
  former_values: {saas: cloud}
  source: {work: policy, at: "1"}
- attribute: markets
  type: set
  question: Where is it sold?
  values: {north: in the north, south: in the south}
  former_values: {nordics: north}
  source: {work: policy, at: "1"}
- attribute: seats
  type: integer
  question: How many seats are there?
  source: {work: policy, at: "1"}
- parameter: most_seats
  formerly: [seat_cap]
  title: The most seats
  unit: seats
  values:
    - {value: 5, source: {work: policy, at: "1"}}
  basis: stated
- control: way_back
  formerly: [undo]
  title: One can go back
  question: Can one go back?
  source: {work: policy, at: "1"}
- trigger: in_the_cloud
  formerly: [saas_use]
  title: It runs in the cloud
  when: runs_in == "cloud"
  requires: [way_back]
  because: Others run it.
  source: {work: policy, at: "1"}
  basis: stated
"""
OF_YESTERDAY = """\
- define: own.thing
  title: It is a thing
  when: >-
    trigger.saas_use and not controls.undo
    and deployed_in in ("saas", "own") and 'nordics' in markets
    and seats >= parameter.seat_cap
  source: {work: policy, at: "1"}
  basis: stated
- exception: small
  title: It is small
  requires: [seats < 3]
  own_attributes: [deployed_in]
  ends_when: seats > 4
  lifts: [saas_use]
  because: Few rely on it.
  source: {work: policy, at: "2"}
  basis: stated
- trigger: saas_use
  override: The policy asks for no control any more.
  requires: [undo]
  source: {work: policy, at: "2"}
  basis: stated
"""


@contextmanager
def told() -> Iterator[list[Renamed]]:
    """The former names that were read."""
    found: list[Renamed] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield found
        found += [one.message.renamed for one in caught if isinstance(one.message, RenamedWarning)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs")
    (folder / "today.yaml").write_text(OF_TODAY)
    (folder / "yesterday.yaml").write_text(OF_YESTERDAY)
    return folder


@pytest.fixture(scope="module")
def base(folder: Path) -> KnowledgeBase:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load([folder / "today.yaml", folder / "yesterday.yaml"])


def test_a_pack_that_uses_former_names_is_read_by_those_of_today(base: KnowledgeBase) -> None:
    told_of = {(one.old, one.new) for one in base.renamed}
    assert told_of == {
        ("saas_use", "in_the_cloud"),
        ("trigger.saas_use", "trigger.in_the_cloud"),
        ("undo", "way_back"),
        ("controls.undo", "controls.way_back"),
        ("deployed_in", "runs_in"),
        ("saas", "cloud"),
        ("nordics", "north"),
        ("parameter.seat_cap", "parameter.most_seats"),
    }
    stated = {"name": "x", "runs_in": "cloud", "markets": ["north"], "seats": 9}
    answer = assess({**stated, "controls": {"way_back": False}}, base=base)
    assert answer.conclusions["own.thing"] is True
    assert base.written["trigger.in_the_cloud"].reason.startswith("The policy asks")
    assert base.entries["exception.small"].lifts == ["in_the_cloud"]


def test_a_former_name_that_somebody_types_is_told(base: KnowledgeBase) -> None:
    answer = assess({"name": "x", "runs_in": "own"}, base=base)
    with told() as found:
        assert why_not(answer, "trigger.saas_use").proposition == "trigger.in_the_cloud"
        assert why(answer, "trigger.saas_use").proposition == "trigger.in_the_cloud"
        assert show_entry(base, "saas_use", as_json=False).startswith("trigger trigger.in_the_cl")
        assert where(base, "deployed_in").name == where(base, "runs_in").name
    assert {(one.old, one.new) for one in found} == {
        ("trigger.saas_use", "trigger.in_the_cloud"),
        ("saas_use", "in_the_cloud"),
        ("deployed_in", "runs_in"),
    }
    with told() as found:
        why_not(answer, "trigger.in_the_cloud")
    assert not found


def test_a_use_case_that_is_made_with_a_former_name_is_read_by_that_of_today(
    base: KnowledgeBase,
) -> None:
    with told() as found:
        case = model_of(base)(name="x", deployed_in="saas", controls={"undo": True})
    assert case.stated() == {"name": "x", "runs_in": "cloud", "controls.way_back": True}
    assert [(one.old, one.new) for one in found] == [
        ("deployed_in", "runs_in"),
        ("saas", "cloud"),
        ("undo", "way_back"),
    ]


def test_each_former_name_stands_where_it_is_written(base: KnowledgeBase) -> None:
    lines = OF_YESTERDAY.splitlines()
    for one in base.renamed:
        assert one.place is not None
        there = lines[one.place.line - 1][one.place.column - 1 :]
        assert there.lstrip("'\"").startswith(one.old), one


def test_a_fault_behind_a_former_name_stands_where_it_is_written(folder: Path) -> None:

    faulty = folder / "faulty.yaml"
    faulty.write_text(
        "- define: own.other\n  title: It is another\n"
        "  when: runs_in == 'cloud' and deployed_in == 'saas' and wrong_name\n"
        "  source: {work: policy, at: '1'}\n  basis: stated\n"
    )

    with told(), pytest.raises(InvalidKnowledge) as caught:
        load([folder / "today.yaml", faulty], shipped=False)
    (fault,) = caught.value.faults
    assert fault.place is not None
    assert faulty.read_text().splitlines()[2][fault.place.column - 1 :] == "wrong_name"


def test_a_case_with_former_names_is_read_and_told_line_by_line(
    base: KnowledgeBase, tmp_path: Path
) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(
        "name: Old\ndeployed_in: saas  # as it was\nmarkets: [south, nordics]\n"
        "controls: {undo: true}\n"
    )
    with told() as found:
        case = read_case(file, base)
    assert case.stated() == {
        "name": "Old",
        "runs_in": "cloud",
        "markets": frozenset({"south", "north"}),
        "controls.way_back": True,
    }
    assert [str(one).removeprefix(f"{file}:") for one in found] == [
        "2:1: deployed_in is called runs_in now",
        "2:14: the value saas of deployed_in is called cloud now",
        "3:18: the value nordics of markets is called north now",
        "4:12: undo is called way_back now",
    ]


def test_each_language_tells_it(base: KnowledgeBase) -> None:
    value = Renamed("value", "saas", "cloud", of="runs_in")
    name = Renamed("attribute", "deployed_in", "runs_in")
    assert value.said(Words.of("en")) == str(value)
    assert name.said(Words.of("en")) == str(name)
    assert value.said(Words.of("de")) == "der Wert saas von runs_in heißt jetzt cloud"
    assert value.said(Words.of("fr")).startswith("la valeur saas de runs_in")


def test_a_former_name_beside_that_of_today_is_refused(base: KnowledgeBase, tmp_path: Path) -> None:
    file = tmp_path / "both.yaml"
    file.write_text("name: Both\nruns_in: own\ndeployed_in: saas\n")
    with told(), pytest.raises(InvalidCase) as refused:
        read_case(file, base)
    (fault,) = refused.value.faults
    assert str(fault) == (
        f"{file}:3:1: deployed_in is called runs_in now, and both are stated; "
        f"in: runs_in at {file}:2:1; expected: one of them"
    )


def test_a_former_control_beside_that_of_today_is_refused(
    base: KnowledgeBase, tmp_path: Path
) -> None:
    file = tmp_path / "both.yaml"
    file.write_text("name: Both\ncontrols:\n  way_back: true\n  undo: false\n")
    with told(), pytest.raises(InvalidCase) as refused:
        read_case(file, base)
    assert f"{file}:4:3: controls.undo is called controls.way_back now" in str(refused.value)
    assert f"in: controls.way_back at {file}:3:3" in str(refused.value)


@pytest.mark.parametrize("order", [("deployed_in", "runs_in"), ("runs_in", "deployed_in")])
def test_two_columns_for_a_former_name_and_that_of_today_are_refused(
    base: KnowledgeBase, order: tuple[str, str]
) -> None:
    """Neither wins silently."""
    with told(), pytest.raises(InvalidCase, match="two columns state runs_in; in: "):
        assess_table(pl.DataFrame([{"name": "x", **dict.fromkeys(order, "own")}]), base=base)


def test_an_intake_that_serves_both_names_is_refused(base: KnowledgeBase, tmp_path: Path) -> None:
    file = tmp_path / "intake.yaml"
    file.write_text(
        "intake: ours\ntitle: Ours\nsource: Us\ntext: {}\ncolumns:\n"
        "  - {attribute: deployed_in, column: Where, basis: stated, values: {S: saas}}\n"
        "  - {attribute: runs_in, column: Place, basis: stated, values: {S: cloud}}\n"
    )
    with told(), pytest.raises(InvalidCase) as refused:
        load_intake(str(file), base)
    said = "intake.yaml:6:17: deployed_in is called runs_in now, and both are served"
    assert str(refused.value).startswith(said)
    assert "in: runs_in at intake.yaml:7:17" in str(refused.value)


def test_answers_given_in_python_may_use_former_names(base: KnowledgeBase) -> None:
    with told() as found:
        answer = assess({"name": "x", "deployed_in": "saas"}, base=base)
    assert answer.conclusions["trigger.in_the_cloud"] is True
    assert [(one.old, one.new) for one in found] == [("deployed_in", "runs_in"), ("saas", "cloud")]


def test_a_fault_in_a_case_with_former_names_has_its_place(
    base: KnowledgeBase, tmp_path: Path
) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("name: Wrong\ndeployed_in: nowhere\n")
    with told(), pytest.raises(InvalidCase, match=r"wrong\.yaml:2:14: runs_in does not take"):
        read_case(file, base)


def test_what_a_case_test_expects_may_use_former_names(base: KnowledgeBase, tmp_path: Path) -> None:
    file = tmp_path / "test.yaml"
    file.write_text(
        "name: T\nruns_in: cloud\nexpect: {trigger.saas_use: true, gap.undo: unknown}\n"
    )
    with told() as found:
        (test,) = read_tests(file, base)
    assert dict(test.expect) == {"trigger.in_the_cloud": True, "gap.way_back": None}
    assert [one.new for one in found] == ["trigger.in_the_cloud", "gap.way_back"]


def test_tables_have_former_names_in_heads_and_cells(base: KnowledgeBase) -> None:
    frame = pl.DataFrame(
        {
            "deployed_in": ["saas", "own", "cloud"],
            "markets": [["nordics"], ["south"], []],
            "controls.undo": [True, False, None],
        }
    )
    with told() as found:
        answers = assess_table(frame, base=base, lists=False)
    assert answers["trigger.in_the_cloud"].to_list() == [True, False, True]
    assert {(one.old, one.new) for one in found} == {
        ("deployed_in", "runs_in"),
        ("controls.undo", "controls.way_back"),
        ("saas", "cloud"),
        ("nordics", "north"),
    }


def test_an_intake_with_former_names_is_read(base: KnowledgeBase, tmp_path: Path) -> None:
    file = tmp_path / "intake.yaml"
    file.write_text(
        "intake: ours\ntitle: Ours\nsource: Us\ntext: {}\ncolumns:\n"
        "  - {attribute: deployed_in, column: Where, basis: stated, values: {S: saas}}\n"
    )
    with told() as found:
        intake = load_intake(str(file), base)
    assert (intake.columns[0].attribute, intake.columns[0].values) == ("runs_in", {"S": "cloud"})
    assert [one.new for one in found] == ["runs_in", "cloud"]


def test_translations_with_former_names_are_read(tmp_path: Path) -> None:
    pack = tmp_path / "ours"
    (pack / "languages").mkdir(parents=True)
    (pack / "pack.yaml").write_text(
        "name: ours\nversion: '1.0'\ntitle: Ours\nlicence: MIT\nauthors: [Us]\n"
        "languages: [en, de]\n"
    )
    (pack / "entries.yaml").write_text(OF_TODAY)
    (pack / "languages" / "de.yaml").write_text(
        "questions: {deployed_in: Wo läuft es?}\nanswers: {deployed_in: {saas: in der Wolke}}\n"
        "statements: {trigger.saas_use: Es läuft in der Wolke}\n"
    )
    with told() as found:
        spoken = texts("de", load([pack]))
    assert spoken.question("runs_in").text == "Wo läuft es?"
    assert spoken.answer("runs_in", "cloud").text == "in der Wolke"
    assert spoken.statement("trigger.in_the_cloud").text == "Es läuft in der Wolke"
    assert {one.old for one in found} == {"deployed_in", "saas", "trigger.saas_use"}


@pytest.mark.parametrize(
    ("changed", "into", "said"),
    [
        ("formerly: [deployed_in]", "formerly: [markets]", "there is an attribute 'markets' today"),
        ("former_values: {saas: cloud}", "former_values: {own: cloud}", "names own"),
        ("former_values: {saas: cloud}", "former_values: {saas: clouds}", "is no value"),
        ("formerly: [seat_cap]", "formerly: [seat_cap, seat_cap]", None),
    ],
)
def test_a_former_name_is_none_of_today(
    changed: str, into: str, said: str | None, tmp_path: Path
) -> None:
    assert changed in OF_TODAY
    pack = tmp_path / "pack.yaml"
    pack.write_text(OF_TODAY.replace(changed, into))
    if said is None:
        assert load(pack, shipped=False).renames.in_condition("parameter.seat_cap")
        return
    with pytest.raises(InvalidKnowledge, match=said):
        load(pack, shipped=False)
