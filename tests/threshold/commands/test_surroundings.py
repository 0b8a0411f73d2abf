"""What surrounds a run: streams that are closed, full or of another encoding, folders that are
gone, links in a circle, little memory. Each is an answer, or one sentence and the exit code 2.
"""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.places import ROOT
from threshold.cli import Guarded, main

NAME = "Größe 😀 預測 Ω"  # in Latin-1, in no code page, in Shift JIS, in Greek ones
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
POSIX = pytest.mark.skipif(os.name != "posix", reason="a shell closes streams, a path is bytes")
BYTES = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")


@pytest.fixture
def folder(tmp_path):
    """A folder with a case."""
    (tmp_path / "c.yaml").write_text(f'name: "{NAME}"\noutput_use: operational\n', encoding="utf-8")
    return tmp_path


def ran(folder, *arguments, shell="", **environment):
    """The program with this environment; `shell` is what a shell is told after it."""
    command = [sys.executable, "-m", "threshold", *arguments]
    given = ["sh", "-c", f'"$@" {shell}', "sh", *command] if shell else command
    answer = subprocess.run(
        given,
        capture_output=True,
        stdin=None if shell else subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        cwd=folder,
        check=False,
    )
    assert b"Traceback" not in answer.stderr, answer.stderr.decode(errors="replace")
    return answer


@pytest.mark.parametrize("encoding", ["cp1252", "shift_jis", "ascii", "utf-16", "utf-8"])
def test_json_is_the_same_json_in_the_encoding_of_any_terminal(folder, encoding):
    answer = ran(folder, "assess", "c.yaml", "--json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert answer.returncode == 0
    assert json.loads(answer.stdout)["name"] == NAME  # bytes of JSON are UTF-8, 16 or 32


def _commands_with_json():
    """Each command, and command of a group, that takes --json."""

    def within(command, path):
        if isinstance(command, click.Group):
            for name in command.list_commands(click.Context(command)):
                yield from within(command.get_command(click.Context(command), name), (*path, name))
        if any("--json" in option.opts for option in command.params):
            yield path, command

    return dict(within(main, ()))


def test_no_command_prints_json_by_way_of_the_terminal():
    written = re.compile(r"click\.s?echo\(\s*(?:json\.dumps|\w+\.model_dump_json|as_json)\(")
    files = [*(ROOT / "threshold" / "commands").rglob("*.py")]
    assert len(_commands_with_json()) > 20
    assert [file.name for file in files if written.search(file.read_text(encoding="utf-8"))] == []


def test_a_query_that_the_terminal_cannot_show_is_refused_and_none_is_changed(folder):
    (folder / "p.yaml").write_text(
        "- {work: ours, title: Ours, cited_as: Ours}\n"
        "- trigger: named\n  title: It is called so\n  when: name == '預測'\n  because: It is.\n"
        "  source: {work: ours, at: a}\n  basis: stated\n",
        encoding="utf-8",
    )
    query = ("sql", "--pack", "p.yaml", "--columns", "name")
    refused = ran(folder, *query, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert b"which lacks" in refused.stderr
    assert b"expected: PYTHONIOENCODING=utf-8" in refused.stderr
    assert "'預測'" in ran(folder, *query, PYTHONIOENCODING="utf-8").stdout.decode("utf-8")


@FULL
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["assess", "c.yaml"]])
def test_what_cannot_be_printed_is_one_sentence(folder, arguments):
    answer = ran(folder, *arguments, shell=">/dev/full")
    assert answer.returncode == 2
    assert answer.stderr.decode().splitlines() == ["standard output: No space left on device"]


@FULL
def test_where_nothing_can_be_told_the_exit_code_tells_it(folder):
    assert ran(folder, "assess", "none.yaml", shell=">/dev/full 2>/dev/full").returncode == 2


@POSIX
def test_an_interview_without_standard_input_ends_as_at_its_end(folder):
    answer = ran(folder, "ask", "c.yaml", shell="<&-")
    assert (answer.returncode, b"saved: c.yaml" in answer.stdout) == (0, True)


@POSIX
def test_an_output_is_whole_where_standard_output_is_closed(folder):
    assert ran(folder, "draw", "c.yaml", "-o", "o.svg", shell=">&- 2>&- <&-").returncode == 0
    assert (folder / "o.svg").read_text(encoding="utf-8").rstrip().endswith("</svg>")


