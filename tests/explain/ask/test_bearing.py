"""What hangs on the answer to a question."""

from __future__ import annotations

from explain.ask.bearing import asked_by
from knowledge import load


def test_a_question_bears_on_what_the_verdict_rests_on_and_on_no_contradiction():
    base = load()
    titles = {entry.title for entry in base.entries.values() if entry.kind == "contradiction"}
    assert titles
    assert not titles & {title for name in base.attributes for title in asked_by(base, name)}
    assert asked_by(base, "personal_use") == ("it is excluded as a private person's own use",)
    assert asked_by(base, "controls.monitoring") == ()
