"""What cannot be seen in a cell makes no difference to the query, as it makes none to tables;
every dialect says the characters in signs that can be seen.
"""

from __future__ import annotations

import polars as pl
import pytest

from engine import assess_table
from engine.sql import Columns, to_sql
from engine.sql.dialects import DIALECTS
from knowledge import load
from knowledge.cases.answers import NO, NOTHING, YES
from tests.conftest import DAY
from tests.random_knowledge import base_of, opening
from tests.table_cases import connected, telling_base

MARKS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff"
BLANKS = "\u00a0\u2007\u202f\u2009\u3000\t\n\r\x0b\x85\u2028"
SAID = {
    "e0": "v1",
    "b0": "ja",
    "i0": "12",
    "d0": "2026-01-02",
    "s0": "v0",
    "n0": "n/a",
}
TELLING = telling_base()


def written():
    """Each cell as it is, with each mark within it, and with each blank at either end."""
    rows = [dict(SAID)]
    for mark in MARKS:
        rows += [{name: f"{cell[:2]}{mark}{cell[2:]}{mark}" for name, cell in SAID.items()}]
    for blank in BLANKS:
        rows += [{name: f"{blank}{cell} {blank}" for name, cell in SAID.items()}]
    return rows


def on_both_ways(rows, base=None):
    """What the query and the evaluator say of each row: verdict, unusable cells, open ones, and all
    conclusions.
    """
    pytest.importorskip("duckdb")
    base = base or TELLING
    frame = pl.DataFrame(rows).with_row_index("row")
    heads = frozenset(frame.columns[1:])
    known = Columns(heads, texts=heads, kept=("row",))
    connection = connected()
    connection.register("given", frame)
    query = to_sql(base, DAY, "duckdb", table="given", columns=known)
    found = connection.sql(query).pl().sort("row").to_dicts()
    expected = assess_table(frame, DAY, base=base).to_dicts()
    told = [name for name in base.visible if "." not in name]
    said = ("verdict", "unusable", "open", *told)
    for one, other in zip(found, expected, strict=True):
        assert {name: one[name] for name in said} == {name: other[name] for name in said}
    return found


def test_the_query_reads_a_cell_with_what_is_unseen_as_the_evaluator_does():
    found = on_both_ways(written())
    for one in found:
        assert one["unusable"] == ""
        assert {**one, "row": 0} == found[0]


@pytest.mark.parametrize("dialect", [name for name in DIALECTS if name != "polars"])
@pytest.mark.parametrize(
    "base",
    [
        pytest.param(telling_base, id="small"),
        pytest.param(load, id="shipped", marks=[pytest.mark.long]),
    ],
)
def test_no_dialect_prints_a_character_that_cannot_be_seen(dialect, base):
    query = to_sql(base(), DAY, dialect)
    assert query.replace("\n", "").isprintable()
    assert "__unseen" not in query.lower()


SEVERAL = ("  ", "   ", " \t ", "\u00a0 ", "\n\n")
WORDS = sorted(word for word in NOTHING if " " in word)


def test_several_blanks_within_words_for_nothing_are_one_on_both_ways():
    """A table is read with its blanks folded; so is a cell in a warehouse."""
    rows = [
        {name: word.replace(" ", blanks) for name in SAID} for word in WORDS for blanks in SEVERAL
    ]
    for one in on_both_ways(rows):
        assert one["unusable"] == ""
        assert one["open"] == "b0"
        assert not any(one[f"{name}_answered"] for name in SAID)


def test_blanks_within_what_is_no_word_for_nothing_say_nothing_on_both_ways():
    cells = ("pi  lot", "~", "not~ known", "not ~known", "not ~ known", "ja  nein", "1  000")
    rows = [dict.fromkeys(SAID, cell) for cell in cells]
    for one in on_both_ways(rows):
        assert set(one["unusable"].split(";")) == set(SAID)


def test_a_text_that_rules_compare_keeps_its_blanks_and_may_say_nothing():
    rows = [{"sector": cell} for cell in ("real  time", "real time", "not  known", "not\nknown")]
    base = base_of(opening("real_time", ("b0",)) + LINE)
    found = [one["real_time"] for one in on_both_ways(rows, base)]
    assert found == [False, True, None, None]
    assert assess_table(pl.DataFrame(rows), DAY, base=base)["real_time"].to_list() == found


LINE = """
- attribute: sector
  type: text
  question: In which sector is it?
  source: {work: w, at: "1"}
- define: real_time
  title: It works in real time
  otherwise: It does not work in real time
  when: sector == "real time"
  source: {work: w, at: "1"}
  basis: stated
"""


def test_no_word_that_a_cell_can_say_has_the_mark_by_which_blanks_are_folded():
    assert not [word for word in NOTHING | YES | NO if "~" in word]
    assert not [one for item in load().attributes.values() for one in item.choices if "~" in one]
