"""Records of JSON and YAML become rows: nested groups under dotted names,
the one list of records wherever it stands.
"""

from __future__ import annotations

import json

import pytest

from knowledge import InvalidCase
from knowledge.tables.files import read_table
from knowledge.tables.records import table_of


@pytest.fixture
def rows(tmp_path):
    """The rows of a JSON file with this in it."""

    def read(data, name: str = "cases.json"):
        (tmp_path / name).write_text(
            data if isinstance(data, str) else json.dumps(data), encoding="utf-8"
        )
        return read_table(tmp_path / name).rows

    return read


def test_a_list_of_records_is_a_table(rows):
    assert rows([{"name": "A"}, {"name": "B", "stage": "idea"}]) == [
        {"name": "A", "stage": None},
        {"name": "B", "stage": "idea"},
    ]


@pytest.mark.parametrize("name", ["cases.json", "cases.yaml"])
def test_the_records_may_stand_under_one_key_among_others(rows, name):
    assert rows(
        {"count": 1, "source": "made up", "tags": ["a"], "records": [{"name": "A"}]}, name
    ) == [{"name": "A"}]


def test_a_single_record_is_a_table_of_one_row(rows):
    assert rows({"name": "A", "relied_on_for": ["operational_planning"]}) == [
        {"name": "A", "relied_on_for": ["operational_planning"]}
    ]


def test_a_record_may_hold_lists(rows):
    for record in (
        {"name": "A", "annex_iii": ["a", "b"]},
        {"controls": ["a", "b"], "annex_iii": ["a"]},
        {"name": ["A"], "annex_iii": ["a"]},
    ):
        assert rows(record) == [record]


def test_nested_groups_stand_under_dotted_names(rows):
    assert rows([{"name": "A", "owner": {"team": {"lead": "Kim"}, "size": 3}}]) == [
        {"name": "A", "owner.team.lead": "Kim", "owner.size": 3}
    ]


def test_a_list_of_values_stays_a_list_and_a_list_of_groups_becomes_text(rows):
    record = {"name": "A", "channels": ["chatbot"], "models": [{"name": "größer"}]}
    assert rows([record]) == [
        {"name": "A", "channels": ["chatbot"], "models": '[{"name": "größer"}]'}
    ]


def test_what_is_nested_deeper_than_columns_go_becomes_text(rows):
    ((name, text),) = rows("[" + '{"a": ' * 60 + "1" + "}" * 60 + "]")[0].items()
    assert name == ".".join("a" * 41)
    assert json.loads(text) == json.loads('{"a": ' * 19 + "1" + "}" * 19)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('[{"name": "A"},\n {"name" "B"}]', "2:10", "this is not JSON"),
        ('[{"name": "A", "name": "B"}]', "1:1", "the key 'name' stands twice in one record"),
        (
            '{"old": [{"name": "A"}], "new": [{"name": "B"}]}',
            "1:1",
            "there are several lists of records here: old, new",
        ),
        ('["A", "B"]', "1:1", "this is not a list of cases"),
        (
            '{"name": ["A", "B"], "stage": ["idea", "pilot"]}',
            "1:1",
            "these are columns of 2 cells each, and no records",
        ),
        ("[]", "1:1", "this is not a list of cases"),
        ('"A"', "1:1", "this is not a list of cases"),
        ("[" * 100_000, "1:1", "the table cannot be read"),
    ],
)
def test_what_holds_no_records_is_refused_with_its_place(rows, tmp_path, text, place, said):
    with pytest.raises(InvalidCase) as refused:
        rows(text)
    assert str(refused.value).startswith(f"{tmp_path / 'cases.json'}:{place}: ")
    assert said in str(refused.value)


def test_the_records_may_lie_several_keys_deep(rows, tmp_path):
    tree = {"meta": {"tags": ["a"]}, "result": {"page": 1, "records": [{"name": "A"}]}}
    assert rows(tree) == [{"name": "A"}]
    two = tmp_path / "two.json"
    two.write_text(json.dumps({"a": {"x": [{"name": "A"}]}, "b": {"x": [{"name": "B"}]}}), "utf-8")
    with pytest.raises(InvalidCase, match=r"several lists of records here: a\.x, b\.x"):
        read_table(two)
    assert read_table(two, records="b.x").rows == [{"name": "B"}]
    with pytest.raises(InvalidCase, match=r"nothing under 'b\.y'; where 'y' is sought: x"):
        read_table(two, records="b.y")


LINES = """\
{"name": "A"}
{"name": "B"

[1]
{"name": "C", "stage": "idea", "stage": "pilot"}
{"name": "D", "controls": {"monitoring": false}, "controls.monitoring": true}
{"name": "E"}
"""


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_line_that_is_no_record_costs_only_itself_and_is_told_with_its_number(tmp_path, mark):
    (tmp_path / "cases.jsonl").write_text(mark + LINES, encoding="utf-8")
    table = read_table(tmp_path / "cases.jsonl")
    assert [(number, row["name"]) for number, row in table.numbered()] == [(1, "A"), (7, "E")]
    assert [(fault.row, fault.lost) for fault in table.faults] == [
        (row, True) for row in (2, 4, 5, 6)
    ]
    assert table.faults[0].reason.startswith("line 2, column 13: this is not JSON")
    assert [fault.reason for fault in table.faults[2:]] == [
        "the key 'stage' stands twice in one record",
        "the key 'controls.monitoring' stands twice in one record",
    ]


def test_two_values_for_one_column_cost_their_record_in_json_as_well(tmp_path):
    records = [{"name": "A"}, {"name": "B", "owner": {"team": "x"}, "owner.team": "y"}]
    (tmp_path / "cases.json").write_text(json.dumps(records), encoding="utf-8")
    table = read_table(tmp_path / "cases.json")
    assert [row["name"] for row in table.rows] == ["A"]
    assert [(fault.row, fault.lost) for fault in table.faults] == [(2, True)]


