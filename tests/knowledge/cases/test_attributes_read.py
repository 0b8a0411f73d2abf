"""The attributes that rules read: of texts, only those that some rule compares, be it under the
name that took the place of theirs.
"""

from __future__ import annotations

import polars as pl
import pytest

from engine import assess, assess_table
from engine.sql import Columns, to_sql
from explain import portfolio
from knowledge import load
from knowledge.cases.attributes_read import attributes_in_tests
from knowledge.cases.use_case import model_of
from tests.conftest import DAY
from tests.random_knowledge import HEAD, base_of

PACK = """\
- trigger: hospital_use
  title: It is used in a hospital
  when: sector == "health"
  because: Somebody asks for it.
  source: {work: article, at: Trigger 1}
  basis: stated
"""


def test_a_text_is_read_where_a_rule_compares_it(tmp_path):
    assert {"stage", "exposure", "went_live_on"} <= attributes_in_tests(load())
    assert not {"name", "owner", "sector", "description"} & attributes_in_tests(load())
    (tmp_path / "own.yaml").write_text(PACK, encoding="utf-8")
    assert "sector" in attributes_in_tests(load([tmp_path / "own.yaml"]))


SOURCE = 'source: {work: w, at: "1"}'
BASE = base_of(
    HEAD.format(verdict="ground")
    + "\n".join(
        f"- {{{entry}, {SOURCE}}}"
        for entry in (
            'attribute: oldest, type: text, question: "Which?", superseded_by: [old]',
            'attribute: old, type: text, question: "Which?", superseded_by: [word]',
            'attribute: word, type: text, question: "Which?"',
            'attribute: note, type: text, question: "What else?"',
            "define: ground, title: g, when: 'word == \"yes\"', basis: stated",
        )
    )
)
WORDS = ["no", "yes", "no"]
VERDICTS = ["undetermined", "production_required", "undetermined"]


def test_what_is_read_under_another_name_is_read():
    assert attributes_in_tests(BASE) == {"word", "old", "oldest"}


@pytest.mark.parametrize("name", ["word", "old", "oldest"])
def test_a_text_counts_under_each_of_its_names_in_every_engine(name):
    rows = [{"name": "a", name: word, "note": "n"} for word in WORDS]
    cases = [model_of(BASE).model_validate(row) for row in rows]
    assert [assess(case, DAY, base=BASE).verdict for case in cases] == VERDICTS
    assert [row.verdict for row in portfolio(cases, on=DAY, base=BASE).cases] == VERDICTS
    table = pl.DataFrame(rows)
    answered = pl.DataFrame(assess_table(table, on=DAY, base=BASE))
    assert answered["verdict"].to_list() == VERDICTS


@pytest.mark.parametrize("name", ["word", "old", "oldest"])
def test_a_query_reads_it_too(name):
    duckdb = pytest.importorskip("duckdb")
    rows = pl.DataFrame([{"key": key, name: word} for key, word in enumerate(WORDS)])
    query = to_sql(BASE, DAY, "duckdb", columns=Columns(frozenset([name]), kept=("key",)))
    with duckdb.connect() as connection:
        connection.register("cases", rows.to_arrow())
        found = connection.sql(query).pl().sort("key")
    assert found["verdict"].to_list() == VERDICTS
