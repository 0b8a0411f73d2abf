"""The page of an assessment, used as people do: in a browser, by mouse and by keyboard, on a phone,
on paper.
"""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from explain import why
from knowledge import UseCase
from knowledge.cases.files import example_names
from tests.browser import overflows, pages_of
from tests.conftest import EXPERIMENT, needs_chromium
from tests.public_cases import public_case
from tests.sizes import few

DAY = date(2026, 11, 22)
SCREEN, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
GROUND = "STANDS: It must grow beyond what a prototype carries"
EMPTY = {"x": 4, "y": 4}  # a spot of the pane where nothing is drawn
HIGH_RISK = {
    "placed_in_eu": True,
    "ai_system": True,
    "annex_iii": ["creditworthiness"],
    "prohibited_practices": [],
    "annex_i_product": "none",
}
TIER = "THE LAW SO FAR: Legal tier: high-risk"
REGULATED = {
    "STANDS: The use is regulated",
    "STANDS: Regulation asks for results that are explained and reviewed",
}
HOSTILE = [
    "</script><script>document.title = 'taken'</script>",
    "<img src=x onerror=\"document.title = 'taken'\">",
    "]]><![CDATA[ -->",
    "\"'><svg onload=alert(1)>",
    "{{ 7 * 7 }} &lt;b&gt; \\u0022",
    "</template></style></svg>",
    "w" * 300,
]


EXPLAINED = {}


def explanation(name="Demand forecast", **facts):
    """An explanation, worked out once for all tests that show it."""
    asked = repr((name, facts))
    if asked not in EXPLAINED:
        case = UseCase(name=name, **{**EXPERIMENT, "volume_multiple": 12, **facts})
        EXPLAINED[asked] = why(assess(case, on=DAY))
    return EXPLAINED[asked]


@pytest.fixture
def opened(chromium, tmp_path):
    """Open the page of an explanation.

    At the end, nothing may have been fetched or complained of.
    """
    file = tmp_path / "page.html"
    with pages_of(chromium, lambda address: address == file.as_uri()) as visit:

        def open_page(shown, size=SCREEN, **options):
            shown.save_page(str(file))
            return visit(file.as_uri(), size, **options)

        yield open_page


def box(page, name):
    return page.get_by_role("button", name=name, exact=True)


def lit(page):
    return set(
        page.locator(".node.lit").evaluate_all(
            "nodes => nodes.map(node => node.getAttribute('aria-label'))"
        )
    )


def panel(page):
    return " ".join(page.locator("#panel").inner_text().split())


@needs_chromium
def test_a_box_chosen_by_mouse_shows_its_rule_its_source_and_both_sides_of_its_comparison(opened):
    page = opened(explanation())
    box(page, GROUND).click()
    text = panel(page)
    assert text.startswith(
        "STANDS It must grow beyond what a prototype carries Rests on volume_multiple is 12, "
        "at least 10"
    )
    assert "Rule trigger.scale/1 Because Prototype infrastructure" in text
    assert "Source [A Trigger 4], stated there" in text
    assert box(page, GROUND).get_attribute("aria-pressed") == "true"


@needs_chromium
def test_the_way_from_a_box_to_the_verdict_is_lit_and_thick_and_the_rest_is_dimmed(opened):
    page = opened(explanation(output_use="operational", **HIGH_RISK))
    box(page, TIER).click()
    assert lit(page) == {
        TIER,
        *REGULATED,
        "VERDICT SO FAR: Production-grade engineering is required, as far as answered",
    }
    assert page.locator(".edge.lit").count() == 4
    widths = page.locator(".edge path").evaluate_all(
        "all => all.map(path => [path.parentNode.classList.contains('lit'), "
        "parseFloat(getComputedStyle(path).strokeWidth)])"
    )
    assert min(width for is_lit, width in widths if is_lit) > max(
        width for is_lit, width in widths if not is_lit
    )
    opacity = page.locator(".node:not(.lit)").evaluate_all(
        "all => all.map(node => parseFloat(getComputedStyle(node).opacity))"
    )
    assert opacity
    assert max(opacity) < 0.5


