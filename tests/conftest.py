"""Shared by all tests: the day asked, and cases built on the six answers of the decision table."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from engine import Assessment, assess
from engine.chain.durable import library
from knowledge import UseCase
from tests.sizes import LONG_RUN

DAY = date(2026, 11, 22)
needs_durable = pytest.mark.skipif(
    library() is None and os.environ.get("CI") != "true",
    reason="durable_rules is not installed: it needs a C compiler (in CI this fails instead)",
)
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true",
    reason="there is no Chromium to look at pages with (in CI this fails instead)",
)
EXPERIMENT: dict[str, Any] = {
    "output_use": "research",
    "failure_impact": "learning",
    "exposure": "data_science",
    "regulatory_scope": "none",
    "accuracy_requirement": "directional",
    "availability_requirement": "best_effort",
}
# the answers by which no other law is a ground
NO_OTHER_LAW: dict[str, Any] = {
    "personal_data": False,
    "platform_work": False,
    "offered_commercially": False,
    "consumer_credit": False,
    "financial_role": "none",
    "medical_purpose": "none",
    "learned_safety_function": False,
    "nis2_entity": "none",
}
PRODUCTION: dict[str, Any] = {
    "output_use": "operational",
    "failure_impact": "disruption",
    "exposure": "business_users",
    "regulatory_scope": "applies",
    "accuracy_requirement": "threshold",
    "availability_requirement": "sla",
}
ANALYTICS = {
    "exposure": "analysts",
    "analysts_understand_limits": True,
    "independent_validation": True,
    "feeds_dashboard": False,
    "feeds_automated_reports": False,
}
DEMONSTRATION = {"funding_prototype": True, "labelled_demonstration": True}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser to look at pages with."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "CI has no Chromium, so nobody looked at the pages"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def use_case(**attributes: Any) -> Any:
    """A case of which only these attributes are stated."""
    return UseCase(**{"name": "case", **attributes})


@pytest.fixture
def answer() -> Callable[..., Assessment]:
    """Assess a case of just these attributes."""
    return lambda on=DAY, **attributes: _assessed(on, attributes)


@pytest.fixture
def experiment() -> Callable[..., Assessment]:
    """Assess a case that answers the decision table with experimentation,
    changed by these attributes.
    """
    return lambda on=DAY, **attributes: _assessed(on, {**EXPERIMENT, **attributes})


_ASSESSED: dict[str, Assessment] = {}


def _assessed(on: Any, attributes: dict[str, Any]) -> Assessment:
    """The assessment of a case, kept for tests that ask again: it is proven once."""
    stated = repr((on, sorted(attributes.items())))
    if stated not in _ASSESSED:
        if len(_ASSESSED) == 64:
            del _ASSESSED[next(iter(_ASSESSED))]
        _ASSESSED[stated] = assess(use_case(**attributes), on)
    return _ASSESSED[stated]


SLOWEST = (  # files, begun first: a slow one that is begun last keeps one core alone at the end
    "test_in_browser.py",
    "test_look_in_browser.py",
    "test_mutations.py",
    "test_notebooks.py",
    "test_check_command.py",
    "test_impact.py",
    "test_chainers.py",
    "test_new.py",
    "test_interview.py",
    "test_smallest_change.py",
    "test_sensitivity.py",
    "test_page_in_browser.py",
    "test_checking_page.py",
    "test_contributing_page.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put slow files first, and leave long tests to long runs; the rest keeps its order."""
    place = {name: number for number, name in enumerate(SLOWEST)}
    items.sort(key=lambda item: place.get(item.path.name, len(SLOWEST)))
    for item in items if not LONG_RUN else ():
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="long: `make long` runs it"))


LINES = pytest.StashKey[list[str]]()


@pytest.fixture
def shown(request: pytest.FixtureRequest) -> list[str]:
    """Lines that are printed at the end of the test run."""
    return request.config.stash.setdefault(LINES, [])


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print what tests have to show."""
    for line in config.stash.get(LINES, []):
        terminalreporter.write_line(line)
