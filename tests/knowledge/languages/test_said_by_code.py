"""Phrases that nothing says any more are gone: translators would work on them for nobody."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from explain.argue.layout import FINDING_KINDS
from knowledge.entries.yaml_source import read_yaml
from knowledge.languages.citations import PLACE
from knowledge.languages.codes import LANGUAGES
from tests.places import ROOT

PACKAGES = ("knowledge", "engine", "explain", "threshold")
TEMPLATES = (".html", ".js", ".md")
FEWEST = 3  # letters of a key that is put together, which stand in the code
WORD = re.compile(r"\w+")
CALLED = re.compile(r"\w+( \w+)+")
SECTIONS = {f"{kind}s" for kind in FINDING_KINDS}  # called by their kinds


def words() -> Iterator[str]:
    """The words in texts of the code and in templates; of one put together, a pattern."""
    for file in sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*")):
        if file.suffix == ".py":
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield from WORD.findall(node.value)
                    if CALLED.fullmatch(node.value):  # an outcome, such as not established
                        yield node.value.replace(" ", "_")
                elif isinstance(node, ast.JoinedStr):
                    yield put_together(node)
        elif file.suffix in TEMPLATES and {"templates", "static"} & {*file.parts}:
            yield from WORD.findall(file.read_text(encoding="utf-8"))


def put_together(text: ast.JoinedStr) -> str:
    parts = [one.value if isinstance(one, ast.Constant) else "" for one in text.values]
    said = "".join(map(str, parts))
    if len(said) < FEWEST or not WORD.fullmatch(said):
        return ""
    return "".join(str(part) or r"\w+" for part in parts)


def test_every_phrase_is_said_somewhere():
    english = read_yaml(LANGUAGES / "en.yaml", most_values=None).data
    found = {*words()} - {""}
    begun = {rf"{one}\w+" for one in found if len(one) >= FEWEST and one.endswith("_")}
    added = {"_none", "_one", "_many"} | {one for one in found if one[0] == "_"}
    known = re.compile(rf"({'|'.join(sorted(found | begun))})({'|'.join(sorted(added))})*")
    left = [
        key
        for key in (*english["interface"], *english["forms"])
        if not key.startswith(PLACE) and key not in SECTIONS and not known.fullmatch(key)
    ]
    assert left == []
