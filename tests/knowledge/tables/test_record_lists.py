"""Of several lists in a tree, the records are those of the one that has the known heads, or none
is taken: what is not read is told.
"""

from __future__ import annotations

import pytest

from knowledge.tables.decoding import Decoded
from knowledge.tables.record_lists import NoRecords, records_in
from knowledge.tables.records import read_json
from knowledge.tables.table import folded

KNOWN = frozenset(map(folded, ("name", "exposure", "owner", "id", "controls.monitoring")))
CASE = {"name": "A", "exposure": "public"}


@pytest.mark.parametrize(
    ("tree", "lists"),
    [
        ({"cases": [CASE], "archive": {"cases": [CASE]}}, "cases, archive.cases"),
        ({"errors": [{"name": "E1"}], "result": {"all": [CASE]}}, "errors, result.all"),
        ({"a": {"b": [CASE]}, "c": {"d": {"e": [CASE, {}]}}}, "a.b, c.d.e"),
        ({"now": [CASE], "gone": [{"x": 1}]}, "now, gone"),
    ],
)
def test_a_list_that_may_be_meant_as_well_is_never_dropped(tree, lists):
    with pytest.raises(NoRecords) as refused:
        records_in(tree, "", KNOWN)
    assert refused.value.why == f"there are several lists of records here: {lists}"


@pytest.mark.parametrize("where", ["archive.cases", "cases"])
def test_the_intake_says_which_of_them_it_is(where):
    found = records_in({"cases": [CASE], "archive": {"cases": [CASE]}}, where, KNOWN)
    assert (found.records, found.notes) == ([CASE], ())


@pytest.mark.parametrize(
    "tree",
    [
        {**CASE, "models": [{"name": "m1"}, {"name": "m2"}]},
        {"name": "A", "controls": {"monitoring": True}, "data": [{"id": 1}]},
        {"name": "A", "history": {"versions": [{"version": 1}]}},
    ],
)
def test_a_case_with_a_list_of_what_belongs_to_it_is_one_record(tree):
    assert records_in(tree, "", KNOWN).records == [tree]


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        ({"name": "List of 2026", "count": 1}, "name"),
        ({"schema": {"fields": [{"name": "name"}, {"name": "exposure"}]}}, "schema.fields"),
        ({"case": {"name": "B", "note": "x"}}, "case.name"),
        ({"count": 1, "fields": ["name"], "links": {"next": "page 2"}}, ""),
    ],
)
def test_what_is_known_beside_the_records_is_told(beside, told):
    for tree in ({"cases": [CASE], **beside}, {**beside, "cases": [CASE]}):
        found = records_in(tree, "", KNOWN)
        assert found.records == [CASE]
        expected = f"read from the records under 'cases'; not read: {told}"
        assert [*map(str, found.notes)] == ([expected] if told else [])


@pytest.mark.parametrize(
    "tree",
    [
        {
            "meta": {"view": {"columns": [{"id": 1, "name": "sid"}, {"id": 2, "name": "x"}]}},
            "data": [["r1", "public"], ["r2", "customers"], ["r3", ""]],
        },
        {"fields": [{"id": "name"}, {"id": "exposure"}], "records": [["A", "public"]]},
    ],
)
def test_rows_without_keys_are_not_taken_for_records_of_their_columns(tree):
    with pytest.raises(NoRecords, match="rows without keys"):
        records_in(tree, "", KNOWN)


def test_lists_of_numbers_beside_the_records_are_no_rows():
    tree = {"bounds": [[5.9, 47.3], [15.0, 55.1]], "cases": [CASE, CASE]}
    assert records_in(tree, "", KNOWN).records == [CASE, CASE]


def test_without_heads_that_are_known_the_list_that_lies_least_deep_is_taken():
    tree = {"cases": [CASE], "archive": {"cases": [CASE]}}
    assert records_in(tree).records == [CASE]


@pytest.mark.parametrize("above", ["", '"result": {', '"a": {"b": {'])
def test_a_key_that_stands_twice_on_the_way_to_the_records_is_refused(above):
    text = "{" + above + '"all": [{"name": "A"}], "all": [{"name": "B"}]' + "}" * above.count("{")
    with pytest.raises(NoRecords, match="the key 'all' stands here twice"):
        records_in(read_json("t.json", Decoded(text + "}", "utf-8")), "", KNOWN)
