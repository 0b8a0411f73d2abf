"""Files that lie in a pack and that nobody reads are told where it is loaded, checked, listed."""

from __future__ import annotations

import warnings
from typing import get_args

import pytest
from click.testing import CliRunner

from explain.review.check import check
from knowledge.base import load
from knowledge.installed_packs import VARIABLE
from knowledge.languages.words import Words
from knowledge.unread_files import UnreadFile, UnreadFileWarning, Why
from tests.pack_of_gdpr import GERMAN, written
from threshold.cli import main

UNREAD = {  # file in the pack → a part of what is said of it
    "languages/fr.yaml": "pack.yaml does not name fr under languages",
    "languages/en.yaml": "English stands in the entries themselves",
    "languages/deutsch.yaml": "called by their code, such as de.yaml",
    "languages/de.yml": "files of packs end in .yaml",
    "more.yml": "files of packs end in .yaml",
    "MORE.YAML": "files of packs end in .yaml",
    "rules/more.yaml": "files of packs lie in the folder itself",
}
ENTRY = "# more rules\n- {work: w, title: W, cited_as: W}\n"


@pytest.fixture
def gdpr(tmp_path):
    """A pack that speaks German."""
    return written(tmp_path / "packs" / "gdpr", german=GERMAN)


def add(pack, name: str) -> None:
    (pack / name).parent.mkdir(exist_ok=True)
    text = "statements: {}\n" if name.startswith("languages/") else ENTRY
    (pack / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "names",
    [
        pytest.param([*UNREAD], id="all together"),
        *(pytest.param([name], id=name, marks=[pytest.mark.long]) for name in UNREAD),
    ],
)
def test_a_file_that_is_not_read_is_told_wherever_its_pack_is(gdpr, names, monkeypatch):
    for name in names:
        add(gdpr, name)
    with pytest.warns(UnreadFileWarning) as told:
        load([gdpr])
    messages = [str(one.message) for one in told if one.category is UnreadFileWarning]
    found = [one for one in check([str(gdpr)], "names") if one.kind == "unread file"]
    assert len(messages) == len(found) == len(names)
    for name in names:
        (message,) = [text for text in messages if f"gdpr/{name}" in text]
        assert UNREAD[name] in message
        (finding,) = [one for one in found if one.file.endswith(f"gdpr/{name}")]
        assert (finding.severity, finding.line) == ("warning", 1)
        assert UNREAD[name] in finding.says
    monkeypatch.setenv(VARIABLE, str(gdpr.parent))
    for command in (["packs"], ["packs", "show", "gdpr"], ["rules", "--pack", "gdpr"]):
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, done.output
        for name in names:
            assert done.stderr.count(f"gdpr/{name}: this file is not read: ") == 1


def test_a_translation_without_a_manifest_is_told(tmp_path):
    pack = tmp_path / "company"
    pack.mkdir()
    (pack / "rules.yaml").write_text("- {work: w, title: W, cited_as: W}\n", encoding="utf-8")
    add(pack, "languages/de.yaml")
    with pytest.warns(UnreadFileWarning, match=r"in its pack\.yaml which it speaks"):
        load([pack])


def test_what_a_pack_is_made_of_is_no_unread_file(gdpr):
    (gdpr / "cases").mkdir()
    (gdpr / "cases" / "case.yaml").write_text("- name: A\n  today: 2026-12-01\n")
    (gdpr / "intakes").mkdir()
    (gdpr / "intakes" / "ours.yaml").write_text("intake: ours\n")
    (gdpr / "another").mkdir()  # a pack of its own
    (gdpr / "another" / "pack.yaml").write_text("name: another\n")
    add(gdpr, "another/rules.yaml")
    add(gdpr, "readme.txt")
    with warnings.catch_warnings():
        warnings.simplefilter("error", UnreadFileWarning)
        load([gdpr])


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize("why", [*get_args(Why)])
def test_each_reason_is_said_in_each_language(why, language):
    unread = UnreadFile("gdpr/languages/x.yaml", why, "it", "de")
    said = unread.said(Words.of(language))
    assert said.startswith("gdpr/languages/x.yaml: ")
    assert (said == str(unread)) is (language == "en")


def test_a_command_tells_it_in_its_language(gdpr):
    add(gdpr, "languages/fr.yaml")
    done = CliRunner().invoke(
        main, ["assess", "example:air_canada_chatbot", "--pack", str(gdpr), "--language", "de"]
    )
    assert "pack.yaml nennt fr nicht unter languages" in done.stderr


def test_the_reasons_are_those_of_the_language():
    """A pack is read below the languages, and warns in English: the sentences are the same."""
    words = Words.of("en")
    for why in get_args(Why):
        unread = UnreadFile("pack/languages/xx.yaml", why, "xx", "de")
        assert unread.said(words) == str(unread)
