"""Lists, taken in again and again: each cell that says otherwise, and nothing else."""

from __future__ import annotations

import pytest

from knowledge.faults import InvalidCase
from knowledge.languages.words import Words
from tests import inventory
from threshold.register import Register
from threshold.register.told import Teller

DAYS = [f"2026-11-{day:02}" for day in range(1, 20)]


@pytest.fixture
def taken(tmp_path):
    """Take a list in on the next day; returns the register and what was done."""
    days = iter(DAYS)
    with Register(tmp_path / "register.db") as register:

        def take(text, name="list.csv"):
            table = tmp_path / name
            table.write_text(text, encoding="utf-8")
            return register.import_table(table, on=next(days))

        take.register = register
        yield take


def exposure(taken, key="1"):
    return taken.register.stated(key, DAYS[-1]).stated().get("exposure")


def test_an_emptied_cell_takes_back_what_the_list_said(taken):
    taken("id,name,exposure\n1,Forecast,analysts\n")
    done = taken("id,name,exposure\n1,Forecast,\n")
    assert done.updated == {"1": ("exposure",)}
    assert exposure(taken) is None
    assert [one.value for one in taken.register.history("1") if one.attribute == "exposure"] == [
        "analysts",
        None,
    ]


def test_a_cell_that_cannot_be_used_says_nothing_and_is_told(taken):
    taken("id,name,exposure\n1,Forecast,analysts\n")
    done = taken("id,name,exposure\n1,Forecast,everybody\n")
    assert (done.updated, done.unchanged) == ({}, 1)
    assert [(fault.row, fault.value) for fault in done.faults] == [(2, "everybody")]
    assert exposure(taken) == "analysts"


def test_a_cell_that_cannot_be_used_keeps_no_other_from_being_emptied(taken):
    taken("id,name,exposure,stage\n1,Forecast,analysts,pilot\n")
    done = taken("id,name,exposure,stage\n1,Forecast,,Pilod\n")
    assert done.updated == {"1": ("exposure",)}
    stated = taken.register.stated("1", DAYS[-1]).stated()
    assert (stated.get("exposure"), stated.get("stage")) == (None, "pilot")


def test_a_row_that_ends_early_takes_nothing_back(taken):
    taken("id,name,exposure,stage\n1,Forecast,analysts,pilot\n")
    done = taken("id,name,exposure,stage\n1,Forecast\n")
    assert (done.updated, done.unchanged) == ({}, 1)
    assert [fault.column for fault in done.faults] == ["exposure"]


def test_what_a_person_answered_or_took_back_stands_while_the_list_says_what_it_said(taken):
    text = "id,name,exposure\n1,Forecast,analysts\n"
    taken(text)
    taken.register.answer("1", "exposure", "public", who="Eva Ott", on=DAYS[2])
    assert taken(text).overruled == ()
    assert exposure(taken) == "public"
    taken.register.answer("1", "exposure", "unknown", who="Eva Ott", on=DAYS[4])
    assert taken(text).updated == {}
    assert exposure(taken) is None


def test_a_list_that_changes_against_a_person_is_told_each_time(taken):
    taken("id,name,exposure\n1,Forecast,analysts\n")
    taken.register.answer("1", "exposure", "public", who="Eva Ott", on=DAYS[0])
    for _ in range(2):
        done = taken("id,name,exposure\n1,Forecast,customers\n")
        assert done.overruled == (("1", "exposure"),)
    assert exposure(taken) == "public"


def test_without_an_id_a_case_is_known_by_its_name(taken):
    assert taken("name,exposure\nForecast,analysts\n").added == ("Forecast",)
    assert taken("name,exposure\nForecast,public\n").updated == {"Forecast": ("exposure",)}


def test_two_rows_of_one_key_are_told_and_the_first_counts(taken):
    done = taken("name,exposure\nForecast,analysts\nForecast,public\n")
    assert done.added == ("Forecast",)
    assert [fault.row for fault in done.faults] == [3]
    assert exposure(taken, "Forecast") == "analysts"


