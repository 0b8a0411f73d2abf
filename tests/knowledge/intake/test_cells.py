"""What one cell says: settled, silent, or something that nobody foresaw, as docs/own_intake.md has
it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from knowledge import load
from knowledge.intake.cells import CellReader, Words, says_one_of
from knowledge.intake.mapping import ColumnMapping, Intake
from knowledge.tables.values import Padded, Share


def reader(attribute, words=None, **keys):
    mapping = ColumnMapping(attribute=attribute, column="C", basis="stated", **keys)
    return CellReader(mapping, load(), words)


def said(cell, attribute, words=None, **keys):
    one = reader(attribute, words, **keys)
    one.look_at([cell])
    found = one.read(cell)
    return found.kind, found.value


@pytest.mark.parametrize("cell", [None, "", "   ", "\u00a0", float("nan"), Decimal("nan")])
def test_a_cell_without_anything_in_it_is_empty(cell):
    assert said(cell, "output_use", answer=True) == ("empty", None)


PHASES = {"values": {"Live": "operational"}, "starts": {"Trial of": "research"}}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("live", ("settled", "operational")),
        ("  LIVE ", ("settled", "operational")),
        ("Trial of two", ("settled", "research")),
        ("a Trial of two", ("new", None)),
        ("operational", ("new", None)),  # the answer itself counts only where the intake says so
        ("Idea", ("silent", None)),
        ("to be seen, maybe", ("silent", None)),
    ],
)
def test_a_mapping_settles_what_it_lists_and_nothing_else(cell, expected):
    keys = {**PHASES, "silent": ["idea"], "silent_starts": ["To be"]}
    assert said(cell, "output_use", **keys) == expected


def test_others_are_silent_where_the_mapping_says_so():
    assert said("whatever", "output_use", **PHASES, others="silent") == ("silent", None)
    assert said("live", "output_use", **PHASES, others="silent") == ("settled", "operational")


def test_words_of_the_intake_are_known_in_all_columns_and_win():
    intake = Intake(
        intake="i",
        title="T",
        source="S",
        text={},
        silent=["later"],
        yes=["jawohl", "no"],
        no=["nö"],
        columns=[{"attribute": "affects_people", "column": "C", "answer": True, "basis": "stated"}],
    )
    words = Words.of(intake)
    for cell, expected in {
        "Jawohl": ("settled", True),
        "no": ("settled", True),  # the intake says so
        "NÖ": ("settled", False),
        "yes": ("settled", True),
        "Later": ("silent", None),
    }.items():
        assert said(cell, "affects_people", words, answer=True) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (True, ("settled", True)),
        (1, ("settled", True)),
        (0.0, ("settled", False)),
        (2, ("new", None)),
        ("1", ("settled", True)),
    ],
)
def test_yes_and_no_are_the_same_in_typed_cells(cell, expected):
    assert said(cell, "affects_people", answer=True) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (3, 3),
        (3.0, 3),
        (Decimal("3.00"), 3),
        ("3.0", 3),
        (2.5, None),
        (True, None),  # yes is no number
        (float("inf"), None),
        (date(2026, 1, 1), None),
        ([3], None),
    ],
)
def test_a_whole_number_is_one_however_it_is_held(cell, expected):
    kind = "new" if expected is None else "settled"
    assert said(cell, "business_units", answer=True) == (kind, expected)


def test_1_and_true_and_the_text_1_are_told_apart_though_python_takes_them_for_one():
    one = reader("business_units", answer=True)
    assert [one.read(cell).value for cell in (True, 1, 1.0, "1")] == [None, 1, 1, 1]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12 %", 0.12),
        ("50", 0.5),
        (12, 0.12),
        (0, 0.0),
        (0.12, None),
        (1, None),
        ("0.12 %", 0.0012),
        ("0.12%", 0.0012),
        ("0.12", None),  # as a workbook without a format shows it, and so its CSV
        ("0,5", None),
        ("1", None),
        ("0", 0.0),
        ("1.5", 0.015),
    ],
)
def test_a_number_cell_that_may_be_a_share_already_is_never_divided_without_a_word(cell, expected):
    kind = "new" if expected is None else "settled"
    assert said(cell, "volume_multiple", answer=True, percent=True) == (kind, expected)


@pytest.mark.parametrize("like_it", [0.12, Decimal("0.5"), Share(1.5), 1, "0.12", "0,5", "1"])
def test_beside_one_that_may_be_a_share_a_larger_number_cell_may_be_one_as_well(like_it):
    one = reader("volume_multiple", answer=True, percent=True)
    one.look_at(["12 %", 45, like_it, 1.5])
    assert [one.read(cell).kind for cell in (1.5, 10, 10.5, "12 %", "45", 0)] == [
        *("new", "new", "settled", "settled", "settled", "settled"),
    ]
    assert [one.read(cell).kind for cell in ("1.5", "1.5 %", "10.5")] == [
        "new",
        "settled",
        "settled",
    ]
    assert one.read(45).value == 0.45  # no share of anything is 4,500 %
    assert one.read(1.5).reason == "can be a share already, 1.5, or a percentage, 0.015"
    assert one.read(Share(1.5)).value == 1.5


@pytest.mark.parametrize("percent", [True, False])
@pytest.mark.parametrize("number", [0.07, 1, 1.5, 2.0, 12.0, 0.0])
def test_what_a_spreadsheet_shows_as_a_percentage_is_a_share(number, percent):
    found = said(Share(number), "volume_multiple", answer=True, percent=percent)
    assert found == ("settled", number)
    assert type(found[1]) is float


@pytest.mark.parametrize(
    ("attribute", "keys", "expected"),
    [
        ("business_units", {"answer": True}, 1),
        ("affects_people", {"answer": True}, True),
        ("name", {"answer": True}, "0001"),
        ("exposure", {"values": {"0001": "public", "1": "customers"}}, "public"),
        ("exposure", {"values": {"1": "public"}}, "public"),
        ("exposure", {"values": {"2": "public"}}, None),
    ],
)
def test_a_number_with_noughts_before_it_is_read_as_it_is_shown_or_else_as_it_is(
    attribute, keys, expected
):
    assert said(Padded("0001"), attribute, **keys)[1] == expected


@pytest.mark.parametrize(
    ("cell", "texts", "expected"),
    [
        (Padded("000"), {"0"}, True),
        (Padded("000"), {"000"}, True),
        (Padded("007"), {"0"}, False),
        ("007", {"7"}, False),
        (" Yes ", {"yes"}, True),
        (None, {"0"}, False),
    ],
)
def test_a_number_with_noughts_before_it_is_skipped_by_either_text(cell, texts, expected):
    assert says_one_of(cell, texts) is expected


def test_why_a_share_is_not_taken_is_said():
    found = reader("volume_multiple", answer=True, percent=True).read(0.12)
    assert found.reason == "can be a share already, 0.12, or a percentage, 0.0012"


@pytest.mark.parametrize(
    ("cell", "forms", "expected", "first_day"),
    [
        ("01.03.2026", ["%d.%m.%Y"], date(2026, 3, 1), False),
        ("03/2026", ["%m/%Y"], date(2026, 3, 1), True),
        ("Q3/2026", ["Q%q/%Y"], date(2026, 7, 1), True),
        (date(2026, 3, 1), ["%d.%m.%Y"], date(2026, 3, 1), False),
        (datetime(2026, 3, 1, 9), ["%d.%m.%Y"], date(2026, 3, 1), False),
        ("03/04/2026", ["%d/%m/%Y", "%m/%d/%Y"], None, False),
        ("04/04/2026", ["%d/%m/%Y", "%m/%d/%Y"], date(2026, 4, 4), False),
        ("31.02.2026", ["%d.%m.%Y"], None, False),
    ],
)
def test_days_by_the_forms_of_the_mapping(cell, forms, expected, first_day):
    found = reader("went_live_on", dates=forms).read(cell)
    assert (found.value, bool(found.note)) == (expected, first_day)
    assert found.kind == ("new" if expected is None else "settled")


def test_members_of_a_cell_are_mapped_by_themselves():
    keys = {"split": ";", "values": {"HR": ["recruitment"], "Loans": ["creditworthiness"]}}
    both = ["recruitment", "creditworthiness"]
    for cell, expected in {
        "HR; loans": both,
        "Loans;HR;HR": both,
        '["HR", "Loans"]': both,
        ("HR", "Loans"): both,
        "HR;": ["recruitment"],
        "HR;Cars": None,  # half of a cell is no answer
    }.items():
        kind, value = said(list(cell) if isinstance(cell, tuple) else cell, "annex_iii", **keys)
        assert (kind, set(value or ())) == (
            "settled" if expected else "new",
            set(expected or ()),
        ), cell


@pytest.mark.parametrize("cell", ["HR; Other", "HR; Post", "HR;Whatever", '["HR", "Other"]'])
def test_a_member_that_settles_nothing_leaves_a_set_open(cell):
    # the set without it would say that there is none of the others
    keys = {"values": {"HR": ["recruitment"], "Other": "unknown", "Cars": []}, "silent": ["Post"]}
    found = reader("annex_iii", **keys, split=";", others="silent").read(cell)
    assert (found.kind, found.note) == (
        "silent",
        "has a member that settles nothing, so that all of it stays unknown",
    )
    assert said("HR; Cars", "annex_iii", **keys, split=";") == ("settled", ["recruitment"])


def test_members_that_say_two_things_of_one_answer_are_no_answer():
    keys = {"split": ";", "values": {"a": "operational", "b": "research"}}
    assert said("a;a", "output_use", **keys) == ("settled", "operational")
    found = reader("output_use", **keys).read("a;b")
    assert (found.kind, found.reason) == ("new", "says two things: a, b")


@pytest.mark.parametrize("cell", ["a\x1b[31mb", "a\u202eb", "a\x00b"])
def test_a_text_with_a_hidden_character_is_listed(cell):
    assert said(cell, "name", answer=True) == ("new", None)


def test_a_text_takes_a_number_as_it_is_written_and_no_truth_value():
    assert said(4711, "name", answer=True) == ("settled", "4711")
    assert said("012", "name", answer=True) == ("settled", "012")
    assert said(True, "name", answer=True) == ("new", None)


CELLS = (True, 3, 2.5, 1e300, "x", date(2026, 1, 1), ["x"], [], [3], [None], [[1]], 10**400)


@pytest.mark.parametrize("attribute", sorted({a.type: a.id for a in load().attributes.values()}))
@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: repr(cell)[:20])
def test_a_cell_of_any_type_is_read_or_listed_for_an_attribute_of_any_type(attribute, cell):
    name = {a.type: a.id for a in load().attributes.values()}[attribute]
    forms = [{"dates": ["%d.%m.%Y"]}] if attribute == "date" else []
    for keys in ({"answer": True}, {"answer": True, "split": ";"}, *forms):
        assert said(cell, name, **keys)[0] in ("settled", "silent", "new", "empty")


def test_how_lines_end_is_no_content_of_a_text():
    for cell in ("a\r\nb", "a\rb", "a\nb"):
        assert said(cell, "description", answer=True) == ("settled", "a\nb")


@pytest.mark.parametrize(
    ("cell", "expected"), [(3, 3000), (3.5, 3500), ("3.5", 3500), (1.001, 1001)]
)
def test_a_number_with_nothing_beside_it_is_multiplied_by_what_the_intake_says(cell, expected):
    assert said(cell, "build_cost", answer=True, unit={"": 1000}) == ("settled", expected)