@needs_chromium
def test_choosing_again_or_the_empty_paper_or_escape_clears(opened):
    page = opened(explanation())
    nothing = panel(page)
    assert "No box is chosen" in nothing
    clearing = (
        lambda: box(page, GROUND).click(),
        lambda: page.keyboard.press("Escape"),
        lambda: page.locator(".pane").click(position=EMPTY),
    )
    for clear in clearing:
        box(page, GROUND).click()
        assert lit(page)
        clear()
        assert (lit(page), panel(page)) == (set(), nothing)
        assert page.locator(".choosing").count() == 0


@needs_chromium
def test_the_keyboard_does_all_that_the_mouse_does(opened):
    page = opened(explanation(**HIGH_RISK))
    verdict = page.locator("[data-goal]")
    verdict.focus()
    way = []
    for key, step in (
        ("Enter", "ArrowLeft"),
        (" ", "ArrowLeft"),
        ("Enter", "ArrowRight"),
        (" ", "ArrowRight"),
    ):
        way.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press(key)
        assert page.locator(".node[aria-pressed=true]").get_attribute("aria-label") == way[-1]
        assert way[-1].partition(": ")[2] in panel(page).replace("_", " ")
        page.keyboard.press(step)
    assert way[2] == TIER
    assert {way[1], way[3]} <= {*REGULATED, GROUND}
    assert page.evaluate("'goal' in document.activeElement.dataset")
    page.keyboard.press("Escape")
    assert lit(page) == set()


@needs_chromium
def test_tab_reaches_every_box_and_the_skip_link_comes_first(opened):
    page = opened(explanation())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    seen = set()
    for _ in range(page.locator(".node").count() + 4):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert {f"{node.get_attribute('aria-label')}" for node in page.locator(".node").all()} <= seen
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@needs_chromium
def test_the_argument_folds_and_unfolds(opened):
    page = opened(explanation(output_use="operational"))
    parts = page.locator(".tree details")
    shut = page.locator(".tree details:not([open])")
    assert parts.count() > shut.count() > 0
    page.locator("#argument").get_by_role("button", name="Expand all").click()
    assert shut.count() == 0
    assert page.get_by_text("by trigger.scale/1").is_visible()
    page.locator("#argument").get_by_role("button", name="Collapse all").click()
    assert shut.count() == parts.count()


@needs_chromium
def test_without_scripts_the_argument_folds_and_nothing_is_offered_that_would_not_work(opened):
    page = opened(explanation(), java_script_enabled=False)
    assert not page.locator("#argument").get_by_role("button", name="Expand all").is_visible()
    assert not page.locator("#panel").is_visible()
    below = page.locator(".tree details details").first.locator("ul").first
    assert not below.is_visible()
    page.locator(".tree details details summary").first.click()
    assert below.is_visible()


@needs_chromium
@pytest.mark.parametrize("name", few([" ".join(HOSTILE), *HOSTILE], of=len(HOSTILE) + 1))
def test_what_people_wrote_is_text_on_the_page_whatever_it_is(opened, name):
    page = opened(explanation(name=name))
    box(page, GROUND).click()
    assert page.title() == " ".join(
        f"{name}: Production-grade engineering is required, as far as answered".split()
    )
    assert page.locator("h1").inner_text().startswith(f"{name}:")
    assert page.locator("script, img").count() == 1
    assert not overflows(page)


@needs_chromium
@pytest.mark.parametrize("name", few(example_names(), of=5))
def test_each_public_case_fits_a_screen_and_a_phone_before_and_after_choosing(opened, name):
    shown = why(public_case(name))
    for size in (SCREEN, PHONE):
        page = opened(shown, size)
        assert not overflows(page)
        goal, pane = (page.locator(part).bounding_box() for part in ("[data-goal]", ".pane"))
        assert pane["x"] <= goal["x"] < goal["x"] + goal["width"] <= pane["x"] + pane["width"]
        sideways = page.evaluate(
            "document.querySelector('.pane').scrollWidth > "
            "document.querySelector('.pane').clientWidth"
        )
        assert sideways == (size is PHONE)
        assert (
            size is SCREEN
            or page.locator("#panel").bounding_box()["y"] >= pane["y"] + pane["height"]
        )
        for node in page.locator(".node").all():
            node.dispatch_event("click")
            assert len(panel(page)) > 40
            assert not overflows(page)
            assert page.locator(".pane").bounding_box() == pane


