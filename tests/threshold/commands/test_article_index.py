"""The index from article to rules, and the look-up by article."""

from __future__ import annotations

import re
import shlex

import pytest
from click.testing import CliRunner

from explain.review.listing import article_index
from knowledge.authoring.citations import by_provision, provisions
from knowledge.base import load
from knowledge.entries import Duty
from tests.places import ROOT
from threshold.article_index import INDEX
from threshold.cli import main


def test_the_index_is_current():
    assert (ROOT / INDEX).read_text(encoding="utf-8") == article_index(), (
        "run: python -m threshold.article_index"
    )


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("Art. 26(6)", ["Art. 26(6)"]),
        ("Art. 2(1), 3(1), 3(11)", ["Art. 2(1)", "Art. 3(1)", "Art. 3(11)"]),
        ("Art. 6(1)–(1c), Annex I", ["Art. 6(1)", "Annex I"]),
        ("Annex III, point 5(b)", ["Annex III, point 5(b)"]),
        ("§ 87(1) no. 6", ["§ 87(1)"]),
        ("§§ 80(3), 90(1), 95(2a)", ["§ 80(3)", "§ 90(1)", "§ 95(2a)"]),
        ("L2312-8, L2312-38", ["L2312-8", "L2312-38"]),
        ("ruling", ["ruling"]),
        ("Trigger 1", []),
    ],
)
def test_a_citation_names_its_articles(at, found):
    assert provisions(at) == found


def test_rules_by_article_lists_all_its_paragraphs_and_no_other_article():
    printed = CliRunner().invoke(main, ["rules", "--article", "26"]).output
    assert "duty.26_6" in printed
    assert "duty.26_11" in printed
    assert "duty.27" not in printed
    one = CliRunner().invoke(main, ["rules", "--article", "26(6)"]).output
    assert "duty.26_6" in one
    assert "duty.26_11" not in one
    assert (
        "ai_act.annex_iii.recruitment"
        in CliRunner().invoke(main, ["rules", "--article", "Annex III"]).output
    )


def test_an_article_shows_how_it_was_read_when_and_what_rests_on_it():
    printed = CliRunner().invoke(main, ["rules", "--article", "60"]).output
    below = printed[printed.index("exception.supervised_trial") :].split("duty.60 ")[0]
    below = " ".join(below.split())
    assert "our reading: That a lawful test is an experiment for the article's verdict" in below
    assert "text checked on 2026-11-27" in below
    met = printed[printed.index("ai_act.experiment.met  ") :]
    assert "what rests on it: ai_act.experiment" in met[: met.index("AI Act Art. 60(4)(a)")]


def test_an_article_on_which_nothing_rests_is_told():
    result = CliRunner().invoke(main, ["rules", "--article", "999"])
    assert result.exit_code == 2
    assert "nothing rests on Art. 999" in result.output


@pytest.mark.parametrize("law", ["gdpr", "GDPR"])
def test_rules_by_law_lists_what_rests_on_it_and_on_no_other(law):
    printed = CliRunner().invoke(main, ["rules", "--law", law]).output
    assert "duty.gdpr_22_3" in printed
    assert "GDPR Art. 35(1)" in printed
    assert "duty.27" not in printed
    one = CliRunner().invoke(main, ["rules", "--law", law, "--article", "9"]).output
    assert "duty.gdpr_9" in one
    assert "duty.gdpr_22_3" not in one


def test_a_law_that_nothing_cites_is_told_with_the_nearest():
    result = CliRunner().invoke(main, ["rules", "--law", "gpdr"])
    assert result.exit_code == 2
    assert "no cited law is called 'gpdr'" in result.output
    assert "nearest: gdpr" in result.output


@pytest.mark.parametrize(
    ("language", "typed", "cited"),
    [
        ("en", "Article 26(6)", "AI Act Art. 26(6)"),
        ("en", "art.26(6)", "AI Act Art. 26(6)"),
        ("en", "annex iii", "AI Act Annex III"),
        ("de", "Artikel 26(6)", "KI-VO Art. 26(6)"),
        ("de", "Anhang III", "KI-VO Anhang III"),
        ("de", "Annex III", "KI-VO Anhang III"),
        ("fr", "article 26(6)", "RIA art. 26(6)"),
        ("fr", "annexe III", "RIA annexe III"),
    ],
)
def test_an_article_is_found_and_told_as_the_language_calls_it(language, typed, cited):
    result = CliRunner().invoke(main, ["rules", "--article", typed, "--language", language])
    assert (result.exit_code, result.output.splitlines()[0]) == (0, cited)


def test_of_an_article_on_which_nothing_rests_the_command_that_lists_others_can_be_typed():
    result = CliRunner().invoke(main, ["rules", "--article", "6", "--law", "gdpr"])
    assert result.exit_code == 2
    command = re.search(r"`threshold (.+)`", result.output)[1].split()
    listed = CliRunner().invoke(main, command)
    assert listed.output.startswith("GDPR Art. 4(1)")


def test_the_index_covers_every_law_that_a_duty_stands_in():
    base = load()
    listed = {work for work, _ in by_provision(base)}
    assert {duty.law for duty in base.of_kind(Duty)} <= listed


def test_an_attribute_that_is_not_asked_any_more_is_listed_with_those_in_its_place():
    for language, said in (
        ("en", "not asked any more: state placed_in_eu, output_used_in_eu, established_in_eu)"),
        ("de", "wird nicht mehr gefragt: geben Sie placed_in_eu, "),
        ("fr", "n’est plus demandé\u00a0: indiquez placed_in_eu, "),
    ):
        output = CliRunner().invoke(main, ["rules", "--attributes", "--language", language]).output
        (line,) = (line for line in output.splitlines() if line.startswith("eu_nexus "))
        assert said in line


@pytest.mark.parametrize("typed", ["26", "Art. 26", "26(6)", "Annex III"])
def test_an_article_that_is_given_for_an_entry_is_told_with_the_command_that_lists_it(typed):
    result = CliRunner().invoke(main, ["rules", typed])
    assert result.exit_code == 2
    command = shlex.split(re.search(r"`threshold (.+)`", result.output)[1])
    assert CliRunner().invoke(main, command).output.startswith("AI Act A")
