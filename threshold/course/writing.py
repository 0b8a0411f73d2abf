"""The course as files in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from knowledge.extras import MissingExtra
from knowledge.outputs import write_bytes, write_text
from threshold.course.pages import Course
from threshold.course.slides import slides

SLIDES = "slides.pptx"


def write_course(course: Course, folder: Path) -> Iterator[Path | MissingExtra]:
    """Write the course into a folder, which is made. Yields each file as it is written.

    Where what the slides need is not installed, yields in their place what to install. Raises
    `OSError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in course.pages():
        yield write_text(folder / name, page)
    try:
        made = slides(course)
    except MissingExtra as missing:
        yield missing
    else:
        yield write_bytes(folder / SLIDES, made)
