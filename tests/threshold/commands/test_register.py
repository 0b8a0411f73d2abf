"""The commands of a register: in each language, as text and as JSON, and what they refuse."""

from __future__ import annotations

import csv
import json
import re
import shlex

import pytest
from click.testing import CliRunner

from knowledge.faults import HIDDEN
from tests import inventory
from tests.sizes import few
from threshold.cli import main

LANGUAGES = ("en", "de", "fr")
DAY = ("--on", "2026-12-10")


@pytest.fixture(scope="module")
def run():
    """Run a command; nothing may end it but its own exit."""

    def invoke(*arguments, code=0):
        result = CliRunner().invoke(main, ["register", *map(str, arguments)])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert result.exit_code == code, result.output
        return result.stdout if code == 0 else result.stderr

    return invoke


@pytest.fixture(scope="module")
def kept(run, tmp_path_factory):
    """The options that name a register of a few cases."""
    folder = tmp_path_factory.mktemp("kept")
    table, intake = inventory.write(folder, inventory.rows()[:10])
    where = ("--register", folder / "register.db")
    on = ("--on", "2026-11-30")
    said = run("import", table, "--intake", intake, "--who", "Ida Roth", *on, *where)
    assert said.startswith(f"{table}: 10 added, 0 updated, 0 unchanged")
    evidence = folder / "contract.pdf"
    evidence.write_bytes(b"%PDF")
    who = ("--who", "Marta Sol", "--on", "2026-12-01")
    run(
        "answer", "8", "exposure", "customers", *who, *where, "--evidence", evidence,
        "--valid-until", "2027-03-31", "--note", "signed",
    )  # fmt: skip
    return where


COMMANDS = {
    "list": ("list", *DAY),
    "show": ("show", "8", *DAY),
    "history": ("history", "8"),
    "timeline": ("timeline", "8", *DAY),
    "diff": ("diff", "2026-11-30", "2027-12-02"),
    "due": ("due", "--within", "400", *DAY),
    "verify": ("verify",),
    "replay": ("replay", "3"),
}
SAYS = {  # what a command says in each language, of things that only it says so
    "list": ("not settled yet", "noch nicht geklärt", "pas encore"),
    "show": ("valid until 2027-03-31", "gültig bis 31. März 2027", "valable jusqu’au 31 mars 2027"),
    "history": ("list: intake forty", "Liste: intake forty", "liste\u00a0: intake forty"),
    "timeline": ("no longer valid: Who sees", "nicht mehr gültig: Wer sieht", "ne valent plus"),
    "diff": (
        "because of the day: 2027-12-02",
        "wegen des Tages: 2. Dezember 2027",
        "à cause du jour",
    ),
    "due": ("begins to bind", "beginnt zu gelten", "devient applicable"),
    "verify": ("Not shown", "Nicht gezeigt", "Non montré"),
    "replay": ("the same follows", "Es folgt dasselbe", "il s’ensuit la même chose"),
}


@pytest.mark.parametrize(
    ("command", "place"),
    few(  # each command in each language, of which another one comes first each time
        [
            (command, (number + turn) % len(LANGUAGES))
            for number, command in enumerate(COMMANDS)
            for turn in range(len(LANGUAGES))
        ],
        of=len(LANGUAGES),
    ),
)
def test_a_command_speaks_three_languages_and_nothing_in_it_is_left_in_english(
    run, kept, command, place
):
    code, said = [*zip(LANGUAGES, SAYS[command], strict=True)][place]
    text = run(*COMMANDS[command], *kept, "--language", code).replace("\n  ", " ")
    assert said in text
    assert "(EN)" not in text


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_gives_its_data_as_json(run, kept, command):
    found = json.loads(run(*COMMANDS[command], *kept, "--json"))
    assert found


def test_the_list_is_in_the_order_of_the_ranks_and_says_why(run, kept):
    lines = run("list", *DAY, *kept).splitlines()[:-1]
    ranks = [int(line.partition(".")[0]) for line in lines]
    assert ranks == sorted(ranks)
    assert len(ranks) == 10
    data = {one["key"]: one for one in json.loads(run("list", *DAY, *kept, "--json"))}
    first = data[lines[0].partition(":")[0].split()[-1]]
    assert (first["rank"], lines[0].endswith(first["rank_reason"])) == (1, True)


def test_the_list_can_be_narrowed(run, kept):
    tier = run("list", "--tier", "high_risk", *DAY, *kept)
    assert len(tier.splitlines()) == 8
    assert tier.splitlines()[-1].startswith("Verdicts and tiers hold as far as answered")
    owner = run("list", "--owner", "Marta Sol", "--verdict", "undetermined", *DAY, *kept)
    assert [line.partition(":")[0].split()[-1] for line in owner.splitlines()[:-1]] == ["10"]
    assert run("list", "--owner", "nobody", *kept) == (
        "The register holds no case that meets this.\n"
    )


