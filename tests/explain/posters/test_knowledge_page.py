"""The page of all entries calls each of them in the language."""

from __future__ import annotations

import pytest

from explain.posters.knowledge_page import knowledge_page
from knowledge.base import load
from knowledge.languages.words import Words


@pytest.mark.parametrize("code", ["de", "fr"])
def test_nothing_on_the_page_of_all_entries_is_left_in_english(code):
    assert "(EN)" not in knowledge_page(load(), "packs", Words.of(code))
