"""A name that changed is no change: an older base is compared in the names of the newer one."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from explain.review.impact import impact
from explain.review.where import where
from knowledge import load
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import model_of
from knowledge.newer_names import in_names_of
from tests.places import SEEDED_FAULTS

DAY = date(2026, 11, 30)
PACK = """
- work: policy
  title: Our policy
  cited_as: P
- attribute: runs_in
  type: enum
  question: Where does it run?
  values: {saas: at a vendor's, own: on own machines}
  doing: {own: Run it on own machines}
  actionable: {to: [own]}
  source: *at
- attribute: hired
  type: set
  question: What is hired?
  values: {people: people, rooms: rooms}
  source: *at
- parameter: most
  title: The most that may run
  values_for: {runs_in: {saas: 3, own: 5}}
  source: *at
  basis: stated
- parameter: least
  title: The least
  values: [{value: 2, source: *at}]
  basis: stated
- attribute: running
  type: number
  question: How many run?
  source: *at
- control: watched
  title: it is watched
  question: Is it watched?
  source: *at
- condition: hosted
  title: Somebody else runs it
  when: runs_in == "saas"
  because: A vendor is somebody else.
  basis: stated
  source: *at
- trigger: crowded
  title: Too many run
  when: condition.hosted and running > parameter.most[runs_in] and "people" in hired
  requires: [watched]
  because: More than allowed.
  basis: stated
  source: *at
- note: few
  title: Few run
  when: running < parameter.least and not established(controls.watched)
  basis: stated
  source: *at
""".replace("*at", '{work: policy, at: "1"}')
# what is renamed → (as it was, as it is) for each place of the pack
RENAMES = {
    "attribute": [
        ("- attribute: runs_in\n", "- attribute: hosted_in\n  formerly: [runs_in]\n"),
        ("{runs_in:", "{hosted_in:"),
        ('runs_in == "saas"', 'hosted_in == "saas"'),
        ("most[runs_in]", "most[hosted_in]"),
    ],
    "value of an enumeration": [
        ("{saas: at a vendor's,", "{cloud: at a vendor's,"),
        ("  doing: {own", "  former_values: {saas: cloud}\n  doing: {own"),
        ("{saas: 3,", "{cloud: 3,"),
        ('== "saas"', '== "cloud"'),
    ],
    "value that a team brings about": [
        ("own: on own", "house: on own"),
        ("  doing: {own", "  former_values: {own: house}\n  doing: {house"),
        ("{to: [own]}", "{to: [house]}"),
        ("own: 5", "house: 5"),
    ],
    "member of a set": [
        ("{people: people, rooms: rooms}", "{staff: people, rooms: rooms}"),
        (
            "question: What is hired?\n",
            "question: What is hired?\n  former_values: {people: staff}\n",
        ),
        ('"people" in', '"staff" in'),
    ],
    "parameter": [
        ("- parameter: least\n", "- parameter: fewest\n  formerly: [least]\n"),
        ("parameter.least", "parameter.fewest"),
    ],
    "parameter with keys": [
        ("- parameter: most\n", "- parameter: cap\n  formerly: [most]\n"),
        ("parameter.most", "parameter.cap"),
    ],
    "control": [
        ("- control: watched\n", "- control: observed\n  formerly: [watched]\n"),
        ("[watched]\n  because", "[observed]\n  because"),
        ("controls.watched", "controls.observed"),
    ],
    "condition": [
        ("- condition: hosted\n", "- condition: foreign\n  formerly: [hosted]\n"),
        ("condition.hosted", "condition.foreign"),
    ],
    "trigger": [("- trigger: crowded\n", "- trigger: packed\n  formerly: [crowded]\n")],
    "note": [("- note: few\n", "- note: sparse\n  formerly: [few]\n")],
}


@pytest.fixture
def written(tmp_path):
    def of(text: str) -> KnowledgeBase:
        file = tmp_path / "policy.yaml"
        file.write_text(text, "utf-8")
        return load([SEEDED_FAULTS / "base", file], shipped=False)

    return of


def renamed(text: str, *kinds: str) -> str:
    for kind in kinds:
        for before, after in RENAMES[kind]:
            assert text.count(before) == 1, before
            text = text.replace(before, after)
    return text


@pytest.mark.parametrize("kind", RENAMES)
def test_a_rename_is_a_rewording(written, kind):
    old, new = written(PACK), written(renamed(PACK, kind))
    found = impact(old, new, on=DAY)
    assert (found.cases, found.rewording) == ((), True)
    assert found.entries
    for entry in found.entries:
        assert entry.change == "changed", "nothing came, nothing went"
        assert {field.key for field in entry.fields} <= {"formerly", "former_values"}
    assert (found.before.fingerprint, found.after.fingerprint) == (old.fingerprint, new.fingerprint)


def test_a_rename_hides_no_change_beside_it(written):
    old = written(PACK)
    text = renamed(PACK, "trigger")
    text = text.replace("running > parameter.most", "running >= parameter.most")
    (shown,) = impact(old, written(text), on=DAY).cases
    assert "trigger.packed" in {move.proposition for move in shown.moves}
    assert "trigger.crowded" not in {move.proposition for move in shown.moves}
    assert shown.stated["running"] == 3


@pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
@pytest.mark.parametrize("kind", ["attribute", "value of an enumeration", "member of a set"])
def test_cases_by_either_name_are_the_same_to_both(written, tmp_path, kind):
    old, new = written(PACK), written(renamed(PACK, kind))
    for stating in (old, new):
        attribute = "runs_in" if "runs_in" in stating.attributes else "hosted_in"
        places, people = (stating.attributes[name].choices[0] for name in (attribute, "hired"))
        stated = {"name": "A", attribute: places, "running": 4, "hired": [people]}
        model = model_of(stating).model_validate(stated)
        assert assess(model, DAY, base=stating).conclusions["trigger.crowded"] is True
        table = tmp_path / "cases.csv"
        table.write_text(f"name,{attribute},running,hired\nA,{places},4,{people}\n", "utf-8")
        for cases in ([model], table):
            found = impact(old, new, cases, DAY)
            assert (found.cases, found.gone, found.unread, found.assessed) == ((), {}, (), 1)


def test_what_is_not_renamed_is_compared_as_it_is(written):
    old = written(PACK)
    assert in_names_of(written(PACK), old) is old
    # a name of today that meant something of its own before
    taken = PACK + "- note: sparse\n  title: It is sparse\n  when: running < 1\n  basis: stated\n"
    taken += '  source: {work: policy, at: "1"}\n'
    both = written(taken)
    assert in_names_of(written(renamed(PACK, "note")), both) is both


def test_values_that_became_one_keep_their_names(written):
    merged = PACK.replace("{people: people, rooms: rooms}", "{means: people or rooms}").replace(
        "question: What is hired?\n",
        "question: What is hired?\n  former_values: {people: means, rooms: means}\n",
    )
    old = written(PACK)
    new = written(merged.replace('"people" in', '"means" in'))
    assert in_names_of(new, old) is old
    assert not impact(old, new, on=DAY).rewording


@pytest.mark.parametrize("kind", ["attribute", "value of an enumeration"])
def test_a_figure_by_a_former_name_is_read(written, kind):
    """`values_for` names an attribute and its values, as a condition does."""
    by_old_name = [pair for pair in RENAMES[kind] if "3" not in pair[0] and pair[0] != "{runs_in:"]
    text = PACK
    for before, after in by_old_name:
        text = text.replace(before, after)
    with pytest.warns(match="is called"):
        base = written(text)
    told = [one for one in base.renamed if one.place is not None]
    assert [(one.old, one.new) for one in told] in ([("runs_in", "hosted_in")], [("saas", "cloud")])
    assert impact(written(renamed(PACK, kind)), base, on=DAY).rewording


def test_a_figure_by_key_rests_on_the_attribute_and_its_values(written):
    base = written(PACK)
    for name, keys in (("runs_in", "{runs_in: {"), ("runs_in.saas", "{saas: 3")):
        found = [one for one in where(base, name).places if one.text.startswith("values_for")]
        assert [(one.where, one.column) for one in found] == [
            ("packs", "  values_for: {runs_in: {saas: 3, own: 5}}".index(keys) + 2)
        ]
