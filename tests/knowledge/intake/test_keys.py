"""What an intake can say of a table: where it lies, how its numbers and days are written, what
separates members, which rows are no cases, which columns every output has.
"""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess_table
from knowledge import InvalidCase, load
from knowledge.intake.loading import load_intake
from knowledge.intake.rows import cases_of, open_table

START = "intake: own\ntitle: T\nsource: S\ntext: {name: Project}\n"


@pytest.fixture
def own(tmp_path):
    """The cases of a table by an intake with these further lines."""

    def read(lines: str, table: str, name: str = "t.csv"):
        (tmp_path / "own.yaml").write_text(START + lines, encoding="utf-8")
        (tmp_path / name).write_text(table, encoding="utf-8")
        intake = load_intake(str(tmp_path / "own.yaml"), load())
        return cases_of(open_table(tmp_path / name, load(), intake), load(), intake)

    return read


def column(attribute: str, more: str, head: str = "C") -> str:
    return f"columns: [{{attribute: {attribute}, column: {head}, {more}, basis: stated}}]\n"


def values(cases, attribute):
    return [getattr(row.case, attribute) for row in cases.rows]


def reasons(cases):
    return [(fault.row, fault.reason) for row in cases.rows for fault in row.faults]


TWO = "can be read as two numbers, 1.2 and 1200; volume_multiple stays unknown"


@pytest.mark.parametrize(
    ("more", "cells", "expected", "told"),
    [
        ("", ["1.200"], [None], [(2, TWO)]),
        ("", ["1.200", "1,5"], [1200, 1.5], []),
        ("", ["1.200", "2.5"], [1.2, 2.5], []),
        ("", ["1.200", "1,5", "2.5"], [None, 1.5, 2.5], [(2, TWO)]),
        (", decimal: comma", ["1.200", "250"], [1200, 250], []),
        (", decimal: point", ["1.200", "1,250"], [1.2, 1250], []),
        (", thousands: point", ["1.200"], [1200], []),
        (", decimal: comma, thousands: blank", ["1 200,5"], [1200.5], []),
        (", decimal: comma, unit: [EUR, €]", ["1.200 EUR", "€ 3,5"], [1200, 3.5], []),
        (", unit: {x: 1, Mio.: 1000000}", ["3 x", "1,5 Mio."], [3, 1_500_000], []),
        (', unit: {"": 1000, EUR: 1}', ["4,5", "4,5 EUR", "1.100,1"], [4500, 4.5, 1_100_100], []),
        (", percent: true", ["12 %", "50", "0,7 %"], [0.12, 0.5, 0.007], []),
    ],
)
def test_numbers_are_read_as_the_intake_or_the_column_says(own, more, cells, expected, told):
    table = "Project;C\n" + "".join(f"P;{cell}\n" for cell in cells)
    found = own(column("volume_multiple", f"answer: true{more}"), table)
    assert (values(found, "volume_multiple"), reasons(found)) == (expected, told)


def test_a_percentage_that_nobody_spoke_of_is_reported(own):
    found = own(column("volume_multiple", "answer: true"), "Project;C\nP;12 %\n")
    assert (values(found, "volume_multiple"), len(reasons(found))) == ([None], 1)


def test_marks_of_numbers_may_be_said_for_all_columns(own):
    lines = "decimal: comma\n" + column("volume_multiple", "answer: true")
    assert values(own(lines, "Project;C\nP;1.200\n"), "volume_multiple") == [1200]


def test_a_day_in_two_orders_is_reported_and_a_month_is_its_first_day_and_said(own):
    lines = column("went_live_on", 'dates: ["%d/%m/%Y", "%m/%d/%Y", "%m/%Y"]')
    found = own(lines, "Project;C\nA;03/04/2026\nB;12/31/2026\nC;05/2026\n")
    assert values(found, "went_live_on") == [None, date(2026, 12, 31), date(2026, 5, 1)]
    assert [reason for _, reason in reasons(found)] == [
        "can be read as two days, 2026-03-04 and 2026-04-03; went_live_on stays unknown"
    ]
    assert any("tells no day" in note and "'05/2026' (1 cell)" in note for note in found.notes)