def test_lists_do_not_miss_the_cases_of_each_other(taken):
    taken("id,name\n1,Forecast\n", "first.csv")
    done = taken("id,name\n2,Chat\n", "second.csv")
    assert (done.added, done.vanished) == (("2",), ())
    assert taken("id,name\n3,Scan\n", "first.csv").vanished == ("1",)


def test_the_day_that_a_row_states_is_left_out(taken):
    taken("id,name,today\n1,Forecast,2020-01-01\n")
    assert taken.register.case("1", DAYS[-1]).outcome.verdict
    assert "today" not in {one.attribute for one in taken.register.history("1")}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "is the key of another row already, so that this row is not taken in"),
        (
            "de",
            "ist schon die Kennung einer anderen Zeile, sodass diese Zeile nicht übernommen wird",
        ),
        ("fr", "est déjà la clé d’une autre ligne, si bien que cette ligne n’est pas reprise"),
    ],
)
def test_a_key_that_another_row_has_is_told_in_each_language(taken, language, told):
    done = taken("name,exposure\nForecast,analysts\nForecast,public\n")
    (fault,) = done.faults
    words = Words.of(language, taken.register.base)
    assert words.mark(fault.reason) == told
    assert words.mark(fault.expected) != fault.expected or language == "en"


def test_an_id_that_stands_twice_is_told_once_under_its_head_with_what_becomes_of_the_row(taken):
    done = taken("id,name\n1,Forecast\n1,Chat\n")
    (fault,) = done.faults
    assert (done.added, fault.row, fault.column, fault.lost) == (("1",), 3, "id", True)


@pytest.mark.parametrize("silent", ["n/a", "-", "?"])
def test_a_cell_that_says_that_there_is_no_id_is_none(taken, silent):
    done = taken(f"id,name\n{silent},Forecast\n{silent},Chat\n")
    assert (done.added, done.faults) == (("Forecast", "Chat"), ())


@pytest.mark.parametrize(
    ("was", "now"), [("A 1", "A  1"), ("A 1", " A\u00a01 "), ("Z\u00fcge", "Zu\u0308ge")]
)
def test_an_id_is_the_same_whatever_cannot_be_seen_of_it(taken, was, now):
    taken(f"id,name\n{was},Forecast\n")
    done = taken(f"id,name\n{now},Forecast\n")
    assert (done.added, done.vanished, done.unchanged) == ((), (), 1)
    assert taken(f"id,name\n{was},Forecast\n{now},Chat\n").added == ()
    taken.register.add(now, {"name": "Forecast"}, who="Eva Ott", on=DAYS[0])
    assert [state.key for state in taken.register.cases(DAYS[-1])] == [was]


def test_a_case_that_an_earlier_program_knew_with_more_blanks_is_known_again(taken):
    taken.register.add("A  1", {"name": "Forecast"}, who="Eva Ott", on=DAYS[0])
    assert taken("id,name\nA  1,Forecast\n").added == ()
    assert taken("id,name\nA 1,Forecast\n").added == ()


def test_ids_that_differ_by_case_are_two(taken):
    assert taken("id,name\na1,Forecast\nA1,Chat\n").added == ("a1", "A1")


def test_a_column_that_is_gone_takes_nothing_back_and_is_told(taken):
    taken("id,name,exposure,stage\n1,Forecast,analysts,pilot\n2,Chat,,\n")
    done = taken("id,name,stages\n1,Forecast,pilot\n2,Chat,\n")
    assert (done.updated, done.unchanged) == ({}, 2)
    assert [note.values for note in done.notes if note.key == "list_columns_gone"] == [
        {"columns": ("exposure", "stage")}
    ]
    assert exposure(taken) == "analysts"
    assert taken("id,name,exposure,stage\n1,Forecast,,pilot\n").updated == {"1": ("exposure",)}


