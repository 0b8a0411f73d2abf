"""The languages that there are: each has a file that is named by its code."""

from __future__ import annotations

from pathlib import Path

from knowledge.faults import kind_of

ENGLISH = "en"
LANGUAGES = Path(__file__).parent


def given_code(language: object) -> str:
    """The code of a language that was given. Raises `TypeError` for what is no text."""
    if isinstance(language, str):
        return language
    raise TypeError(f"a language is a code such as 'de', not {kind_of(language)}")


def codes(folder: Path) -> list[str]:
    """The codes of the languages in a folder, English first."""
    return sorted(
        (path.stem for path in folder.glob("*.yaml")), key=lambda code: (code != ENGLISH, code)
    )
