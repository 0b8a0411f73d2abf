"""The report on a portfolio, used as people do: bars and lists filter the table,
a row opens its argument.
"""

from __future__ import annotations

from functools import cache

import pytest

from engine.portfolio import AssessedRow, assessed_cases
from explain import why
from explain.portfolios.argument_store import HeldArguments
from explain.portfolios.report import write_report
from explain.portfolios.summary import summarise
from knowledge import UseCase
from knowledge.base import load
from knowledge.cases.files import example_names
from knowledge.languages.words import Words
from knowledge.tables.row_faults import RowFault
from tests.browser import overflows, pages_of
from tests.conftest import DAY, EXPERIMENT, needs_chromium
from tests.public_cases import public_case
from tests.sizes import tried

SCREEN, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
HOSTILE = "</script><img src=x onerror=\"document.title='taken'\">&lt;b&gt;"
PRODUCTION = {"output_use": "operational", "volume_multiple": 12, "controls": {"monitoring": False}}


@cache
def portfolio():
    """Forty cases in four groups, one of them with a hostile name."""
    facts = [{}, PRODUCTION, {"exposure": None}, {"output_use": "operational"}]
    names = [f"case {number}" for number in range(1, 40)] + [HOSTILE]
    cases = [
        UseCase(name=name, **{**EXPERIMENT, **facts[place % 4]}) for place, name in enumerate(names)
    ]
    return [row.named for row in assessed_cases(cases, DAY, base=load())]


@pytest.fixture
def opened(chromium, tmp_path):
    """Open the report on these cases.

    At the end, nothing may have been fetched or complained of.
    """
    file = tmp_path / "report.html"
    with pages_of(chromium, lambda address: address.startswith(("blob:", file.as_uri()))) as visit:

        def open_page(cases, size=SCREEN, drawn=False, most=1000, language="en", **options):
            write(file, cases, drawn, most, language)
            page = visit(file.as_uri(), size, **options)
            if options.get("java_script_enabled", True):
                page.locator("#cases .opens").first.wait_for()
            return page

        yield open_page


def write(file, cases, drawn, most, language):
    words = Words.of(language, load())
    held = HeldArguments(most, words=words)
    fault = RowFault(1, HOSTILE, HOSTILE, "stays unknown")
    rows = [
        AssessedRow(number, case, (fault,) if number == 1 else ())
        for number, case in enumerate(cases, start=1)
    ]
    write_report(
        summarise("table.csv", rows, load(), held.hold),
        file,
        [why(case) for case in cases] if drawn else [],
        held,
        words,
    )


def names(page):
    return page.locator("#cases .opens").all_inner_texts()


def bar(page, title):
    return page.locator(".bar", has_text=title)


@needs_chromium
def test_a_bar_filters_the_table_to_the_cases_that_it_counts(opened):
    page = opened(portfolio())
    for bar_ in page.locator(".bar").all():
        count = int(bar_.locator(".count").inner_text().split()[0])
        bar_.click()
        assert bar_.get_attribute("aria-pressed") == "true"
        assert page.locator("#picked").inner_text().startswith(f"{count} of 40 cases: ")
        bar_.click()
        assert page.locator("#picked").inner_text() == ""


@needs_chromium
def test_lists_narrow_down_together_and_are_cleared_at_once(opened):
    page = opened(portfolio())
    page.locator("select[name=verdict]").select_option("production_required")
    assert page.locator("#picked").inner_text().startswith("20 of 40")
    page.locator("select[name=ground]").select_option("scale")
    assert page.locator("#picked").inner_text().startswith("10 of 40")
    assert (
        bar(page, "Production-grade engineering is required").get_attribute("aria-pressed")
        == "true"
    )
    page.get_by_role("button", name="Clear filters").click()
    page.wait_for_function("document.getElementById('picked').textContent === ''")
    assert len(names(page)) == 25
    assert page.locator(".bar[aria-pressed=true]").count() == 0


@needs_chromium
def test_the_table_can_still_be_searched_and_sorted(opened):
    page = opened(portfolio())
    page.get_by_label("Search:").fill("case 17")
    assert names(page) == ["case 17"]
    page.get_by_label("Search:").fill("")
    order = page.locator("#cases th", has_text="row").locator(".dt-column-order")
    order.press("Enter")
    assert names(page)[:2] == ["case 1", "case 2"]
    order.press("Enter")
    assert names(page)[:2] == [HOSTILE, "case 39"]


@needs_chromium
def test_a_row_opens_its_argument_by_mouse_and_by_keyboard_and_steps_to_the_next(opened):
    page = opened(portfolio())
    dialog = page.locator("#opened")
    page.locator("#cases tbody tr").nth(1).locator("td").nth(2).click()
    assert dialog.locator("h2").inner_text() == "case 2"
    assert "volume_multiple is 12, at least 10" in dialog.inner_text()
    assert "Controls missing (1)" in dialog.inner_text()
    page.get_by_role("button", name="Next").click()
    assert dialog.locator("h2").inner_text() == "case 3"
    assert "exposure is not answered" in dialog.inner_text()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    page.locator("#cases .opens").nth(1).focus()
    page.keyboard.press("Enter")
    assert dialog.locator("h2").inner_text() == "case 2"


