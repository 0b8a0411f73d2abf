"""What the documents say is so: worked examples are run, links lead somewhere."""

import re

import pytest
import yaml
from click.testing import CliRunner

from engine import assess
from engine.chain.chainers import CHAINERS
from knowledge import UseCase, load
from tests.places import ROOT
from threshold.cli import main

SEMANTICS = ROOT / "docs" / "semantics.md"
TRUTHS = {"true": True, "false": False, "unknown": None}
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def expectations(text):
    return {
        name: TRUTHS[value]
        for name, value in re.findall(
            r"^\| `([a-z_.]+)` \| (true|false|unknown) \|", text, re.MULTILINE
        )
    }


@pytest.mark.parametrize("chainer", CHAINERS)
def test_the_worked_example_of_the_semantics_comes_out_as_it_says(chainer):
    text = SEMANTICS.read_text(encoding="utf-8")
    stated = yaml.safe_load(re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1])
    before, after = text.split("Now somebody answers `retirement_accepted: true`")
    for part, more, count in ((before, {}, 10), (after, {"retirement_accepted": True}, 8)):
        expected = expectations(part)
        assert len(expected) == count
        conclusions = assess(UseCase(**stated, **more), chainer=chainer).conclusions
        assert {name: conclusions[name] for name in expected} == expected


def test_what_the_semantics_quotes_is_said(tmp_path):
    text = SEMANTICS.read_text(encoding="utf-8").split("## What is said of it")[1]
    case = tmp_path / "case.yaml"
    case.write_text(re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1], encoding="utf-8")
    rows = re.findall(r'^\| `([^`]+)` \| "(.+)" \|$', text, re.MULTILINE)
    assert len(rows) == 6
    for asked, says in rows:
        command, *rest = asked.split()
        result = CliRunner().invoke(main, [command, str(case), *rest])
        assert result.exit_code == 0, result.output
        assert says in " ".join(result.output.split()), asked
    result = CliRunner().invoke(main, ["ask", str(case), "--list"])
    assert "(personal_use)" not in result.output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_within_the_project_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_change_log_of_the_knowledge_tells_of_the_packs_as_they_are():
    text = (ROOT / "knowledge" / "CHANGES.md").read_text(encoding="utf-8")
    version, stamp = re.search(
        r"^## (\S+)\n\n\S+, fingerprint `(\w+)`", text, re.MULTILINE
    ).groups()
    said = (
        "say in knowledge/CHANGES.md what changed for whom, since when, "
        "and put this fingerprint there"
    )
    assert (version, stamp) == (load().version, load().fingerprint), said


def test_the_change_log_names_parameters_that_there_are():
    text = (ROOT / "knowledge" / "CHANGES.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\(`(\w+)`\)", text))
    assert named
    assert named <= set(load().parameters)


def test_a_line_of_python_that_a_page_gives_runs():
    """As a shell hands it to `python -c`."""
    given = [
        line
        for page in PAGES
        for line in re.findall(r'`python -c "([^"`]+)"`', page.read_text(encoding="utf-8"))
    ]
    assert given
    for line in given:
        exec(compile(line, line, "exec"), {})
