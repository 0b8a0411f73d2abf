"""One cell, one meaning, in whatever kind of file it stands and on whatever way it is read: what
each cell says is written down here once, as docs/own_intake.md has it.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime

import pytest
from click.testing import CliRunner

from engine import assess_table
from engine.portfolio import open_portfolio
from knowledge import load
from tests.conftest import DAY
from tests.sizes import few, taking
from tests.table_cases import assessed
from tests.table_files import KINDS
from threshold.cli import main

pytest.importorskip("python_calamine")
pytest.importorskip("xlsxwriter")

FAULT = object()  # told with its row; unknown
UNKNOWN = None  # said to be unknown
SECOND = date(2026, 1, 2)
NONE: list[str] = []
BOTH = ["recruitment", "creditworthiness"]

TEXTS = {  # attribute → cell → what it says
    "affects_people": {
        **dict.fromkeys(("ja", "y", "oui", "sí", "On", "TRUE", "  yes  ", "1", "1.0"), True),
        **dict.fromkeys(("off", "nee", "0", "N", "falso"), False),
        **dict.fromkeys(("N/A", "TBD", "-", "unbekannt", "null", "?", " "), UNKNOWN),
        **dict.fromkeys(("x", "2", "none", "yes no"), FAULT),
    },
    "output_use": {
        "operational": "operational",
        " research ": "research",
        **dict.fromkeys(("unknown", "k. A."), UNKNOWN),
        **dict.fromkeys(("reserch", "'research'", "operational;research", "none"), FAULT),
    },
    "business_units": {
        **dict.fromkeys(("3.0", "3 ", "003"), 3),
        "1e2": 100,
        **dict.fromkeys(("2.5", "1:2", "0x10", "1_000", "٣", "9" * 20, "9007199254740993"), FAULT),
    },
    "volume_multiple": {
        **dict.fromkeys(("12.50", "+12.5", "1.25e1"), 12.5),
        ".5": 0.5,
        **dict.fromkeys(("1e400", "-1", "nan", "inf", "0b1", "8 9"), FAULT),
    },
    "went_live_on": {
        **dict.fromkeys(("2026-01-02", "2026-01-02 00:00:00", "2026-01-02T00:00:00"), SECOND),
        **dict.fromkeys(("2026-02-30", "20260102", "46024", "2/1/2026", "1850-01-01"), FAULT),
    },
    "annex_iii": {
        **dict.fromkeys(("none", "[]"), NONE),
        **dict.fromkeys(("recruitment; creditworthiness", "recruitment|creditworthiness"), BOTH),
        "['recruitment', \"creditworthiness\"]": BOTH,
        **dict.fromkeys((";", ",", '""', "credit worthiness", "recruit'ment"), FAULT),
        **dict.fromkeys(("recruitment,luck", "none; none", "none; recruitment"), FAULT),
    },
}
TYPED = {  # columns of one type each, that stand in one file: attribute → cell → what it says
    "a type for each column": {
        "affects_people": {True: True, False: False},
        "business_units": {3: 3, 2**60: FAULT},
        "volume_multiple": {12.5: 12.5, 3.0: 3, -1.0: FAULT},
        "went_live_on": {SECOND: SECOND, date(1950, 5, 6): date(1950, 5, 6)},
        "output_use": {1: FAULT},  # a number for a word
        "annex_iii": {0: FAULT},  # a number for a list
    },
    "ones and zeros, floats for whole numbers, numbers for days": {
        "affects_people": {1: True, 0: False, 2: FAULT},
        "business_units": {3.0: 3, 2.5: FAULT, 1e300: FAULT},
        "went_live_on": {46024: FAULT},
    },
    "floats for yes, times": {
        "affects_people": {1.0: True, 0.0: False, 0.5: FAULT},
        "went_live_on": {datetime(2026, 1, 2): SECOND, datetime(2026, 1, 2, 9): SECOND},
    },
}
INTAKE = "intake: own\ntitle: T\nsource: S\ntext: {name: name}\ncolumns:\n"
COLUMN = "  - {attribute: %s, column: %s, answer: true, basis: stated}\n"


def laid_out(said):
    """Heads, rows and what each row says, of attribute → cell → value; a row has one such cell."""
    heads = ["name", *said]
    cells = [(name, cell, value) for name in said for cell, value in said[name].items()]
    rows = [
        [f"R{at}", *[cell if head == name else None for head in said]]
        for at, (name, cell, _) in enumerate(cells)
    ]
    return heads, rows, [(name, value) for name, _, value in cells]


def stated(case):
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in case.stated().items()
        if name != "name"
    }


def meant(name, value):
    if value is FAULT or value is UNKNOWN:
        return {}
    return {name: sorted(value) if isinstance(value, list) else value}


_FOLLOWS: dict[str, dict[str, bool | None]] = {}


def follows(name, value):
    """What follows from a case that states this alone."""
    facts = meant(name, value)
    if repr(facts) not in _FOLLOWS:
        _FOLLOWS[repr(facts)] = assessed(load(), facts).conclusions
    return _FOLLOWS[repr(facts)]


def check(tmp_path, kind, said):
    """Each way says of each cell what is meant."""
    file, intake, output = tmp_path / f"t{kind}", tmp_path / "own.yaml", tmp_path / "out.jsonl"
    heads, rows, expected = laid_out(said)
    KINDS[kind](file, heads, rows)
    intake.write_text(INTAKE + "".join(COLUMN % (name, name) for name in said), encoding="utf-8")

    for given in (None, str(intake)):
        read = list(open_portfolio(file, given, DAY).rows)
        assert [stated(row.case) for row in read] == [meant(*one) for one in expected]
        told = [[fault.column for fault in row.faults] for row in read]
        assert told == [[name] if value is FAULT else [] for name, value in expected]

    faults = [name if value is FAULT else "" for name, value in expected]
    answers = assess_table(file, DAY).collect().to_dicts()
    assert [row["unusable"] for row in answers] == faults
    for (name, value), row in zip(expected, answers, strict=True):
        for proposition, holds in follows(name, value).items():
            assert row[proposition] is holds, (name, value, proposition)

    result = CliRunner().invoke(
        main, ["portfolio", str(file), "--conclusions", "-o", str(output), "--on", str(DAY)]
    )
    assert result.exit_code == 0, result.output
    written = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [(row["name"], row["verdict"], row["unusable"]) for row in written] == [
        (row["name"], row["verdict"], row["unusable"]) for row in answers
    ]

    result = CliRunner().invoke(
        main, ["intake", "check", str(file), "--intake", str(intake), "--json"]
    )
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    counts = Counter(new["attribute"] for new in found["new"] for _ in range(new["count"]))
    assert counts == Counter(name for name in faults if name)
    filled = Counter(name for one in expected for name in meant(*one))
    assert found["filled"] == {"name": len(rows), **filled}
    assert found["unusable"] == []


@pytest.mark.parametrize("kind", few(KINDS, of=2))
def test_a_text_says_the_same_in_every_kind_of_file_and_on_every_way(tmp_path, kind):
    check(tmp_path, kind, TEXTS)


@pytest.mark.parametrize("kind", [".ods", ".xlsx", ".parquet", ".json"])
@pytest.mark.parametrize("said", TYPED.values(), ids=TYPED)
def test_a_typed_cell_says_the_same_in_every_kind_of_file(tmp_path, kind, said):
    check(tmp_path, kind, said)


LIST_INTAKE = """\
intake: own
title: T
source: S
id: Nr
keep: [Owner]
skip: {column: Withheld, values: ["yes"]}
text: {name: Project}
columns:
  - {attribute: output_use, column: Used for, values: {daily work: operational}, basis: stated}
  - {attribute: volume_multiple, column: Factor, answer: true, basis: stated}
  - {attribute: build_cost, column: Budget, answer: true, basis: stated}
  - {attribute: went_live_on, column: Since, dates: ["%Y/%m"], basis: stated}
