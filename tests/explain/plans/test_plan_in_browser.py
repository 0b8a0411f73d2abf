"""The page of a plan in a browser: whatever cases are called, it is as wide as its window."""

from __future__ import annotations

import pytest

from explain.plans.files import write_plan
from explain.plans.plan import plan
from tests.browser import HOSTILE, PHONE, PROJECTOR, overflows, pages_of, serious_findings
from tests.explain.plans.test_plan import ON, SCORING, SCREENING


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
def test_no_name_makes_the_page_wider_or_does_anything(chromium, tmp_path, size):
    named = [{**SCREENING, "name": one, "owner": one} for one in HOSTILE]
    file = write_plan(plan([*named, SCORING], ON, ask=False), tmp_path / "plan.html")
    with pages_of(chromium, lambda address: address == file.as_uri()) as visit:
        page = visit(file.as_uri(), size)
        assert not overflows(page)
        assert serious_findings(page) == []
        assert page.title() != "taken"
        page.emulate_media(media="print")
        wide = "getComputedStyle(document.querySelector('.wide')).overflowX"
        assert page.evaluate(wide) == "visible"  # paper has nothing to scroll
