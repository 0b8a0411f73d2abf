"""What an answer says of going on can be typed as it stands: the commands answer the same case of
the same day under the same packs.
"""

import re
import shlex

import pytest
from click.testing import CliRunner

from threshold.cli import main

PACK = """
- {work: notes, title: Notes, cited_as: N}
- attribute: moves_money
  type: bool
  question: Does it move money by itself?
  values: {"true": it does, "false": a person does}
  source: {work: notes, at: "1"}
"""
TWO = "- name: Payments\n  moves_money: true\n- name: Study\n  moves_money: false\n"
SAID = {"en": "Go on", "de": "Weiter", "fr": "Pour continuer"}


def run(*arguments):
    result = CliRunner().invoke(main, arguments, input="stop\n" * 9)
    assert result.exit_code == 0, (arguments, result.output)
    return result.output


def said_of_going_on(output, language, file):
    """The commands that are named, each with the options that all of them take."""
    text = " ".join(output.split())
    for said in re.findall(rf"{SAID[language]}(.*? page\.html)", text):
        options = re.search(r"--.*?(?=\s?: threshold)", said)
        commands = re.split(r"\s?; ", said[said.index("threshold") :])
        for command in commands:
            word = command.split()[2].partition("#")[0]
            typed = f"{command} {options[0] if options else ''}".replace(word, file)
            yield shlex.split(typed)[1:]


@pytest.mark.parametrize("language", SAID)
def test_each_command_to_go_on_with_can_be_typed_as_it_stands(tmp_path, monkeypatch, language):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "our pack.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(TWO, encoding="utf-8")
    asked = ("--pack", "our pack.yaml", "--on", "2027-01-01", "--language", language)
    output = run("assess", "two.yaml", *asked)
    commands = list(said_of_going_on(output, language, "two.yaml"))
    assert [command[:2] for command in commands] == [
        [name, f"two.yaml#{number}"] for number in (1, 2) for name in ("why", "ask", "plan", "page")
    ]
    for command in commands:
        if command[0] in ("why", "ask"):
            run(*command)
    assert (tmp_path / "study.yaml").exists()
    told = run("why", "two.yaml#2", *asked)
    assert list(said_of_going_on(told, language, "two.yaml")) == commands[4:]


def test_without_options_none_are_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.yaml").write_text("name: Study\n", encoding="utf-8")
    assert "Go on: threshold why FILE; threshold ask FILE;" in run("assess", "one.yaml")


def test_a_register_that_is_named_is_named_in_what_to_go_on_with(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.yaml").write_text("name: Study\n", encoding="utf-8")
    named = ("--register", "our list.db")
    run("register", "add", "A 1", "one.yaml", "--who", "Eva Ott", *named)
    output = " ".join(run("register", "show", "A 1", *named).split())
    said = re.search(r"Go on, with (.*?): (threshold .*? -o record\.html)", output)
    assert shlex.split(said[1]) == list(named)
    for command in said[2].split("; ")[1:]:
        run(*shlex.split(f"{command} {said[1]}")[1:])
    monkeypatch.setenv("THRESHOLD_REGISTER", "our list.db")
    assert "Go on: threshold register answer 'A 1'" in " ".join(
        run("register", "show", "A 1").split()
    )