"""
LIST_HEADS = ["Nr", " Project", "used  FOR", "Factor ", "Budget", "Since", "Owner", "Withheld"]
LIST = [
    ["7", "Chatbot", "Daily Work", "1.200", "250.000", "2017/10", "Ann", "no"],
    ["8", "Chatbot", "fun", "1,5", "1.250.000", "2017", "=1+1", None],
    ["9", "Redacted", "daily work", "x", "x", "x", "x", "yes"],
    ["7", "4711", None, "12", "80.000,50", "2017/13", None, None],
]


# in any run the first kind, and those that are left out where texts are read
@pytest.mark.parametrize("kind", taking([*KINDS][:1] + [*KINDS][1::2], of=KINDS))
def test_a_list_that_is_put_through_says_the_same_in_every_kind_of_file(tmp_path, kind):
    file, intake, output = tmp_path / f"t{kind}", tmp_path / "own.yaml", tmp_path / "out.jsonl"
    KINDS[kind](file, LIST_HEADS, LIST)
    intake.write_text(LIST_INTAKE, encoding="utf-8")
    given = str(intake)
    numbered = (
        [1, 2, 4] if kind in (".json", ".jsonl", ".yaml", ".parquet", ".arrow") else [2, 3, 5]
    )

    opened = open_portfolio(file, given, DAY)
    rows = list(opened.rows)
    assert [row.row for row in rows] == numbered
    assert [stated(row.case) for row in rows] == [
        {
            "output_use": "operational",
            "volume_multiple": 1200,
            "build_cost": 250_000,
            "went_live_on": date(2017, 10, 1),
        },
        {"volume_multiple": 1.5, "build_cost": 1_250_000},
        {"volume_multiple": 12, "build_cost": 80_000.5},
    ]
    assert [row.case.name for row in rows] == ["Chatbot", "Chatbot", "4711"]
    assert [[fault.column for fault in row.faults] for row in rows] == [
        [],
        ["used  FOR", "Since"],
        ["Nr", "Since"],
    ]
    assert [row.kept for row in rows] == [
        {"Nr": "7", "Owner": "Ann"},
        {"Nr": "8", "Owner": "=1+1"},
        {"Nr": "7", "Owner": None},
    ]
    assert any("1 row" in note and "Withheld" in note for note in opened.notes)

    answers = assess_table(file, DAY, intake=given).collect()
    assert answers["verdict"].to_list() == [row.assessment.verdict.value for row in rows]
    assert answers["unusable"].to_list() == ["", "output_use;went_live_on", "went_live_on"]
    assert answers["Nr"].to_list() == ["7", "8", "7"]

    asked = ["portfolio", str(file), "--intake", given, "--on", str(DAY), "-o", str(output)]
    for more in ([], ["--conclusions"]):
        result = CliRunner().invoke(main, [*asked, *more])
        assert result.exit_code == 0, result.output
        written = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
        assert [(row["Nr"], row["Owner"], row["verdict"]) for row in written] == [
            (row.kept["Nr"], row.kept["Owner"], row.assessment.verdict.value) for row in rows
        ]

    result = CliRunner().invoke(main, ["intake", "check", str(file), "--intake", given, "--json"])
    found = json.loads(result.stdout)
    assert found["filled"] == {
        "name": 3, "output_use": 1, "volume_multiple": 3, "build_cost": 3, "went_live_on": 1
    }  # fmt: skip
    assert sorted((new["attribute"], new["value"], new["row"]) for new in found["new"]) == [
        ("output_use", "fun", numbered[1]),
        ("went_live_on", "2017", numbered[1]),
        ("went_live_on", "2017/13", numbered[2]),
    ]
    assert [(row["row"], row["column"]) for row in found["unusable"]] == [(numbered[2], "Nr")]
    assert (found["absent"], found["unmapped"]) == ([], [])


TWINS = ["name", "output_use", " Output_Use "]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != ".yaml"])
def test_two_columns_for_one_attribute_are_refused_in_every_kind_of_file(tmp_path, kind):
    file, intake = tmp_path / f"t{kind}", tmp_path / "own.yaml"
    KINDS[kind](file, TWINS, [["A", "research", "operational"]])
    intake.write_text(INTAKE + COLUMN % ("output_use", "output_use"), encoding="utf-8")
    ways = (
        ["portfolio", str(file)],
        ["portfolio", str(file), "--intake", str(intake)],
        ["portfolio", str(file), "--conclusions", "-o", str(tmp_path / "o.csv")],
        ["intake", "check", str(file), "--intake", str(intake)],
    )
    for way in ways:
        result = CliRunner().invoke(main, way)
        assert result.exit_code == 2, way
        assert "output_use" in result.stderr.lower(), way
