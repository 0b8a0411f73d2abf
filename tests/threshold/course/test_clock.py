"""The guide against the clock: what is read aloud leaves a part the time that its work takes."""

from __future__ import annotations

import pytest

from threshold.course.script import shipped_script
from threshold.course.texts import course_languages, course_text

WORDS_A_MINUTE = 130


@pytest.mark.parametrize("language", course_languages())
def test_what_the_trainer_reads_aloud_takes_a_fifth_of_a_part_at_most(language):
    text = course_text(language)
    for part in shipped_script().parts:
        said = [*text.parts[part.part].say, *(text.tasks[task.task] for task in part.tasks)]
        minutes = sum(len(line.split()) for line in said) / WORDS_A_MINUTE
        assert minutes <= part.minutes / 5, part.part


@pytest.mark.parametrize(("language", "seven"), [("en", "Seven"), ("de", "Sieben"), ("fr", "Sept")])
def test_the_first_exercise_fits_its_minutes(language, seven):
    """Seven to work, one to tell each case, two to open and read the answers."""
    (part,) = [part for part in shipped_script().parts if part.part == "classify"]
    assert any(
        f"{seven} minutes" in line or f"{seven} Minuten" in line
        for line in course_text(language).parts["classify"].say
    )
    assert 7 + len(part.tasks) + 2 <= part.minutes


@pytest.mark.parametrize("language", course_languages())
def test_minutes_stay_beside_their_number(language):
    assert course_text(language).pages["minutes"].startswith("{count}\N{NO-BREAK SPACE}")
