"""The gallery in docs/: current, complete, and every link of it leads somewhere."""

from __future__ import annotations

import os
import re
import struct
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from explain.posters.knowledge_map import LINES, knowledge_map
from explain.posters.knowledge_page import PAGE, heading, knowledge_page, link
from explain.posters.legal_chain import legal_chain
from explain.posters.plain_condition import plain_condition
from knowledge.base import load
from knowledge.cases.files import example_names, read_case
from knowledge.cases.stories import read_case_in
from knowledge.entries import (
    Attribute,
    Classification,
    Condition,
    Consequence,
    Duty,
    ExceptionEntry,
    Ground,
    Misconception,
    Transition,
    Trigger,
    Verdict,
    Work,
)
from knowledge.languages.words import Words
from knowledge.pack_paths import PACKS, SHIPPED_PACKS
from tests.places import ROOT
from tests.table_cases import small_base
from threshold.cli import main
from threshold.commands.gallery import DAY, FOLDER, POSTER, pictures, stamp
from threshold.commands.gallery_case import GalleryCase

COMMITTED = ROOT / FOLDER
CURRENT = "run: threshold gallery"
DRAWN = (Condition, Trigger, ExceptionEntry, Verdict, Misconception, Consequence, Transition)
MOST_BYTES = 1_500_000  # of the poster as PNG
A1 = (841 / 594, 0.03)  # width by height, and how far a sheet may be from it
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:href|src)=\"([^\"]+)\"")
EXTRA = """
- exception: sandbox
  title: A sandbox that nobody enters
  own_attributes: [labelled_demonstration]
  requires: [labelled_demonstration]
  ends_when: approved
  lifts: [scale]
  source: {work: article, at: Exception 3}
  basis: stated
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a gallery that the command writes now, and what the command says."""
    folder = tmp_path_factory.mktemp("root") / "gallery"
    return folder, CliRunner().invoke(main, ["gallery", "-o", str(folder)])


@pytest.fixture(scope="module")
def written(made):
    """The pages as they would be written now beside those that are committed."""
    way, there = (
        Path(os.path.relpath(PACKS.parent, folder.resolve())).as_posix()
        for folder in (made[0], COMMITTED)
    )
    return {
        file.name: file.read_text(encoding="utf-8").replace(f"{way}/", f"{there}/")
        for file in made[0].glob("*.md")
    }


@pytest.fixture(scope="module")
def drawn():
    """The pictures as they would be drawn now, in the DOT language."""
    return pictures()


def words(svg: str) -> str:
    """All text of a picture, without blanks."""
    return re.sub(
        r"\s",
        "",
        "".join(
            "".join(item.itertext())
            for item in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
        ),
    )


def labels(source: str) -> list[str]:
    """Every piece of text in a graph's labels."""
    found = re.findall(r"label=<(.*)>(?:\]| \w+=|$)", source, re.MULTILINE)
    pieces = (piece for label in found for piece in re.split(r"<[^>]*>", label))
    return [unescape(piece) for piece in pieces if piece.strip()]


def arrows(source: str, line: str) -> set[tuple[str, str]]:
    """The arrows of a look, from node to node."""
    colour = LINES[line]["color"]
    return set(
        re.findall(
            rf"^\t(\w+)(?::[\w:]+)? -> (\w+)(?::[\w:]+)? \[.*color=\"{colour}\"",
            source,
            re.MULTILINE,
        )
    )


def node_texts(source: str) -> dict[str, str]:
    return {
        match[1]: unescape(re.sub(r"<[^>]*>", " ", match[2]))
        for match in re.finditer(r"^\t(\w+) \[label=<(.*)>", source, re.MULTILINE)
    }


def test_the_pages_are_current(written):
    for name, text in written.items():
        assert (COMMITTED / name).read_text(encoding="utf-8") == text, f"{name}: {CURRENT}"


def test_the_pictures_are_drawn_from_what_is_known_now(drawn):
    for name, source in drawn.items():
        assert stamp(source) in (COMMITTED / f"{name}.svg").read_text(encoding="utf-8"), (
            f"{name}.svg: {CURRENT}"
        )


def test_the_pictures_show_what_they_are_drawn_from(drawn):
    for name, source in drawn.items():
        svg = (COMMITTED / f"{name}.svg").read_text(encoding="utf-8")
        shown, pieces = words(svg), labels(source)
        assert len(pieces) > 4
        assert not [
            piece for piece in pieces if re.sub(r"\s", "", piece.replace("\\\\", "\\")) not in shown
        ], name
        assert set(re.findall(r'HREF="([^"]*)"', source)) == set(
            re.findall(r'xlink:href="([^"]*)"', svg)
        )