def test_a_key_that_stands_twice_costs_its_record_in_json_as_well(tmp_path):
    text = '[{"name": "A", "stage": "idea", "stage": "pilot"}, {"name": "B"}]'
    (tmp_path / "cases.json").write_text(text, encoding="utf-8")
    table = read_table(tmp_path / "cases.json")
    assert [row["name"] for row in table.rows] == ["B"]
    (fault,) = table.faults
    assert (fault.row, fault.lost) == (1, True)
    assert fault.reason == "the key 'stage' stands twice in one record"


def test_lists_of_records_under_one_key_twice_are_refused(tmp_path):
    file = tmp_path / "cases.json"
    file.write_text('{"cases": [{"name": "A"}], "cases": [{"name": "B"}]}', encoding="utf-8")
    with pytest.raises(InvalidCase, match="the key 'cases' stands here twice"):
        read_table(file)
    with pytest.raises(InvalidCase, match="the key 'cases' stands here twice"):
        read_table(file, records="cases")


def test_lines_may_end_as_on_an_old_mac(tmp_path):
    (tmp_path / "cases.jsonl").write_bytes(b'{"name": "A"}\r{"name": "B"}\r')
    table = read_table(tmp_path / "cases.jsonl")
    assert [(number, row["name"]) for number, row in table.numbered()] == [(1, "A"), (2, "B")]


def test_a_group_that_is_null_in_one_record_is_no_column(tmp_path):
    records = [{"controls": {"monitoring": True}, "x": None}, {"controls": None, "x": None}]
    (tmp_path / "cases.json").write_text(json.dumps(records), encoding="utf-8")
    assert read_table(tmp_path / "cases.json").columns == ("controls.monitoring", "x")


@pytest.mark.parametrize("name", ["t.json", "t.jsonl"])
def test_what_stands_among_records_and_is_none_costs_only_itself(tmp_path, name):
    items = ['{"name": "A"}', "5", "null", '["B"]', '{"name": "C"}']
    text = "\n".join(items) if name == "t.jsonl" else f"[{', '.join(items)}]"
    (tmp_path / name).write_text(text)
    table = read_table(tmp_path / name)
    assert list(table.numbered()) == [(1, {"name": "A"}), (5, {"name": "C"})]
    assert [(fault.row, fault.reason, fault.lost) for fault in table.faults] == [
        (row, "this is not a record", True) for row in (2, 3, 4)
    ]


@pytest.mark.parametrize("name", ["t.json", "t.jsonl"])
@pytest.mark.parametrize(
    "half", ['{"name": "\\ud800"}', '{"\\udfff": 1}', '{"tags": ["a", "\\ud83d"]}']
)
def test_half_of_a_character_costs_its_record(tmp_path, name, half):
    items = [half, '{"name": "\\ud83d\\ude00"}']  # a whole one, in two halves
    text = "\n".join(items) if name == "t.jsonl" else f"[{', '.join(items)}]"
    (tmp_path / name).write_text(text)
    table = read_table(tmp_path / name)
    assert table.rows == [{"name": "\U0001f600"}]
    (fault,) = table.faults
    assert (fault.row, fault.lost) == (1, True)
    assert fault.reason.startswith("a text in it has half of a character (U+D")


@pytest.mark.parametrize("name", ["t.json", "t.jsonl"])
def test_an_encoding_that_had_to_be_found_is_said_and_one_that_is_named_is_taken(tmp_path, name):
    cases = '{"name": "Größe"}'
    text = f"[{cases}]" if name == "t.json" else cases
    (tmp_path / name).write_bytes(text.encode("cp1252"))
    table = read_table(tmp_path / name)
    assert table.rows == [{"name": "Größe"}]
    assert table.notes == ("read as cp1252, which was found, not said",)
    assert table.found.encoding == "cp1252"
    (tmp_path / name).write_bytes(text.encode("cp850"))
    table = read_table(tmp_path / name, "cp850")
    assert (table.rows, table.notes) == ([{"name": "Größe"}], ())


@pytest.mark.parametrize("strange", [None, [], "see below", 4])
def test_records_under_a_key_are_found_with_what_else_stands_among_them(strange):
    tree = {"count": 3, "data": [{"name": "A"}, strange, {"name": "B"}]}
    table = table_of("t.json", tree)
    assert list(table.numbered()) == [(1, {"name": "A"}), (3, {"name": "B"})]
    assert [(fault.row, fault.lost) for fault in table.faults] == [(2, True)]


@pytest.mark.parametrize("name", ["t.json", "t.jsonl", "t.yaml"])
def test_a_key_that_is_written_otherwise_in_other_records_is_one_column(tmp_path, name):
    records = [{"name": "A", "use": None}, {"Name": "B", "USE ": "x"}, {"name": "", "use": "y"}]
    lines = "\n".join(map(json.dumps, records))
    (tmp_path / name).write_text(
        lines if name.endswith("jsonl") else json.dumps(records), encoding="utf-8"
    )
    table = read_table(tmp_path / name)
    assert table.rows == [
        {"name": "A", "use": None},
        {"name": "B", "use": "x"},
        {"name": "", "use": "y"},
    ]
    assert table.notes == (
        "these keys are one column, as no record has two of them: 'name', 'Name'",
        "these keys are one column, as no record has two of them: 'use', 'USE '",
    )


def test_two_keys_that_one_record_has_both_stay_two(tmp_path):
    table = table_of("t.json", [{"name": "A"}, {"name": "B", "Name": "C"}])
    assert (table.columns, table.notes) == (("name", "Name"), ())
