"""What a number is shown with by its format alone."""

from __future__ import annotations

import pytest

from knowledge.tables.number_formats import hides, padded, saying, word_in


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ('0 "TEUR"', "TEUR"),
        ('#,##0.0,, "Mio."', "Mio."),
        ('#,##0 "k€";[Red]-#,##0 "k€"', "k€"),
        ("[$$-409]#,##0.00", "$"),
        ("#,##0.00 [$CHF-807]", "CHF"),
        ("$#,##0", "$"),
        ('_("$"* #,##0.00_)', "$"),
        (r"0\ \h", "h"),
        ("General", ""),
        ("0.00E+00", ""),
        ("0%", "%"),
        ("0.0 %;-0.0 %", "%"),
        (r"0\%", ""),
        ("#,##0.00 [$€-407]", ""),
        (r'_-* #,##0.00\ "€"_-', ""),
        ('#,##0 "EUR"', ""),
        ('dd. "of" mmmm yyyy', ""),
        ("[h]:mm", ""),
        ('0;"none";"nothing"', ""),
        ("@", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_format_are_found(code, word):
    assert word_in(code, 5) == word


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('0;"minus "0', {5: "", 0: "", -5: "minus"}),
        ('"ja";;"nein"', {1: "ja", 0: "nein", -1: ""}),
        ('0;-0;"k. A."', {5: "", 0: "k. A.", -5: ""}),
        ('[=1]"ja";[=0]"nein";General', {1: "ja", 0: "nein", 2: ""}),
        ('[Red][<0]0 "TEUR";0 "Mio."', {-1: "TEUR", 0: "Mio.", 3: "Mio."}),
        ('[>=1000000]0.0,, "Mio.";[>=1000]0, "Tsd.";0', {2e6: "Mio.", 2000: "Tsd.", 3: ""}),
        ('[>5]"viele"', {6: "viele", 3: ""}),
        ('0%;"minus "0%', {0.5: "%", -0.5: "%"}),
        ('0;0;0;"Text "@', {5: ""}),
    ],
)
def test_the_part_of_a_format_that_shows_the_number_counts(code, shown):
    assert {number: word_in(code, number) for number in shown} == shown
    assert bool(saying(code)) == any(shown.values())


ALL = (5, -5, 0, "text")


@pytest.mark.parametrize(
    ("code", "hidden"),
    [
        (";;;", ALL),
        ("[Red];[Blue];;", ALL),
        ('"";"";"";""', ALL),
        (";;", (5, -5, 0)),
        ("0;-0;;@", (0,)),
        ('[=0]"";General', (0,)),
        ("#,##0;;", (-5, 0)),
        ("0;-0;0;", ("text",)),
        ('0;-0;"-";@', ()),
        ("_-* #,##0_-;-* #,##0_-;_-* -??_-;_-@_-", ()),
        ("[h]", ()),
        ('[>5]"many"', ()),
        ("@", ()),
        ("General", ()),
        ("", ()),
    ],
)
def test_a_format_that_shows_nothing_of_a_cell_is_known(code, hidden):
    assert tuple(cell for cell in ALL if hides(code, cell)) == hidden
    assert not hidden or saying(code) == code


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("0000", {7: "0007", 0: "0000", 12345: "", -7: "", 7.5: ""}),
        ("[Red]000", {12: "012", 123: ""}),
        ("000;-000;", {5: "005", 0: ""}),
        ('"P-"0000', {7: ""}),  # which is told
        ("0", {7: ""}),
        ("00.0", {7: ""}),
        ("00%", {0.07: ""}),
        ("General", {7: ""}),
        ("", {7: ""}),
    ],
)
def test_noughts_before_a_number_are_shown(code, shown):
    assert {number: padded(code, number) for number in shown} == shown
    assert not any(shown.values()) or saying(code) == code