@needs_chromium
def test_the_graph_grows_shrinks_and_fits_again_inside_its_pane(opened):
    page = opened(explanation(output_use="operational"))
    width = lambda: round(page.locator(".pane svg").bounding_box()["width"])  # noqa: E731
    first = width()
    for _ in range(5):
        page.get_by_role("button", name="Larger").click()
    assert width() > 2 * first
    assert not overflows(page)
    page.get_by_role("button", name="Fit").click()
    assert width() == first


@needs_chromium
def test_a_dark_room_gets_a_dark_page_and_the_graph_stays_on_white(opened):
    page = opened(explanation(), color_scheme="dark")
    colours = [
        page.locator(part).evaluate("part => getComputedStyle(part).backgroundColor")
        for part in ("body", ".pane")
    ]
    assert colours == ["rgb(22, 25, 29)", "rgb(255, 255, 255)"]


@needs_chromium
def test_paper_shows_everything_and_no_buttons(opened, tmp_path):
    from pypdf import PdfReader

    page = opened(explanation(output_use="operational"))
    box(page, GROUND).click()
    page.emulate_media(media="print")
    assert not page.locator("#panel, button, .skip").filter(visible=True).count()
    hidden = page.locator(".tree li").evaluate_all(
        "all => all.filter(item => !item.checkVisibility({contentVisibilityAuto: true})).length"
    )
    assert hidden == 0
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    sheets = PdfReader(tmp_path / "page.pdf").pages
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert "by trigger.scale/1" in text
    assert "This is no legal advice." in text
    upright = [sheet.mediabox.width < sheet.mediabox.height for sheet in sheets]
    assert upright[:3] == [True, False, True]
    assert "VERDICT" in sheets[1].extract_text()


LONGEST = ("schufa_score", "school_grades_2020", "hiring_trial")


@needs_chromium
@pytest.mark.parametrize("name", few(LONGEST, of=3))
def test_on_paper_two_sheets_stand_before_the_details(opened, tmp_path, name):
    from pypdf import PdfReader

    page = opened(why(public_case(name)))
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    first, second, third, *_ = (
        sheet.extract_text() for sheet in PdfReader(tmp_path / "page.pdf").pages
    )
    assert "At a glance" in first
    assert "Next questions" in first
    assert second.startswith("Decision graph")
    assert third.startswith("Argument")


@needs_chromium
def test_on_a_phone_the_details_are_a_list_of_headings_and_print_whole(opened, tmp_path):
    """A manager with two minutes reads five screens; what is on paper does not depend on it."""
    from pypdf import PdfReader

    found = why(public_case("schufa_score"))
    wide, phone = opened(found), opened(found, {"width": 390, "height": 844})
    assert wide.locator(".fold:not([open])").count() == 0
    assert phone.locator(".fold[open]").count() == 0
    assert phone.evaluate("document.documentElement.scrollHeight") < 6 * 844
    sources = phone.locator("#details .fold").last
    sources.locator("summary").first.click()
    assert sources.locator("li").first.is_visible()
    phone.locator("#details [data-fold=open]").click()
    assert phone.locator(".fold:not([open])").count() == 0
    phone.locator("#details [data-fold='']").click()
    texts = []
    for number, page in enumerate((wide, phone)):
        file = tmp_path / f"{number}.pdf"
        page.pdf(path=file, prefer_css_page_size=True)
        sheets = PdfReader(file).pages
        texts.append(" ".join(" ".join(sheet.extract_text() for sheet in sheets).split()))
    assert len(texts[1]) > 0.98 * len(texts[0]) > 10_000
    assert phone.locator(".fold[open]").count() == 0
