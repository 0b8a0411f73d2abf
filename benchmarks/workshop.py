"""The time in a workshop from an answer to the redrawn graph.

    python -m benchmarks.workshop [--answers 10] [--browser]

Over the public cases: the server's answer with verdict and graph, and the slow parts that follow
it. Each answer is to another open question, so that no case is seen twice. --browser clicks in
headless Chromium, and counts until the graph has been painted.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Thread
from time import perf_counter, sleep
from typing import cast
from urllib.parse import urlencode

from knowledge.cases.files import EXAMPLE, example_names
from threshold.workshop.access import access_for
from threshold.workshop.room import Room, furnish
from threshold.workshop.routes import application
from threshold.workshop.serving import listening, server

HOST = "127.0.0.1"
CLICK = """([selector]) => new Promise(done => {
  const start = performance.now(), graph = document.getElementById('graph').dataset.revision;
  const wait = () => document.getElementById('graph').dataset.revision === graph
    ? requestAnimationFrame(wait)
    : requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  document.querySelector(selector).click(); wait(); })"""


@contextmanager
def served(room: Room) -> Iterator[int]:
    """A workshop that is served; its port."""
    with listening(HOST, 0) as socket:
        running = server(application(room, access_for(HOST)))
        thread = Thread(target=running.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        while not running.started:
            sleep(0.01)
        try:
            yield socket.getsockname()[1]
        finally:
            running.should_exit = True
            thread.join(timeout=5)


class Client:
    """One browser's connection, without the browser."""

    def __init__(self, port: int):
        self.connection = HTTPConnection(HOST, port)
        self.headers = {
            "Origin": f"http://{HOST}:{port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def get(self, path: str) -> float:
        """Milliseconds for a page."""
        return self._timed("GET", path, "")

    def post(self, path: str, **fields: str) -> float:
        """Milliseconds for a step."""
        return self._timed("POST", path, urlencode(fields))

    def _timed(self, method: str, path: str, body: str) -> float:
        start = perf_counter()
        self.connection.request(method, path, body, self.headers)
        response = self.connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{method} {path} was answered with {response.status}")
        return (perf_counter() - start) * 1e3


def by_http(room: Room, port: int, answers: int) -> dict[str, list[float]]:
    """Milliseconds of each part, over all cases and answers."""
    client, found = (
        Client(port),
        {
            name: list[float]()
            for name in ("answer to graph", "next question", "what would change", "dates")
        },
    )
    for name in example_names():
        client.post("/preset", preset=f"{EXAMPLE}{name}")
        for attribute, value in answers_to(room, answers):
            found["answer to graph"].append(
                client.post("/answer", attribute=attribute, value=value)
            )
            found["next question"].append(client.get("/questions"))
            found["what would change"].append(client.get("/changes"))
            found["dates"].append(client.get("/dates"))
    return found


def answers_to(
    room: Room, most: int, listed: Callable[[], Iterable[str]] | None = None
) -> Iterator[tuple[str, str]]:
    """Open questions of the case, each with an answer; other ones again as answers come in.

    `listed`: the attributes that can be chosen, where that is not all.
    """
    attributes = room.session.base.attributes
    for _ in range(most):
        stated = room.session.now.case.stated()
        open_ = (
            attributes[name]
            for name in (attributes if listed is None else listed())
            if name not in stated
        )
        attribute = next((one for one in open_ if one.type in ("bool", "enum")), None)
        if attribute is None:
            return
        yield attribute.id, next(iter(attribute.values))


def by_browser(room: Room, port: int, answers: int) -> list[float]:
    """Milliseconds from a click on an answer until the graph is painted."""
    from playwright.sync_api import sync_playwright

    found: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox"],
        )
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(f"http://{HOST}:{port}/")

        def listed() -> list[str]:
            buttons = page.locator(".list [value]")
            return cast("list[str]", buttons.evaluate_all("all => all.map(one => one.value)"))

        for name in example_names():
            page.keyboard.press("o")
            page.locator(f'[value="{EXAMPLE}{name}"]').click()
            page.wait_for_timeout(600)
            for attribute, _ in answers_to(room, answers, listed):
                page.locator(f".list [value='{attribute}']").dispatch_event("click")
                page.locator(f"#card [name=attribute][value='{attribute}']").first.wait_for(
                    state="attached"
                )
                page.wait_for_timeout(300)
                found.append(page.evaluate(CLICK, ["#card .options button"]))
                page.wait_for_timeout(500)
        browser.close()
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description="How long it takes from an answer to the redrawn graph."
    )
    parser.add_argument(
        "--answers", type=int, default=10, help="answers to each public case (default: 10)"
    )
    parser.add_argument("--browser", action="store_true", help="in headless Chromium as well")
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{'':28}{'times':>6}{'median ms':>11}{'p95 ms':>9}{'worst ms':>10}")
    room = furnish((), None, "http://localhost/vote")
    with served(room) as port:
        found = by_http(room, port, asked.answers)
        if asked.browser:
            found["click to painted graph"] = by_browser(room, port, asked.answers)
    for name, times in found.items():
        ordered = sorted(times)
        p95 = ordered[int(len(ordered) * 0.95)]
        print(
            f"{name:28}{len(ordered):>6}"
            f"{statistics.median(ordered):11.1f}{p95:9.1f}{ordered[-1]:10.1f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