@pytest.mark.parametrize("cell", ["Planning; Stock", '"[""Planning"", ""Stock""]"', "[Stock]"])
def test_a_cell_is_split_and_each_member_mapped(own, cell):
    mapped = "values: {Planning: [operational_planning], Stock: [resource_allocation]}"
    found = own(column("relied_on_for", f'{mapped}, split: ";"'), f"Project,C\nP,{cell}\n")
    if cell == "[Stock]":  # no JSON, and so one text
        assert values(found, "relied_on_for") == [None]
    else:
        assert values(found, "relied_on_for") == [
            frozenset({"operational_planning", "resource_allocation"})
        ]


def test_one_member_that_is_new_is_reported(own):
    mapped = 'values: {Planning: [operational_planning]}, split: ";"'
    found = own(column("relied_on_for", mapped), 'Project,C\nP,"Planning; Luck"\n')
    assert values(found, "relied_on_for") == [None]
    assert [row.faults[0].value for row in found.rows] == ["Luck"]


def test_cells_that_nobody_foresaw_may_be_said_to_be_silent(own):
    lines = column("stage", "values: {Live: production}, others: silent")
    found = own(lines, "Project,C\nA,Live\nB,Whatever\n")
    assert (values(found, "stage"), reasons(found)) == (["production", None], [])


def test_rows_that_are_no_cases_are_left_out_and_counted(own):
    lines = column("stage", "values: {Live: production}") + (
        "skip: {column: Withheld, values: [true]}\nid: Project\n"
    )
    table = "Project,Withheld,C\nA,false,Live\nX,TRUE,X\nX,true,X\nB,,Live\n"
    found = own(lines, table)
    assert [(row.row, row.case.name) for row in found.rows] == [(2, "A"), (5, "B")]
    assert (found.skipped, reasons(found)) == ([3, 4], [])
    assert "2 rows are no cases, by Withheld, and were left out" in found.notes


def test_words_for_yes_and_no_are_known_and_may_be_added(own):
    lines = 'yes: [x]\nno: ["(x)"]\n' + column("affects_people", "answer: true")
    cells = ["ja", "Oui", "nein", "non", "nee", "sí", "falso", "x", "(x)", "on"]
    found = own(lines, "Project,C\n" + "".join(f"P,{cell}\n" for cell in cells))
    yes = [True, True, False, False, False, True, False, True, False, True]
    assert values(found, "affects_people") == yes


def test_the_id_and_the_columns_to_keep_go_along_with_the_row(own):
    lines = column("stage", "values: {Live: production}") + "id: Nr\nkeep: [Team]\n"
    found = own(lines, "Nr;Project;Team;C;Rest\nX-17;A;Blue;Live;y\n")
    assert [row.kept for row in found.rows] == [{"Nr": "X-17", "Team": "Blue"}]
    assert "columns that nothing reads: 'Rest'" in found.notes


def test_heads_are_compared_without_case_blanks_and_forms_of_unicode(own):
    lines = column("exposure", "values: {Everyone: public}", head='"Größe  der Gruppe"')
    found = own(lines, "PROJECT ;gro\u0308ße der  GRUPPE\nA;everyone\n")
    assert [row.case.stated() for row in found.rows] == [{"name": "A", "exposure": "public"}]


def test_a_column_that_the_table_lacks_is_said(own):
    found = own(column("stage", "values: {Live: production}", head="Phase"), "Project\nA\n")
    assert found.notes == ["columns that the table does not have: 'Phase' for stage"]


def test_two_columns_under_one_head_are_refused_where_the_intake_reads_them(own):
    lines = column("stage", "values: {Live: production}")
    with pytest.raises(InvalidCase, match="two columns are headed 'C', which serves stage"):
        own(lines, "Project,C,c\nA,Live,Live\n")
    assert values(own(lines, "Project,C,D,D\nA,Live,x,y\n"), "stage") == ["production"]


