"""What a number is shown with by its format alone."""

from __future__ import annotations

import pytest

from knowledge.tables.number_formats import word_in


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
    assert word_in(code) == word
