"""The page on the course tells its parts and minutes as the script has them."""

from __future__ import annotations

from tests.places import ROOT
from threshold.course.script import shipped_script
from threshold.course.texts import course_text


def test_the_page_has_the_schedule_of_the_script():
    text = course_text("en")
    rows = [
        f"| {begin}–{end} | {text.parts[part.part].title} |"
        for begin, end, part in shipped_script().timed()
    ]
    page = (ROOT / "docs" / "course.md").read_text(encoding="utf-8")
    assert [line for line in page.splitlines() if line.startswith("| ")][2:] == rows