def test_the_picture_of_a_case_opens_without_scrolling_on_a_projector(drawn):
    for name in example_names():
        size = re.search(
            r'<svg width="(\d+)px" height="(\d+)px"',
            (COMMITTED / f"{name}.svg").read_text(encoding="utf-8"),
        )
        assert size, name
        assert int(size[1]) <= 1280, name
        assert int(size[2]) <= 720, name


def test_nothing_else_lies_in_the_gallery(written, drawn):
    expected = {*written, *(f"{name}.svg" for name in drawn), f"{POSTER}.png"}
    assert {file.name for file in COMMITTED.iterdir()} == expected


def test_the_poster_is_a_sheet_of_a1_and_a_small_file_that_is_current(drawn):
    png = (COMMITTED / f"{POSTER}.png").read_bytes()
    width, height = struct.unpack(">II", png[16:24])
    assert width / height == pytest.approx(A1[0], rel=A1[1])
    assert width > 2_000
    assert len(png) < MOST_BYTES
    assert stamp(drawn[POSTER]).encode() in png, CURRENT


def test_every_link_of_a_page_leads_to_a_file_that_exists(written):
    for name, text in written.items():
        for one, other in LINK.findall(text):
            target = (COMMITTED / (one or other).partition("#")[0]).resolve()
            assert target.exists(), f"{name}: {one or other}"


def test_every_link_of_a_poster_leads_to_a_heading(written, drawn):
    anchors = {
        re.sub(r"[^\w\- ]", "", line[4:].lower())
        for line in written[PAGE].splitlines()
        if line.startswith("### ")
    }
    linked = {
        target for source in drawn.values() for target in re.findall(r'HREF="([^"]*)"', source)
    }
    assert linked
    assert not [
        target
        for target in linked
        if target.partition("#")[0] != PAGE or target.partition("#")[2] not in anchors
    ]


def test_no_two_entries_share_a_heading():
    told = [entry for entry in load().entries.values() if not isinstance(entry, (Attribute, Work))]
    assert (
        len({heading(entry) for entry in told}) == len({link(entry) for entry in told}) == len(told)
    )


