"""What is surely wrong with words is found, and nothing that is right."""

from __future__ import annotations

import pytest

from knowledge.authoring.wording_defects import LONGEST_DRAWN, defects
from knowledge.base import load
from tests.random_knowledge import base_of

WORK = """
- {work: w, title: a work, cited_as: W}
- {attribute: name, type: text, question: "What is it?", required: true, source: {work: w, at: "1"}}
- {attribute: a, type: bool, question: "Is it?", values: {"true": MEANING, "false": it is not},
   source: {work: w, at: "1"}}
"""


def kinds(entry, meaning="it is"):
    base = base_of(
        f"{WORK.replace('MEANING', meaning)}- {{{entry}, when: a, source: {{work: w, at: '1'}}, "
        f"basis: stated}}"
    )
    return [(defect.kind, defect.key) for defect in defects(base)]


def test_the_shipped_words_are_whole():
    assert [defect.says for defect in defects(load())] == []


@pytest.mark.parametrize(
    ("entry", "kind", "key"),
    [
        ("trigger: t, title: It is", "no because", "trigger"),
        ("define: t, title: TBD", "unfinished text", "title"),
        ("define: t, title: It is, otherwise: FIXME say it", "unfinished text", "otherwise"),
        ("define: t, title: It is ???", "unfinished text", "title"),
        (f"define: t, title: {'very ' * 30}long", "too long to draw", "title"),
        (f"define: t, title: It is, otherwise: {'not ' * 30}so", "too long to draw", "otherwise"),
        ("define: t, title: it_is_so", "no plain words", "title"),
        ("define: t, title: 'a == 3'", "no plain words", "title"),
    ],
)
def test_a_defect_is_found_by_its_kind_and_its_place_in_the_entry(entry, kind, key):
    assert kinds(entry) == [(kind, key)]


RIGHT = [
    "define: t, title: It is so",
    "trigger: t, title: It is, because: It has to be",
    f"define: t, title: {'x' * LONGEST_DRAWN}",
]


@pytest.mark.parametrize("entry", RIGHT)
def test_what_is_right_is_left_alone(entry):
    assert kinds(entry) == []


def test_the_meaning_of_an_answer_is_read_as_well():
    assert kinds("define: t, title: It is so", meaning="TBD") == [("unfinished text", "values")]


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("It is #1 of them", True),
        ("It is so  #1 of them", True),
        ("It is # a comment", False),
        ("It is   # TODO", False),
        ("'It is #1 of them'", False),
        ("It is#1 of them", False),
    ],
)
def test_a_text_that_goes_on_behind_a_sign_of_comments_is_told(title, cut):
    text = f"- define: t\n  title: {title}\n  when: a\n  source: {{work: w, at: '1'}}\n"
    base = base_of(f"{WORK.replace('MEANING', 'it is')}{text}  basis: stated\n")
    found = [(defect.kind, defect.key) for defect in defects(base)]
    assert found == ([("ends at a comment", "title")] if cut else [])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("它在哪个病房使用？", []),
        ("كم عدد الأسرّة؟", []),
        ("Αγγίζει ασθενείς;", []),
        ("Είναι έτσι\u037e", []),
        ("Is it so;", [("no question", "question")]),
        ("它在病房使用。", [("no question", "question")]),
    ],
)
def test_a_question_ends_as_its_script_ends_questions(asked, found):
    entry = f'attribute: b, type: text, question: "{asked}", source: {{work: w, at: "1"}}'
    base = base_of(f"{WORK.replace('MEANING', 'it is')}- {{{entry}}}")
    told = [(one.kind, one.key) for one in defects(base)]
    assert [one for one in told if one[0] == "no question"] == found