@POSIX
def test_a_working_folder_that_is_gone_is_told(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = CliRunner().invoke(main, ["register", "list"])
    assert (result.exit_code, result.stderr) == (
        2,
        "the working folder: No such file or directory\n",
    )


@POSIX
def test_an_output_that_is_a_link_to_itself_is_refused(folder, monkeypatch):
    monkeypatch.chdir(folder)
    Path("o.svg").symlink_to("o.svg")
    result = CliRunner().invoke(main, ["draw", "c.yaml", "-o", "o.svg"])
    assert (result.exit_code, result.stderr) == (
        2,
        "o.svg: Too many levels of symbolic links\n",
    )


@BYTES
@pytest.mark.parametrize("arguments", [["why", "c.yaml", "--json"], ["assess", "c.yaml", "--json"]])
def test_a_pack_may_have_a_name_that_is_not_utf_8(folder, arguments):
    pack = os.fsdecode(b"p\xe9.yaml")
    (folder / pack).write_text(
        "- trigger: late\n  title: It is late\n  when: stage == 'retired'\n  because: It is.\n"
        "  source: {work: article, at: Trigger 1}\n  basis: stated\n",
        encoding="utf-8",
    )
    answer = ran(folder, *arguments, "--pack", pack)
    assert answer.returncode == 0
    assert r"p\udce9" in json.loads(answer.stdout)["knowledge"]["packs"]


@BYTES
@pytest.mark.parametrize(
    ("table", "output"), [(b"t\xe9.csv", b"o.parquet"), (b"t.csv", b"o\xe9.parquet")]
)
def test_a_name_that_is_not_utf_8_is_refused_where_a_library_takes_none(folder, table, output):
    (folder / os.fsdecode(table)).write_text("name,exposure\nA,public\n", encoding="utf-8")
    paths = (os.fsdecode(table), "--conclusions", "-o", os.fsdecode(output))
    answer = ran(folder, "portfolio", *paths)
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert rb"\udce9" in answer.stderr
    assert b"the name of this file is not UTF-8; expected: another name" in answer.stderr
    assert len(os.listdir(folder)) == 2


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "there is not enough memory for this"),
        (
            ImportError("libarrow.so: failed to map segment", name="pyarrow.lib", path="lib.so"),
            "pyarrow: libarrow.so: failed to map segment",
        ),
        (
            ModuleNotFoundError("No module named 'z3'", name="z3"),
            "threshold-rules needs z3: pip install threshold-rules",
        ),
    ],
)
def test_a_library_that_cannot_be_had_and_little_memory_are_one_sentence(error, told):
    def fails():
        raise error

    group = Guarded("threshold")
    command = click.Command("x", callback=fails)
    group.get_command = lambda ctx, cmd_name: command
    result = CliRunner().invoke(group, ["x"])
    assert (result.exit_code, result.stderr) == (2, f"{told}\n")


@pytest.mark.parametrize("kind", [ImportError, ModuleNotFoundError])
def test_an_error_of_an_import_of_ours_stays_one(kind):
    def fails():
        raise kind("cannot import name 'x'", name="engine.answer", path="answer.py")

    group = Guarded("threshold")
    command = click.Command("x", callback=fails)
    group.get_command = lambda ctx, cmd_name: command
    assert isinstance(CliRunner().invoke(group, ["x"]).exception, ImportError)


@POSIX
@pytest.mark.parametrize("output", ["o.csv", "o.jsonl"])
def test_a_file_that_may_not_grow_is_named_and_nothing_is_left(folder, output):
    import resource

    (folder / "t.csv").write_text("name,exposure\nA,public\n", encoding="utf-8")
    (folder / output).write_text("old", encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, "-m", "threshold", "portfolio", "t.csv", "--conclusions", "-o", output],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=folder,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        check=False,
    )
    assert (answer.returncode, answer.stderr) == (2, f"{output}: {os.strerror(errno.EFBIG)}\n")
    assert (folder / output).read_text(encoding="utf-8") == "old"
    assert sorted(os.listdir(folder)) == sorted(["c.yaml", "t.csv", output])


@pytest.mark.parametrize("content", ["", "\n \n", "[]", "just a text"])
def test_an_intake_that_is_no_mapping_is_told_as_one(tmp_path, monkeypatch, content):
    monkeypatch.chdir(tmp_path)
    Path("i.yaml").write_text(content, encoding="utf-8")
    Path("t.csv").write_text("name\nA\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["portfolio", "t.csv", "--intake", "i.yaml"])
    told = "i.yaml:1:1: an intake is made of keys and values; expected: intake: …\n"
    assert result.exit_code == 2
    assert re.sub(r":\d+:\d+:", ":1:1:", result.stderr) == told


def test_an_empty_case_is_told_without_a_word_of_python(tmp_path):
    (tmp_path / "c.yaml").write_text("", encoding="utf-8")
    result = CliRunner().invoke(main, ["assess", str(tmp_path / "c.yaml")])
    assert (result.exit_code, "None" in result.stderr) == (2, False)


def test_what_is_not_installed_is_told_in_the_language():
    def fails():
        raise ModuleNotFoundError("No module named 'z3'", name="z3")

    group = Guarded("threshold")
    command = click.Command("x", callback=fails)
    group.get_command = lambda ctx, cmd_name: command
    group.params = list(main.params)
    result = CliRunner().invoke(group, ["--language", "fr", "x"])
    told = "threshold-rules a besoin de z3\u00a0: pip install threshold-rules\n"
    assert (result.exit_code, result.stderr) == (2, told)
