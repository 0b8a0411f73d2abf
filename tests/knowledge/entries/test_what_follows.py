"""One slip is told once: what no longer has a name because of it is no fault of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import load
from knowledge.faults import Fault, InvalidKnowledge

FACTS = """\
- work: statutes
  title: Statutes of a dairy
  cited_as: Statutes

- attribute: litres
  type: number
  question: How many litres a day?
  source: {work: statutes, at: "1"}

- attribute: care
  type: enum
  question: How well is the herd looked after?
  values: {plain: as the law asks, good: better than that}
  source: {work: statutes, at: "2"}

- attribute: beliefs
  add_values: {cows_do_not_mind: Cows do not mind}
  source: {work: statutes, at: "3"}

- parameter: many
  title: Litres that are many
  values_for: {care: {plain: 1000, good: 2000}}
  source: {work: statutes, at: "1"}
  basis: stated

- table: sign
  title: Signs of illness
  hit: collect
  rows: signs.csv
  source: {work: statutes, at: "4"}
"""
SIGNS = "row,title,when\nlame,Cows are lame,litres > 1\nthin,Cows are thin,litres > 2\n"
RULES = """\
- trigger: much_milk
  title: It decides about much milk
  when: litres >= parameter.many[care] or any(sign.*)
  source: {work: statutes, at: "1"}
  basis: stated

- exception: small_herd
  title: A small herd
  own_attributes: [care]
  requires: [litres < 10]
  ends_when: litres >= 20
  lifts: [much_milk]
  source: {work: statutes, at: "5"}
  basis: stated

- misconception: cows_do_not_mind
  title: Cows do not mind
  voiced_when: '"cows_do_not_mind" in beliefs'
  reality: They do.
  consequence: They fall ill.
  source: {work: statutes, at: "3"}
  basis: stated
"""
PACK = {"facts.yaml": FACTS, "rules.yaml": RULES, "signs.csv": SIGNS}


def faults(folder: Path, files: dict[str, str]) -> tuple[Fault, ...]:
    """The faults of a pack of these files."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as raised:
        load(packs=[folder])
    return raised.value.faults


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The files of the pack with one slip."""
    assert old in PACK[file]
    return {**PACK, file: PACK[file].replace(old, new, 1)}


def test_the_pack_is_right_without_a_slip(tmp_path):
    for name, text in PACK.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    load(packs=[tmp_path])


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "said"),
    [
        # a file that cannot be read
        ("facts.yaml", "  type: enum", "\ttype: enum", 11, "tab"),
        ("facts.yaml", "plain: 1000", "plain: 1.000", 22, "two numbers"),
        ("facts.yaml", "- attribute: care", "attribute: care", 10, "not YAML"),
        ("signs.csv", "Cows are lame,", "Cows are lame, very,", 2, "4 cells"),
        # an entry that cannot be read
        ("rules.yaml", "- trigger:", "- triger:", 1, "names its kind"),
        ("rules.yaml", "- trigger: much_milk\n  title: It", "- title: It", 1, "names its kind"),
        ("rules.yaml", "  title: It", "  override: So.\n  title: It", 1, "to override"),
        ("facts.yaml", "{cows_do_not_mind: Cows do not mind}", "[cows_do_not_mind]", 17, "mapping"),
        ("facts.yaml", "- attribute: beliefs", "- attribute: belief", 16, "to add values to"),
        ("facts.yaml", "  rows: signs.csv",
         "  columns: [litres, concludes]\n  answers: {a: It is a}\n  rows: [[1, -, a]]", 31,
         "the row has 3 cells"),
        # the key of a parameter
        (
            "facts.yaml", "{plain: as the law asks, good: better than that}", "[plain, good]", 13,
            "not a mapping",
        ),
        ("facts.yaml", "{care: {plain", "{caer: {plain", 22, "'caer'"),
        ("facts.yaml", "{plain: 1000, good", "{good", 22, "no value for plain"),
    ],
)  # fmt: skip
def test_one_slip_is_one_fault(tmp_path, file, old, new, line, said):
    found = changed(file, old, new)
    if new == "- title: It":  # the kind comes second
        found = changed(file, old, "- title: X is so\n  trigger: much_milk\n  otherwise: It")
    (fault,) = faults(tmp_path, found)
    assert said in str(fault)
    assert fault.place.file == f"{tmp_path.name}/{file}"
    assert fault.place.line == line


def test_another_slip_in_another_file_is_still_told(tmp_path):
    files = changed("facts.yaml", "  type: enum", "\ttype: enum")
    files["rules.yaml"] = RULES.replace("lifts: [much_milk]", "lifts: [much_mlik]")
    unreadable, misspelt = faults(tmp_path, files)
    assert unreadable.place.file.endswith("facts.yaml")
    assert (misspelt.place.line, misspelt.nearest) == (12, "much_milk")


def test_the_source_of_values_that_are_added_is_found_where_they_are(tmp_path):
    files = changed("facts.yaml", 'source: {work: statutes, at: "3"}', 'source: {work: x, at: "3"}')
    (fault,) = faults(tmp_path, files)
    assert (fault.place.file, fault.place.line) == (f"{tmp_path.name}/facts.yaml", 18)


def test_an_override_of_another_kind_is_told_the_kind(tmp_path):
    said = "- condition: scale\n  override: It is so.\n\n"
    (fault,) = faults(tmp_path, {**PACK, "rules.yaml": f"{said}{RULES}"})
    assert fault.nearest == "trigger: scale"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rules.yaml", 'source: {work: statutes, at: "1"}', "source: {work: statutes}",
         "source has no 'at'; in: trigger: much_milk; expected: at: … under source"),
        ("rules.yaml", 'source: {work: statutes, at: "1"}', "source: Statutes 1",
         "source: this is no source; in: Statutes 1; expected: {work: …, at: …}"),
        ("facts.yaml", "  values: {plain", '  ordered: "true"\n  values: {plain',
         "neither true nor false; in: true; expected: true, without quotation marks"),
        ("facts.yaml", "plain: 1000", "plain: [{value: 10,000}]",
         "has no key '000'; in: parameter: many; expected: a number without a comma between"),
        ("rules.yaml", "consequence: They fall ill.", f"consequence: {'They fall ill. ' * 99}",
         "consequence: this is too long: 1,484 characters"),
    ],
)  # fmt: skip
def test_what_is_within_an_entry_is_told_as_that(tmp_path, file, old, new, said):
    assert any(said in str(fault) for fault in faults(tmp_path, changed(file, old, new)))
