"""A program that is told to end leaves nothing beside its output, and says by its exit code why."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from threshold.ending import in_order

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
WRITES = """
import os, signal, sys, time
from threading import Timer

for name in sys.argv[3:]:  # whatever nohup or a shell decided for the tests
    default = signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL
    signal.signal(getattr(signal, name), default)

import click
import polars as pl
from knowledge.outputs import replacing
from threshold.cli import main

@main.command()
def write():
    with replacing(sys.argv[2]) as beside:
        beside.write_text("half of the n")
        os.kill(os.getpid(), getattr(signal, sys.argv[3]))
        time.sleep(60)

write.params.append(click.Argument(["rest"], nargs=-1, expose_value=False))
main.get_command = lambda ctx, name: write
main()
"""
LONG = """
        many = pl.LazyFrame({"a": range(1_000_000)})
        many.join(many, how="cross").select(pl.all().sum()).collect(engine="streaming")
"""


@pytest.mark.parametrize(
    ("name", "code", "in_background"),
    [
        ("SIGTERM", 143, False),
        ("SIGTERM", 143, True),
        ("SIGHUP", 129, False),
        ("SIGHUP", 129, True),
        ("SIGINT", 1, False),  # which is not heard in the background
    ],
)
def test_what_was_being_written_is_removed_and_the_old_file_stays(
    tmp_path, name, code, in_background
):
    target = tmp_path / "out.csv"
    target.write_text("old")
    command = [sys.executable, "-c", WRITES, "write", str(target), name]
    heard = [*command, "SIGINT"]
    ignoring = "trap '' INT; exec \"$@\""  # as a shell has it for what runs in the background
    ran = subprocess.run(
        ["sh", "-c", ignoring, "sh", *command] if in_background else heard,
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )
    assert (ran.returncode, ran.stderr.split()) == (code, ["Aborted!"])
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.csv"]


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGINT", 1)], ids=str)
def test_a_library_that_works_for_long_is_interrupted(tmp_path, name, code):
    """Polars stops for an interrupt, and for nothing else; this join would take an hour. It then
    tells of the interrupt twice.
    """
    script = WRITES.replace("time.sleep(60)", LONG).replace("os.kill(", "Timer(0.3, os.kill, (")
    script = script.replace("sys.argv[3]))", "sys.argv[3]))).start()")
    target = tmp_path / "out.csv"
    ran = subprocess.run(
        [sys.executable, "-c", script, "write", str(target), name, "SIGINT"],
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )
    assert (ran.returncode, ran.stderr.split()) == (code, ["Aborted!"])
    assert not os.listdir(tmp_path)


def test_a_second_signal_ends_the_program_at_once():
    script = """
import os, signal, time
from threshold.ending import in_order
signal.signal(signal.SIGTERM, signal.SIG_DFL)
with in_order():
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(50)
    except KeyboardInterrupt:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(50)
"""
    ran = subprocess.run([sys.executable, "-c", script], check=False, timeout=40)
    assert ran.returncode == -signal.SIGTERM


def test_what_somebody_else_decided_about_a_signal_stays():
    def theirs(number, frame):
        raise AssertionError

    before = signal.signal(signal.SIGTERM, theirs)
    hanging_up = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    try:
        with in_order():
            assert signal.getsignal(signal.SIGTERM) is theirs
            assert signal.getsignal(signal.SIGHUP) is not signal.SIG_DFL
        assert signal.getsignal(signal.SIGTERM) is theirs
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_DFL
        assert signal.set_wakeup_fd(-1) == -1
    finally:
        signal.signal(signal.SIGTERM, before)
        signal.signal(signal.SIGHUP, hanging_up)


def test_within_an_event_loop_nothing_is_changed():
    read, write = os.pipe()
    os.set_blocking(write, False)
    before, decided = signal.set_wakeup_fd(write), signal.getsignal(signal.SIGTERM)
    try:
        with in_order():
            assert signal.getsignal(signal.SIGTERM) is decided
        assert signal.set_wakeup_fd(write) == write
    finally:
        signal.set_wakeup_fd(before)
        os.close(read)
        os.close(write)
