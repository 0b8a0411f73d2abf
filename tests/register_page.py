"""A register's page for tests: a register of ten cases, served, and asked without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import uvicorn
from starlette.testclient import TestClient

from tests import inventory
from threshold.register import Register
from threshold.register.page.access import RegisterAccess, register_access
from threshold.register.page.desk import Desk, furnish
from threshold.register.page.routes import application
from threshold.workshop.serving import listening

HOST, ADDRESS = "127.0.0.1", "http://localhost"
DAY = date(2026, 12, 10)


def kept(folder: Path) -> Register:
    """A register of the first ten cases of the list."""
    table, intake = inventory.write(folder, inventory.rows()[:10])
    register = Register(folder / "register.db")
    register.import_table(table, str(intake), who="Ida Roth", on="2026-11-30")
    return register


@contextmanager
def client(register: Register | Desk, access: RegisterAccess | None = None) -> Iterator[Any]:
    """A browser's requests, without the browser. A desk keeps what was worked out for one."""
    desk = register if isinstance(register, Desk) else furnish(register, DAY)
    app = application(desk, access or register_access(HOST))
    with TestClient(app, base_url=ADDRESS, headers={"Origin": ADDRESS}) as made:
        yield made


@contextmanager
def running(register: Register) -> Iterator[str]:
    """The page, served; its address."""
    with listening(HOST, 0) as socket:
        app = application(furnish(register, DAY), register_access(HOST))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        while not server.started:
            sleep(0.01)
        try:
            yield f"http://{HOST}:{socket.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=5)
