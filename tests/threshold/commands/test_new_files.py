"""`threshold new`: where it writes, and what stands there already."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from knowledge import load
from knowledge.pack_paths import PACKS, packs_in
from tests.grown_packs import ENTRY, files, grown
from tests.sizes import few
from threshold.commands.own_pack import checked_by


def test_a_name_is_taken_once(run):
    run("new", "trigger", "vendor_lock_in")
    before = files()
    result = run("new", "trigger", "vendor_lock_in")
    assert result.exit_code == 2
    assert re.match(
        r"company\.yaml:5:3: an entry 'vendor_lock_in' of the kind trigger exists already",
        result.stderr,
    )
    assert files() == before


def test_cases_that_somebody_wrote_are_kept(run):
    Path("cases").mkdir()
    Path("cases/trigger_x.yaml").write_text("- name: mine\n", encoding="utf-8")
    before = files()
    result = run("new", "trigger", "x")
    assert (result.exit_code, files()) == (2, before)
    assert (
        "cases/trigger_x.yaml:1:1: this file of cases exists already; expected: another folder"
        in result.stderr
    )


def test_cases_lie_beside_their_pack_wherever_that_is(run, tmp_path):
    (tmp_path / "packs" / "loans").mkdir(parents=True)
    result = run("new", "trigger", "x", "--pack", "packs/loans/rules.yaml")
    assert result.exit_code == 0, result.output
    pair = Path("packs/loans/cases/trigger_x.yaml")
    assert pair.is_file()
    assert f"written: {pair}" in result.stdout
    assert not Path("cases").exists()
    assert run("test", str(pair), "--pack", "packs/loans/rules.yaml").exit_code == 0
    assert "trigger.x" in load(["packs/loans"]).propositions


def test_cases_lie_where_one_says(run, tmp_path):
    (tmp_path / "loans").mkdir()
    result = run("new", "trigger", "x", "--pack", "loans/rules.yaml", "--cases", "mine")
    assert result.exit_code == 0, result.output
    assert Path("mine/trigger_x.yaml").is_file()
    assert not Path("loans/cases").exists()


@pytest.mark.parametrize(
    "text",
    few(
        [
            f"# ours\n{ENTRY}",  # no line break at the end
            f"# ours\n{ENTRY}\n",
            f"\ufeff{ENTRY}\n",
            f"{ENTRY}\n# a last word\n",
            f"# ours\r\n{ENTRY}\r\n",
            "# nothing yet\n",
            f"# an indented list\n  {ENTRY}\n",
        ],
        of=2,
    ),
)
def test_what_stands_in_a_pack_is_not_touched(run, text):
    pack = Path("company.yaml")
    pack.write_bytes(text.encode())
    result = run("new", "trigger", "vendor_lock_in")
    assert result.exit_code == 0, result.output
    assert pack.read_bytes().startswith(text.encode())
    assert "trigger.vendor_lock_in" in grown().entries
    assert ("own" in grown().entries) is ("own" in text)
    assert (b"\r\n" in pack.read_bytes().removeprefix(text.encode())) is ("\r\n" in text)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            f"[{ENTRY[2:]}]\n".encode(),
            "company.yaml:1:2: an entry cannot be added to a list in brackets",
        ),
        (
            b"- {define: own, title: own, when: aproved, source: {work: article, at: '1'}, "
            b"basis: stated}\n",
            "company.yaml:1:35: unknown name 'aproved'",
        ),
        (b"name: a case\n", "company.yaml:1:1: a pack file is a list of entries"),
        (b"- define: [\n", "company.yaml:2:1: this is not YAML"),
        (b"\xff\xfe\n", "company.yaml:1:1: the file is not UTF-8 text"),
    ],
)
def test_a_pack_with_a_fault_is_told_with_its_place_and_left_alone(run, raw, said):
    pack = Path("company.yaml")
    pack.write_bytes(raw)
    result = run("new", "trigger", "vendor_lock_in")
    assert result.exit_code == 2
    assert said in result.stderr
    assert files() == {pack: raw}


def test_an_entry_may_be_added_to_a_shipped_pack_which_keeps_its_own_schema(run, tmp_path):
    copy = Path(shutil.copytree(PACKS, tmp_path / "knowledge" / "packs"))
    copies = packs_in(copy)
    file = copies[0] / "triggers.yaml"
    result = run("new", "trigger", "vendor_lock_in", "--pack", str(file))
    assert result.exit_code == 0, result.output
    assert "trigger.vendor_lock_in" in load(copies, shipped=False).entries
    assert not (file.parent / "schemas").exists()
    assert (
        Path("cases/trigger_vendor_lock_in.yaml")
        .read_text(encoding="utf-8")
        .startswith("# yaml-language-server: $schema=../knowledge/schemas/case.schema.json\n")
    )
    assert file.read_text(encoding="utf-8").startswith(
        (PACKS / copies[0].name / "triggers.yaml").read_text(encoding="utf-8")
    )
    # what it says of going on can be typed as it stands
    check, test = re.findall(r"threshold (.*)$", result.output, re.MULTILINE)
    assert (
        "title of the trigger vendor_lock_in"
        in run(*shlex.split(check), "--level", "wording").output
    )
    assert "2 passed, 0 failed" in run(*shlex.split(test)).output


def test_what_is_added_to_the_packs_in_force_is_checked_without_naming_them():
    assert checked_by(PACKS / "article" / "triggers.yaml") == ([], [])
    assert checked_by(Path("company.yaml")) == (["company.yaml"], ["--pack", "company.yaml"])


@pytest.mark.parametrize("copied", [False, True])
def test_a_file_of_the_packs_beneath_is_told_in_a_line_with_what_to_name(run, tmp_path, copied):
    packs = Path(shutil.copytree(PACKS, tmp_path / "packs")) if copied else PACKS
    result = run("check", str(packs / "article" / "triggers.yaml"), "--level", "names")
    (line,) = (line for line in result.output.splitlines() if "error: " in line)
    assert "triggers.yaml is of the pack article; expected: " in line
    if copied:
        whole = re.search(r"expected: (.*), which takes", line)[1]
        assert run("check", whole, "--level", "names").exit_code == 0
    else:
        assert "leave it out" in line


@pytest.mark.parametrize("language", ["de", "fr"])
def test_what_is_named_to_go_on_with_answers_in_the_language(run, language):
    output = run("new", "trigger", "vendor_lock_in", "--language", language).output
    commands = re.findall(r"threshold (.*)$", output, re.MULTILINE)
    assert len(commands) == 2
    assert all(one.endswith(f" --language {language}") for one in commands)
    told = run(*shlex.split(commands[1])).output
    assert {"de": "2 bestanden", "fr": "réussis\u00a0: 2"}[language] in told, told
