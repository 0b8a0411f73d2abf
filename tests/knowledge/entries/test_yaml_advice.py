"""Where a pack is no YAML, the line is told with what was meant."""

from __future__ import annotations

import pytest

from knowledge.entries.yaml_source import parse_yaml
from knowledge.faults import BadYaml

PACK = """\
- define: own.x
  title: An x
  when: trained
  source: {work: w, at: "2"}
  basis: stated
"""
INDENTED = "as many blanks before a key as before the other keys of its entry"
DASHED = f"- before the first key of each entry, and {INDENTED}"
BLANKS = "plain blanks at the beginning of the line"


@pytest.mark.parametrize(
    ("written", "instead_of", "line", "expected"),
    [
        ("  when: points({a: 1}) > 0", "  when: trained", 3, "when: 'points({a: 1}) > 0'"),
        ('  when: "eu" in regions', "  when: trained", 3, "when: '\"eu\" in regions'"),
        ("  when: 'eu' in regions", "  when: trained", 3, "when: \"'eu' in regions\""),
        ("  title: Note: an x", "  title: An x", 2, "title: 'Note: an x'"),
        ("  title: %An x", "  title: An x", 2, "title: '%An x'"),
        ("  title: @An x", "  title: An x", 2, "title: '@An x'"),
        ('  title: "An x', "  title: An x", 4, "a closing quotation mark in line 2"),
        ('  when: "kind == "loan""', "  when: trained", 3, "when: 'kind == \"loan\"'"),
        ("  when: 'kind == 'loan''", "  when: trained", 3, "when: \"kind == 'loan'\""),
        ("  title: 'It's an x'", "  title: An x", 2, 'title: "It\'s an x"'),
        ('  title: "A" is an x', "  title: An x", 2, "title: '\"A\" is an x'"),
        ("  title: \"An 'x\n  when: 'y' == z", "  title: An x\n  when: trained", 4,
         "a closing quotation mark in line 2"),
        ("    when: trained", "  when: trained", 3, INDENTED),
        (" when: trained", "  when: trained", 3, DASHED),
        ("define: own.x", "- define: own.x", 2, INDENTED),
        ("  when:trained", "  when: trained", 3, "a blank behind the colon: when: trained"),
        ("  title, An x", "  title: An x", 2, "a colon behind the key: title: An x"),
        ("  title; An x", "  title: An x", 2, "a colon behind the key: title: An x"),
        ("  title = An x", "  title: An x", 2, "a colon behind the key: title: An x"),
        ("  title An x", "  title: An x", 2, "a key, a colon and a blank, such as title: …"),
        ("  lifts: [a, b]]", "  title: An x", 2, "no ], or one that opens before it"),
        ("  basis: stated\n-define: own.y", "  basis: stated", 6, "a blank behind the -"),
        ("  basis: stated\n– define: own.y", "  basis: stated", 6, "- in place of –"),
        ("  basis: stated\n\ufeff- define: own.y", "  basis: stated", 6,
         "the line without the character U+FEFF, which nobody sees"),
        ("\ttitle: An x", "  title: An x", 2, "blanks in place of the tab"),
        ("\u00a0\u00a0title: An x", "  title: An x", 2, BLANKS),
        ('{work: w, at: "2"', '{work: w, at: "2"}', 5,
         "a comma between two parts in brackets, and a closing }"),
        ("--- # next", "  basis: stated", 5, "one document, without ---"),
        ("  title: An x\n  title: An y", "  title: An x", 3, "one of them; the other is in line 2"),
        ("  when: !trained", "  when: trained", 3, "plain data; in a condition, not in place of !"),
        ("  title: *An x", "  title: An x", 2,
         "the value itself, written out; in quotation marks where it is a text"),
    ],
)  # fmt: skip
def test_what_was_meant_is_told(written: str, instead_of: str, line: int, expected: str) -> None:
    text = PACK.replace(instead_of, written)
    if written == "define: own.x":
        text = text.replace("  title", "   title")
    with pytest.raises(BadYaml) as found:
        parse_yaml(text, "own.yaml")
    assert found.value.place.line == line
    assert found.value.expected == expected


def test_a_character_that_no_yaml_has_is_told_at_its_place() -> None:
    with pytest.raises(BadYaml) as found:
        parse_yaml(PACK.replace("An x", "An \x00x"), "own.yaml")
    place = found.value.place
    assert (place.line, place.column) == (2, 13)
    assert "U+0000" in found.value.message


def test_what_is_advised_is_yaml() -> None:
    text = PACK.replace("when: trained", "when: points({trained: 1, cost > 3: 2}) > 0")
    with pytest.raises(BadYaml) as found:
        parse_yaml(text, "own.yaml")
    mended = text.replace("when: points({trained: 1, cost > 3: 2}) > 0", found.value.expected)
    (entry,) = parse_yaml(mended, "own.yaml").data
    assert entry["when"] == "points({trained: 1, cost > 3: 2}) > 0"
