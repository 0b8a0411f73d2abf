"""No step of the query has more columns than PostgreSQL takes, and each has what it uses."""

from __future__ import annotations

from sqlglot import exp

from engine.sql import Columns
from engine.sql.narrowing import MOST_COLUMNS, narrowed
from engine.sql.query import build
from knowledge import load
from tests.conftest import DAY


def test_each_step_hands_on_what_later_steps_use_and_not_more_than_is_taken():
    base = load()
    query = narrowed(build(base, DAY, table="given", columns=Columns(frozenset(base.attributes))))
    steps = [one.this.expressions for one in query.ctes]
    assert all(0 < len(step) <= MOST_COLUMNS for step in steps)
    for before, step in zip(steps, [*steps[1:], query.expressions], strict=True):
        used = {column.name for one in step for column in one.find_all(exp.Column)}
        assert used == {one.alias_or_name for one in before}
    assert not query.find(exp.Star)
