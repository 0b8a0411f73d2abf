"""The classifications of one's own packs in a portfolio: a column each, beside the legal tier."""

from __future__ import annotations

import pytest

from engine import assess_table
from explain import portfolio
from explain.portfolios.rows import case_records, case_rows
from knowledge import load
from knowledge.languages.words import Words

CRANES = """
- {work: w, title: a work, cited_as: W}
- {attribute: tons, type: number, minimum: 0, question: "How many tons?",
   source: {work: w, at: "1"}}
- {define: crane.light, title: It is light, when: tons >= 0, source: {work: w, at: "1"},
   basis: stated}
- {define: crane.heavy, title: It is heavy, when: tons > 50, source: {work: w, at: "1"},
   basis: stated}
- {classification: crane, title: How heavy it is, levels: [crane.light, crane.heavy],
   source: {work: w, at: "1"}}
"""
TABLE = "name,tons\nA,10\nB,90\nC,\n"


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    pack = tmp_path_factory.mktemp("packs") / "cranes.yaml"
    pack.write_text(CRANES, encoding="utf-8")
    return load(packs=[pack])


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "cranes.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_report_tells_the_answer_of_each_case_in_words(base, table):
    rows = case_rows(portfolio(table, base=base))
    assert [row["How heavy it is"] for row in rows] == [
        "It is light",
        "It is heavy",
        "not settled yet",
    ]
    columns = list(rows[0])
    assert columns.index("How heavy it is") == columns.index("legal tier") + 1


def test_a_table_has_the_same_column_as_that_of_all_conclusions(base, table):
    assessed = assess_table(table, base=base, keep=["crane"]).collect()
    records = case_records(portfolio(table, base=base))
    assert [one["crane"] for one in records] == assessed["crane"].to_list()
    assert [one["crane"] for one in records] == ["light", "heavy", "unknown"]


def test_it_is_told_in_the_language_of_the_report(base, table):
    rows = case_rows(portfolio(table, base=base), Words.of("fr", base))
    assert [row["How heavy it is (EN)"] for row in rows] == [
        "It is light (EN)",
        "It is heavy (EN)",
        "pas encore tranché",
    ]


def test_a_column_of_the_table_of_that_name_stays_beside_it(base, tmp_path):
    path, intake = tmp_path / "cranes.csv", tmp_path / "own.yaml"
    path.write_text("Name,crane,How heavy it is\nA,port side,very\n", encoding="utf-8")
    intake.write_text(
        "intake: own\ntitle: Own\nsource: a list of ours\ntext: {name: Name}\n"
        "columns: []\nkeep: [crane, How heavy it is]\n",
        encoding="utf-8",
    )
    summary = portfolio(path, intake=str(intake), base=base)
    (record,) = case_records(summary)
    assert (record["crane"], record["crane (table)"]) == ("unknown", "port side")
    (row,) = case_rows(summary)
    assert row["How heavy it is"] == "not settled yet"
    assert row["How heavy it is (table)"] == "very"


def test_the_shipped_packs_alone_have_no_such_column(table):
    assert "crane" not in case_records(portfolio(table))[0]
