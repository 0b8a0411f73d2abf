"""Help and usage errors in the language that was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from knowledge.entries.yaml_source import read_yaml
from knowledge.languages.placeholders import PLACEHOLDERS, placed
from knowledge.languages.words import Words
from threshold.cli import main
from threshold.commands.spoken_help import HELP, SpokenCommand, paragraphs, told_help


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, arguments, terminal_width=100)
    return done.exit_code, done.output


def commands(of: click.Group, above: click.Context | None = None) -> Iterator[click.Context]:
    """Each command of a group, and of the groups in it, ready to be asked for its help."""
    context = click.Context(of, above, info_name="threshold", help_option_names=["-h", "--help"])
    yield context
    for name in of.list_commands(context):
        command = of.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, context)
        else:
            yield click.Context(command, context, info_name=name)


def helps() -> Iterator[str]:
    """What all commands and options say of themselves."""
    for context in commands(main):
        yield context.command.help or ""
        for one in context.command.get_params(context):
            if isinstance(one, click.Option) and one.help:
                yield one.help


def test_every_command_tells_its_help_in_languages():
    assert all(isinstance(context.command, SpokenCommand) for context in commands(main))


def test_every_help_is_translated_and_nothing_else_is():
    said = {part.removeprefix("\b\n").rstrip() for text in helps() for part in paragraphs(text)}
    assert {one["en"] for one in read_yaml(HELP).data} == said
    assert all(set(one) == {"en", "de", "fr"} for one in read_yaml(HELP).data)


@pytest.mark.parametrize("code", ["de", "fr"])
def test_what_is_typed_stands_in_every_translation(code):
    for one in read_yaml(HELP).data:
        typed = {word.strip(".,;:()") for word in one["en"].split() if word.startswith("--")}
        assert typed <= {word.strip(".,;:()") for word in one[code].split()}, one["en"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de", ["Aufruf: ", "Optionen:", "[Vorgabe: en]", "Beurteilt die Fälle in DATEI"]),
        ("fr", ["Utilisation : ", "Options :", "[par défaut : en]", "Évalue les cas"]),
        ("en", ["Usage: ", "Options:", "[default: en]", "Assess the cases in FILE..."]),
    ],
)
@pytest.mark.parametrize("order", ["before", "after", "of all"])
def test_the_help_of_a_command_is_told_in_the_language_wherever_that_is_named(
    language, told, order
):
    typed = {
        "before": ["assess", "--language", language, "--help"],
        "after": ["assess", "-h", f"--language={language}"],
        "of all": ["--language", language, "assess", "--help"],
    }[order]
    code, output = run(*typed)
    assert code == 0
    assert all(part in output.replace("\xa0", " ") for part in told)
    assert "(EN)" not in output


def test_a_group_lists_its_commands_in_the_language():
    code, output = run("--language", "de", "--help")
    assert code == 0
    assert "Befehle:" in output
    assert "draw             Zeichnet den Entscheidungsgraphen" in output
    assert "  Mit einem mitgelieferten Beispiel beginnen:\n      threshold examples " in output


@pytest.mark.parametrize("language", ["de", "fr"])
@pytest.mark.parametrize("group", [(), ("register",)])
def test_a_command_that_the_help_of_a_language_shows_answers_in_that_language(language, group):
    output = run(*group, "--language", language, "--help")[1]
    shown = re.findall(r"^.*?\b(threshold .*)$", output, re.MULTILINE)
    assert len(shown) >= 5
    assert [one for one in shown if not one.endswith(f" --language {language}")] == []


def test_lines_of_an_example_keep_their_places_in_english():
    assert (
        "\n  Begin with a list, answer, and see what changes:\n      thresh" in run("register")[1]
    )


def test_a_text_that_was_changed_is_told_in_english_and_marked():
    text = "Show the version and exit.\n\n    It is new."
    told = told_help(text, Words.of("de"))
    assert told == "Die Version zeigen und enden.\n\nIt is new. (EN)"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("asess x --language de", "Fehler: Einen Befehl asess gibt es nicht. Am nächsten: assess."),
        ("register lst --language fr", "pas de commande lst. Le plus proche : list."),
        ("--language de", "Fehler: Ein Befehl fehlt."),
        ("packs --jsn --language de", "Eine Option --jsn gibt es nicht. Am nächsten: --json."),
        ("why --language fr", "Erreur : FICHIER manque."),
        ("schema --language de --json", "Eine Option --json gibt es nicht."),
        ("change x --language de", "Fehler: --to fehlt."),
        ("draw x --language de -o", "Fehler: -o braucht einen Wert."),
        ("assess x --language fr --verdict=1", "--verdict ne prend pas de valeur."),
        ("why-not a b c --language de", "Ein Argument ist zu viel: c"),
        ("why-not a b c d --language fr", "Il y a 2 arguments de trop : c d"),
        (
            "why x --on 31.2.2026 --language de",
            "--on: einen Tag „31.2.2026“ gibt es nicht; erwartet: JJJJ-MM-TT",
        ),
        (
            "why x --on 1.3.2026 --language fr",
            "--on : il n’y a pas de jour « 1.3.2026 » ; attendu : 2026-03-01",
        ),
        ("sql --dialect mysqll --language de", "--dialect: „mysqll“ ist keines von: "),
        ("change x --to y --most 0 --language de", "„0“ ist keine ganze Zahl von 1 bis 1000"),
        ("register replay x --language fr", "NUMÉRO : « x » n’est pas un nombre entier à partir"),
        ("why-not x y -o . --language de", "-o / --output: „.“ ist ein Ordner; erwartet: eine"),
        ("where x --in not/there --language fr", "ni fichier ni dossier « not/there »"),
        ("plan x --layout jira --language de", "--layout ist für eine Datei: mit -o angeben"),
        ("impact a --cases b --witnesses c --language fr", "--witnesses ne va que sans --cases"),
        ("ask --list --language de", "die DATEI angeben, deren Fragen aufgelistet werden sollen"),
    ],
)
def test_what_was_typed_and_is_no_command_is_told_in_the_language(typed, told):
    code, output = run(*typed.split())
    assert code == 2
    assert told in output.replace("\xa0", " ")
    assert "(EN)" not in output
    assert "Usage" not in output


def test_a_command_keeps_what_it_says_of_itself_in_english():
    code, output = run("assess", "--on")
    assert code == 2
    assert output.startswith("Usage: ")
    assert output.endswith("Error: --on needs a value.\n")


def test_what_is_typed_next_is_told_in_the_same_language():
    for code, more in (("de", "assess --help --language de"), ("en", "assess --help\n")):
        assert more in run("assess", "--language", code)[1]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("--language DE assess", "Fehler: DATEI... fehlt."),
        ("assess --language=FR", "Erreur : FICHIER... manque."),
        (
            "--language de-AT assess x",
            "--language: „de-AT“ ist keines von: en, de, fr; am nächsten",
        ),
        ("--language fr_FR.UTF-8", "--language : « fr_FR.UTF-8 » n’est aucun de : en, de, fr"),
        ("assess --language xx", "Error: --language: 'xx' is none of: en, de, fr"),
        ("--language xx --help", "Error: --language: 'xx' is none of: en, de, fr"),
        ("register --language xx", "Error: --language: 'xx' is none of: en, de, fr"),
        ("language-server --language xx", "Error: --language: 'xx' is none of: en, de, fr"),
    ],
)
def test_a_language_that_there_is_not_is_told_wherever_it_is_named(typed, told):
    code, output = run(*typed.split())
    assert code == 2
    assert told in output.replace("\xa0", " ")


def test_what_stands_for_something_to_be_typed_is_called_as_the_language_calls_it():
    german = run("impact", "--help", "--language", "de")[1]
    assert "impact [OPTIONEN] ALT [NEU]" in german
    assert "vom Wissen ALT zum Wissen NEU" in german
    assert "--on JJJJ-MM-TT" in german
    assert "als JJJJ-MM-TT." in german
    assert "CAS|TABLEAU|REGISTRE" in run("plan", "--help", "--language", "fr")[1]


@pytest.mark.parametrize("code", ["de", "fr"])
def test_addresses_and_names_of_variables_keep_their_words(code):
    kept = "postgresql://USER@HOST/NAME, THRESHOLD_PACKS, example:x, JSON"
    assert placed(kept, Words.of(code)) == kept
    assert placed("[FILE or FOLDER]... FILE...", Words.of("en")) == "[FILE or FOLDER]... FILE..."


def test_every_placeholder_is_told_in_each_language():
    names = {
        name
        for context in commands(main)
        for one in context.command.params
        if not getattr(one, "is_flag", False)
        for name in re.findall(r"[A-Z]{2,}[0-9]?", one.make_metavar(context))
    }
    known = {one["en"] for one in read_yaml(PLACEHOLDERS).data}
    parts = {"YYYY", "MM", "DD", "INTEGER", "RANGE"}
    assert names - known - parts <= {"CODE", "HASH", "ID", "URL", "VERSION"}


def test_what_a_shell_offers_is_told_in_the_language():
    def offered(typed: list[str], incomplete: str) -> dict[str, str]:
        complete = ShellComplete(main, {}, "threshold", "_THRESHOLD_COMPLETE")
        return {one.value: one.help or "" for one in complete.get_completions(typed, incomplete)}

    assert offered(["--language", "de"], "as")["assess"].startswith("Beurteilt die Fälle")
    assert offered(["--language", "fr", "assess"], "--o")["--on"].startswith("Le jour sur lequel")
    assert offered([], "as")["assess"].startswith("Assess the cases")
    assert set(offered(["assess", "--language"], "")) == {"en", "de", "fr"}
