"""Texts whose English stands in the code: files that have each of them beside what says the same in
other languages.

A text is found by its English, so that one that was changed is not told in a translation of what it
was.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from knowledge.entries.yaml_source import read_yaml
from knowledge.languages.codes import ENGLISH


@lru_cache(maxsize=32)
def beside_english(file: Path, code: str) -> Mapping[str, str]:
    """English → what says the same in a language, for the texts of a file that it has.

    Raises `BadYaml` for a file that cannot be read.
    """
    entries = read_yaml(file, most_values=None).data
    return {one[ENGLISH].rstrip(): one[code].rstrip() for one in entries if code in one}
