"""How long work is told: a bar with rows per second on a terminal, one line elsewhere,
nothing for what is short.
"""

from __future__ import annotations

import io
import re
import sys

from knowledge.languages.words import Words
from threshold.commands import progress

ENGLISH = Words.of(None)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_every_row_comes_through_in_its_order(monkeypatch):
    for stream in (io.StringIO(), Terminal()):
        monkeypatch.setattr(sys, "stderr", stream)
        for size in (3, 500):
            assert list(progress.with_progress(range(size), size, "assessing", ENGLISH)) == list(
                range(size)
            )


def test_away_from_a_terminal_one_line_tells_rows_per_second(capsys):
    assert len(list(progress.with_progress(range(500), 500, "assessing", ENGLISH))) == 500
    said = capsys.readouterr()
    assert said.out == ""
    assert re.fullmatch(r"assessing: 500 rows in [\d.]+ s \([\d,]+ rows/s\)\n", said.err)


def test_short_work_tells_nothing(capsys):
    list(progress.with_progress(range(progress.LONG - 1), progress.LONG - 1, "assessing", ENGLISH))
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_a_bar_tells_rows_per_second(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    list(progress.with_progress(range(500), 500, "assessing", ENGLISH))
    assert "rows/s" in stream.getvalue()
    assert "500/500" in stream.getvalue()


def test_the_line_is_in_the_language(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    list(progress.with_progress(range(1500), 1500, "planning", Words.of("de")))
    assert re.fullmatch(
        r"geplant: 1\.500 Zeilen in [\d,]+ s \([\d.]+ Zeilen je s\)\n", stream.getvalue()
    )
