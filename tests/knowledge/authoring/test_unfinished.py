"""What is left to write in a pack is found by its mark, in a text or in a comment."""

from knowledge import load
from knowledge.authoring.unfinished import unfinished
from tests.places import FAULTY_PACKS

BASE = FAULTY_PACKS / "base"
TEXT = """\
# TODO: a word before all entries
- define: one
  title: TODO
  when: approved  # TODO, TODO
  source: {work: article, at: TODO}
  basis: stated

- define: two
  title: nothing TODOs or todo here
  # TODO: a reading
  when: approved
  source:
    - work: article
      at: TODO
  basis: stated

- {define: three, title: TODO, when: approved, source: {work: article, at: TODO}, basis: stated}
"""


def test_each_mark_is_found_with_its_entry_its_key_and_its_place(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(TEXT, encoding="utf-8")
    found = [
        (
            left.entry.id,
            left.place.line,
            left.place.column,
            left.says.partition(":")[2].split(" of ")[0],
        )
        for left in unfinished(load([BASE, file], shipped=False))
    ]
    assert found == [
        ("one", 1, 3, " define"),
        ("one", 3, 10, " title"),
        ("one", 4, 21, " when"),
        ("one", 4, 27, " when"),
        ("one", 5, 31, " source"),
        ("two", 10, 5, " when"),
        ("two", 14, 11, " source"),
        ("three", 17, 26, " title"),
        ("three", 17, 76, " source"),
    ]


def test_what_is_told_says_what_the_key_is_for(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(TEXT, encoding="utf-8")
    assert (
        "left to write, and then to take TODO away: title of the define one: "
        "The statement in plain words, as it reads where the entry holds."
        in {left.says for left in unfinished(load([BASE, file], shipped=False))}
    )


def test_nothing_is_left_to_write_in_the_shipped_packs():
    assert unfinished(load()) == []
