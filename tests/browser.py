"""Pages that a browser is shown in tests, and what must not happen while it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from tests.sizes import few

PROJECTOR, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
HOSTILE = [  # names that would do something, were they not told as text
    "</script><script>document.title = 'taken'</script>",
    "<img src=x onerror=\"document.title = 'taken'\">",
    "\"'><svg onload=alert(1)> {{ 7 * 7 }}",
    "w" * 300,
]
HOSTILE_NAMES = few([" ".join(HOSTILE), *HOSTILE], of=len(HOSTILE) + 1)  # usually all in one name
SERIOUS = ("serious", "critical")
_PLAIN = {"media": "null", "color_scheme": "light", "reduced_motion": "no-preference"}
_FREE: WeakKeyDictionary[Any, list[Any]] = WeakKeyDictionary()  # browser → pages nobody looks at
_FORGET = """() => {
  if (document.fullscreenElement) return false;
  localStorage.clear();
  sessionStorage.clear();
  return true;
}"""


@contextmanager
def pages_of(chromium: Any, ours: Callable[[str], bool]) -> Iterator[Any]:
    """Open pages, each for somebody else; `cookies` are those that they have by then.

    At the end, nothing may have been fetched from elsewhere than from `ours` or complained of.
    Windows are used again, as if new: to make one takes longer than to fill it.
    """
    foreign: list[str] = []
    complaints: list[str] = []
    taken: list[Any] = []
    single: list[Any] = []
    heard: dict[str, Callable[[Any], None]] = {
        "request": lambda request: None if ours(request.url) else foreign.append(request.url),
        "console": lambda message: complaints.append(message.text),
        "pageerror": lambda error: complaints.append(str(error)),
        "dialog": lambda dialog: complaints.append(dialog.message),
    }

    def visit(
        address: str,
        size: dict[str, int] = PROJECTOR,
        cookies: Mapping[str, str] | None = None,
        **options: Any,
    ) -> Any:
        looks = {name: options.pop(name, usual) for name, usual in _PLAIN.items()}
        free = _FREE.setdefault(chromium, [])
        if options:  # a window of a kind of its own
            page = chromium.new_context(viewport=size, **options).new_page()
            single.append(page.context)
        else:
            page = free.pop() if free else chromium.new_context().new_page()
            taken.append(page)
        page.set_viewport_size(size)
        page.emulate_media(**looks)
        page.context.add_cookies(
            [
                {"name": name, "value": told, "url": address}
                for name, told in (cookies or {}).items()
            ]
        )
        for event, hear in heard.items():
            page.on(event, hear)
        page.goto(address)
        return page

    visit.complaints = complaints  # type: ignore[attr-defined]
    try:
        yield visit
    finally:
        for context in single:
            context.close()
        for page in taken:
            for event, hear in heard.items():
                page.remove_listener(event, hear)
            if not page.is_closed() and page.evaluate(_FORGET):
                page.unroute_all()
                page.goto("about:blank")
                page.mouse.move(0, 0)
                page.context.clear_cookies()
                _FREE[chromium].append(page)
            else:
                page.context.close()
    assert not foreign, foreign
    assert not complaints, complaints


@contextmanager
def pages_at(chromium: Any, start: str) -> Iterator[Any]:
    """Open pages of a server by their paths, as `pages_of` does."""
    with pages_of(chromium, lambda address: address.startswith(start)) as opened:

        def visit(path: str = "/", *arguments: Any, **options: Any) -> Any:
            return opened(start + path, *arguments, **options)

        visit.complaints = opened.complaints  # type: ignore[attr-defined]
        yield visit


def overflows(page: Any) -> bool:
    """Whether a page, with all its styles, is wider than the window."""
    page.wait_for_load_state()
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def serious_findings(page: Any) -> list[tuple[str, list[str]]]:
    """What axe finds serious or critical on a page: (rule, the start of each place)."""
    from axe_playwright_python.sync_playwright import Axe

    return [
        (found["id"], [node["html"][:80] for node in found["nodes"]])
        for found in Axe().run(page).response["violations"]
        if found["impact"] in SERIOUS
    ]