def test_the_row_of_the_heads_and_where_records_lie_may_be_said(own):
    lines = "header: 2\n" + column("stage", "values: {Live: production}")
    assert values(own(lines, "Project,C\nProject,C\nA,Live\n"), "stage") == ["production"]
    records = '{"a": [{"x": 1}], "b": {"rows": [{"Project": "A", "C": "Live"}]}}'
    lines = "records: b.rows\n" + column("stage", "values: {Live: production}")
    assert values(own(lines, records, "t.json"), "stage") == ["production"]


@pytest.mark.parametrize(
    ("more", "first", "second"),
    [
        ("values: {Live: production, LIVE: pilot}", "Live", "LIVE"),
        ("values: {Live: production}, silent: [live]", "Live", "live"),
        ("starts: {Li: production, Live: pilot}", "Li", "Live"),
        ("starts: {Li: production}, silent_starts: [Live on]", "Li", "Live on"),
    ],
)
def test_a_mapping_that_another_hides_is_refused_with_both_places(own, more, first, second):
    lines = column("stage", more)
    with pytest.raises(InvalidCase) as told:
        own(lines, "Project,C\nA,Live\n")
    (fault,) = told.value.faults
    line = START.count("\n") + 1
    at = {word: lines.index(word, lines.index(more)) + 1 for word in (first, second)}
    assert (fault.place.line, fault.place.column) == (line, at[second])
    assert f"the same cells are mapped at own.yaml:{line}:{at[first]} already" in fault.message


def test_two_spellings_that_mean_the_same_are_no_fault(own):
    found = own(
        column("stage", "values: {Live: production, live: production}"), "Project,C\nA,LIVE\n"
    )
    assert values(found, "stage") == ["production"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("values: {Live: production}, decimal: comma", "decimal says how numbers are written"),
        ("answer: true, dates: ['%d']", "stage is not a date"),
        ("answer: true, decimal: dot", "Input should be 'point' or 'comma'"),
    ],
)
def test_a_key_that_does_not_fit_is_refused(own, more, said):
    with pytest.raises(InvalidCase) as told:
        own(column("stage", more), "Project,C\nA,Live\n")
    assert said in str(told.value)


FOLLOWS = "condition.user_exposure"  # from what affects people


def test_a_cell_may_mean_that_it_is_unknown_on_every_way(own, tmp_path):
    more = "values: {yes: true, perhaps: unknown}, starts: {not sure: unknown}"
    cases = own(column("affects_people", more), "Project;C\nA;yes\nB;Perhaps\nC;not sure yet\n")
    assert values(cases, "affects_people") == [True, None, None]
    assert reasons(cases) == []
    given = str(tmp_path / "own.yaml")
    answer = assess_table(tmp_path / "t.csv", intake=given, keep=[FOLLOWS, "unusable"]).collect()
    assert answer[FOLLOWS].to_list() == [True, None, None]
    assert answer["unusable"].to_list() == ["", "", ""]


def test_a_day_that_the_intake_writes_as_a_text_is_a_day(own, tmp_path):
    lines = 'always: [{attribute: ends_on, value: "2026-05-01", basis: stated}]\n'
    lines += column("starts_on", 'values: {spring: "2026-03-01", summer: 2026-06-01}')
    cases = own(lines, "Project;C\nA;spring\nB;summer\n")
    assert values(cases, "starts_on") == [date(2026, 3, 1), date(2026, 6, 1)]
    assert values(cases, "ends_on") == [date(2026, 5, 1)] * 2
    keep = ["contradiction.ends_before_it_starts"]
    answer = assess_table(tmp_path / "t.csv", intake=str(tmp_path / "own.yaml"), keep=keep)
    assert answer.collect()[keep[0]].to_list() == [False, True]


def test_what_always_holds_is_something(own):
    with pytest.raises(InvalidCase, match="ends_on has no value 'unknown'"):
        own("always: [{attribute: ends_on, value: unknown, basis: stated}]\ncolumns:\n", "")


def test_a_word_for_yes_and_for_no_is_refused_with_its_place(own):
    lines = "yes: [x, Jein ]\nno: [jein]\n" + column("affects_people", "answer: true")
    with pytest.raises(InvalidCase, match=r"own.yaml:5:10: a word for yes and for no; in: Jein"):
        own(lines, "Project;C\nA;x\n")
