"""Letters and lines of boxes: a word that no line holds is broken, however long it is."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

import pytest

from explain.graph import lettering
from explain.graph.lettering import in_lines, width_of, wrapped


@pytest.mark.parametrize("word", ["x" * 300, "個人データ" * 40, "u\u0308" * 120])
def test_a_long_word_is_broken_into_lines_that_fit_and_loses_nothing(word):
    lines = wrapped(word, 18, 200)
    assert "".join(line.removesuffix("-") for line in lines) == word
    assert all(width_of(line, 18) <= 200 for line in lines)
    for line, after in pairwise(lines):
        assert (
            width_of(line.removesuffix("-") + after[0] + "-", 18) > 200
        )  # it is as long as it can


def test_breaking_a_long_word_takes_no_more_than_the_square_of_its_length(monkeypatch):
    looked_at = []

    def counting(form, text):
        looked_at.append(len(text))
        return normalize(form, text)

    monkeypatch.setattr(lettering, "normalize", counting)
    wrapped("x" * 2_000, 18, 200)
    assert sum(looked_at) < 2_000**2


MEASURED = {  # letters 1,000 high, in Liberation Sans, which has Arial's measures
    "Άμεση διακοπή και ενημέρωση της επιτροπής δεοντολογίας": 26_322,
    "ΚΑΝΟΝΕΣ ΜΙΑΣ ΚΛΙΝΙΚΗΣ": 12_413,
    "Система помогает врачам принимать решения": 21_837,
    "Łódź øre æble œuvre 3 €": 11_283,
    "Production-grade engineering is required": 18_123,
}


@pytest.mark.parametrize(("text", "width"), MEASURED.items())
def test_letters_are_as_wide_as_the_font_has_them_in_other_alphabets_too(text, width):
    assert width_of(text, 1000) == pytest.approx(width, rel=0.03)


@pytest.mark.parametrize("text", ["伦理委员会", "가나다라마", "ガギグゲゴ", "か\u3099" * 5])
def test_letters_of_east_asia_are_as_wide_as_they_are_high_and_parted_without_a_hyphen(text):
    assert width_of(text, 10) == 50
    assert "".join(wrapped(text, 10, 25)) == text


def test_a_word_longer_than_a_line_is_parted_by_hyphens_on_lines_of_its_own():
    """It began behind the word before it, and went on without a sign."""
    law = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    lines = in_lines(f"Das {law} gilt", 20)
    assert lines[0] == "Das"
    assert lines[1] == "Rindfleischetiketti-"
    assert all(len(line) <= 20 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == f"Das{law}gilt"
    assert in_lines("", 20) == []
    assert in_lines("a-b " + "汉" * 30, 10) == ["a-b", "汉" * 9, "汉" * 9, "汉" * 9, "汉" * 3]
    marked = in_lines("e\u0301" * 20, 10)
    assert not [line for line in marked if line.startswith("\u0301")]
    assert max(map(len, marked)) <= 10
