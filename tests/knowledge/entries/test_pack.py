"""Files of packs: read once as long as they stay as they are."""

from __future__ import annotations

from knowledge import load
from knowledge.entries.yaml_source import decode_yaml

OWN = (
    "- {{define: own, title: {title}, when: approved, source: {{work: article, at: '1'}}, "
    "basis: stated}}\n"
)


def test_a_pack_that_was_changed_is_read_anew(tmp_path):
    file = tmp_path / "own.yaml"
    for title in ("first", "other", "first"):
        file.write_text(OWN.format(title=title), encoding="utf-8")
        assert load([file]).entries["own"].title == title


def test_nobody_changes_what_was_read_of_a_pack(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(OWN.format(title="own") + "- {trigger: scale, retire: Ours.}\n", "utf-8")
    load([file])
    documents = {item.document.file: item.document for item in load([file]).written.values()}
    assert len(documents) > 10
    for name, document in documents.items():
        read = decode_yaml(document.text.encode(), name, most_values=None)
        assert (document.data, [*document.places]) == (read.data, [*read.places])


def test_a_file_that_one_reader_calls_otherwise_keeps_its_name_for_the_next(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(OWN.format(title="own"), "utf-8")
    names = {item.document.file for item in load([file]).written.values()}
    for item in load([file]).written.values():
        item.document.file = "another name"
    assert {item.document.file for item in load([file]).written.values()} == names
