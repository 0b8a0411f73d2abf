"""A server of PostgreSQL for tests, where its programs are installed: begun, used, taken away."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


def _program(name: str) -> str | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = (shutil.which(name, path=str(folder)) for folder in folders)
    return shutil.which(name) or next(filter(None, found), None)


INITDB, PG_CTL = _program("initdb"), _program("pg_ctl")
needs_postgres = pytest.mark.skipif(
    not (INITDB and PG_CTL), reason="there is no server of PostgreSQL to start (initdb, pg_ctl)"
)
# a server refuses to run as root
USER: dict[str, Any] = {"user": "postgres"} if os.name == "posix" and os.geteuid() == 0 else {}


@contextmanager
def server() -> Iterator[str]:
    """The address of a fresh database on a server of its own, on a socket in a folder."""
    assert INITDB
    assert PG_CTL
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if USER:
            shutil.chown(folder, USER["user"])
        data = folder / "data"
        _run(INITDB, "-D", str(data), "-A", "trust", "-U", "tester", "--no-sync", "-E", "UTF8")
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=40"
        log = str(folder / "log")
        _run(PG_CTL, "-D", str(data), "-o", options, "-l", log, "-w", "start")
        try:
            yield f"postgresql://tester@/postgres?host={folder}"
        finally:
            _run(PG_CTL, "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=120, **USER)
