"""Killed in the middle, and many at once: what was told as written is there, and nothing is half
written.
"""

from __future__ import annotations

import multiprocessing
import os

import pytest

from tests import inventory
from tests.postgres import needs_postgres, server
from tests.sizes import tried
from threshold.register import Register

FORK = multiprocessing.get_context("fork")  # what is loaded here is loaded there
KILLS, PROCESSES, EACH = tried(4, 100), 8, tried(2, 25)
VALUES = ("analysts", "customers", "business_users", "public")


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=needs_postgres)])
def address(request, tmp_path_factory):
    """Where a register with one case lies."""
    if request.param == "sqlite":
        where = str(tmp_path_factory.mktemp("safe") / "register.db")
        begin(where)
        yield where
    else:
        with server() as where:
            begin(where)
            yield where


def begin(where):
    with Register(where) as register:
        register.add("a", {"name": "Forecast"}, who="Eva Ott", on="2026-11-01")


def answers(where, number, times, told):
    """Answer again and again, and tell of each answer when it is written."""
    with Register(where) as register:
        for time in range(times):
            value = VALUES[(number + time) % len(VALUES)]
            done = register.answer("a", "exposure", value, who=f"person {number}", on="2026-11-02")
            os.write(told, f"{done.number}\n".encode())


def lines(reading):
    with os.fdopen(reading) as read:
        return [int(line) for line in read if line.endswith("\n")]


def test_what_was_told_as_written_is_there_after_a_kill(address):
    for turn in range(KILLS):
        reading, writing = os.pipe()
        process = FORK.Process(target=answers, args=(address, turn, 10_000, writing))
        process.start()
        os.close(writing)
        first = os.read(reading, 100)  # it is in the middle of it now
        process.join(0.01 * turn % 0.3)
        process.kill()
        process.join()
        told = [int(line) for line in first.split()] + lines(reading)
        with Register(address) as register:
            found = register.verify()
            assert found.whole
            numbers = {one.number for one in register.snapshots("a")}
            assert set(told) <= numbers
            # each answer with its snapshot, or neither
            assert len(register.history("a")) == found.snapshots


def take_in(where, table, intake, told):
    with Register(where) as register:
        os.write(told, b"begun")
        register.import_table(table, intake, on="2026-11-30")


def test_a_list_is_taken_in_whole_or_not_at_all(tmp_path):
    table, intake = inventory.write(tmp_path, inventory.rows())
    for turn in range(KILLS):
        where = str(tmp_path / f"{turn}.db")
        reading, writing = os.pipe()
        process = FORK.Process(target=take_in, args=(where, table, str(intake), writing))
        process.start()
        os.close(writing)
        os.read(reading, 10)
        os.close(reading)
        process.join(0.05 + 0.1 * turn % 0.8)
        process.kill()
        process.join()
        with Register(where) as register:
            assert len(register.cases("2026-11-30")) in (0, 40)
            assert register.verify().whole
            done = register.import_table(table, str(intake), on="2026-11-30")
            assert len(done.added) in (0, 40)
            assert register.assess("2026-11-30") == 0
            assert {state.snapshot is None for state in register.cases("2026-11-30")} == {False}


def test_eight_at_once_lose_nothing_and_keep_one_chain(address):
    with Register(address) as register:
        before = register.verify().snapshots
    pipes = [os.pipe() for _ in range(PROCESSES)]
    processes = [
        FORK.Process(target=answers, args=(address, number, EACH, writing))
        for number, (_, writing) in enumerate(pipes)
    ]
    for process in processes:
        process.start()
    for _, writing in pipes:
        os.close(writing)
    told = [number for reading, _ in pipes for number in lines(reading)]
    for process in processes:
        process.join()
        assert process.exitcode == 0
    with Register(address) as register:
        found = register.verify()
        assert found.whole
        assert found.snapshots == before + PROCESSES * EACH
        assert sorted(told) == list(range(before + 1, found.snapshots + 1))
