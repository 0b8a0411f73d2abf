"""`threshold packs` lists packs by name and shows what one of them is."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from knowledge.installed_packs import VARIABLE
from knowledge.pack_paths import SHIPPED, VERSION
from tests.pack_of_gdpr import GERMAN, written
from threshold.cli import main

EXAMPLES = [f"example:{name}" for name in ("bank", "dora", "gdpr", "ml_test_score")]


def run(*arguments):
    return CliRunner().invoke(main, ["packs", *arguments])


@pytest.fixture
def gdpr(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return written(tmp_path / "gdpr", german=GERMAN.partition("statements")[0])


def test_shipped_example_and_found_packs_are_listed(gdpr):
    done = run()
    assert done.exit_code == 0, done.output
    lines = [line.split() for line in done.output.splitlines()]
    assert [line[0] for line in lines] == [*SHIPPED, *EXAMPLES, "gdpr"]
    assert lines[0][1] == VERSION
    assert "Automated decisions under the GDPR" in done.output
    assert [pack["name"] for pack in json.loads(run("--json").output)][-1] == "gdpr"


def test_a_pack_whose_manifest_is_wrong_is_listed_with_what_is_wrong(gdpr):
    (gdpr / "pack.yaml").write_text("name: gdpr\n", encoding="utf-8")
    done = run()
    assert done.exit_code == 0, done.output
    assert "the manifest has no version" in done.output


def test_a_pack_is_shown(gdpr):
    done = run("show", "gdpr")
    assert done.exit_code == 0, done.output
    for line in (
        "version: 1.2",
        "requires: knowledge >=2026.12",
        "entries: 1 work, 1 attribute, 1 trigger",
        "untranslated: de: statements.trigger.gdpr_automated_decision",
    ):
        assert line in done.output.splitlines()


def test_the_name_of_an_example_leads_to_it():
    done = run("show", "gdpr")
    assert done.exit_code == 2
    assert done.output.rstrip().endswith("nearest: example:gdpr")


def test_an_unread_file_is_told_in_the_language_asked_for(gdpr):
    (gdpr / "languages" / "german.yaml").write_text("language: Deutsch\n", encoding="utf-8")
    told = {
        language: run("show", "gdpr", "--language", language).output for language in ("en", "de")
    }
    assert "german.yaml: this file is not read" in told["en"]
    assert "german.yaml: " in told["de"]
    assert "this file is not read" not in told["de"]


def test_a_figure_for_each_size_is_one_parameter(tmp_path):
    file = tmp_path / "caps.yaml"
    file.write_text(
        "- {work: w, title: A policy, cited_as: P}\n"
        "- parameter: cap\n  title: the cap\n"
        "  values_for:\n    organisation_size: "
        "{micro: 1, small: 2, medium: 3, small_mid_cap: 4, large: 5}\n"
        '  source: {work: w, at: "1"}\n  basis: stated\n',
        encoding="utf-8",
    )
    assert "entries: 1 work, 1 parameter" in run("show", str(file)).output.splitlines()


def test_what_a_pack_changes_is_shown_with_its_reason():
    found = json.loads(run("show", "example:bank", "--json").output)
    retired = {change["entry"] for change in found["changes"] if change["retired"]}
    assert retired == {"exception.funding_demonstration"}
    assert {change["of"] for change in found["changes"]} == {"article"}
    assert run("show", "article").exit_code == 0


def test_an_unknown_pack_is_told():
    done = run("show", "no_such_pack")
    assert done.exit_code == 2
    assert "there is no pack 'no_such_pack'" in done.output
