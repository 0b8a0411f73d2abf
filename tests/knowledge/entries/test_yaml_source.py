"""YAML is read as plain data with places; whatever data needs not is refused where it stands."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.entries import yaml_source
from knowledge.entries.yaml_source import parse_yaml, read_yaml
from knowledge.faults import BadYaml
from knowledge.limits import DEEPEST_YAML

CASE = """\
name: Forecast
controls:
  monitoring: true
  rollback: false
relied_on_for: [planning,
  commitments]
starts_on: 2026-11-22
"""


def place(found) -> tuple[str, int, int]:
    return found.file, found.line, found.column


def refused(text: str) -> BadYaml:
    with pytest.raises(BadYaml) as error:
        parse_yaml(text, "case.yaml")
    return error.value


def test_a_document_is_plain_values():
    data = parse_yaml(CASE, "case.yaml").data
    assert data == {
        "name": "Forecast",
        "controls": {"monitoring": True, "rollback": False},
        "relied_on_for": ["planning", "commitments"],
        "starts_on": date(2026, 11, 22),
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("2.5", 2.5),
        ("true", True),
        ("null", None),
        ("", None),
        ("'2026-11-22'", "2026-11-22"),
        ("none", "none"),
        ("[]", []),
    ],
)
def test_a_value_has_the_type_in_which_it_is_written(text, value):
    data = parse_yaml(f"value: {text}", "case.yaml").data
    assert data == {"value": value}
    assert type(data["value"]) is type(value)


def test_a_time_of_day_stays_text_for_the_type_check_to_refuse():
    assert parse_yaml("starts_on: 2026-11-22 10:30:00", "case.yaml").data == {
        "starts_on": "2026-11-22T10:30:00"
    }


@pytest.mark.parametrize("key", ["yes", "3", "2026-11-22", "null"])
def test_a_key_is_text_whatever_it_looks_like(key):
    assert list(parse_yaml(f"{key}: value", "case.yaml").data) == [key]


@pytest.mark.parametrize(
    ("keys", "line", "column"),
    [
        (("name",), 1, 7),
        (("controls",), 3, 3),
        (("controls", "rollback"), 4, 13),
        (("relied_on_for", 1), 6, 3),
        ((), 1, 1),
    ],
)
def test_a_value_has_its_place(keys, line, column):
    assert place(parse_yaml(CASE, "case.yaml").place(*keys)) == ("case.yaml", line, column)


def test_a_key_has_a_place_of_its_own():
    document = parse_yaml(CASE, "case.yaml")
    assert place(document.key_place("controls", "rollback")) == ("case.yaml", 4, 3)
    assert place(document.key_place("starts_on")) == ("case.yaml", 7, 1)


def test_what_is_not_there_has_the_place_of_what_encloses_it():
    document = parse_yaml(CASE, "case.yaml")
    assert document.place("controls", "caching") == document.place("controls")
    assert document.place("owner") == document.place()
    assert document.key_place("controls", "caching") == document.place("controls")


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("when: exposure and approved", 1, 20),
        ("when: 'exposure and approved'", 1, 21),
        ('when: "exposure and approved"', 1, 21),
        ("when: exposure and\n  approved", 2, 3),
        ("when: >-\n  exposure\n\n  and\n    approved", 5, 5),
        ("when: |\n    exposure and\n    approved", 3, 5),
        ("when: |-\n\n    exposure and approved", 3, 18),
        ("é: 1\nwhen: exposure and approved", 2, 20),
        ("x: 1\r\nwhen: exposure and approved\r\n", 2, 20),
    ],
)
def test_a_word_in_a_text_has_its_place_however_the_text_is_written(written, line, column):
    document = parse_yaml(written, "pack.yaml")
    assert place(document.locator("when")(document.data["when"].index("approved"))) == (
        "pack.yaml",
        line,
        column,
    )


@pytest.mark.parametrize(
    ("text", "problem", "line", "column"),
    [
        ("name: x\nowner: !person x", "the tag '!person' is not supported", 2, 8),
        ("name: !!python/name:os.system x", "is not supported", 1, 7),
        ("a: &anchor 1\nb: *anchor", "anchors and aliases are not supported", 1, 4),
        ("b: *anchor", "anchors and aliases are not supported", 1, 4),
        ("stage: idea\nstage: pilot", "the key 'stage' stands here twice", 2, 1),
        ("{[a, b]: c}", "a key must be plain text", 1, 2),
        ("name: x\n  owner: y", "this is not YAML", 2, 8),
        ("a: 1\n---\nb: 2", "this is not YAML", 2, 1),
        ("ends_on: 2026-02-30", "'2026-02-30' is not a value", 1, 10),
        ("approved: !!bool maybe", "maybe", 1, 11),
        ("starts_on: !!timestamp someday", "someday", 1, 12),
        ('business_units: !!int ""', "''", 1, 17),
    ],
)
def test_what_is_no_plain_data_is_refused_where_it_stands(text, problem, line, column):
    fault = refused(text)
    assert problem in str(fault)
    assert place(fault.place) == ("case.yaml", line, column)


def test_a_refusal_shows_the_line():
    assert refused("name: x\n  owner: y").text == "owner: y"


def test_a_control_character_is_refused():
    assert "U+0000 is not allowed" in refused("name: \x00").message


def test_nesting_is_read_down_to_its_limit_and_no_further():
    deepest = "[" * DEEPEST_YAML + "]" * DEEPEST_YAML
    value = parse_yaml(deepest, "case.yaml").data
    for _ in range(DEEPEST_YAML - 1):
        (value,) = value
    assert value == []
    assert place(refused(f"[{deepest}]").place) == ("case.yaml", 1, DEEPEST_YAML + 1)


def test_very_deep_nesting_is_refused_rather_than_followed():
    assert "nested deeper than" in refused("[" * 100_000).message


def test_a_bomb_of_aliases_is_refused_before_it_is_built():
    levels = [
        "a0: &a0 [x, x]",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)),
    ]
    assert place(refused("\n".join(levels)).place) == ("case.yaml", 1, 5)


def test_a_file_is_named_as_the_reader_would_type_it(tmp_path):
    (tmp_path / "case.yaml").write_text("name: x", encoding="utf-8")
    assert (
        read_yaml(tmp_path / "case.yaml", shown_as="mine/case.yaml").place().file
        == "mine/case.yaml"
    )
    assert read_yaml(tmp_path / "case.yaml").place().file == str(tmp_path / "case.yaml")


def test_a_byte_order_mark_is_passed_over(tmp_path):
    (tmp_path / "case.yaml").write_text("name: Zürich", encoding="utf-8-sig")
    document = read_yaml(tmp_path / "case.yaml", shown_as="case.yaml")
    assert document.data == {"name": "Zürich"}
    assert place(document.place("name")) == ("case.yaml", 1, 7)


def test_a_file_that_is_not_utf_8_is_refused_at_its_line(tmp_path):
    (tmp_path / "case.yaml").write_bytes("name: x\nowner: Zürich".encode("cp1252"))
    with pytest.raises(BadYaml, match="not UTF-8") as error:
        read_yaml(tmp_path / "case.yaml", shown_as="case.yaml")
    assert error.value.place.line == 2


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(yaml_source, "LONGEST_FILE", 10)
    (tmp_path / "case.yaml").write_text("name: abcd", encoding="utf-8")
    assert read_yaml(tmp_path / "case.yaml").data == {"name": "abcd"}
    (tmp_path / "case.yaml").write_text("name: abcde", encoding="utf-8")
    with pytest.raises(BadYaml, match="the file has 11 bytes"):
        read_yaml(tmp_path / "case.yaml")


@pytest.mark.parametrize("name", ["missing.yaml", ""], ids=["missing", "a folder"])
def test_a_file_that_cannot_be_opened_is_a_fault(tmp_path, name):
    with pytest.raises(BadYaml, match="cannot be read"):
        read_yaml(tmp_path / name)


@pytest.mark.parametrize(
    "text", ["012", "-017", "0x1F", "0b11", "1:30", "1:30.5", "1_000", "1_0.5", "00"]
)
def test_a_number_that_is_not_decimal_is_refused_where_it_stands(text):
    fault = refused(f"name: A\nunits: {text}\n")
    assert (fault.place.line, fault.place.column) == (2, 8)
    assert fault.message == f"{text!r} is not a decimal number"
    assert parse_yaml(f"units: '{text}'\n", "case.yaml").data == {"units": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("-12", -12), ("+3", 3), ("1.5", 1.5), (".5", 0.5), ("5.", 5.0), ("1e25", 1e25)],
)
def test_a_decimal_number_is_what_it_says(text, value):
    assert parse_yaml(f"units: {text}\n", "case.yaml").data == {"units": value}


def test_a_number_that_can_be_read_as_thousands_is_refused_with_both():
    fault = refused("cost: 120.000\n")
    assert fault.message == "'120.000' can be read as two numbers"
    assert fault.expected == "120, or 120000, whichever is meant"
    assert parse_yaml("cost: 120.125\n", "case.yaml").data == {"cost": 120.125}
    assert parse_yaml('{"cost": 120.000}', "case.json").data == {"cost": 120.0}


def test_the_line_of_a_fault_is_looked_up_for_a_fault_alone(monkeypatch):
    def looked_up(text: str, line: int) -> str:
        raise AssertionError("a sound file has no fault to tell")

    monkeypatch.setattr(yaml_source, "_line", looked_up)
    assert yaml_source.parse_yaml("- {a: 1, b: 2.5, c: text}", "pack.yaml").data
