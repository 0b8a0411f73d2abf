"""A fingerprint is of what packs say, and not of how their files are written."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge import load
from knowledge.base import KnowledgeBase
from knowledge.entries.fingerprint import fingerprint_of

AS_WRITTEN = """\
- work: policy
  title: Our policy
  cited_as: Policy
- attribute: area
  type: enum
  question: Where is it used?
  values: {north: in the north, south: in the south}
  source: {work: policy, at: "1"}
- parameter: cap
  title: The cap
  unit: EUR
  values: [{value: 10, source: {work: policy, at: "2"}}]
  basis: stated
"""
SAME = {
    "a comment": "# Ours.\n" + AS_WRITTEN.replace("cited_as", "# short\n  cited_as"),
    "line ends of another system": AS_WRITTEN.replace("\n", "\r\n"),
    "keys in another order": AS_WRITTEN.replace(
        "  title: Our policy\n  cited_as: Policy\n", "  cited_as: Policy\n  title: Our policy\n"
    ),
    "quotation marks": AS_WRITTEN.replace("title: Our policy", "title: 'Our policy'"),
    "a number with a point": AS_WRITTEN.replace("value: 10", "value: 10.0"),
    "a mapping on lines of its own": AS_WRITTEN.replace(
        "{north: in the north, south: in the south}",
        "\n    south: in the south\n    north: in the north",
    ),
}
ANOTHER = {
    "a word": AS_WRITTEN.replace("Our policy", "Their policy"),
    "a figure": AS_WRITTEN.replace("value: 10", "value: 11"),
    "a value less": AS_WRITTEN.replace(", south: in the south", ""),
    "a place in a work": AS_WRITTEN.replace('at: "2"', 'at: "3"'),
}


@pytest.fixture
def loaded(tmp_path):
    """A pack of this text, in a folder of its own, in a file of this name."""

    def load_text(text: str, file: str = "one.yaml", folder: str = "own") -> KnowledgeBase:
        pack = tmp_path / folder
        pack.mkdir(exist_ok=True)
        (pack / file).write_bytes(text.encode())
        return load(pack, shipped=False)

    return load_text


@pytest.mark.parametrize("written", SAME.values(), ids=SAME)
def test_what_says_the_same_has_the_same_fingerprint(loaded, written):
    assert loaded(AS_WRITTEN).fingerprint == loaded(written, folder="again").fingerprint


def test_names_of_files_and_the_order_of_entries_are_no_content(loaded):
    head, mark, tail = AS_WRITTEN.partition("- parameter")
    loaded(head, "z.yaml", "spread")
    spread = loaded(mark + tail, "a.yaml", "spread")
    assert next(iter(spread.entries)).startswith("parameter")
    assert spread.fingerprint == loaded(AS_WRITTEN).fingerprint


@pytest.mark.parametrize("written", ANOTHER.values(), ids=ANOTHER)
def test_what_says_something_else_has_another(loaded, written):
    assert loaded(AS_WRITTEN).fingerprint != loaded(written, folder="again").fingerprint


def test_a_day_is_not_the_text_that_reads_like_it():
    assert fingerprint_of([{"at": date(2027, 1, 1)}]) != fingerprint_of([{"at": "2027-01-01"}])


def test_values_that_have_an_order_are_in_it():
    """Elsewhere the order of keys says nothing."""
    values, turned = {"low": "low", "high": "high"}, {"high": "high", "low": "low"}
    plain = [{"attribute": "risk", "values": one} for one in (values, turned)]
    ordered = [{**one, "ordered": True} for one in plain]
    assert len({fingerprint_of([one]) for one in plain}) == 1
    assert len({fingerprint_of([one]) for one in ordered}) == 2


def test_each_pack_has_a_version_and_a_fingerprint_of_its_own(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(AS_WRITTEN, encoding="utf-8")
    base, alone = load(own), load(own, shipped=False)
    assert [pack.name for pack in base.pack_versions] == list(base.packs)
    *shipped, added = base.pack_versions
    assert tuple(shipped) == load().pack_versions
    assert {pack.version for pack in load().pack_versions} == {load().version}
    assert added == alone.pack_versions[0]
    assert added.version is None
    assert len({pack.fingerprint for pack in base.pack_versions}) == len(base.packs)
