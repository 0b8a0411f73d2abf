"""What goes wrong is silent on standard error, and standard error is as it was afterwards."""

from __future__ import annotations

import os
from threading import Event, Thread

import pytest

from knowledge.tables.quiet import STANDARD_ERROR, quiet_if_it_fails

NOBODY_ENTERED = 0.2  # seconds in which a second thread would have


def standard_error() -> tuple[int, int]:
    found = os.fstat(STANDARD_ERROR)
    return found.st_dev, found.st_ino


def test_what_is_written_is_told_if_all_goes_well(capfd):
    with quiet_if_it_fails():
        os.write(STANDARD_ERROR, b"a note")
        assert capfd.readouterr().err == ""
    assert capfd.readouterr().err == "a note"


def test_what_is_written_is_kept_back_if_it_fails(capfd):
    def failing() -> None:
        with quiet_if_it_fails():
            os.write(STANDARD_ERROR, b"pages of it")
            raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        failing()
    assert capfd.readouterr().err == ""


def test_standard_error_comes_back_where_two_threads_read_at_once():
    before, entered, first_is_out = standard_error(), Event(), Event()

    def second() -> None:
        with quiet_if_it_fails():
            entered.set()
            first_is_out.wait()

    thread = Thread(target=second)
    with quiet_if_it_fails():
        thread.start()
        entered.wait(NOBODY_ENTERED)
    first_is_out.set()
    thread.join()
    changed = standard_error() != before
    assert entered.is_set()
    assert not changed