def test_verify_tells_of_a_head_that_is_not_there_and_exits_with_one(run, kept):
    run("verify", "--head", "00" * 32, *kept, code=1)
    head = next(
        line.removeprefix("Head: ") for line in run("verify", *kept).splitlines() if "Head" in line
    )
    assert "nothing was changed, cut off or written anew" in run("verify", "--head", head, *kept)


REFUSED = {
    "no such register": (("list", "--register", "/no/such.db"), "there is no register"),
    "no such case": (("show", "80"), "there is no case '80'"),
    "no such attribute": (
        ("answer", "8", "exposre", "public", "--who", "Jon Lie"), "nearest: exposure",
    ),
    "no such value": (
        ("answer", "8", "exposure", "all", "--who", "Jon Lie"), "expected: one of data_science",
    ),
    "nobody who answers": (("answer", "8", "exposure", "public"), "--who"),
    "days in the wrong order": (("diff", "2027-01-01", "2026-01-01"), "the earlier day first"),
    "no such snapshot": (("replay", "99"), "there is no snapshot 99"),
    "no such language": (("list", "--language", "dd"), "am nächsten: de"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_cannot_be_done_is_told_in_one_line(run, kept, wrong):
    arguments, said = REFUSED[wrong]
    where = () if "--register" in arguments else kept
    assert said in run(*arguments, *where, code=2)


def test_a_name_is_erased_after_a_question(run, kept):
    asked = CliRunner().invoke(main, ["register", "erase", "Nobody", *map(str, kept)], input="n\n")
    assert asked.exit_code == 1
    assert "0 answers" in run("erase", "Nobody", "--yes", *kept)
    for code, yes, no in (("de", "ja", "nein"), ("fr", "o", ""), ("en", "y", "no")):
        line = ["register", "erase", "Nobody", *map(str, kept), "--language", code]
        assert CliRunner().invoke(main, line, input=f"quoi\n{yes}\n").exit_code == 0
        assert CliRunner().invoke(main, line, input=f"{no}\n").exit_code == 1
    left = CliRunner().invoke(main, [*line[:-1], "fr"], input="")
    assert left.exit_code == 1
    assert left.stderr.endswith("Interrompu\u00a0!\n")


def test_commands_to_go_on_with_take_any_key_for_one_word(run, tmp_path):
    """A list names its cases as it likes; what is pasted into a shell must run nothing else."""
    key, table = "7; echo 'taken' $(id)", tmp_path / "table.csv"
    table.write_text(f'id,name,exposure\n"{key}",Forecast,customers\n', encoding="utf-8")
    where = ("--register", tmp_path / "register.db")
    run("import", table, "--who", "Ida Roth", *where, *DAY)
    told = " ".join(run("show", key, *where, *DAY).split())
    commands = re.findall(r"threshold (register \w+ .*?)(?=; threshold|$)", told)
    words = [shlex.split(command.split(" This is")[0]) for command in commands]
    assert [one[1] for one in words] == ["answer", "history", "timeline", "record"]
    assert {one[2] for one in words} == {key}


@pytest.mark.parametrize(
    ("language", "day", "heading"),
    [("de", "1. Oktober 2026", "Antworten:"), ("fr", "1er octobre 2026", "Réponses\u00a0:")],
)
def test_an_answer_that_is_a_day_is_told_as_the_language_writes_days(
    run, tmp_path, language, day, heading
):
    where = ("--register", tmp_path / "register.db")
    table = tmp_path / "table.csv"
    table.write_text("id,name,starts_on\n1,Trial,2026-10-01\n", encoding="utf-8")
    run("import", table, "--who", "Ida Roth", *where, *DAY)
    told = run("history", "1", *where, "--language", language)
    assert told.startswith(heading)
    assert day in told
    assert "2026-10-01" not in told


def test_what_a_terminal_would_obey_is_written_out_and_an_empty_text_is_not_taken(run, tmp_path):
    """Cells of a list from elsewhere, written as an export writes what it could not hand on."""
    cells = r"""'"\u001b[31mred\u202e\r" """.strip(), """'"" """.strip()
    rows = [["id", "name", "output_use"], *([cell, cell, "research"] for cell in cells)]
    with (tmp_path / "list.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    where = ("--register", tmp_path / "register.db")
    said = [run("import", tmp_path / "list.csv", *where)]
    said.append(run("list", *where))
    said += [run(command, "\x1b[31mred\u202e", *where) for command in ("show", "history")]
    assert r"\x1b[31mred\u202e" in said[1]
    assert [HIDDEN.findall(text) for text in said] == [[]] * 4
    assert '\n1. \'"": \'"" · ' in said[1]


def test_a_case_whose_key_and_name_have_breaks_is_one_line_of_the_list(run, tmp_path):
    cell = "Chat\n2. Other: Other · Forbidden"
    with (tmp_path / "list.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["id", "name", "output_use"], [cell, cell, "research"]])
    where = ("--register", tmp_path / "register.db")
    run("import", tmp_path / "list.csv", *where)
    first, *others = run("list", *where).splitlines()
    assert first.startswith("1. Chat 2. Other")
    assert not [line for line in others if line.startswith("2.")]
