"""The rows of a table as members of a list, in the pack or in a CSV file beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine import assess
from knowledge import load
from knowledge.faults import InvalidKnowledge
from tests.random_knowledge import base_of, opening
from threshold.commands.own_pack import loaded

ON = date(2026, 11, 27)


PLACES = opening("place.port", ("b0",))
LISTED = """
- attribute: places
  type: set
  question: Where is it used?
  values_in: place
  values: {{elsewhere: somewhere else}}
  source: {{work: w, at: "1"}}
- table: place
  title: Where it is used
  hit: collect
  {rows}
  reported: true
  source: {{work: w, at: "3"}}
"""
ROWS = """columns: [row, meaning, title, otherwise, when, basis, reading, at]
  rows:
    - [port, in a port, It is used in a port, It is used in no port, -, -, -, "3.1"]
    - [ship, on a ship, It is used on a ship, -, not b0, interpretation, Boats are ships., "3.2"]
"""


def test_the_rows_are_the_members_of_a_list():
    base = base_of(PLACES + LISTED.format(rows=ROWS))
    assert base.attributes["places"].values == {
        "elsewhere": "somewhere else",
        "port": "in a port",
        "ship": "on a ship",
    }
    found = assess({"name": "a", "places": ["port", "ship"], "b0": True}, ON, base=base)
    assert (found.conclusions["place.port"], found.conclusions["place.ship"]) == (True, False)
    assert base.entries["place.ship"].reading == "Boats are ships."
    assert base.propositions["place.port"].otherwise == "It is used in no port"


MEMBERS = """columns: [row, title, at, meaning, when, also, undoing, amended_by]
  rows:
    - [port, It is used in a port, "3.1", in a port, b0 or n0 > 5, -, Take it out of the port]
    - [ship, It is used on a ship, "3.2", on a ship, not b0, n0 > 9 and b0, Land it, v]
"""
NEWER = (
    opening("place.port", ("b0", "n0"))
    + """
- work: v
  title: The newer work
  cited_as: V
