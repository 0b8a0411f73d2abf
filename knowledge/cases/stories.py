"""The shipped examples in other languages: their names and stories, one file a language beside
them. Their answers stand in the case alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.cases.files import EXAMPLE, example_names, read_case, read_cases
from knowledge.cases.use_case import CaseModel, nested
from knowledge.entries.yaml_source import read_yaml
from knowledge.faults import InvalidKnowledge, UnknownKey, nearest
from knowledge.languages.codes import ENGLISH
from knowledge.languages.words import Words
from knowledge.sentence import Sentence

TELLS = ("name", "description", "owner", "sector")  # attributes that no rule reads
PROPER = ("owner",)  # a name, which is said as it is where the language has no other
FOLDER = Path(__file__).parent.parent / "examples" / "languages"


def read_case_in(
    file: str | Path, language: Words | str | None, base: KnowledgeBase | None = None
) -> CaseModel:
    """The one case in a file; a shipped example tells its story in a language (English).

    A text that the language lacks is given in English, and marked. Raises `InvalidCase`.
    """
    case, words = read_case(file, base), Words.of(language)
    example = str(file).removeprefix(EXAMPLE)
    if words.code == ENGLISH or example == str(file):
        return case
    stated, told = case.stated(), stories(words.code).get(example, {})
    for key in TELLS:
        if key in told:
            stated[key] = told[key]
        elif key in stated and key not in PROPER:
            stated[key] = words.mark(str(stated[key]))
    return type(case).model_validate(nested(stated))


def read_cases_in(
    file: str | Path, language: Words | str | None, base: KnowledgeBase | None = None
) -> list[CaseModel]:
    """All cases in a file, as `read_case_in` reads one. Raises `InvalidCase`."""
    example = str(file).startswith(EXAMPLE)
    return [read_case_in(file, language, base)] if example else read_cases(file, base)


def told_in(stated: Mapping[str, Any], words: Words) -> dict[str, str]:
    """The texts in which a case tells of itself, in a language; it may be a shipped example.

    A text is translated where it is that of an example, word for word; else it is as it is stated.
    """
    said = {key: str(stated[key]) for key in TELLS if stated.get(key)}
    example = {} if words.code == ENGLISH else _examples_by_name().get(said.get("name", ""))
    if not example:
        return said
    told = stories(words.code).get(example["example"], {})
    return {
        key: told.get(key, text) if text == example.get(key) else text for key, text in said.items()
    }


@lru_cache(maxsize=1)
def _examples_by_name() -> Mapping[str, Mapping[str, str]]:
    """English name → what the shipped example of that name tells, and which it is."""
    found = {}
    for name in example_names():
        stated = read_case(f"{EXAMPLE}{name}").stated()
        told = {key: str(stated[key]) for key in TELLS if stated.get(key)}
        found[told["name"]] = {**told, "example": name}
    return found


@lru_cache(maxsize=16)
def stories(code: str) -> Mapping[str, Mapping[str, str]]:
    """Example → what its story says in a language; empty where the language has no stories.

    Raises `InvalidKnowledge` for a story of no example, or a part that no case tells.
    """
    path = FOLDER / f"{code}.yaml"
    if not path.exists():
        return {}
    document = read_yaml(path)
    found: Mapping[str, Mapping[str, str]] = document.data
    faults = [
        UnknownKey(
            Sentence("there is no example {name}", name=repr(name)),
            document.key_place(name),
            expected=", ".join(example_names()),
            nearest=nearest(name, example_names()),
        )
        for name in found
        if name not in example_names()
    ]
    faults += [
        UnknownKey(
            Sentence("a story has no {key}", key=repr(key)),
            document.key_place(name, key),
            expected=", ".join(TELLS),
        )
        for name, told in found.items()
        for key in told
        if key not in TELLS
    ]
    if faults:
        raise InvalidKnowledge(faults)
    return found
