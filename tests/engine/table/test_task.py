"""What is asked of a table, once for all of its kinds; and what is told of its heads."""

from __future__ import annotations

import polars as pl
import pytest

from engine import assess_table
from engine.table.task import Request
from knowledge import load
from tests.conftest import DAY

INTAKE = """\
intake: own
title: T
source: S
text: {name: Project}
columns:
  - {attribute: exposure, column: Users, answer: true, basis: stated}
  - {attribute: stage, column: Status, answer: true, basis: stated}
"""


def test_a_task_knows_how_a_table_is_read_and_what_its_answer_has():
    request = Request(load(), DAY, lists=False, keep=["x", "verdict"])
    task = request.task(["exposure", "x"])
    assert task.shape.names == ("x", "verdict")
    assert task.alone.shape.names == ("verdict",)
    assert task.reader.stating == [0]
    assert task.base is request.base


def test_a_column_that_the_intake_names_and_the_table_lacks_is_told(tmp_path):
    (tmp_path / "own.yaml").write_text(INTAKE, encoding="utf-8")
    frame = pl.DataFrame({"Project": ["A"], "users": ["public"]})
    for table in (frame, frame.lazy(), frame.to_arrow()):
        with pytest.warns(UserWarning, match="does not have: 'Status' for stage"):
            assess_table(table, DAY, intake=str(tmp_path / "own.yaml"))


def test_a_head_that_is_nearly_an_attribute_is_told():
    frame = pl.DataFrame({"exposur": ["public"], "stage": ["idea"]})
    with pytest.warns(UserWarning, match="'exposur' is not an attribute; perhaps exposure"):
        assess_table(frame, DAY)


def test_heads_that_are_all_read_are_not_told(recwarn):
    assess_table(pl.DataFrame({"exposure": ["public"], "our own": [1]}), DAY)
    assert not recwarn.list
