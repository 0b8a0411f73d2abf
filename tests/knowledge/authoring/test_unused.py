"""What nothing reads is found: definitions, and values that no rule tells apart."""

from __future__ import annotations

import pytest

from knowledge import load
from knowledge.authoring.unused import alike, unread
from tests.knowledge.authoring.slips import entry, on_shipped, told

LISTED = ("type: set", "question: What for?", "values: {a: one, b: two, c: three}")
COLOUR = ("type: enum", "question: Which?", "values: {red: r, green: g, blue: b}")


def test_the_shipped_packs_leave_nothing_unread():
    assert [*unread(load()), *alike(load())] == []


def test_a_define_that_nothing_reads_is_told(tmp_path):
    base = on_shipped(
        tmp_path,
        [
            entry("attribute", "listed", *LISTED),
            entry("define", "own.read", "when: '\"a\" in listed'"),
            entry("define", "own.unread", "when: '\"b\" in listed'"),
            entry("define", "own.reported", "reported: true", "when: '\"c\" in listed'"),
            entry("trigger", "own", "when: own.read"),
        ],
    )
    assert [(id, kind) for id, kind, _ in told(unread, base)] == [("own.unread", "unread")]


@pytest.mark.parametrize(
    "reading",
    [
        entry("trigger", "own", "when: any(own.family.*)"),
        entry("trigger", "own", "when: not established(own.family.one)"),
        entry("classification", "own", "answers: [own.family.one]"),
    ],
)
def test_a_family_a_rule_and_a_classification_read_a_define(tmp_path, reading):
    define = entry("define", "own.family.one", "when: volume_multiple > 3")
    assert told(unread, on_shipped(tmp_path, [define, reading])) == []


def test_a_member_that_every_family_leaves_out_is_unread(tmp_path):
    members = [
        entry("define", f"own.family.{name}", f"when: volume_multiple > {number}")
        for number, name in enumerate(("one", "two"), start=3)
    ]
    trigger = entry("trigger", "own", "when: any(own.family.* except two)")
    base = on_shipped(tmp_path, [*members, trigger])
    assert [id for id, _, _ in told(unread, base)] == ["own.family.two"]


def test_values_of_a_set_that_lead_to_nothing_are_told(tmp_path):
    """A value read by a definition only that nobody reads, and one that nothing names."""
    base = on_shipped(
        tmp_path,
        [
            entry("attribute", "listed", *LISTED),
            entry("trigger", "own", "when: '\"a\" in listed'"),
            entry("define", "own.unread", "when: '\"b\" in listed'"),
        ],
    )
    assert told(alike, base) == [("listed", "alike", "no rule reads the values b, c of listed")]


def test_a_value_that_a_mere_remark_reads_leads_to_nothing(tmp_path):
    base = on_shipped(
        tmp_path,
        [
            entry("attribute", "listed", *LISTED),
            entry("trigger", "own", 'when: \'"a" in listed or "b" in listed\''),
            entry("note", "own", "when: '\"c\" in listed'"),
        ],
    )
    says = [says for _, _, says in told(alike, base)]
    assert "no rule reads the value c of listed" in says


def test_values_of_an_enumeration_that_come_out_alike_are_told(tmp_path):
    attribute = entry("attribute", "colour", *COLOUR)
    red = entry("trigger", "own", "when: colour == 'red'")
    base = on_shipped(tmp_path, [attribute, red])
    ((id, kind, says),) = told(alike, base)
    assert (id, kind) == ("colour", "alike")
    assert "no rule tells the values green, blue of colour apart" in says
    both = entry("trigger", "other", "when: colour in ('green', 'red')")
    assert told(alike, on_shipped(tmp_path, [attribute, red, both])) == []


def test_values_that_are_alike_on_purpose_say_so(tmp_path):
    meant = ("alike: {People tell them apart: [green, blue]}",)
    attribute = entry("attribute", "colour", *COLOUR, *meant)
    red = entry("trigger", "own", "when: colour == 'red'")
    assert told(alike, on_shipped(tmp_path, [attribute, red])) == []


def test_a_value_that_no_rule_reads_is_told_although_the_set_is_asked_for_emptiness(tmp_path):
    """As where a list gets a new member, and the definition of it is forgotten."""
    listed = entry("attribute", "listed", *LISTED)
    none = entry("trigger", "none", "when: empty(listed)")
    one = entry("trigger", "one", "when: '\"a\" in listed'")
    two = entry("trigger", "two", "when: '\"b\" in listed'")
    base = on_shipped(tmp_path, [listed, none, one, two])
    assert told(alike, base) == [("listed", "alike", "no rule reads the value c of listed")]
    three = entry("trigger", "three", "when: '\"c\" in listed'")
    assert told(alike, on_shipped(tmp_path, [listed, none, one, two, three])) == []
