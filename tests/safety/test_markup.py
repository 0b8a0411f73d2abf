"""Markup in what is read stays text in what is shown."""

from __future__ import annotations

import re
from datetime import date

from engine import assess
from explain import why
from explain.compose.page import to_page
from knowledge.base import load
from knowledge.cases.use_case import model_of
from tests.safety.packs import (
    NAME,
    SOURCE,
    WORK,
    attribute,
)

MARKUP = (
    '</script><script>alert(1)</script><img src=x onerror=y>"; '
    'URL="javascript:x" ]](javascript:x) | `x` %%{init}%%'
)


def test_markup_in_any_text_of_a_pack_or_a_case_stays_text(tmp_path):
    said = MARKUP.replace("\\", "\\\\").replace('"', '\\"')
    pack = (
        f'- {{work: w, title: "{said}", cited_as: "{said}", note: "{said}"}}\n' + NAME
        + attribute("b", "type: bool, values: {'true': y, 'false': n}").removeprefix(WORK)
        + f'- {{verdict: undetermined, title: "{said}", rank: 9, {SOURCE}}}\n'
        + f'- {{verdict: production_required, title: "{said}", rank: 1, when: p, '
          f'source: {{work: w, at: "{said}"}}, basis: stated}}\n'
        + f'- {{define: p, title: "{said}", when: b, source: {{work: w, at: "{said}"}}, '
          f'basis: stated}}\n'
    )  # fmt: skip
    (tmp_path / "pack.yaml").write_text(pack, encoding="utf-8")
    base = load([tmp_path / "pack.yaml"], shipped=False)
    found = why(
        assess(
            model_of(base)(name=MARKUP, b=True), date(2026, 11, 22), base=base, chainer="semi-naive"
        )
    )
    shown = found.to_markdown()
    assert "script" in shown
    assert re.search(r"(?<!\\)<(script|/script|img)", shown) is None
    found.draw(tmp_path / "picture.svg")
    for text in (
        to_page(found),
        (tmp_path / "picture.svg").read_text(encoding="utf-8"),
        found.to_mermaid(),
    ):
        assert "<script>alert" not in text
        assert "<img src=x" not in text
