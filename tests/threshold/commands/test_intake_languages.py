"""What a table and an intake make of each other, told in German and French."""

from __future__ import annotations

import pytest
import yaml
from click.testing import CliRunner

from threshold.cli import main

INTAKE = """\
intake: own
title: T
source: S
id: Nr
text: {name: Project}
columns:
  - {attribute: exposure, column: Users, values: {Everyone: public}, basis: stated}
  - {attribute: volume_multiple, column: Factor, answer: true, basis: stated}
  - {attribute: stage, column: Status, answer: true, basis: stated}
"""
TABLE = """\
List of 2026;;;;
Nr;Project;Users;Factor;Notes
1;A;Everyone;1.200;x
1;B;someone;"12";y
2;C;Everyone;12;y;z
"""


@pytest.fixture
def files(tmp_path):
    (tmp_path / "own.yaml").write_text(INTAKE, encoding="utf-8")
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    return str(tmp_path / "t.csv"), str(tmp_path / "own.yaml")


def said(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "de",
            (
                "die Spaltenköpfe stehen in Zeile 2",
                "Spalten, die die Tabelle nicht hat",
                "'someone' in Users → exposure, zuerst in Zeile 4",
                "kann als zwei Zahlen gelesen werden, 1.2 und 1200",
                "ist schon die Kennung von Zeile 3",
            ),
        ),
        (
            "fr",
            (
                "les en-têtes se trouvent à la ligne 2",
                "Colonnes que le tableau n’a pas",
                "'someone' dans Users → exposure, d’abord à la ligne 4",
                "peut se lire comme deux nombres, 1.2 et 1200",
                "est déjà l’identifiant de la ligne 3",
            ),
        ),
    ],
)
def test_a_check_speaks_the_language_and_leaves_nothing_in_english(files, language, expected):
    table, intake = files
    told = said("intake", "check", table, "--intake", intake, "--language", language)
    for sentence in expected:
        assert sentence in told
    assert "(EN)" not in told


def test_a_check_in_english_says_what_it_said(files):
    table, intake = files
    told = said("intake", "check", table, "--intake", intake)
    assert "Columns that are used (cells filled):\n  Nr (3): tells rows apart\n" in told
    assert "the heads stand in row 2; what stands above them is not read" in told


@pytest.mark.parametrize(
    ("language", "head", "source"),
    [
        ("de", "# Entwurf einer Zuordnung, gemacht aus t.csv.", "wer diese Liste führt"),
        ("fr", "# Ébauche d’une correspondance, faite à partir de t.csv.", "qui tient cette liste"),
    ],
)
def test_a_draft_speaks_the_language_and_can_be_used_as_it_stands(
    files, tmp_path, language, head, source
):
    table, _ = files
    draft = tmp_path / "draft.yaml"
    said("intake", "new", table, "-o", str(draft), "--language", language)
    text = draft.read_text(encoding="utf-8")
    assert text.startswith(head)
    assert yaml.safe_load(text)["source"] == source
    said("intake", "check", table, "--intake", str(draft), "--language", language)


def test_an_unknown_language_is_refused_in_a_line(files):
    table, intake = files
    for arguments in (["check", table, "--intake", intake], ["new", table]):
        result = CliRunner().invoke(main, ["intake", *arguments, "--language", "xx"])
        assert result.exit_code == 2
        assert "--language: 'xx' is none of: en, de, fr" in result.stderr


def test_the_list_and_the_conclusions_tell_of_rows_in_german(files, tmp_path):
    table, intake = files
    out = str(tmp_path / "o.parquet")
    ways = (["--conclusions", "-o", out], ["-o", str(tmp_path / "o.md")])
    for way in ways:
        told = said("portfolio", table, "--intake", intake, "--language", "de", *way)
        assert "Spalten, die nichts liest: 'Notes'" in told
        assert "die nach der letzten Spalte wurden nicht verwendet" in told
        assert "that nothing reads" not in told


OWN = """\
- {work: policy, title: A policy, cited_as: Policy}
- attribute: crane
  type: enum
  question: Which crane is it?
  values: {tower: a tower crane, mobile: a mobile crane}
  source: {work: policy, at: "1"}
"""


@pytest.fixture
def own(tmp_path):
    """A table, an intake and a pack with the attribute that both speak of."""
    (tmp_path / "cranes.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "t.csv").write_text("Project,crane\nA,tower\nB,mobile\n", encoding="utf-8")
    (tmp_path / "own.yaml").write_text(
        "intake: own\ntitle: T\nsource: S\ntext: {name: Project}\n"
        "columns: [{attribute: crane, column: crane, answer: true, basis: stated}]\n",
        encoding="utf-8",
    )
    return tmp_path


def test_an_intake_for_a_pack_of_ones_own_is_checked_with_it(own):
    told = said(
        *("intake", "check", str(own / "t.csv"), "--intake", str(own / "own.yaml")),
        *("--pack", str(own / "cranes.yaml")),
    )
    assert "crane: 2" in told


def test_an_intake_is_drafted_for_a_pack_of_ones_own_and_the_check_of_it_is_told(own):
    pack, draft = str(own / "cranes.yaml"), str(own / "draft.yaml")
    told = said("intake", "new", str(own / "t.csv"), "--pack", pack, "-o", draft)
    assert f"--intake {draft} --pack {pack}" in told
    assert "attribute: crane" in (own / "draft.yaml").read_text(encoding="utf-8")


def test_without_the_pack_the_attribute_is_told_as_unknown(own):
    result = CliRunner().invoke(
        main, ["intake", "check", str(own / "t.csv"), "--intake", str(own / "own.yaml")]
    )
    assert result.exit_code == 2
    assert "there is no attribute 'crane'" in result.output


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "#   Notes: 1 cell, 1 distinct"),
        ("de", "#   Notes: 1 Zelle, verschiedene Werte: 1"),
        ("fr", "#   Notes\u00a0: 1 cellule, valeurs distinctes\u00a0: 1"),
    ],
)
def test_a_draft_counts_one_cell_as_one_and_says_in_the_language_what_an_answer_is(
    tmp_path, language, told
):
    table = tmp_path / "t.csv"
    table.write_text("name,exposure,Notes\nA,public,x\n", encoding="utf-8")
    draft = said("intake", "new", str(table), "--language", language)
    assert told in draft
    assert ("one of data_science" in draft) == (language == "en")
