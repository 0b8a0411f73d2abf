"""A sentence that is handed on as a text, and said anew in the language of who reads it."""

from __future__ import annotations

import copy
import pickle

import pytest

from knowledge.faults import LONGEST_MESSAGE, Fault
from knowledge.languages.told import Told, told_fault
from knowledge.languages.words import Words

EMPTY = Told.counted("table_rows_empty", 1200)


def test_it_is_its_english():
    assert EMPTY == "1,200 rows are empty, and were left out"
    assert str(EMPTY) == EMPTY


def test_each_language_says_it_anew_and_marks_only_what_it_lacks():
    german, french = Words.of("de"), Words.of("fr")
    assert german.mark(EMPTY) == "1.200 Zeilen sind leer und wurden ausgelassen"
    assert french.mark(EMPTY).endswith("lignes sont vides et ont été laissées de côté")
    assert german.mark(str(EMPTY)[:5]) == "1,200 (EN)"


def test_what_stands_in_its_places_is_said_anew_as_well():
    served = Told("table_column_for", column="'U'", serves=Told("table_serves_outputs"))
    told = Told("table_columns_absent", columns=(served, served))
    assert told == (
        "columns that the table does not have: 'U' for every output, 'U' for every output"
    )
    assert Words.of("de").mark(told) == (
        "Spalten, die die Tabelle nicht hat: 'U' für jede Ausgabe, 'U' für jede Ausgabe"
    )


def test_it_is_the_same_in_another_process_and_as_a_copy():
    told = Told("items", one=Told("items", one="a", other="b"), other="c")
    for again in (pickle.loads(pickle.dumps(told)), copy.copy(told), copy.deepcopy(told)):
        assert (again, again.key, again.values) == (told, told.key, told.values)
        assert again.said(Words.of("de")) == told.said(Words.of("de"))


@pytest.mark.parametrize("code", ["en", "de", "fr"])
def test_a_fault_about_a_text_of_any_length_is_short_in_every_language(code):
    fault = Fault(Told("no_such_kind", name="x" * 100_000), expected=Told("no_such_kind", name="y"))
    told = told_fault(fault, Words.of(code))
    assert len(told) < 2 * LONGEST_MESSAGE


def test_spaces_that_do_not_break_stay_in_what_was_expected():
    words = Words.of("fr")
    expected = Told("titled", title="valeurs", text="oui, non")
    assert "valeurs\u00a0: oui, non" in told_fault(
        Fault(Told("no_such_kind", name="x"), expected=expected), words
    )