def test_a_row_without_a_name_is_not_called_by_its_number(taken):
    taken("id,name,exposure\n1,Forecast,analysts\n")
    taken("id,exposure\n1,public\n2,public\n")
    names = {state.key: state.name for state in taken.register.cases(DAYS[-1])}
    assert names == {"1": "Forecast", "2": "2"}
    assert taken("id,stage\n1,\n2,\n3,\n").added == ("3",)
    done = taken("id,stage\n1,\n2,\n3,\n")
    assert done.updated == {}
    assert [note.values for note in done.notes if note.key == "list_columns_gone"] == [
        {"columns": ("exposure", "name")}
    ]
    taken("id,name,exposure\n1,,public\n2,Chat,public\n3,,\n")
    names = {state.key: state.name for state in taken.register.cases(DAYS[-1])}
    assert names == {"1": "1", "2": "Chat", "3": "3"}


def test_a_list_does_not_stand_against_another_one_as_a_person_does(taken):
    taken("id,name,exposure\n1,Forecast,analysts\n", "january.csv")
    done = taken("id,name,exposure\n1,Forecast,public\n", "february.csv")
    assert (done.updated, done.overruled) == ({"1": ("exposure",)}, ())
    # what a list said before it does not say anew
    assert taken("id,name,exposure\n1,Forecast,analysts\n", "january.csv").updated == {}
    assert exposure(taken) == "public"


def test_a_list_without_the_ids_of_its_intake_is_refused(taken, tmp_path):
    table, intake = inventory.write(tmp_path, inventory.rows()[:1])
    register, head = taken.register, inventory.rows()[0]
    assert register.import_table(table, str(intake), on=DAYS[0]).added == ("1",)
    text = table.read_text(encoding="utf-8")
    assert "Nr" in head
    table.write_text(text.replace("Nr", "Nummer", 1), encoding="utf-8")
    with pytest.raises(InvalidCase, match="'Nr'"):
        register.import_table(table, str(intake), on=DAYS[1])
    assert [state.vanished_on for state in register.cases(DAYS[1])] == [None]


def test_a_list_taken_in_as_of_an_earlier_day_says_what_it_says_from_that_day_on(tmp_path):
    """Though it says the same as a list of a later day, which was taken in before."""
    table = tmp_path / "list.csv"
    with Register(tmp_path / "register.db") as register:
        said = (
            ("analysts", "2026-11-01"),
            ("customers", "2026-11-20"),
            ("customers", "2026-11-10"),
        )
        for value, day in said:
            table.write_text(f"id,name,exposure\n1,Forecast,{value}\n", encoding="utf-8")
            register.import_table(table, on=day)

        def on(day):
            return register.stated("1", day).stated()["exposure"]

        assert [on(day) for day in ("2026-11-09", "2026-11-10", "2026-11-20")] == [
            "analysts",
            "customers",
            "customers",
        ]


def test_a_case_begins_on_the_earliest_day_as_of_which_a_list_had_it(tmp_path):
    table = tmp_path / "list.csv"
    table.write_text("id,name\n1,Forecast\n", encoding="utf-8")
    with Register(tmp_path / "register.db") as register:
        for day in ("2026-11-20", "2026-11-10"):
            register.import_table(table, on=day)
        assert [(one.key, one.name) for one in register.cases("2026-11-10")] == [("1", "Forecast")]
        assert register.cases("2026-11-09") == []


