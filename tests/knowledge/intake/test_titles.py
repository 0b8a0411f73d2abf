"""Intakes are called in each language as somebody wrote it."""

from __future__ import annotations

import pickle

import pytest

from knowledge.base import load
from knowledge.intake.loading import intake_names, load_intake
from knowledge.intake.titles import Titled, title_of
from knowledge.languages.codes import ENGLISH, LANGUAGES, codes
from knowledge.languages.words import Words


@pytest.mark.parametrize("name", intake_names())
def test_every_shipped_intake_has_a_title_in_each_language(name):
    intake = load_intake(name, load())
    assert {ENGLISH, *intake.titles} == set(codes(LANGUAGES))
    said = {title_of(intake).said(Words.of(code)) for code in codes(LANGUAGES)}
    assert len(said) == len(codes(LANGUAGES))


def test_a_title_of_ones_own_stays_as_it_was_written():
    own = Titled("Spalten der Liste", {"fr": "Colonnes de la liste"})
    assert own.said(Words.of("de")) == "Spalten der Liste"
    assert own.said(Words.of("fr")) == "Colonnes de la liste"


def test_a_title_is_pickled_with_its_languages():
    again = pickle.loads(pickle.dumps(Titled("A list", {"de": "Eine Liste"})))
    assert (again, again.titles) == ("A list", {"de": "Eine Liste"})
