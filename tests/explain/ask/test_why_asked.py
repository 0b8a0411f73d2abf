"""What hangs on the answer to a question."""

from __future__ import annotations

from engine import assess
from explain.ask.why_asked import hanging_on
from knowledge import load
from tests.conftest import DAY, use_case


def test_a_question_bears_on_what_the_verdict_rests_on_and_on_no_contradiction():
    base = load()
    titles = {entry.title for entry in base.entries.values() if entry.kind == "contradiction"}
    nothing_answered = assess(use_case(), DAY)

    def hanging(name):
        return {*hanging_on(nothing_answered, name, "verdict").values()}

    assert titles
    assert not titles & {title for name in base.attributes for title in hanging(name)}
    assert hanging("personal_use") == {"it is excluded as a private person's own use"}
    assert hanging("controls.monitoring") == set()
