"""The script: ninety minutes, six exercises, and no answer."""

from __future__ import annotations

from knowledge.base import load
from knowledge.cases.files import example_names
from knowledge.entries import Verdict
from threshold.course.script import SCRIPT, shipped_script
from threshold.course.situations import read_values


def test_the_course_takes_ninety_minutes_and_has_six_exercises():
    script = shipped_script()
    assert script.minutes == 90
    assert [part.part for part in script.exercises] == [
        "classify",
        "gap",
        "change",
        "exception",
        "trial",
        "sourcing",
    ]
    assert [end for _, end, _ in script.timed()][-1] == 90
    assert all(part.tasks for part in script.exercises)


def test_every_case_is_shipped_and_every_group_gets_its_sheet():
    script = shipped_script()
    asked = {task.case for part in script.parts for task in part.tasks}
    assert asked <= set(script.handouts)
    assert sorted(script.handouts) == sorted(example_names())


def test_what_is_supposed_are_attributes():
    script = shipped_script()
    supposed = [task.suppose for part in script.parts for task in part.tasks]
    supposed += [item.suppose for item in script.quiz]
    named = {name for one in supposed for name in read_values(one)}
    assert named
    assert named <= load().attributes.keys()


def test_no_answer_stands_in_the_script():
    """A verdict is named only where a way to it is asked for."""
    told = SCRIPT.read_text(encoding="utf-8")
    wanted = [task.to for part in shipped_script().parts for task in part.tasks if task.to]
    named = [entry.id for entry in load().of_kind(Verdict) for _ in range(told.count(entry.id))]
    assert sorted(named) == sorted(wanted)
