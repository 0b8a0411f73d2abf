"""Sentences of faults, whose English stands in the code, in other languages."""

from __future__ import annotations

import ast
import copy
import pickle
from collections.abc import Iterator
from string import Formatter

import pytest
from click.testing import CliRunner

from knowledge import faults
from knowledge.base import load
from knowledge.entries.yaml_source import parse_yaml, read_yaml
from knowledge.faults import BadYaml, InvalidCase
from knowledge.intake.loading import intake_in
from knowledge.languages.told import told_fault
from knowledge.languages.words import Words
from knowledge.sentence import BORROWED, SENTENCES, Sentence
from tests.places import ROOT
from threshold.cli import main
from threshold.register import database

BESIDE = read_yaml(SENTENCES).data


def made() -> Iterator[tuple[str, set[str]]]:
    """(pattern, names of its places) of each sentence that the code makes."""
    rooms = ("knowledge", "engine", "explain", "threshold")
    for file in sorted(file for room in rooms for file in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Sentence":
                pattern = node.args[0]
                assert isinstance(pattern, ast.Constant), f"{file}:{node.lineno}"
                yield str(pattern.value), {str(one.arg) for one in node.keywords}


def places(pattern: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(pattern) if name is not None)


def test_every_sentence_is_translated_and_nothing_else_is():
    assert {one["en"] for one in BESIDE} == {pattern for pattern, _ in made()}
    assert len(BESIDE) == len({one["en"] for one in BESIDE})
    assert all(set(one) == {"en", "de", "fr"} for one in BESIDE)


def test_a_translation_has_the_places_of_its_english():
    for one in BESIDE:
        for code in ("de", "fr"):
            assert places(one[code]) == places(one["en"]), one[code]


def test_each_place_of_a_sentence_is_filled():
    for pattern, names in made():
        assert set(places(pattern)) == names, pattern


def test_a_sentence_is_its_english_and_tells_itself_in_a_language():
    count = Sentence("at most {count}", count=12_500)
    assert count == "at most 12,500"
    assert count.said(Words.of("de")) == "höchstens 12.500"
    assert count.said(Words.of("en")) == "at most 12,500"


def test_a_sentence_in_a_place_is_told_in_the_language_too():
    owned = Sentence("{owner} has no key {name}", owner=Sentence("an intake"), name="'columm'")
    assert owned == "an intake has no key 'columm'"
    assert owned.said(Words.of("fr")) == "une correspondance n’a pas de clé 'columm'"


def test_braces_in_what_stands_in_a_place_stay():
    assert Sentence("{value} is not a text", value="{a: 1}").said(Words.of("de")) == (
        "{a: 1} ist kein Text"
    )


def test_a_sentence_that_is_not_translated_is_told_in_english_and_marked():
    assert Sentence("nobody wrote {name} down", name="this").said(Words.of("de")) == (
        "nobody wrote this down (EN)"
    )


def test_a_sentence_is_copied_and_pickled_whole():
    one = Sentence("a key of {count} characters", count=9)
    for same in (copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert same == one
        assert same.said(Words.of("de")) == "ein Schlüssel mit 9 Zeichen"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: a\nname: b\n", "der Schlüssel 'name' steht hier zweimal; in: name: b; erwartet:"),
        ("name: a\n\tstage: idea\n", "erwartet: Leerzeichen statt des Tabulators"),
        ('name: "a\nstage: "idea"\n', "erwartet: ein schließendes Anführungszeichen in Zeile 1"),
        ("name: [a\n", "das ist kein YAML: hier fehlt , oder ]; erwartet: ein Komma"),
        ("name: &x a\n", "Anker und Verweise (& und *) werden nicht unterstützt"),
        ("name: a\nvolume_multiple: 012\n", "'012' ist keine Dezimalzahl"),
        ("name: a\nvolume_multiple: 1.000\n", "'1.000' lässt sich als zwei Zahlen lesen"),
        ("name: a\nlast_day: 2026-02-30\n", "ist kein Wert: so viele Tage hat der Monat nicht"),
        ("name: a: b\n", "ein Schlüssel mit Doppelpunkt steht, wo keiner stehen kann"),
        ('name: a\nowner: "B\n', "erwartet: ein schließendes Anführungszeichen"),
        ("name: a\u202eb\n", "das Zeichen U+202E ist nicht erlaubt"),
        ("name: !x a\n", "das Tag '!x' wird nicht unterstützt"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_in_the_language(tmp_path, text, told):
    file = tmp_path / "one.yaml"
    file.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, ["assess", str(file), "--language", "de"])
    assert done.exit_code == 2
    assert told in done.stderr


def test_what_an_intake_expects_is_told_in_the_language_as_well():
    document = parse_yaml("intake: own\ntitle: no\ncolumns: []\n", "own.yaml")
    with pytest.raises(InvalidCase) as raised:
        intake_in(document, load())
    fault = raised.value.faults[0]
    assert told_fault(fault, Words.of("de")) == (
        "own.yaml:2:8: False ist kein Text; in: title; erwartet: ein Text; in Anführungszeichen, "
        "denn ein bloßes yes, no, on, off, eine Zahl oder einen Tag nimmt YAML für etwas anderes"
    )


# words that stand before a name, not in a sentence
BARE = ("-", "UTF-8")


def test_no_fault_of_an_answer_is_told_in_english_alone():
    """Faults of packs may be; those of what an analyst types are told in each language."""
    plain = (ast.Constant, ast.JoinedStr)
    found = []
    for room in ("engine", "explain", "threshold"):
        for file in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
                kind = getattr(faults, called, None) or getattr(database, called, None)
                if not (isinstance(kind, type) and issubclass(kind, faults.Fault)):
                    continue
                said = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "expected")]
                found += [
                    f"{file}:{one.lineno}"
                    for one in said
                    if isinstance(one, plain)
                    and not str(getattr(one, "value", "")).startswith(BARE)
                ]
    assert found == []


def test_what_a_library_says_is_told_where_it_is_known_and_marked_where_not():
    assert Sentence.borrowed("Permission denied").said(Words.of("fr")) == "la permission manque"
    assert Sentence.borrowed("{x} is odd").said(Words.of("de")) == "{x} is odd (EN)"
    assert Sentence.borrowed("{x} is odd") == "{x} is odd"


def test_each_sentence_of_a_library_is_told_in_each_language():
    borrowed = read_yaml(BORROWED).data
    assert all(set(one) == {"en", "de", "fr"} for one in borrowed)
    for one in borrowed:
        for code in ("de", "fr"):
            assert not Sentence.borrowed(one["en"].format()).said(Words.of(code)).endswith("(EN)")


def test_a_fault_without_a_sentence_is_told_in_english_and_marked_as_a_whole():
    fault = BadYaml("nobody translated this", expected=Sentence("two marks"))
    assert told_fault(fault, Words.of("de")) == ("nobody translated this; expected: two marks (EN)")
