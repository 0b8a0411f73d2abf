"""What the shipped languages say is held by the compiled form, unless a file has a fault."""

from __future__ import annotations

import shutil

import knowledge.languages.said as rooms
from knowledge.base import load
from knowledge.languages.codes import LANGUAGES, codes
from knowledge.languages.file import read_language
from knowledge.languages.said import said, shipped_languages


def test_each_shipped_language_says_what_its_file_says():
    held = shipped_languages(load())
    assert [*held] == codes(LANGUAGES)
    for code, one in held.items():
        file = read_language(code, LANGUAGES)[0]
        assert one.language == said(code).language == file.language
        assert one.texts == said(code).texts == file.said()
        assert one.forms() == file.forms


def test_a_language_with_a_fault_is_read_where_it_is_asked_for(tmp_path, monkeypatch):
    for file in LANGUAGES.glob("*.yaml"):
        shutil.copy(file, tmp_path)
    german = tmp_path / "de.yaml"
    unknown = "\nstatements:\n  nothing.of_the_kind: Das gibt es nicht.\n"
    text = german.read_text(encoding="utf-8")
    german.write_text(text.replace("\nstatements:\n", unknown, 1), encoding="utf-8")
    monkeypatch.setattr(rooms, "LANGUAGES", tmp_path)
    assert sorted(shipped_languages(load())) == ["en", "fr"]