@needs_chromium
def test_next_goes_by_what_the_table_shows(opened):
    page = opened(portfolio())
    bar(page, "Not settled yet").first.click()
    page.locator("#cases .opens").first.click()
    assert page.get_by_role("button", name="Previous").is_disabled()
    page.get_by_role("button", name="Next").click()
    assert page.locator("#opened h2").inner_text() == "case 7"


@needs_chromium
def test_a_case_whose_argument_is_not_held_says_so_and_shows_its_row(opened):
    page = opened(portfolio(), most=1)
    assert "the arguments of 10 of 40 cases" in page.locator("#listed").inner_text()
    page.locator("#cases .opens").nth(1).click()
    assert "does not hold the argument" in page.locator("#opened").inner_text()
    assert "volume_multiple is 12, at least 10" in page.locator("#opened").inner_text()


@needs_chromium
@pytest.mark.parametrize(
    ("language", "picked", "search", "lacking"),
    [
        ("de", "10 von 40 Fällen: ", "Suchen:", "Diese Seite enthält die Begründung"),
        ("fr", "10 cas sur 40\u00a0: ", "Rechercher\u00a0:", "Cette page ne contient pas"),
    ],
)
def test_the_page_works_and_speaks_in_each_language(opened, language, picked, search, lacking):
    page = opened(portfolio(), most=1, language=language)
    page.locator("select[name=ground]").select_option("scale")
    assert page.locator("#picked").inner_text().startswith(picked)
    page.locator("button[type=reset]").click()
    page.get_by_label(search).fill("case 18")
    assert names(page) == ["case 18"]
    page.locator("#cases .opens").first.click()
    assert page.locator("#opened h2").inner_text() == "case 18"
    assert lacking in page.locator("#opened").inner_text()
    assert "entries" not in page.locator("body").inner_text()


@needs_chromium
def test_in_a_small_portfolio_a_row_opens_its_decision_graph(opened):
    page = opened(portfolio()[:3], drawn=True)
    page.locator("#cases .opens").nth(1).click()
    assert page.locator("#opened .told svg").is_visible()
    assert page.locator("#opened h2").count() == 1
    ids = page.locator("[id]").evaluate_all("all => all.map(part => part.id)")
    assert len(ids) == len(set(ids))


@needs_chromium
def test_what_people_wrote_is_text_in_the_table_and_in_what_it_opens(opened):
    page = opened(portfolio())
    page.get_by_label("Search:").first.fill("onerror")
    assert names(page) == [HOSTILE]
    page.locator("#cases .opens").click()
    assert page.locator("#opened h2").inner_text() == HOSTILE
    assert page.locator("img").count() == 0
    assert page.title() == "Threshold: table.csv"


@needs_chromium
@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["screen", "phone"])
def test_the_public_cases_fit_a_screen_and_a_phone(opened, size):
    cases = [public_case(name) for name in example_names()[:: tried(3, 1)]]
    page = opened(cases, size, drawn=True)
    assert not overflows(page)
    assert page.locator("#cases tbody tr").first.locator("td").filter(visible=True).count() == (
        3 if size is PHONE else 10
    )
    page.locator("#cases .opens").first.click()
    assert not overflows(page)


@needs_chromium
def test_a_dark_room_gets_a_dark_page_and_a_dark_table(opened):
    page = opened(portfolio(), color_scheme="dark")
    assert (
        page.locator("body").evaluate("part => getComputedStyle(part).backgroundColor")
        == "rgb(22, 25, 29)"
    )
    colour = page.locator("#cases td").nth(2).evaluate("part => getComputedStyle(part).color")
    assert min(map(int, colour.removeprefix("rgb(").removesuffix(")").split(",")[:3])) > 150


@needs_chromium
def test_without_scripts_the_counts_are_there_and_nothing_is_offered_that_would_not_work(opened):
    page = opened(portfolio(), java_script_enabled=False)
    assert bar(page, "Not settled yet").first.is_visible()
    assert not page.locator("#filters").is_visible()
    assert "need scripts" in page.locator("noscript").inner_text()


@needs_chromium
def test_paper_shows_the_charts_and_what_is_picked_and_no_buttons(opened, tmp_path):
    from pypdf import PdfReader

    page = opened(portfolio())
    bar(page, "Not settled yet").first.click()
    page.emulate_media(media="print")
    assert (
        not page.locator("#filters, .dt-search, .dt-paging, .hint .scripted")
        .filter(visible=True)
        .count()
    )
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    sheets = PdfReader(tmp_path / "report.pdf").pages
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert "10 of 40 cases: Not settled yet" in text
    assert "This is no legal advice." in text
    heads = [" ".join(head.split()) for head in page.locator("#cases thead th").all_inner_texts()]
    assert "reason" in heads
    assert len(heads) > 9
    table = " ".join(sheets[1].extract_text().split())
    assert [head for head in heads if head not in table] == []  # a phone shows fewer, paper all
    assert sheets[0].mediabox.width < sheets[0].mediabox.height
    assert sheets[1].mediabox.width > sheets[1].mediabox.height


def test_a_word_that_no_line_holds_makes_no_page_wider_than_the_window(opened):
    case = UseCase(**{**EXPERIMENT, "name": "a case", "description": "W" * 300})
    (row,) = assessed_cases([case], DAY, base=load())
    page = opened([row.named], drawn=True)
    page.locator("#cases .opens").first.click()
    assert not overflows(page)
