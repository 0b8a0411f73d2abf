"""Letters and lines of boxes: a word that no line holds is broken, however long it is."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

import pytest

from explain.graph import lettering
from explain.graph.lettering import width_of, wrapped


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
