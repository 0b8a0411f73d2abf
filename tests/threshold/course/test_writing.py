"""The files of the course: pages, slides with the trainer's notes, and one line where the library
for slides is not installed.
"""

from __future__ import annotations

import pytest
from pptx import Presentation

from knowledge.extras import MissingExtra
from threshold.course import writing
from threshold.course.pages import Course
from threshold.course.script import Script, shipped_script


@pytest.fixture
def course():
    script = shipped_script()
    parts = [part for part in script.parts if part.part in ("guess", "rules")]
    return Course("fr", script=Script(parts=parts, quiz=script.quiz[:1], handouts=["tay"]))


def test_slides_tell_each_part_and_build_the_graph_up(course, tmp_path):
    written = [*writing.write_course(course, tmp_path / "new" / "folder")]
    assert [path.name for path in written] == [
        "guide.html",
        "exercises.html",
        "quiz.html",
        "closing.html",
        "handout_tay.html",
        "slides.pptx",
        "knowledge.pptx",
    ]
    slides = Presentation(written[-2]).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides if slide.shapes.title]
    assert titles == [
        course.text.title,
        course.text.parts["guess"].title,
        course.text.parts["rules"].title,
    ]
    # the minutes stand by themselves: behind a long title they would break from it
    minutes = course.text.pages["minutes"].format(count=next(course.parts()).part.minutes)
    assert minutes in [shape.text for shape in slides[1].shapes if shape.has_text_frame]
    assert len(slides) > len(titles)  # and the graph of a case, step by step
    solution = next(course.parts()).tasks[0].solution
    notes = slides[1].notes_slide.notes_text_frame.text
    assert solution.answer[0] in notes
    assert all(solution.answer[0] not in shape.text for shape in slides[1].shapes)


def test_without_the_library_for_slides_the_rest_is_written(course, tmp_path, monkeypatch):
    def none(_):
        raise MissingExtra("PPTX", "pptx")

    monkeypatch.setattr(writing, "slides", none)
    monkeypatch.setattr(writing, "knowledge_slides", none)
    written = [*writing.write_course(course, tmp_path)]
    assert isinstance(written[-1], MissingExtra)
    assert "threshold-rules[slides]" in str(written[-1])
    assert len(written) == 6
    assert not (tmp_path / "slides.pptx").exists()
