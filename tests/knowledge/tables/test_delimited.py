"""A row of a CSV file that breaks the rules is listed, and costs no other row anything."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from knowledge import InvalidCase, load
from knowledge.intake.rows import open_table, rows_as_cases
from knowledge.tables.files import read_table
from threshold.cli import main

GOOD = {"name": "Good", "stage": "idea", "exposure": "public"}


@pytest.fixture
def table(tmp_path):
    """A table whose header is name, stage, exposure, with these lines."""

    def read(*lines: str, header: str = "name,stage,exposure"):
        path = tmp_path / "cases.csv"
        path.write_text("".join(f"{line}\n" for line in (header, *lines)), encoding="utf-8")
        return read_table(path)

    return read


def listed(table):
    return [(fault.row, fault.column, fault.value, fault.lost) for fault in table.faults]


def test_a_row_with_a_cell_too_many_is_listed_with_that_cell_and_the_rest_is_kept(table):
    found = table("Long,pilot,analysts,more,still more", "Good,idea,public")
    assert found.rows == [{"name": "Long", "stage": "pilot", "exposure": "analysts"}, GOOD]
    assert listed(found) == [(2, "cell 4", "more,still more", False)]
    assert found.faults[0].expected == "3 cells; a cell with ',' in it stands in quotation marks"


def test_empty_cells_beyond_the_last_column_lose_nothing_and_are_not_listed(table):
    found = table("Good,idea,public,, ")
    assert (found.rows, found.faults) == ([GOOD], ())


def test_a_row_that_goes_on_below_separators_after_the_last_head_is_listed(table):
    rows = ("Good,idea,public,", "Good,idea,public,,")
    found = table("Shifted,1,5,public", *rows, header="name,stage,exposure,")
    assert found.columns == ("name", "stage", "exposure")
    assert listed(found) == [(2, "cell 4", "public", False)]
    found = table("A,idea,public,why", *rows[:1], header="name,stage,exposure,,")
    assert listed(found) == [(2, "cell 4", "why", False)]


def test_a_column_without_a_head_in_which_most_rows_have_something_is_one(table):
    rows = ("A,idea,public,x", "B,idea,public,y", "Good,idea,public,")
    found = table(*rows, header="name,stage,exposure,")
    assert (found.columns, found.faults) == (("name", "stage", "exposure", ""), ())


def test_a_text_that_is_written_as_a_formula_is_that_text(table):
    found = table('="01",idea,="a ""b"""', '"=""01""",="",=1+1')
    assert [list(row.values()) for row in found.rows] == [
        ["01", "idea", 'a "b"'],
        ["01", None, "=1+1"],
    ]
    assert found.faults == ()


def test_a_row_with_too_few_cells_is_listed_with_the_first_column_it_lacks(table):
    found = table("Good,idea,public", "Short,pilot", "Shorter")
    assert found.rows[1:] == [
        {"name": "Short", "stage": "pilot", "exposure": None},
        {"name": "Shorter", "stage": None, "exposure": None},
    ]
    assert listed(found) == [(3, "exposure", "", False), (4, "stage", "", False)]
    assert {fault.expected for fault in found.faults} == {"3 cells"}


def test_an_empty_line_is_no_row(table):
    found = table("Good,idea,public", "", "  ", "Good,idea,public")
    assert (found.rows, found.faults) == ([GOOD, GOOD], ())


@pytest.mark.parametrize(
    "broken",
    [
        'Open,idea,"never closed',
        '"Open,idea,public',
        'Open,"idea,public',
        '"Odd" quotes,"idea,public',
    ],
)
@pytest.mark.parametrize(
    "after", [["Good,idea,public"], ["Good,idea,public", '"Good","idea","public"'], []]
)
def test_a_quotation_mark_that_does_not_close_costs_its_own_line_only(table, broken, after):
    found = table("Good,idea,public", broken, *after)
    assert found.rows == [GOOD] * (1 + len(after))
    assert found.numbers == [2, *range(4, 4 + len(after))]
    assert listed(found) == [(3, "", broken, True)]
    assert found.faults[0].reason.startswith("line 3, column ")


def test_the_row_that_cannot_be_read_is_lost_and_no_case_is_made_up_for_it(table):
    cases = list(
        rows_as_cases(table("Good,idea,public", '"Open,idea,public', "Good,idea,public"), load())
    )
    assert [(row.row, row.case is None, len(row.faults)) for row in cases] == [
        (2, False, 0),
        (3, True, 1),
        (4, False, 0),
    ]


def test_quotation_marks_inside_a_quoted_cell_are_listed_and_the_row_is_kept(table):
    found = table('"The "smart" one",idea,public')
    assert (found.rows[0]["stage"], found.rows[0]["exposure"]) == ("idea", "public")
    assert listed(found) == [(2, "", '"The "smart" one",idea,public', False)]


def test_a_cell_over_several_lines_is_one_cell(table):
    found = table('"Two\nlines, with ""quotes""",idea,public', "Good,idea,public")
    assert [row["name"] for row in found.rows] == ['Two\nlines, with "quotes"', "Good"]
    assert found.faults == ()


def test_two_columns_for_one_attribute_are_refused(table):
    found = table("Good,idea,public,pilot", header="name,stage,exposure,Stage ")
    with pytest.raises(InvalidCase, match="two columns state stage; in: stage, Stage"):
        rows_as_cases(found, load())


def test_two_columns_with_one_name_that_nothing_uses_are_no_fault(table):
    (row,) = rows_as_cases(table("Good,x,y", header="name,remark,remark"), load())
    assert row.faults == []


