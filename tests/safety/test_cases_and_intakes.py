"""A case, an intake or a table from anywhere is refused after little work."""

from __future__ import annotations

import pytest

from knowledge.base import load
from knowledge.cases.files import read_cases
from knowledge.faults import BadCase, InvalidCase, Place
from knowledge.intake.loading import load_intake
from knowledge.limits import (
    LARGEST_INTEGER,
    MOST_FAULTS,
)
from knowledge.tables.decoding import Decoded
from knowledge.tables.records import read_json, table_of
from tests.safety.packs import (
    READ,
    at_most,
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name: !!python/object/apply:os.getcwd []", "the tag"),
        ("name: x\nbusiness_units: 0x" + "f" * 5_000, "a number of"),
        ("name: x\nbusiness_units: " + "9" * 90, f"at most {LARGEST_INTEGER:,}"),
        ("name: x\nvolume_multiple: 1" + ":1" * 4_000 + ".5", "a number of"),
        ("name: x\nvolume_multiple: 1e999", "does not take this value"),
        ("name: x\nvolume_multiple: .nan", "does not take this value"),
        ('name: "x\\e]0;mine\\a"', "U+001B"),
        ("name: x\nstarts_on: 9999-12-31", "1900 and 2199"),
        ("name: x\n" + "".join(f"k{i}: 1\n" for i in range(9_000)), "there is no attribute"),
        ("- {}\n" * 20_000, "name is not stated"),
        ("- 1\n" * 200_000, "too much in this file"),
        ("name: x\n__class__: y", "there is no attribute"),
        ("name: x\nmodel_fields: y", "there is no attribute"),
    ],
    ids=lambda text: text[:30],
)
def test_a_case_from_anywhere_is_refused_after_little_work(tmp_path, content, said):
    (tmp_path / "case.yaml").write_text(content, encoding="utf-8")
    with at_most(READ), pytest.raises(InvalidCase) as refusal:
        read_cases(tmp_path / "case.yaml")
    assert said in str(refusal.value)
    assert len(refusal.value.faults) <= MOST_FAULTS + 1
    assert all(fault.place for fault in refusal.value.faults)


INTAKE = (
    "intake: i\ntitle: t\nsource: s\ntext: {name: n}\ncolumns:\n"
    "  - {attribute: starts_on, column: c, dates: ['%s'], basis: stated}\n"
)


@pytest.mark.parametrize(
    "form", ["%Y%Y%Y", "%d.%m", "%", "%%%", "(((((%Y-%m-%d", "%999999999d", "(a+)+$"]
)
def test_a_form_of_dates_that_is_none_is_refused(tmp_path, form):
    (tmp_path / "own.yaml").write_text(INTAKE % form, encoding="utf-8")
    # brackets are brackets: no regular expression comes out of an intake
    if form.endswith("%Y-%m-%d"):
        assert load_intake(str(tmp_path / "own.yaml"), load()).columns[0].dates == [form]
        return
    base = load()
    with at_most(READ), pytest.raises(InvalidCase, match="tells no day"):
        load_intake(str(tmp_path / "own.yaml"), base)


@pytest.mark.parametrize(
    "encoding", ["zip", "hex", "rot13", "unicode_escape", "idna", "punycode", "aliases", "no_such"]
)
def test_an_encoding_that_is_no_writing_is_refused(tmp_path, encoding):
    (tmp_path / "own.yaml").write_text(
        f"encoding: {encoding}\n{INTAKE % '%Y-%m-%d'}", encoding="utf-8"
    )
    with pytest.raises(InvalidCase, match="encoding") as refusal:
        load_intake(str(tmp_path / "own.yaml"), load())
    assert refusal.value.faults[0].place


def test_twins_among_very_many_keys_are_found_at_once():
    keys = ", ".join(f'"k{i}": 1' for i in range(50_000))
    text = Decoded(f'[{{{keys}, "k49999": 2}}]', "utf-8")
    with at_most(READ):
        table = table_of("table.json", read_json("table.json", text))
    (fault,) = table.faults
    assert "'k49999' stands twice" in str(fault)


def test_a_fault_shows_what_a_terminal_would_obey():
    fault = BadCase("the \x1b[2J is wrong", Place("a\x07.yaml", 1, 1), text="\u202eabc")
    assert str(fault) == "a\\x07.yaml:1:1: the \\x1b[2J is wrong; in: \\u202eabc"