def test_the_page_of_the_knowledge_base_leads_to_the_line_of_each_entry(written):
    for entry in load().of_kind(Trigger):
        place = load().written[entry.key].place()
        assert f"packs/{place.file}#L{place.line}" in written[PAGE]
        line = (PACKS / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
        assert line == f"- trigger: {entry.id}"


def test_the_page_of_the_knowledge_base_tells_the_values_of_figures_and_since_when(written):
    figure = written[PAGE].partition("### parameter.annex_iii_applies\n")[2].partition("###")[0]
    assert "- value: 2026-08-02; 2027-12-02, in law from 2026-07-27\n" in figure


def test_the_map_shows_and_links_every_entry_of_the_kinds_it_draws(drawn):
    shown = " ".join(labels(drawn[POSTER]))
    for entry in (entry for entry in load().entries.values() if isinstance(entry, DRAWN)):
        assert f'HREF="{link(entry)}"' in drawn[POSTER], entry.key
        assert entry.title.split()[0] in shown


def test_the_map_lifts_what_the_knowledge_base_lifts(drawn):
    base, texts = load(), node_texts(drawn[POSTER])
    green = arrows(drawn[POSTER], "lifts")
    grounds = base.of_kind(Ground)
    for exception in base.of_kind(ExceptionEntry):
        (node,) = [
            id
            for id, text in texts.items()
            if exception.title.split(",")[0] in " ".join(text.split())
        ]
        reached = " ".join(" ".join(texts[tail].split()) for tail, head in green if head == node)
        lifted = exception.lifted_grounds(grounds)
        assert [ground.id for ground in grounds if ground.title in reached] == [
            ground.id for ground in grounds if ground.id in lifted
        ]


def test_the_map_tells_what_ends_an_exception(drawn):
    shown = " ".join(" ".join(labels(drawn[POSTER])).split())
    for exception in load().of_kind(ExceptionEntry):
        assert f"ENDS WHEN {plain_condition(exception.ends_when, load(), DAY)}" in shown


def test_the_map_and_the_chain_are_drawn_from_whatever_the_packs_hold(tmp_path):
    extra = tmp_path / "extra.yaml"
    extra.write_text(EXTRA, encoding="utf-8")
    base = load([*SHIPPED_PACKS, extra], shipped=False)
    shown = " ".join(labels(knowledge_map(base, DAY).source))
    assert "A sandbox that nobody enters" in shown
    # the new one lifts a single ground
    assert "Grounds that each exception" not in " ".join(shown.split())
    without_law = knowledge_map(small_base(), DAY).source
    assert "Legal" not in without_law


def test_the_chain_names_every_duty_and_every_day_from_which_one_binds():
    base = load()
    (classification,) = base.of_kind(Classification)
    shown = " ".join(labels(legal_chain(base, classification, DAY).source))
    for duty in base.of_kind(Duty):
        assert duty.article.removeprefix("Art. ") in shown
    for day in (
        "2025-02-02",
        "2025-08-02",
        "2026-08-02",
        "2026-12-02",
        "2027-08-02",
        "2027-12-02",
        "2028-08-02",
        "2030-08-02",
    ):
        assert day in shown
    for answer in classification.answers:
        assert base.entries[answer].title.split(": ")[1].split()[0] in shown


@pytest.mark.parametrize("name", example_names())
def test_each_case_has_a_page_of_argument(written, name):
    page = written[f"{name}.md"]
    case = GalleryCase.of(name, DAY)
    told = case.explanation
    headings = re.findall(r"^## (.*?)(?::.*|, .*)?$", page, re.MULTILINE)
    assert headings[0] == "Why"
    assert headings[-3:] == ["What would change it", "Dates", "Sources"]
    assert f"**{case.headline(Words.of(None))}.**" in page
    assert f"]({name}.svg)" in page
    for ground in told.grounds:
        assert ground.argument.statement in page
    assert len(page.splitlines()) < 85


def test_a_page_tells_dates_as_the_law_stands_now_not_as_it_stood_on_the_day_of_the_case(written):
    assert "- 2027-12-02: owed by the provider: Art. 9, " in written["schufa_score.md"]
    assert "- 2026-08-02: owed by the provider: Art. 9, " not in written["schufa_score.md"]
    assert (
        "- 2025-01-01: the answer becomes: Production-grade engineering is required"
        in written["office_assistant_trial.md"]
    )


def test_a_condition_is_told_without_names_of_the_language():
    told = {
        entry.id: [plain_condition(text, load(), DAY) for text in entry.requires]
        for entry in load().of_kind(ExceptionEntry)
    }
    assert told["time_boxed"] == [
        "starts on ≤ ends on",
        "ends on < starts on + 3 months",
        "written agreement",
        "retirement accepted",
    ]
    assert (
        plain_condition('not empty(relied_on_for) and stage == "idea"', load(), DAY)
        == "relied on for is not empty and stage is idea"
    )


def test_one_command_writes_it_all(made, drawn):
    folder, result = made
    assert (result.exit_code, result.stdout) == (0, f"written: {folder / 'index.md'}\n")
    assert {file.name for file in folder.iterdir()} == {file.name for file in COMMITTED.iterdir()}
    for name, source in drawn.items():
        assert stamp(source) in (folder / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ["de", "fr"])
def test_pages_in_a_language_tell_stories_works_figures_and_days_in_it(code):
    """What the case, its sources and its findings say has a wording in each shipped language."""
    words = Words.of(code)
    case = GalleryCase.of("schufa_score", DAY, words)
    page = case.page("examples", words)
    told = read_case_in("example:schufa_score", code).stated()
    english = read_case("example:schufa_score").stated()
    assert page.startswith(f"# {told['name']}\n")
    assert english["description"][:40] not in page
    assert told["description"][:40] in page
    assert words.day(case.explanation.on) in page
    assert "Regulation (EU)" not in page
    assert ": by 2" not in page
    barred = next(one for one in case.ways() if one.obstacles)
    assert not [one.attribute for one in barred.obstacles if f"({one.attribute}" in page]


@pytest.mark.parametrize("code", ["de", "fr"])
def test_the_page_of_the_knowledge_base_cites_in_its_language(code):
    page = knowledge_page(load(), "packs", Words.of(code))
    assert "as amended by" not in page
    assert "Annex " not in "".join(re.findall(r"\\\[AI Act [^]]*\]", page))