def test_the_portfolio_lists_bad_rows_and_assesses_the_rest(tmp_path):
    lines = [
        "id,name,output_use",
        "1,A,operational",
        "2,B",
        "1,C,operational,more",
        '4,"D,operational',
        "5,E,operational",
    ]
    (tmp_path / "cases.csv").write_text("\n".join(lines), encoding="utf-8")
    result = CliRunner().invoke(
        main, ["portfolio", str(tmp_path / "cases.csv"), "--on", "2026-11-22"]
    )
    assert result.exit_code == 0
    assert "4 cases assessed" in result.stdout
    assert "4 cells or rows could not be used (1 row lost)" in result.stderr
    for said in (
        "row 3, output_use: ''",
        "row 4, cell 4: 'more'",
        "row 4, id: '1' is the id of row 2 already",
        "row 5: '4,\"D,operational'",
    ):
        assert said in result.stderr


@pytest.mark.parametrize("text", ["\n", '"name\n', " \n \n"])
def test_a_file_without_a_list_of_columns_is_refused(tmp_path, text):
    (tmp_path / "cases.csv").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["portfolio", str(tmp_path / "cases.csv")])
    assert result.exit_code == 2
    assert (
        "cases.csv:1:1: the table cannot be read: its first line is not a list of columns"
        in result.stderr
    )


ROW = {"name": "A, B", "stage": "pilot", "exposure": "public"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("above", ["", "sep={}\n", "AI inventory 2026{0}{0}\n{0}{0}\n"])
def test_a_table_is_read_in_any_dialect(tmp_path, separator, end, above):
    lines = ["name{}stage{}exposure", '"A, B"{}pilot{}public', "", '"A, B"{}pilot{}public']
    text = above.format(separator) + "\n".join(line.format(separator, separator) for line in lines)
    (tmp_path / "t.csv").write_bytes(text.replace("\n", end).encode())
    found = open_table(tmp_path / "t.csv", load())
    assert found.rows == [ROW, ROW]
    first = 4 if above.startswith("AI") else 2
    assert found.numbers == [first, first + 2]
    told = "the heads stand in row 3; what stands above them is not read"
    assert found.notes == ((told,) if first == 4 else ())


def test_separators_within_quotation_marks_are_none(tmp_path):
    text = 'name;stage;"Users (staff, guests, public)";"Notes, short"\nA;pilot;all;x\n'
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    found = open_table(tmp_path / "t.csv", load())
    assert found.columns == ("name", "stage", "Users (staff, guests, public)", "Notes, short")


def test_the_row_of_the_heads_may_be_said(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\nname,stage\nc,d\nA,idea\n", encoding="utf-8")
    assert read_table(tmp_path / "t.csv", header=3).rows == [{"c": "A", "d": "idea"}]
    with pytest.raises(InvalidCase, match="the heads stand in row 9, it is said; it has 4"):
        read_table(tmp_path / "t.csv", header=9)


def test_rows_of_separators_alone_are_left_out_and_said(table):
    found = table("Good,idea,public", ",,", " , ,")
    assert (found.rows, found.notes) == ([GOOD], ("2 rows are empty, and were left out",))


def test_a_row_that_lacks_only_columns_without_a_head_lacks_nothing(table):
    header = "name,stage,exposure,,"
    assert listed(table("Good,idea,public", "A,pilot,public,,", header=header)) == []
    assert listed(table("Good,idea", "A,pilot,public,,", header=header)) == [
        (2, "exposure", "", False)
    ]


def test_a_cell_that_is_too_long_is_told_as_that_and_the_rows_around_it_are_kept(table):
    found = table("Good,idea,public", f"{'x' * 140_000},idea,public", "Good,idea,public")
    assert found.rows == [GOOD, GOOD]
    (fault,) = found.faults
    assert fault.reason == "line 3: a cell is too long, so that this line cannot be read"
    assert fault.expected == "at most 131,072 characters in a cell"


WHOLE = '"name;exposure;""remarks"""\r\n"A;public;""one; two"""\r\n\r\n"B;""analysts"";"\r\n'


@pytest.mark.parametrize("known", [frozenset({"name"}), frozenset()])
@pytest.mark.parametrize("after", ["", ";;", ",,,"])
def test_rows_that_stand_in_quotation_marks_as_a_whole_are_rows(tmp_path, known, after):
    path = tmp_path / "t.csv"
    path.write_bytes(WHOLE.replace('"\r\n"', f'"{after}\r\n"').encode())
    found = read_table(path, known=known)
    assert list(found.numbered()) == [
        (2, {"name": "A", "exposure": "public", "remarks": "one; two"}),
        (4, {"name": "B", "exposure": "analysts", "remarks": None}),
    ]
    assert found.notes == (
        "each row stands in quotation marks as a whole, and was read without them",
    )


def test_quoted_names_with_commas_are_names(tmp_path):
    path = tmp_path / "t.csv"
    for text in ('"name"\n"Doe, Jane"\n"Roe, Max"\n', '"owner, first"\n"Doe, Jane"\n'):
        path.write_text(text, encoding="utf-8")
        found = read_table(path, known=frozenset({"name"}))
        assert (len(found.columns), found.notes) == (1, ())


@pytest.mark.parametrize("end", ["\x1a", "\r\n\x1a"])
def test_the_sign_with_which_old_programs_end_a_file_is_no_row(tmp_path, end):
    (tmp_path / "t.csv").write_bytes(b"name,exposure\r\nA,public" + end.encode())
    table = read_table(tmp_path / "t.csv")
    assert (table.rows, table.faults) == ([{"name": "A", "exposure": "public"}], ())
