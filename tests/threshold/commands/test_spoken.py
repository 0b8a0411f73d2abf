"""Whatever a command tells people is told in the language that it was asked to speak."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner

from tests.places import ROOT
from threshold.cli import main

FILES = {
    "open.yaml": "name: Open\n",
    "wrong.yaml": "name: Wrong\nexposur: public\nexposure: publik\n",
    "empty.yaml": "",
    "pack.yaml": "- triger: late\n  title: It is late\n",
    "table.csv": "name,output_use,exposure\nA,operational,public\nB,nonsense,public\n",
    "unknown.csv": "colour\nred\n",
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in a folder with a few files."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return lambda line: CliRunner().invoke(main, line.split())


def commands(group, path=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def test_every_command_that_speaks_to_people_takes_a_language():
    lacking = {
        name
        for name, command in commands(main)
        if not any("--language" in option.opts for option in command.params)
    }
    assert lacking == set()


FAULTS = [
    ("assess wrong.yaml", "exposure nimmt diesen Wert nicht an; ", "n’accepte pas cette valeur"),
    ("assess wrong.yaml", "am nächsten: exposure", "le plus proche\u00a0: exposure"),
    ("assess empty.yaml", "ein Fall ordnet Attributen Werte zu", "un cas associe des valeurs"),
    ("assess example:tai", "es gibt kein Beispiel 'tai'", "il n’y a pas d’exemple 'tai'"),
    ("why open.yaml x", "es gibt keine Aussage 'x'", "il n’y a pas de proposition 'x'"),
    ("why open.yaml x", "was `threshold rules` auflistet", "ce que liste `threshold rules`"),
    ("change open.yaml --to x", "es gibt kein Urteil 'x'", "il n’y a pas de verdict 'x'"),
    ("what-if open.yaml x=1", "es gibt kein Attribut 'x'", "il n’y a pas d’attribut 'x'"),
    ("rules x", "die Wissensbasis hat keinen Eintrag 'x'", "n’a pas d’entrée 'x'"),
    ("rules --article 999", "auf Art. 999 beruht nichts", "rien ne repose sur art. 999"),
    ("where x", "'x' gibt es nicht", "'x' n’existe pas"),
    ("new x y", "es gibt keine Art 'x'", "il n’y a pas de genre 'x'"),
    ("test open.yaml", "der Fall sagt nicht, was gelten muss", "ne dit pas ce qui doit tenir"),
    ("draw open.yaml -o a.xyz", "Als .xyz wird kein Bild", "aucune image n’est dessinée"),
    ("plan open.yaml -o a.xyz", "als .xyz lässt sich kein Plan", "ne peut pas être enregistré"),
    ("plan open.yaml -o a.ics", "keine Aufgabe hat einen Tag", "aucune action n’a de date"),
    ("portfolio table.csv --intake x", "keine Zuordnung 'x'", "pas de correspondance 'x'"),
    ("portfolio unknown.csv", "keine bekannte Spalte", "aucune colonne connue"),
    ("timeline open.yaml --until 2020-01-01", "es gibt keine Zeit", "il n’y a pas de période"),
]


@pytest.mark.parametrize(("line", "german", "french"), FAULTS)
def test_what_cannot_be_used_is_told_in_the_language(run, line, german, french):
    for code, said in (("de", german), ("fr", french)):
        result = run(f"{line} --language {code}")
        assert result.exit_code == 2
        assert said in result.stderr
        assert "(EN)" not in result.stderr


def test_a_case_that_a_register_does_not_have_is_told_in_the_language(run):
    assert run("register add k open.yaml --who Ann").exit_code == 0
    told = run("register show x --language de").stderr
    assert "im Register gibt es keinen Fall „x“" in told
    assert "eine Kennung, die `threshold register list` zeigt" in told
    assert "(EN)" not in told


def test_a_fault_without_words_in_the_language_is_english_and_marked(run):
    english = run("assess open.yaml --pack pack.yaml").stderr.strip()
    assert english.startswith("pack.yaml:1:3: the first key of an entry names its kind; ")
    for code in ("de", "fr"):
        told = run(f"assess open.yaml --pack pack.yaml --language {code}").stderr.strip()
        assert told == f"{english} (EN)"


def test_what_the_system_says_of_a_file_is_told_in_the_language(run):
    for code, told in (
        ("de", "(eine solche Datei oder einen solchen Ordner gibt es nicht)"),
        ("fr", "(il n’y a pas de tel fichier ni de tel dossier)"),
    ):
        assert run(f"assess absent.yaml --language {code}").stderr.strip().endswith(told)
        output = run(f"draw open.yaml -o absent/a.mmd --language {code}")
        assert output.exit_code == 2
        assert told.strip("()") in output.stderr
        assert "(EN)" not in output.stderr


@pytest.mark.parametrize(
    ("line", "german", "french"),
    [
        ("verify", "es gibt kein Register register.db", "il n’y a pas de registre register.db"),
        ("import unknown.csv --who A", "keine bekannte Spalte", "aucune colonne connue"),
        ("diff 2027-01-01 2026-01-01", "erwartet: der frühere Tag", "attendu : le jour antérieur"),
        ("replay 9", "es gibt keinen Stand 9; erwartet: eine Nummer", "il n’y a pas d’état 9"),
        ("answer k exposur public --who A", "kein Attribut 'exposur'", "d’attribut 'exposur'"),
        ("erase  --yes", "NAME fehlt", "NOM manque"),
        ("list --register x://y", "keine Adresse eines Registers", "pas une adresse de registre"),
    ],
)
def test_what_a_register_cannot_do_is_told_in_the_language(run, line, german, french):
    if not line.startswith("verify"):
        run("register add k open.yaml --who Ann")
    for code, said in (("de", german), ("fr", french)):
        result = run(f"register {line} --language {code}")
        assert result.exit_code == 2
        assert said in result.stderr.replace("\xa0", " ")
        assert "(EN)" not in result.stderr


def test_what_was_given_empty_is_told_in_the_language():
    said = CliRunner().invoke(main, ["assess", "example:tay", "--pack", "", "--language", "de"])
    assert said.stderr.startswith("--pack: was angegeben wurde, ist leer; erwartet: ein Wert, oder")


def test_a_fault_in_a_language_holds_nothing_that_a_terminal_obeys(run):
    told = CliRunner().invoke(main, ["assess", "no\x1b[31m.yaml", "--language", "de"]).stderr
    assert "\x1b" not in told
    assert "\\x1b[31m" in told


def test_a_command_speaks_the_language_of_its_group(run):
    told = run("packs --language de show example:bank").output
    assert "gilt nicht mehr. Grund: " in told
    assert run("packs --language de show example:bank --language en").output != told


def test_titles_of_packs_are_told_in_the_language_and_reasons_of_changes_are_marked(run):
    for code, title in (("de", "wann ein IKT-Vorfall"), ("fr", "quand un incident lié aux TIC")):
        listed = run(f"packs --language {code}").output
        assert title in listed
        assert "(EN)" not in listed
    reasons = run("packs show example:bank --language fr").output
    assert reasons.count("(EN)") == 2  # of an exception that is retired, of a figure that changes


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("draw open.yaml -o a.mmd", "gezeichnet: a.mmd\n"),
        ("draw open.yaml -o a.mmd --path", "gezeichnet: a.mmd\n"),
        ("why-not open.yaml prohibited -o a.mmd", "gezeichnet: a.mmd\n"),
        ("page open.yaml -o a.html", "geschrieben: a.html\n"),
        ("portfolio table.csv -o a.md --prove", "wird bewiesen: 2 verschiedene Fälle\n"),
        ("assess open.yaml --verdict", "undetermined: Noch nicht geklärt (Stand "),
        ("intake list", "Verzeichnis der KI-Anwendungen der US-Bundesbehörden 2025\n"),
        ("sql --on 2026-11-30 --columns stage", "keine Rechtsberatung\nWITH"),
    ],
)
def test_what_was_done_is_told_in_the_language(run, line, said):
    result = run(f"{line} --language de")
    assert result.exit_code == 0, result.output
    assert said in result.output
    assert "(EN)" not in result.output


def test_french_has_its_spaces_before_signs_in_the_shortest_answer(run):
    told = run("assess open.yaml --verdict --language fr").output
    assert "undetermined\u00a0: Pas encore tranché (au " in told
    assert re.search(r"\u00a0; \w+\)", told)


def test_the_query_itself_is_the_same_in_every_language(run):
    queries = {
        run(f"sql --on 2026-11-30 --language {code}").output.partition("\n")[2]
        for code in ("en", "de", "fr")
    }
    assert len(queries) == 1


def test_numbers_are_written_as_the_language_writes_them(monkeypatch):
    monkeypatch.chdir(ROOT)
    told = CliRunner().invoke(main, ["test", "cases/ai_act", "--language", "de"]).output
    passed = re.search(r"^([\d.]+) Falltests: ([\d.]+) bestanden", told, re.MULTILINE)
    assert passed
    assert passed[1] == passed[2]


def test_rows_that_two_bases_cannot_read_are_told_in_the_language(run):
    pack = "- work: policy\n  title: Policy\n  cited_as: Policy\n"
    with open("own.yaml", "w", encoding="utf-8") as file:
        file.write(pack)
    told = " ".join(run("impact shipped own.yaml --cases table.csv --language de").output.split())
    assert "Zeile 3, output_use: 'nonsense' output_use nimmt diesen Wert nicht an" in told
    assert "erwartet: eines von research, operational" in told


def test_a_new_entry_is_commented_in_the_language(run):
    line = "new trigger own --when exposure=='public' --language de"
    assert run(line).exit_code == 0
    with open("company.yaml", encoding="utf-8") as file:
        entry = file.read()
    assert "# Eigene Einträge, neben den mitgelieferten.\n" in entry
    assert entry.count("(EN)") > 5  # what keys are for is told in English only
    with open("cases/trigger_own.yaml", encoding="utf-8") as file:
        assert "# Zwei Fälle, die sich in exposure unterscheiden: Im ersten gilt" in file.read()
    with open("schemas/case.schema.json", encoding="utf-8") as file:
        assert "Wer sieht oder nutzt die Ergebnisse?" in file.read()


def test_files_with_more_faults_than_are_told_end_the_reading_in_a_sentence(run, tmp_path):
    for number in range(9):
        cases = "".join(f"- name: {number} {case}\n  exposur: x\n" for case in range(9))
        (tmp_path / f"many_{number}.yaml").write_text(cases, encoding="utf-8")
    told = run("test . --language de")
    assert told.exit_code == 2
    assert "es sind noch mehr Fehler; das Übrige wurde nicht angesehen" in told.stderr
    assert told.stderr.count("\n") < 60
    assert "(EN)" not in told.stderr


def test_what_a_name_may_be_is_told_in_the_language(run):
    assert "erwartet: kleine Buchstaben, Ziffern" in run("new trigger Groß --language de").stderr
    assert "mots reliés par _" in run("new duty Été --language fr").stderr
