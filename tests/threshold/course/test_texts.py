"""The texts: the same parts in each language, and none without its words."""

from __future__ import annotations

import re

import pytest

from knowledge.languages.codes import LANGUAGES, codes
from threshold.course.script import shipped_script
from threshold.course.texts import TEXTS, course_languages, course_text

PLACE = re.compile(r"{(\w+)}")
# what French sets with a space before it that does not break
SPACED = re.compile(r" [;:!?»]|\w[;!?»]|« |«\w")


def test_there_is_a_course_in_every_language():
    assert course_languages() == codes(LANGUAGES)


@pytest.mark.parametrize("code", course_languages())
def test_everything_that_the_script_names_has_its_words(code):
    text, script = course_text(code), shipped_script()
    assert [*text.parts] == [part.part for part in script.parts]
    assert [*text.tasks] == [task.task for part in script.parts for task in part.tasks]
    assert [*text.quiz] == [item.item for item in script.quiz]


@pytest.mark.parametrize("code", course_languages())
def test_languages_say_the_same_with_the_same_places(code):
    text, english = course_text(code), course_text("en")
    assert {key: PLACE.findall(said) for key, said in text.pages.items()} == {
        key: PLACE.findall(said) for key, said in english.pages.items()
    }
    for name, part in text.parts.items():
        other = english.parts[name]
        lengths = [len(lines) for lines in (part.say, part.expect, part.slide)]
        assert lengths == [len(lines) for lines in (other.say, other.expect, other.slide)], name
    assert [len(sheet.lines) for sheet in text.closing] == [
        len(sheet.lines) for sheet in english.closing
    ]
    assert len(text.handout) == len(english.handout)


def test_french_sets_spaces_that_do_not_break():
    told = (TEXTS / "fr.yaml").read_text(encoding="utf-8")
    lines = [line for line in told.splitlines() if not line.startswith("#")]
    assert [line for line in lines if SPACED.search(line)] == []
