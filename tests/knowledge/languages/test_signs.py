"""Signs as they are set in German and French, in every text of a shipped language file."""

from __future__ import annotations

import re

import pytest

from knowledge.entries.yaml_source import read_yaml
from knowledge.languages.codes import LANGUAGES
from knowledge.pack_paths import PACKS

ROOT = LANGUAGES.parent.parent
CODE = re.compile(r"`[^`]*`|\{\w+\}|https?://\S+|\(hit: \w+\)|today: |--\S+|^! |#REF!|\"\"")


def written(code):
    """Where it stands → text, of the language's own file, the packs, the examples, the course."""
    folders = [
        LANGUAGES,
        ROOT / "knowledge" / "examples" / "languages",
        ROOT / "threshold" / "course",
    ]
    files = [
        *(found for folder in folders for found in folder.rglob(f"{code}.yaml")),
        *PACKS.parent.glob(f"example_packs/*/languages/{code}.yaml"),
    ]
    assert len(files) == 6
    return {
        (file.parent.parent.name, *keys): CODE.sub("x", text)
        for file in files
        for keys, text in leaves(read_yaml(file).data)
    }


def leaves(node, keys=()):
    if isinstance(node, str):
        yield keys, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*keys, str(key)))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from leaves(value, (*keys, str(number)))


def test_french_signs_are_kept_with_the_word_before_them():
    apart = re.compile("(?<![\u00a0\u202f])[:;?!»](?=\\s|$|[»)])|«(?![\u00a0\u202f])|n° ")
    assert {where: text for where, text in written("fr").items() if apart.search(text)} == {}
    straight = re.compile("['\"“„]")
    assert {where: text for where, text in written("fr").items() if straight.search(text)} == {}


def test_german_quotation_marks_come_in_pairs_and_no_sign_stands_alone():
    said = written("de")
    assert {where: text for where, text in said.items() if text.count("„") != text.count("“")} == {}
    assert {
        where: text for where, text in said.items() if re.search(r"['\"«»]| [:;?!]", text)
    } == {}


@pytest.mark.parametrize("code", ["de", "fr"])
def test_a_percent_sign_is_not_parted_from_its_number(code):
    assert {where: text for where, text in written(code).items() if re.search(r"\d %", text)} == {}
