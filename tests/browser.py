"""Pages that a browser is shown in tests, and what must not happen while it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

PROJECTOR, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
HOSTILE = [  # names that would do something, were they not told as text
    "</script><script>document.title = 'taken'</script>",
    "<img src=x onerror=\"document.title = 'taken'\">",
    "\"'><svg onload=alert(1)> {{ 7 * 7 }}",
    "w" * 300,
]


@contextmanager
def pages_at(chromium: Any, start: str) -> Iterator[Any]:
    """Open pages of a server, each for somebody else; `cookies` are those that they have by then.

    At the end, nothing may have been fetched from elsewhere or complained of.
    """
    foreign: list[str] = []
    complaints: list[str] = []
    contexts: list[Any] = []

    def visit(
        path: str = "/",
        size: dict[str, int] = PROJECTOR,
        cookies: Mapping[str, str] | None = None,
        **options: Any,
    ) -> Any:
        contexts.append(chromium.new_context(viewport=size, accept_downloads=True, **options))
        known = (cookies or {}).items()
        contexts[-1].add_cookies(
            [{"name": name, "value": value, "url": start} for name, value in known]
        )
        page = contexts[-1].new_page()
        page.on(
            "request",
            lambda request: (
                foreign.append(request.url) if not request.url.startswith(start) else None
            ),
        )
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(start + path)
        return page

    visit.complaints = complaints  # type: ignore[attr-defined]
    yield visit
    for context in contexts:
        context.close()
    assert not foreign, foreign
    assert not complaints, complaints


def overflows(page: Any) -> bool:
    """Whether a page, with all its styles, is wider than the window."""
    page.wait_for_load_state()
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
