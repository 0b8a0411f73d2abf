"""Letters of the stage are large enough for a room, on walls of 4:3 and of 16:9."""

from __future__ import annotations

from itertools import product

import pytest

from tests.conftest import needs_chromium
from tests.sizes import taking
from tests.threshold.workshop.trainer import choose, press

READABLE = 12  # pixels of the smallest letters
WALLS = ["1024x768", "1280x720", "1920x1080"]
CASES = ["hiring_trial", "schufa_score", "roll_out_before_the_council"]
PANELS = {"c": "changes", "t": "dates", "p": "path", "i": "about"}
SMALLEST = """() => {
  const found = [], all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (all.nextNode()) {
    const said = all.currentNode.textContent.trim(), one = all.currentNode.parentElement;
    if (!said || !one.checkVisibility() || one.closest('.unseen, .skip, script, style')) continue;
    const scale = one.getScreenCTM ? one.getScreenCTM().a : 1;
    found.push([parseFloat(getComputedStyle(one).fontSize) * scale, said.slice(0, 40)]);
  }
  return found.sort((a, b) => a[0] - b[0])[0];
}"""
HIDDEN_BOXES = """() => {
  const pane = document.querySelector('.pane').getBoundingClientRect();
  return [...document.querySelectorAll('.pane .node')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.left < pane.left - 1 || box.right > pane.right + 1;
  }).length;
}"""

OUT_OF_THEIR_BOXES = """() => {
  const found = [];
  for (const node of document.querySelectorAll('.pane .node')) {
    const box = node.querySelector('path').getBBox();
    for (const text of node.querySelectorAll('text')) {
      text.setAttribute('font-family', 'monospace');  // wider than Arial by a third
      const said = text.getBBox();
      const right = box.x + box.width;
      if (said.x < box.x - 1 || said.x + said.width > right + 1) found.push(text.textContent);
    }
  }
  return found;
}"""


@needs_chromium
@pytest.mark.parametrize(
    ("path", "wall"),
    taking(
        [("/", "1024x768"), ("/projector", "1280x720"), ("/projector", "1920x1080")],
        of=product(["/", "/projector"], WALLS),
    ),
)
def test_no_letter_is_too_small_for_a_room_whatever_panel_is_open(hall, path, wall):
    width, height = map(int, wall.split("x"))
    page = hall(path, {"width": width, "height": height}, language="de")
    for name in CASES:
        if path == "/":
            page.locator("#card").wait_for()
            choose(page, name, "de")
        else:
            hall.room.session.open(hall.room.presets[f"example:{name}"])
            page.locator(f"#graph[data-revision='{hall.room.session.now.revision}']").wait_for()
        size, said = page.evaluate(SMALLEST)
        assert size >= READABLE, (name, said, size)
        assert page.evaluate(HIDDEN_BOXES) == 0
    for key, panel in PANELS.items() if path == "/" else ():
        press(page, key)
        page.locator(f"#panel-{panel} *").first.wait_for()
        size, said = page.evaluate(SMALLEST)
        assert size >= READABLE, (panel, said, size)
    press(page, "l")
    size, said = page.evaluate(SMALLEST)
    assert size >= READABLE, ("legend", said, size)


@needs_chromium
def test_on_a_wall_of_four_to_three_the_graph_has_the_whole_width(hall):
    page = hall("/projector", {"width": 1024, "height": 768})
    page.locator("#card").wait_for()
    assert page.locator("#graph").bounding_box()["width"] >= 1020
    assert page.locator("#card").bounding_box()["height"] > 60


@needs_chromium
@pytest.mark.parametrize("language", taking(["de"], of=["en", "de", "fr"]))
@pytest.mark.parametrize("name", taking(["hiring_trial"], of=CASES))
def test_texts_stay_in_their_boxes_whatever_font_a_browser_has(hall, name, language):
    hall.room.session.open(hall.room.presets[f"example:{name}"])
    page = hall("/projector", language=language)
    page.locator("#graph .node text").first.wait_for()
    assert page.evaluate(OUT_OF_THEIR_BOXES) == []
