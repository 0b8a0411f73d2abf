"""`threshold course`: files in a folder, in a language, and faults in one line."""

from __future__ import annotations

from click.testing import CliRunner

from threshold.cli import main
from threshold.course import pages
from threshold.course.script import Script, shipped_script


def test_a_course_is_written_into_a_folder(tmp_path, monkeypatch):
    script = shipped_script()
    short = Script(parts=script.parts[:2], quiz=script.quiz[:1], handouts=["tay"])
    monkeypatch.setattr(pages, "shipped_script", lambda: short)
    folder = tmp_path / "kurs"
    answer = CliRunner().invoke(main, ["course", "--language", "de", "-o", str(folder)])
    assert answer.exit_code == 0, answer.output
    written = sorted(path.name for path in folder.iterdir())
    assert written == [
        "closing.html",
        "exercises.html",
        "guide.html",
        "handout_tay.html",
        "knowledge.pptx",
        "quiz.html",
        "slides.pptx",
    ]
    assert answer.output.count("geschrieben: ") == len(written)
    assert "Leitfaden" in (folder / "guide.html").read_text(encoding="utf-8")


def test_a_language_that_there_is_not_is_refused_with_those_there_are(tmp_path):
    answer = CliRunner().invoke(main, ["course", "--language", "dee", "-o", str(tmp_path / "x")])
    assert answer.exit_code == 2
    assert "--language: „dee“ ist keines von: en, de, fr; am nächsten: de" in answer.output
    assert not (tmp_path / "x").exists()
