"""From pack files to entries: each of its kind, with its pack and its place, or a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.entries.kinds import Define, Work
from knowledge.entries.pack import pack_files
from knowledge.entries.reader import read_packs

SOURCE = "source: {work: w, at: '1'}, basis: stated"
WORK = "- {work: w, title: a work, cited_as: W}\n"


def written(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def define(name: str, more: str = "title: t, when: a") -> str:
    return f"- {{define: {name}, {more}, {SOURCE}}}\n"


def test_the_files_of_a_folder_are_read_by_name_and_no_others(tmp_path):
    written(tmp_path, "b.yaml", define("two"))
    written(tmp_path, "a.yaml", WORK + define("one"))
    written(tmp_path, "notes.txt", "no pack")
    assert [file.name for file in pack_files(tmp_path)] == ["a.yaml", "b.yaml"]
    reading = read_packs([tmp_path])
    assert [item.entry.id for item in reading.written] == ["w", "one", "two"]
    assert reading.faults == []


def test_an_entry_is_of_its_kind_and_knows_its_pack_and_its_place(tmp_path):
    pack = written(tmp_path / "own", "a.yaml", WORK + define("one"))
    work, one = read_packs([pack]).written
    assert isinstance(work.entry, Work)
    assert isinstance(one.entry, Define)
    assert one.pack == "own"
    assert str(one.place()) == "own/a.yaml:2:3"
    assert one.place("when").column > one.place("title").column


def test_an_override_keeps_what_it_leaves_out_and_takes_the_place_of_what_it_changes(tmp_path):
    first = written(tmp_path / "first", "a.yaml", WORK + define("one") + define("two"))
    second = written(
        tmp_path / "second", "a.yaml", f"- {{define: one, override: why, when: b, {SOURCE}}}\n"
    )
    _, one, two = read_packs([first, second]).written
    assert (one.entry.id, one.entry.title, one.entry.when) == ("one", "t", "b")
    assert (one.pack, one.reason, one.retired) == ("second", "why", False)
    assert one.before is not None
    assert one.before.pack == "first"
    assert str(one.place("title")).startswith("first/a.yaml:2")
    assert str(one.place("when")).startswith("second/a.yaml:1")
    assert (two.pack, two.before) == ("first", None)


def test_what_is_retired_is_known_and_marked(tmp_path):
    first = written(tmp_path / "first", "a.yaml", WORK + define("one"))
    second = written(tmp_path / "second", "a.yaml", "- {define: one, retire: not ours}\n")
    _, one = read_packs([first, second]).written
    assert (one.retired, one.reason) == (True, "not ours")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{define: one}", "a pack file is a list of entries"),
        ("- {title: t, define: one}\n", "the first key of an entry names its kind"),
        (define("one") + define("one"), "stands twice"),
        ("- {define: one, title: t, when: a, basis: stated}\n", "the define has no 'source'"),
        (define("one", "title: t, when: a, colour: red"), "has no key 'colour'"),
        (define("one", "title: t, when: [a]"), "when: "),
    ],
)
def test_what_is_no_entry_is_a_fault_with_its_place(tmp_path, text, says):
    pack = written(tmp_path, "a.yaml", text)
    (fault,) = read_packs([pack]).faults
    assert says in fault.message
    assert fault.place is not None
    assert fault.place.file.endswith("/a.yaml")


def test_a_fault_in_one_file_does_not_keep_the_others_from_being_read(tmp_path):
    written(tmp_path, "a.yaml", "- [")
    written(tmp_path, "b.yaml", WORK + define("one"))
    reading = read_packs([tmp_path])
    assert len(reading.faults) == 1
    assert [item.entry.id for item in reading.written] == ["w", "one"]


def test_a_folder_without_a_pack_is_a_fault(tmp_path):
    (fault,) = read_packs([tmp_path]).faults
    assert "holds no pack" in fault.message
