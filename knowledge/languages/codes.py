"""The languages that there are: each has a file that is named by its code."""

from __future__ import annotations

from pathlib import Path

ENGLISH = "en"
LANGUAGES = Path(__file__).parent


def codes(folder: Path) -> list[str]:
    """The codes of the languages in a folder, English first."""
    return sorted(
        (path.stem for path in folder.glob("*.yaml")), key=lambda code: (code != ENGLISH, code)
    )