"""
)


def members() -> str:
    moved = "actionable: {remove_only: true}\n  undoing: {elsewhere: Move it}\n  values_in"
    return NEWER + LISTED.format(rows=MEMBERS).replace("values_in", moved)


@pytest.mark.parametrize(
    ("stated", "name", "expected"),
    [
        ({"places": ["port"], "b0": True}, "port", True),
        ({"places": ["port"], "b0": False, "n0": 6}, "port", True),
        ({"places": ["port"], "b0": False, "n0": 5}, "port", False),
        ({"places": [], "b0": True, "n0": 6}, "port", False),  # the alternative is of `when` alone
        ({"places": ["ship"], "b0": False, "n0": 0}, "ship", True),
        ({"places": [], "b0": True, "n0": 10}, "ship", True),  # and `also` needs no such value
        ({"places": [], "b0": True, "n0": 9}, "ship", False),
    ],
)
def test_a_member_has_conditions_of_its_own_and_other_ways_to_hold(stated, name, expected):
    base = base_of(members())
    found = assess({"name": "a", **stated}, ON, base=base)
    assert found.conclusions[f"place.{name}"] is expected


def test_a_row_says_all_of_its_member_and_where():
    base, lines = base_of(members()), members().splitlines()
    assert base.attributes["places"].undoing == {
        "elsewhere": "Move it",
        "port": "Take it out of the port",
        "ship": "Land it",
    }
    source = base.entries["place.ship"].source[0]
    assert (source.work, source.at, source.amended_by) == ("w", "3.2", "v")
    assert base.entries["place.port"].source[0].amended_by is None
    written = base.written[base.attributes["places"].key]
    for key, value, text in (
        ("values", "ship", "on a ship"),
        ("undoing", "ship", "Land it"),
        ("values", "elsewhere", "somewhere else"),
        ("undoing", "elsewhere", "Move it"),
    ):
        place = written.place(key, value)
        assert lines[place.line - 1][place.column - 1 :].startswith(text)


@pytest.mark.parametrize(
    ("before", "after", "said", "at"),
    [
        ("n0 > 9 and b0", "n00 > 9 and b0", r"'n00'.*nearest: n0", "n00 > 9"),
        ("v]", "vv]", "no cited work 'vv'", '"3.2"'),  # a citation is one thing
    ],
)
def test_what_is_wrong_with_a_member_is_told_at_its_cell(before, after, said, at):
    text = members().replace(before, after)
    with pytest.raises(InvalidKnowledge, match=said) as refused:
        base_of(text)
    place = refused.value.faults[0].place
    assert text.splitlines()[place.line - 1][place.column - 1 :].startswith(at)


@pytest.mark.parametrize("column", ["meaning", "doing", "undoing"])
def test_words_of_a_value_need_an_attribute_that_has_it(column):
    rows = ROWS.replace("meaning", column)
    text = PLACES + LISTED.format(rows=rows).replace("values_in: place", "asked_when: b0")
    with pytest.raises(InvalidKnowledge, match=f"{column}: .*no value.*values_in: place"):
        base_of(text)


def test_a_csv_file_beside_the_pack_says_the_same(tmp_path):
    pack, table = tmp_path / "pack.yaml", tmp_path / "places.csv"
    pack.write_text(PLACES + LISTED.format(rows="rows: places.csv"))
    head = "row;meaning;title;otherwise;when;basis;reading;at\n"
    port = "port;in a port;It is used in a port;It is used in no port;;;;3.1\n"
    table.write_text(
        f"{head}{port}\nship;on a ship;It is used on a ship;;not b0;interpretation;"
        "Boats are ships.;3.2\n"
    )
    ours, theirs = load([pack], shipped=False), base_of(PLACES + LISTED.format(rows=ROWS))
    assert ours.rules == theirs.rules
    assert ours.entries["place.ship"] == theirs.entries["place.ship"]
    place = ours.written["place.ship"].place("when")
    assert (Path(place.file).name, place.line, place.column) == ("places.csv", 4, 38)
    before = ours.fingerprint
    table.write_text(table.read_text().replace("3.2", "3.4"))
    assert load([pack], shipped=False).fingerprint != before
    table.write_text(table.read_text().replace("not b0", "not bo"))
    with pytest.raises(InvalidKnowledge, match=r"places\.csv:4:42: .*'bo'.*nearest: b0"):
        load([pack], shipped=False)
    table.unlink()
    with pytest.raises(InvalidKnowledge, match=r"places\.csv:1:1: the file cannot be read"):
        load([pack], shipped=False)


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("port,in a port,It is in a port,not bo", (2, 36)),
        ('port,"in a port, or near","It is, in a port",not bo', (2, 50)),
        ('port,"in\na port",It is,not bo', (3, 19)),
    ],
)
def test_a_fault_in_a_csv_file_stands_at_its_cell(tmp_path, row, place):
    pack, table = tmp_path / "pack.yaml", tmp_path / "places.csv"
    pack.write_text(PLACES + LISTED.format(rows="rows: places.csv"))
    table.write_text(f"row,meaning,title,when\n{row}\n")
    with pytest.raises(InvalidKnowledge) as refused:
        load([pack], shipped=False)
    (place_of,) = {
        (one.place.line, one.place.column) for one in refused.value.faults if "bo" in str(one)
    }
    assert place_of == place


def test_a_row_is_overridden_like_any_entry_and_the_table_is_not(tmp_path):
    first, own = tmp_path / "first.yaml", tmp_path / "own.yaml"
    first.write_text(PLACES + LISTED.format(rows=ROWS))
    own.write_text(
        "- define: place.port\n  override: We count harbours.\n  when: b0\n"
        '  source: {work: w, at: "9"}\n  basis: stated\n'
    )
    base = load([first, own], shipped=False)
    found = assess({"name": "a", "places": ["ship"], "b0": True}, ON, base=base)
    assert found.conclusions["place.port"] is True
    own.write_text("- table: place\n  override: Other rows.\n  rows: []\n")
    with pytest.raises(InvalidKnowledge, match="the rows of table: place are changed one by one"):
        load([first, own], shipped=False)


def test_an_entry_is_added_to_a_pack_whose_rows_stand_in_a_file(tmp_path):
    pack = tmp_path / "pack.yaml"
    pack.write_text(LISTED.format(rows="rows: places.csv").replace("work: w", "work: article"))
    (tmp_path / "places.csv").write_text("row,meaning,title\nport,in a port,It is in a port\n")
    assert loaded(pack, pack.read_text()).entries["place.port"].title == "It is in a port"
