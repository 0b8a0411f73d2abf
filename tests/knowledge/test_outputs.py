"""A file is written beside and renamed: what was there stays whole until all of the new one is."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge import InvalidCase
from knowledge.outputs import refuse_inputs, replacing, write_bytes, write_text


def test_the_new_file_takes_the_place_of_the_old_one_and_nothing_is_left_beside_it(tmp_path):
    target = tmp_path / "out.txt"
    target.write_text("old")
    assert write_text(target, "new") == target
    assert target.read_text() == "new"
    assert os.listdir(tmp_path) == ["out.txt"]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), ValueError()])
def test_what_fails_on_the_way_leaves_the_old_file_whole(tmp_path, error):
    target = tmp_path / "out.csv"
    target.write_text("old")

    def fails():
        with replacing(target) as beside:
            beside.write_text("half of the n")
            raise error

    with pytest.raises(type(error)) as told:
        fails()
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.csv"]
    assert getattr(told.value, "filename", str(target)) == str(target)


@pytest.mark.parametrize("at", ["touch", "unlink"])
def test_an_interrupt_at_any_moment_leaves_nothing_beside_it(tmp_path, monkeypatch, at):
    target, real, calls = tmp_path / "out.csv", getattr(Path, at), []

    def interrupted(self, *args, **options):
        calls.append(self)
        if at == "touch":
            real(self, *args, **options)
        if len(calls) == 1:
            raise KeyboardInterrupt
        real(self, *args, **options)

    def writes():
        with replacing(target):
            raise ValueError

    monkeypatch.setattr(Path, at, interrupted)
    with pytest.raises(KeyboardInterrupt):
        writes()
    assert not os.listdir(tmp_path)


def test_a_link_goes_on_pointing_to_the_file_that_was_written(tmp_path):
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    write_bytes(tmp_path / "link.txt", b"new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_the_rights_of_the_old_file_stay(tmp_path):
    target = tmp_path / "out.txt"
    target.write_text("old")
    target.chmod(0o640)
    write_text(target, "new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_what_is_no_ordinary_file_is_written_itself():
    with replacing(os.devnull) as target:
        assert str(target) == os.devnull


def test_a_folder_that_is_not_there_is_told_by_the_name_that_was_given(tmp_path):
    with pytest.raises(OSError, match="No such file") as told:
        write_text(tmp_path / "nowhere" / "out.txt", "x")
    assert told.value.filename == str(tmp_path / "nowhere" / "out.txt")


def test_hidden_characters_are_shown(tmp_path):
    write_text(tmp_path / "r.md", "a\x1b[31mb\x00c\u202ed\r\n\te")
    assert (tmp_path / "r.md").read_bytes() == b"a\\x1b[31mb\\x00c\\u202ed\r\n\te"


@pytest.mark.parametrize("kind", ["itself", "symlink", "hardlink", "dotted"])
def test_an_output_that_is_an_input_is_refused(tmp_path, kind):
    given = tmp_path / "in.csv"
    given.write_text("x")
    output = {"itself": given, "dotted": tmp_path / "." / "x" / ".." / "in.csv"}.get(
        kind, tmp_path / "out.csv"
    )
    (tmp_path / "x").mkdir()
    if kind == "symlink":
        output.symlink_to(given)
    elif kind == "hardlink":
        os.link(given, output)
    with pytest.raises(InvalidCase, match="this file is an input, and would be lost"):
        refuse_inputs(output, ["nothing", given])
    refuse_inputs(tmp_path / "other.csv", [given])


FULL = """
import resource, signal, sys
from knowledge.outputs import write_bytes
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails, as it does on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_bytes(sys.argv[1], b"new" * 10_000)
except OSError as error:
    print(error.filename)
"""
KILLED = """
import os, signal, sys
from knowledge.outputs import replacing
with replacing(sys.argv[1]) as beside:
    beside.write_bytes(b"new" * 10_000)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither limit nor signal")
@pytest.mark.parametrize(
    ("script", "code", "left"),
    [(FULL, 0, 1), (KILLED, -getattr(signal, "SIGKILL", 9), 2)],
    ids=["a file that grows no further", "a kill"],
)
def test_a_full_disk_and_a_kill_leave_the_old_file_whole(tmp_path, script, code, left):
    target = tmp_path / "out.csv"
    target.write_text("old")
    ran = subprocess.run(
        [sys.executable, "-c", script, str(target)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (code, "")
    assert ran.stdout.strip() == (str(target) if code == 0 else "")
    assert target.read_text() == "old"
    assert len(os.listdir(tmp_path)) == left  # a kill leaves what lies beside, hidden by its name


def test_a_name_that_no_file_can_have_is_told_as_one(tmp_path):
    with pytest.raises(OSError, match="this is no name of a file") as told:
        write_text(f"{tmp_path}/a\0.csv", "new")
    assert "\0" not in told.value.filename


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_device_that_is_full_is_named(tmp_path):
    (tmp_path / "out.csv").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left") as refused:
        write_bytes(tmp_path / "out.csv", b"x" * 100_000)
    assert refused.value.filename == str(tmp_path / "out.csv")
