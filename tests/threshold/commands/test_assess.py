"""What the command prints of a case is one screen, whatever stands below it."""

import pytest
from click.testing import CliRunner

from explain.forms.lines import WIDTH
from explain.forms.screen import LINES
from knowledge import load
from threshold.cli import main


def printed(*arguments):
    result = CliRunner().invoke(main, ["assess", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("packs", [(), ("example:bank", "example:gdpr")])
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_all_that_is_printed_of_a_case_is_one_screen(language, packs):
    options = [part for pack in packs for part in ("--pack", pack)]
    output = printed("example:klarna_assistant", "--language", language, *options)
    lines = output.splitlines()
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= WIDTH
    assert load(packs).fingerprint in " ".join(output.split())
    named = load(packs).pack_versions if packs else ()
    assert [pack.name for pack in named if pack.fingerprint not in output] == []


def test_of_several_cases_each_has_a_screen_and_the_notice_is_said_once(tmp_path):
    file = tmp_path / "two.yaml"
    file.write_text("- name: Forecast\n- name: Study\n", encoding="utf-8")
    output = printed(str(file), "--pack", "example:bank")
    assert output.count("This is no legal advice.") == 1
    first, _, second = output.partition("Study: ")
    assert all(len(part.splitlines()) <= LINES for part in (first.rstrip(), second))
    assert max(map(len, output.splitlines())) <= WIDTH


def test_the_verdict_alone_ends_with_the_notice_in_lines_of_a_terminal():
    output = printed("example:tay", "--verdict", "--pack", "example:bank")
    *_, notice = output.partition("This is no legal advice.")
    assert max(map(len, notice.splitlines())) <= WIDTH