def in_workbook(folder, *ids):
    """A list of these ids: (number, its format)."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    made = xlsxwriter.Workbook(str(folder / "list.xlsx"))
    sheet = made.add_worksheet("List")
    sheet.write_row(0, 0, ["id", "name"])
    for at, (number, shown_as) in enumerate(ids, start=1):
        sheet.write(at, 0, number, made.add_format({"num_format": shown_as}))
        sheet.write(at, 1, f"Case {number}")
    made.close()
    return folder / "list.xlsx"


def test_an_id_has_the_noughts_that_its_format_shows_and_is_the_case_that_it_was_before(tmp_path):
    """Earlier programs knew `0007` by 7, as a list without the format still has it."""
    with Register(tmp_path / "register.db") as register:
        register.import_table(in_workbook(tmp_path, (7, "0")), on=DAYS[0])
        register.answer("7", "exposure", "public", who="Ida Roth", on=DAYS[0])
        done = register.import_table(in_workbook(tmp_path, (7, "0000"), (8, "0000")), on=DAYS[1])
        assert (done.added, done.unchanged, done.vanished) == (("0008",), 1, ())
        done = register.import_table(in_workbook(tmp_path, (7, "0"), (7, "0000")), on=DAYS[2])
        assert (done.added, done.unchanged, done.vanished) == (("0007",), 1, ("0008",))
        assert register.stated("7", DAYS[2]).stated()["exposure"] == "public"
        assert register.verify().whole


TWO = "id,name,exposure\n1,Forecast,analysts\n2,Churn,public\n"


@pytest.mark.parametrize(
    "broken",
    [
        b'id,name,exposure\n1,Forecast,analysts\n2,"Churn,public\n',
        "id,name,exposure\n1,Größe,analysts\n".encode() + b"2,Ch\xfcrn,public\n",
        b"id,name,exposure\n1,Forecast,analysts\n\nname,stage\n2,Churn\n",
    ],
)
def test_a_case_that_may_be_in_a_row_that_cannot_be_read_stays_in_its_list(taken, tmp_path, broken):
    taken(TWO)
    (tmp_path / "list.csv").write_bytes(broken)
    done = taken.register.import_table(tmp_path / "list.csv", on=DAYS[1])
    assert (done.vanished, done.missed, done.returned) == ((), ("2",), ())
    assert [state.key for state in taken.register.cases(on=DAYS[1])] == ["1", "2"]
    (tmp_path / "list.csv").write_text("id,name\n1,Forecast\n", encoding="utf-8")
    done = taken.register.import_table(tmp_path / "list.csv", on=DAYS[2])
    assert (done.vanished, done.missed) == (("2",), ())
    assert str(taken.register.case("2", DAYS[2]).vanished_on) == DAYS[2]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Not found, and kept as in the list, since rows of it cannot be read: 2"),
        ("de", "Nicht gefunden, und weiter als in der Liste geführt"),
        ("fr", "Introuvables, et tenus pour présents dans la liste"),
    ],
)
def test_that_it_may_be_there_is_told_in_each_language(taken, language, says):
    taken(TWO)
    done = taken('id,name,exposure\n1,Forecast,analysts\n2,"Churn,public\n')
    base = taken.register.base
    told = Teller(base, Words.of(language, base)).imported(done)
    assert any(line.startswith(says) for line in told)


def test_a_row_that_lost_its_id_is_another_case_and_that_is_told(taken):
    assert taken(TWO).notes == ()
    done = taken("id,name,exposure\n1,Forecast,analysts\n,Churn,public\n")
    assert (done.added, done.vanished) == (("Churn",), ("2",))
    (note,) = done.notes
    assert note.startswith("row 3 has no id, and is known again by its name")
    assert taken("name\nForecast\n", "names.csv").notes == ()


def test_a_folder_of_cases_is_a_list_that_is_known_again(taken, tmp_path):
    folder = tmp_path / "ours"
    folder.mkdir()
    for name in ("Forecast", "Chat"):
        (folder / f"{name}.yaml").write_text(f"name: {name}\nexposure: analysts\n")
    done = taken.register.import_table(folder, who="Ida Roth", on=DAYS[0])
    assert done.added == ("Chat", "Forecast")
    (folder / "Chat.yaml").unlink()
    (folder / "Forecast.yaml").write_text("name: Forecast\nexposure: public\n")
    done = taken.register.import_table(folder, who="Ida Roth", on=DAYS[0])
    assert (dict(done.updated), done.vanished) == ({"Forecast": ("exposure",)}, ("Chat",))
