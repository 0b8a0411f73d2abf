"""What is wrong within a condition is told in every language, and each of its sentences is tried.

`wrong_conditions.txt` has a wrong condition for each sentence of the room; a new one needs a new
line.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from knowledge.conditions.doubtful_literals import doubtful
from knowledge.conditions.reading import read_condition, read_term
from knowledge.conditions.vocabulary import Vocabulary
from knowledge.faults import Fault
from knowledge.languages.told import told_fault
from knowledge.languages.words import Words
from knowledge.sentence import Sentence
from tests.knowledge.conditions.test_reading import Kind
from tests.places import ROOT

WRONG = Path(__file__).with_name("wrong_conditions.txt").read_text(encoding="utf-8").splitlines()
CALCULATED = ("min(loss, parts)", "started > today", "kind", "text")
MADE = (
    *(
        "",
        "a \u200b b",
        "x" * 4_001,
        "(" * 250 + "a" + ")" * 250,
        "not " * 70 + "a",
        f"loss > 1{'0' * 31}",
    ),
    " + ".join(["loss"] * 202) + " > 1",
    " * ".join(["(loss + parts)"] * 8) + " > 1",
    " * ".join(["loss"] * 9) + " > 1",
    f"max({', '.join(['loss'] * 15)}) > min({', '.join(['parts'] * 15)})",
    "points({" + ", ".join(f"loss > {n}: {2**n}" for n in range(10)) + "}) > 5",
)
# what other spellings of the condition, or this version of Python, tell before
NEVER = {
    "this comparison is not supported",
    "this cannot be read: it is nested too deeply",
}
LETTERS = tuple("abcdefgh")
VOCABULARY = Vocabulary(
    attributes={
        **{name: Kind("bool") for name in LETTERS},
        "text": Kind("text"),
        "kind": Kind("enum", ("one", "two")),
        "other_kind": Kind("enum", ("three", "four")),
        "kind_before": Kind("enum", ("one", "two")),
        "size": Kind("enum", ("small", "large"), ordered=True),
        "size_before": Kind("enum", ("large", "small"), ordered=True),
        "regions": Kind("set", ("eu", "us")),
        "loss": Kind("number"),
        "parts": Kind("integer"),
        "started": Kind("date"),
        "ended": Kind("date"),
        "today": Kind("date"),
        "profile": Kind("enum", ("retail", "bank"), profiles=True),
    },
    parameters={
        "cap": "number",
        "share": "number",
        "turning": "number",
        "from_day": "date",
        **{f"many_{name}": "number" for name in LETTERS},
        "by_kind.one": "number",
        "by_kind.two": "number",
    },
    propositions=frozenset(
        ("trigger.scale", "trigger.pace", "solo.one", *(f"many.n{n}" for n in range(501)))
    ),
    requirements={},
    figures={
        "cap": (100,),
        "share": (0.5,),
        "turning": (-1, 1),
        "zero": (0,),
        **{f"many_{name}": (1, 2) for name in LETTERS},
    },
    keyed={"by_kind": "kind"},
)


@cache
def refused(text: str, calculated: bool = False) -> Fault:
    """The fault of a wrong condition, or of a wrong calculation."""
    read = read_term if calculated else read_condition
    with pytest.raises(Fault) as found:
        read(text, VOCABULARY)
    return found.value


def every_fault() -> Iterator[Fault]:
    yield from (refused(text) for text in (*WRONG, *MADE))
    yield from (refused(text, True) for text in CALCULATED)


def patterns_of(told: str) -> Iterator[str]:
    """The patterns of a sentence, and of those that stand in its places."""
    if isinstance(told, Sentence):
        yield told.pattern
        for value in told.values.values():
            yield from patterns_of(value) if isinstance(value, str) else ()


def is_code(text: str) -> bool:
    """Whether a text is made of conditions, of names and of signs, and says nothing in English."""
    for part in re.split(r"; |, (?=any\()", text):
        code = part.replace(".*", "._").replace("…", "___").replace(" except ", " @ ")
        try:
            ast.parse(code, mode="eval")
        except SyntaxError:
            if not re.fullmatch(r"(?:and|or|not|in|not in|[=!<>+*/-]+| )*", code):
                return False
    return True


@pytest.mark.parametrize("code", ["de", "fr"])
def test_nothing_that_is_wrong_within_a_condition_is_told_in_english(code):
    words = Words.of(code)
    for fault in every_fault():
        assert isinstance(fault.message, Sentence), fault
        assert "(EN)" not in told_fault(fault, words), fault
        assert isinstance(fault.expected, Sentence) or is_code(fault.expected), fault


@pytest.mark.parametrize("code", ["de", "fr"])
def test_a_sentence_is_not_told_as_it_is_in_english(code):
    same = {"unmatched", "{least} to {most}"}
    for fault in every_fault():
        for pattern in (fault.message, fault.expected):
            if isinstance(pattern, Sentence) and pattern.pattern not in same:
                assert pattern.said(Words.of(code)) != str(pattern), pattern


def test_each_sentence_of_the_room_is_told_of_some_wrong_condition():
    made = set()
    for file in (ROOT / "knowledge" / "conditions").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Sentence":
                made.add(ast.literal_eval(node.args[0]))
    told = {
        pattern
        for fault in every_fault()
        for text in (fault.message, fault.expected)
        for pattern in patterns_of(text)
    }
    literals = [doubtful(text) for text in WRONG]
    told |= {str(literal.says.pattern) for literal in literals if literal is not None}
    assert made - told == NEVER


def test_english_is_told_where_python_says_what_nobody_translated():
    says = refused('f"{loss" > 1').message
    assert says.startswith("this cannot be read: ")
    assert says.said(Words.of("de")).startswith("das ist nicht zu lesen: ")
