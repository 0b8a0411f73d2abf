"""Every key that names something is known to whatever reads names: one pack that uses them all."""

from __future__ import annotations

import re
from datetime import date

import pytest

from explain.review.impact import impact
from explain.review.where import where
from knowledge import load
from knowledge.authoring.occurrences import Finder
from knowledge.authoring.unused import unused
from knowledge.faults import InvalidKnowledge
from tests import pack_of_names as pack

DAY = date(2026, 11, 30)
pytestmark = pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
SPOTS = pack.spots()
NAMES = list(SPOTS)
LINES = pack.MARKED.splitlines()
# the attribute that a parameter with keys is asked for by: the right spelling is told in words
TOLD_IN_WORDS = "parameter.⟨crew_for⟩["
# a name of a citation is told where the citation begins
CITATION = "work: "


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("names")

    def of(marked: str, name: str = "harbour.yaml"):
        file = folder / name
        file.write_text(pack.pack_of(marked), "utf-8")
        return load(file, shipped=False)

    return of


@pytest.fixture(scope="module")
def base(read):
    return read(pack.MARKED)


def called(name: str) -> str:
    holder = pack.value_holder(name)
    return f"{holder}.{name}" if holder else name


def another(name: str) -> str:
    before, dot, last = name.rpartition(".")
    return f"{before}{dot}new_{last}"


def with_former(name: str, marked: str) -> str:
    """The text with a name in its place of today, that says what it was called."""
    lines, at = marked.splitlines(), pack.declared(name) - 1
    key = f"former_values: {{{name}: {another(name)}}}"
    if pack.value_holder(name) is None:
        key = f"formerly: [{name}]"
    lines[at] = pack.renamed(name, another(name), lines[at])
    return "\n".join([*lines[: at + 1], f"  {key}", *lines[at + 1 :]]) + "\n"


def test_what_a_key_names_is_used(base):
    assert [*unused(base)] == []


@pytest.mark.parametrize("name", NAMES)
def test_where_lists_each_place_once(base, name):
    found = [one for one in where(base, called(name)).places if one.where in ("declared", "packs")]
    places = [(one.line, one.column) for one in found]
    text = pack.pack_of().splitlines()
    families = {
        place for place in places if re.match(r"[\w.]+\.\*", text[place[0] - 1][place[1] - 1 :])
    }
    wanted = {(spot.line, spot.token) for spot in SPOTS[name]}
    assert len(places) == len(set(places))
    assert set(places) - families == wanted - families


@pytest.mark.parametrize("name", NAMES)
def test_an_editor_knows_and_renames_each_place_once(base, name):
    found = base.derived(Finder).in_packs
    at = pack.declared(name)
    symbol = next(
        one.symbol for one in found if one.declares and one.name == name and one.line == at
    )
    same = [one for one in found if one.symbol == symbol]
    places = {(one.line, one.column + one.id_at) for one in same}
    assert len(places) == len(same)
    assert places == {(spot.line, spot.column) for spot in SPOTS[name]}
    lines = pack.pack_of().splitlines()
    for one in sorted(same, key=lambda one: -one.column):
        line, start = lines[one.line - 1], one.column - 1 + one.id_at
        new = one.renamed(another(name))
        lines[one.line - 1] = f"{line[:start]}{new}{line[start + one.id_length :]}"
    assert lines == pack.pack_of(pack.renamed(name, another(name))).splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_a_former_name_is_read_and_told_in_each_place(read, name):
    today = read(with_former(name, pack.renamed(name, another(name))), "today.yaml")
    former = read(with_former(name, pack.MARKED))
    at = pack.declared(name)
    assert {(one.place.line, one.place.column) for one in former.renamed} == {
        (spot.line + (spot.line > at), spot.token) for spot in SPOTS[name] if spot.line != at
    }
    assert former.rules == today.rules
    assert [*former.entries] == [*today.entries]


@pytest.mark.parametrize("name", NAMES)
def test_a_rename_is_a_rewording(base, read, name):
    found = impact(base, read(with_former(name, pack.renamed(name, another(name)))), on=DAY)
    assert (found.cases, found.rewording) == ((), True)
    assert {entry.change for entry in found.entries} == {"changed"}


MISSPELT = [
    (number, mark.start(), mark.end() - 1, mark[1])
    for number, line in enumerate(LINES, start=1)
    for mark in re.finditer("⟨([a-z_.]+)⟩", line)
    if number != pack.declared(pack.MEMBERS.get(mark[1], mark[1]))
    and not line[: mark.start()].endswith(TOLD_IN_WORDS)
]


@pytest.mark.parametrize(("number", "start", "end", "name"), MISSPELT)
def test_a_misspelt_name_is_one_fault_at_its_place(read, number, start, end, name):
    line = LINES[number - 1]
    wrong = f"{line[:end]}x{line[end:]}"
    with pytest.raises(InvalidKnowledge) as refused:
        read("\n".join([*LINES[: number - 1], wrong, *LINES[number:]]))
    (fault,) = refused.value.faults
    before = pack.pack_of(line[:start])
    if line[:start].endswith(CITATION):
        before = before.removesuffix(CITATION).removesuffix("{")
    head = re.search(r"[\w.]*$", before).start() + 1
    assert fault.place.line == number
    assert fault.place.column in (head, head - 1)  # a quotation mark
    assert fault.nearest.endswith(name)
