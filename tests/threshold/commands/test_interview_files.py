"""What an interview saves, where, and what it leaves as it is."""

from __future__ import annotations

import json

import pytest

from knowledge.cases.files import read_case
from tests.conftest import use_case
from tests.interviewed import KNOWN, KNOWN_LINES, ON, asked


@pytest.mark.parametrize("typed", [["none"], ["none", "Q"]])
def test_the_end_of_the_input_saves_what_there_is(ask, case, typed):
    stated = {"output_use": "operational", "ai_system": True, **KNOWN}
    file = case(**stated)
    output = ask(file, *ON, typed=typed)
    assert read_case(file) == use_case(**stated, prohibited_practices=[])
    assert f"saved: {file}" in output


def test_a_file_keeps_what_people_wrote_in_it(ask, tmp_path):
    file = tmp_path / "noted.yaml"
    text = (
        "# for the board\nname:   Noted   # a working title\n"
        "output_use: operational # since May\nai_system: true\n"
        f"controls: {{monitoring: true}}\n{KNOWN_LINES}"
    )
    file.write_text(text, encoding="utf-8")
    ask(file, *ON, typed=["none"])
    assert file.read_text(encoding="utf-8") == f"{text}prohibited_practices: []\n"
    assert read_case(file) == use_case(
        name="Noted",
        output_use="operational",
        ai_system=True,
        controls={"monitoring": True},
        prohibited_practices=[],
        **KNOWN,
    )


@pytest.mark.parametrize("blank", ["", " null", " ~"])
def test_an_answer_is_written_where_a_file_left_room_for_it(ask, tmp_path, blank):
    file = tmp_path / "form.yaml"
    file.write_text(
        f"name: Form\nprohibited_practices:{blank}  # ask the lawyers\n"
        f"output_use: operational\nai_system: true\n{KNOWN_LINES}stage:\n",
        encoding="utf-8",
    )
    ask(file, *ON, typed=["none"])
    answered = "prohibited_practices: []  # ask the lawyers"
    text = f"name: Form\n{answered}\noutput_use: operational\nai_system: true\n"
    assert file.read_text(encoding="utf-8") == f"{text}{KNOWN_LINES}stage:\n"


def test_a_file_of_json_stays_one(ask, tmp_path):
    file = tmp_path / "case.json"
    stated = {"name": "Prévision", "output_use": "operational", "ai_system": True, **KNOWN}
    file.write_text(json.dumps(stated, ensure_ascii=False), encoding="utf-8")
    ask(file, *ON, typed=["none"])
    saved = json.loads(file.read_text(encoding="utf-8"))
    assert saved == {**stated, "prohibited_practices": []}
    assert read_case(file).prohibited_practices == frozenset()


def test_a_new_case_is_saved_under_its_name(ask, tmp_path):
    ask(*ON, typed=["", "Prices & Co: 2026!", "none"])
    (file,) = tmp_path.iterdir()
    assert file.name == "prices-co-2026.yaml"
    assert read_case(file) == use_case(name="Prices & Co: 2026!", prohibited_practices=[])


@pytest.mark.parametrize("name", ["../<script>: # 日本", "x" * 500])
def test_a_name_may_be_anything_and_stays_in_the_folder(ask, tmp_path, name):
    ask(*ON, typed=[name, "yes"])
    (file,) = tmp_path.iterdir()
    assert read_case(file).name == name


def test_an_example_is_saved_under_its_own_name_and_elsewhere_if_told(ask, tmp_path):
    ask("example:tay", typed=["stop", "yes"])
    assert [file.name for file in tmp_path.iterdir()] == ["public-chatbot-experiment-tay.yaml"]
    assert read_case("public-chatbot-experiment-tay.yaml") == read_case("example:tay")
    ask("example:tay", "-o", "mine.yaml", typed=["1", "stop"])
    assert read_case("mine.yaml") != read_case("example:tay")


def test_a_case_that_is_there_already_is_not_written_over_unasked(ask, tmp_path):
    ask(*ON, typed=["Twice", "none"])
    output = ask(*ON, typed=["Twice", "no"], code=2)
    assert (
        "twice.yaml is there already: name it as the FILE to go on with it, or another with -o"
        in output
    )
    assert read_case("twice.yaml").prohibited_practices == frozenset()
    ask("twice.yaml", *ON, typed=["stop"])


def test_a_file_that_is_no_case_is_told_before_the_first_question(ask, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("just text", encoding="utf-8")
    for arguments in ((notes,), ("example:tay", "-o", notes)):
        output = ask(*arguments, typed=["manipulation"], code=2)
        assert "a case is a mapping of attributes" in output
        assert asked(output) == []
    assert notes.read_text(encoding="utf-8") == "just text"
