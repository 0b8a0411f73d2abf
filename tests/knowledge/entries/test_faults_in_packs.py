"""What is wrong with a pack is said once, by kind, place, text and nearest right name.

Each file under `faulty_packs` is named after its one fault and says in its first lines what the
loader has to find.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge import faults
from knowledge.base import load
from knowledge.faults import BadCase, Fault, InvalidKnowledge
from tests.places import FAULTY_PACKS

FOLDER = FAULTY_PACKS
BASE = FOLDER / "base"
PACKS = sorted(FOLDER.glob("*.yaml"))
HEADER = re.compile(r"# (fault|line|column|text|nearest): (.*)")


def promised(pack: Path) -> dict[str, str]:
    """What the first lines of a faulty pack say about its fault."""
    lines = pack.read_text(encoding="utf-8").splitlines()
    return {found[1]: found[2] for line in lines if (found := HEADER.fullmatch(line))}


def faults_in(*packs: Path) -> tuple[Fault, ...]:
    with pytest.raises(InvalidKnowledge) as refused:
        load([BASE, *packs], shipped=False)
    return refused.value.faults


def test_the_base_of_the_faulty_packs_has_no_fault_itself():
    assert "trigger.scale" in load([BASE], shipped=False).propositions


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.stem)
def test_a_fault_is_found_once_and_in_its_place(pack):
    said = promised(pack)
    found = faults_in(pack)
    assert [type(fault).__name__ for fault in found] == [said["fault"]], "\n".join(map(str, found))
    fault = found[0]
    assert fault.place is not None
    assert (fault.place.file, fault.place.line, fault.place.column) == (
        str(pack),
        int(said["line"]),
        int(said["column"]),
    )
    assert said["text"] in str(fault)
    assert fault.nearest == said.get("nearest")


def test_every_kind_of_fault_has_a_pack_that_commits_it():
    kinds = {
        kind.__name__
        for kind in vars(faults).values()
        if isinstance(kind, type) and issubclass(kind, Fault)
    }
    about_cases = {BadCase.__name__}
    assert {promised(pack)["fault"] for pack in PACKS} == kinds - {Fault.__name__} - about_cases


def test_a_maintainer_sees_all_faults_at_once():
    packs = [FOLDER / f"{name}.yaml" for name in ("unknown_attribute", "missing_source", "tagged")]
    assert {type(fault).__name__ for fault in faults_in(*packs)} == {
        "UnknownName",
        "MissingSource",
        "BadYaml",
    }


def test_the_message_of_a_refused_base_has_one_line_for_each_fault():
    with pytest.raises(InvalidKnowledge) as refused:
        load(
            [BASE, FOLDER / "unknown_attribute.yaml", FOLDER / "unknown_ground.yaml"], shipped=False
        )
    lines = str(refused.value).splitlines()
    assert sorted(line.partition("nearest: ")[2] for line in lines) == ["exposure", "scale"]


def test_a_pack_that_is_not_there_is_a_fault():
    missing = FOLDER / "no_such_pack.yaml"
    (fault,) = faults_in(missing)
    assert str(missing) in str(fault)
    assert "cannot be read" in str(fault)
