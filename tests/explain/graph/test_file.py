"""Files in which a decision graph can be changed: each is read again by another program's reader,
and says what the graph says.
"""

from __future__ import annotations

import re
import sys
from html import unescape
from itertools import combinations, pairwise
from xml.etree import ElementTree

import networkx as nx
import pptx
import pytest

from engine import assess
from explain.argue.legal_path import legal_path
from explain.argue.why import why
from explain.graph.drawio import POINTS
from explain.graph.layout import for_a_slide, laid_out
from explain.graph.lettering import Piece, height_of, wrapped
from explain.graph.slides import steps
from explain.graph.style import LAW, drawn_as
from knowledge import UseCase
from knowledge.cases.files import example_names, read_case
from knowledge.cases.stories import read_case_in
from knowledge.extras import MissingExtra
from knowledge.languages.words import Words
from tests.conftest import DAY, needs_chromium
from tests.sizes import few

HOSTILE = '</a><b>&amp; "quo\'ted" \x07 \\N -> x'


@pytest.fixture(scope="module")
def drawn():
    """The graph of a case with all kinds of boxes, under a name that no form may obey."""
    case = UseCase(
        name=HOSTILE,
        placed_in_eu=True,
        ai_system=True,
        stage="production",
        output_use="operational",
        annex_iii=["creditworthiness"],
        profiling=True,
        controls={"monitoring": False},
    )
    return why(assess(case, DAY), ask=False).drawing(language="fr")


def written(drawn, folder, ending):
    from explain.graph.file import draw

    return draw(drawn, folder / f"graph.{ending}")


def test_graphml_has_the_boxes_and_arrows_of_the_graph_and_what_they_say(drawn, tmp_path):
    graph = nx.read_graphml(written(drawn, tmp_path, "graphml"))
    assert set(graph.edges) == {(edge.tail, edge.head) for edge in drawn.edges}
    for node in drawn.nodes:
        told = graph.nodes[node.id]
        assert (told["look"], told["says"]) == (node.look, node.says)
        lines = told["label"].split("\n")
        assert lines == [one for one in (node.word, *(node.items or (node.text,))) if one]
        assert (told["details"] or "") == "\n".join(node.details)
    assert [id for id, told in graph.nodes(data=True) if told["explained"]] == [drawn.goal]


def test_drawio_has_a_box_for_each_node_in_its_place_and_an_arrow_for_each_edge(drawn, tmp_path):
    root = ElementTree.parse(written(drawn, tmp_path, "drawio")).getroot()
    cells = {cell.get("id"): cell for cell in root.iter("mxCell")}
    places = laid_out(drawn).boxes
    for node in drawn.nodes:
        geometry = cells[node.id].find("mxGeometry")
        assert float(geometry.get("x")) == pytest.approx(places[node.id].left * POINTS, abs=0.1)
        shown = ElementTree.fromstring(
            f"<p>{cells[node.id].get('value').replace('<br>', '<br/>')}</p>"
        )
        assert "".join(shown.itertext()).startswith(node.word)
    ends = {(cell.get("source"), cell.get("target")) for cell in cells.values() if cell.get("edge")}
    assert ends == {(edge.tail, edge.head) for edge in drawn.edges}


@needs_chromium
def test_the_text_of_a_box_has_room_in_drawio(drawn, tmp_path, chromium):
    """It shows labels as HTML, in lines of 1.2 times their letters."""
    root = ElementTree.parse(written(drawn, tmp_path, "drawio")).getroot()
    boxes = []
    for cell in root.iter("mxCell"):
        if cell.get("vertex") and cell.get("value"):
            style = dict(part.partition("=")[::2] for part in cell.get("style").split(";"))
            geometry = cell.find("mxGeometry")
            look = f"width:{geometry.get('width')}px;font-size:{style['fontSize']}px"
            boxes.append((look, geometry.get("height"), cell.get("value")))
    page = chromium.new_page()
    page.set_content(
        "<style>div{font-family:Arial;line-height:1.2;overflow-wrap:normal}</style>"
        + "".join(f'<div style="{look}">{label}</div>' for look, _, label in boxes)
    )
    taken = page.locator("div").evaluate_all("all => all.map(one => one.offsetHeight)")
    page.close()
    rooms = [float(height) for _, height, _ in boxes]
    assert [high - room for high, room in zip(taken, rooms, strict=True) if high > room] == []


def test_boxes_do_not_overlap_and_lie_within_the_sheet(drawn):
    layout = laid_out(drawn)
    places = [*layout.boxes.values()]
    assert layout.boxes.keys() == {node.id for node in drawn.nodes}
    for number, one in enumerate(places):
        assert one.left >= -0.01
        assert one.left + one.width <= layout.width + 0.01
        assert one.top + one.height <= layout.height + 0.01
        for other in places[number + 1 :]:
            apart = (
                one.left + one.width <= other.left + 0.01
                or other.left + other.width <= one.left + 0.01
                or one.top + one.height <= other.top + 0.01
                or other.top + other.height <= one.top + 0.01
            )
            assert apart


def test_slides_build_the_graph_up_and_the_last_has_all_of_it(drawn, tmp_path):
    slides = pptx.Presentation(written(drawn, tmp_path, "pptx")).slides
    shown = steps(drawn, for_a_slide(drawn))
    assert len(slides) == len(shown) > 1
    assert all(set(one) < set(next_) for one, next_ in pairwise(shown))
    assert set(shown[-1]) == {node.id for node in drawn.nodes}
    assert drawn.goal not in shown[0]
    last = slides[len(slides) - 1]
    texts = [
        shape._element.nvSpPr.cNvPr.get("descr", "")
        for shape in last.shapes
        if shape.has_text_frame
    ]
    for node in drawn.nodes:
        assert any(all(line in text for line in node.items or (node.text,)) for text in texts)
    wide = last.part.package.presentation_part.presentation.slide_width
    assert all(shape.left >= 0 and shape.left + shape.width <= wide for shape in last.shapes)


def test_the_legend_of_a_slide_has_a_sample_of_each_look_beside_its_meaning(drawn, tmp_path):
    slides = pptx.Presentation(written(drawn, tmp_path, "pptx")).slides
    shapes = slides[0].shapes
    for line in drawn.legend:
        (sample,) = [one for one in shapes if one.name == line.says and not one.text_frame.text]
        (text,) = [
            one
            for one in shapes
            if one.has_text_frame and one.text_frame.text.endswith(line.says) and one.top > 0
        ]
        assert abs(sample.top - text.top) < sample.height
        assert sample.left < text.left
        fill = drawn_as(line.look, line.signal)["fillcolor"]
        assert f"#{sample.fill.fore_color.rgb}" == fill


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_box_of_the_law_on_a_slide_says_what_the_answer_can_still_become(language, tmp_path):
    case = UseCase(
        name="A score", placed_in_eu=True, annex_iii=["creditworthiness"], ai_system=True
    )
    drawn = why(assess(case, DAY), ask=False).drawing(language=language)
    (law,) = [node for node in drawn.nodes if node.look in LAW]
    can_become = law.details[-1]
    assert Words.of(language).say("tier_can_become", tiers="").strip() in can_become
    slides = pptx.Presentation(written(drawn, tmp_path, "pptx")).slides
    shown = ["".join(one.text_frame.text.split()) for one in slides[0].shapes]
    assert any("".join(can_become.split()) in text for text in shown)


def test_slides_without_their_extra_are_told_in_a_line(drawn, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(MissingExtra, match=r"pip install 'threshold-rules\[slides\]'"):
        written(drawn, tmp_path, "pptx")
    assert list(tmp_path.iterdir()) == []


def test_lines_of_a_slide_are_no_wider_than_their_boxes_and_no_higher(drawn, tmp_path):
    slides = pptx.Presentation(written(drawn, tmp_path, "pptx")).slides
    shapes = [shape for shape in slides[len(slides) - 1].shapes if shape.shape_type == 1]
    boxes = [shape for shape in shapes if shape.text_frame.text]  # samples of the legend have none
    assert boxes
    for shape in boxes:
        frame = shape.text_frame
        assert frame.word_wrap is False
        lines = [
            [Piece(run.text, run.font.size.pt, bool(run.font.bold)) for run in line.runs]
            for line in frame.paragraphs
        ]
        assert height_of([tuple(line) for line in lines]) <= shape.height.pt
        for line in lines:
            assert sum(piece.width for piece in line) <= shape.width.pt


def test_drawio_tells_below_the_boxes_what_their_looks_mean(drawn, tmp_path):
    root = ElementTree.parse(written(drawn, tmp_path, "drawio")).getroot()
    cells = {cell.get("id"): cell for cell in root.iter("mxCell")}
    lowest = max(box.top + box.height for box in laid_out(drawn).boxes.values()) * 72
    assert cells["legend"].get("value") == drawn.legend_title
    for number, line in enumerate(drawn.legend, start=1):
        sample, said = cells[f"legend-{number}"], cells[f"legend-{number}-says"]
        assert line.says in unescape(said.get("value"))
        assert drawn_as(line.look, line.signal)["fillcolor"] in sample.get("style")
        assert float(sample.find("mxGeometry").get("y")) > lowest


def test_yed_finds_labels_shapes_and_places_in_graphml(drawn, tmp_path):
    """Its own terms: a `ShapeNode` in the data of the key for the graphics of nodes."""
    root = ElementTree.parse(written(drawn, tmp_path, "graphml")).getroot()
    graphml, y = "{http://graphml.graphdrawing.org/xmlns}", "{http://www.yworks.com/xml/graphml}"
    keys = {key.get("yfiles.type"): key.get("id") for key in root.iter(f"{graphml}key")}
    nodes = {node.id: node for node in drawn.nodes}
    shapes = {
        box.get("id"): box.find(f"{graphml}data[@key='{keys['nodegraphics']}']/{y}ShapeNode")
        for box in root.iter(f"{graphml}node")
    }
    assert shapes.keys() == nodes.keys()
    for id, shape in shapes.items():
        label, look = shape.find(f"{y}NodeLabel").text, drawn_as(nodes[id].look, nodes[id].signal)
        assert label.startswith(nodes[id].word)
        assert shape.find(f"{y}Fill").get("color") == look["fillcolor"]
        assert shape.find(f"{y}Geometry").get("width")
    lines = root.findall(f".//{graphml}data[@key='{keys['edgegraphics']}']/{y}PolyLineEdge")
    assert len(lines) == len(drawn.edges)


def test_a_line_of_a_box_never_begins_with_a_sign_that_belongs_to_the_word_before():
    text = "Son résultat pèse-t-il vraiment dans la décision qui est prise à la fin\u00a0?"
    for width in range(40, 700, 7):
        lines = wrapped(text, 12, width)
        assert not any(line.startswith(("?", "\u00a0")) for line in lines)
        assert any("fin\u00a0?" in line for line in lines)


def test_slides_of_a_case_with_a_long_name_are_written(tmp_path):
    """A property of an Office file holds 255 characters; a name may have more."""
    named = UseCase(name="forecast " * 40, output_use="operational")
    long = why(assess(named, DAY), ask=False).drawing()
    made = pptx.Presentation(written(long, tmp_path, "pptx"))
    assert made.core_properties.title.startswith("forecast forecast")
    assert made.core_properties.title.endswith("…")
    whole = " ".join(shape.text_frame.text for shape in made.slides[0].shapes)
    assert named.name.strip() in whole


@pytest.mark.parametrize("name", ["zillow_offers", "hiring_trial"])
def test_the_path_to_the_tier_is_on_slides_in_letters_that_a_room_can_read(name, tmp_path):
    """It is read down a column, then down the next one, then on the next slide."""
    case = assess(read_case(f"example:{name}"))
    path = legal_path(why(case, prove=False), case).drawing(language="de")
    slides = pptx.Presentation(written(path, tmp_path, "pptx")).slides
    assert len(slides) > 1
    names = [node.says[:100] for node in path.nodes]
    told, least = [], 99.0
    for slide in slides:
        boxes = [
            one for one in slide.shapes if one.name in {node.says[:100] for node in path.nodes}
        ]
        places = [(one.left, one.top, one.left + one.width, one.top + one.height) for one in boxes]
        told += [one.name for _, one in sorted(zip(places, boxes, strict=True), key=_column)]
        least = min([least, *(run.font.size.pt for one in boxes for run in runs_of(one))])
        for first, second in combinations(places, 2):
            assert not _overlap(first, second)
    assert told == names
    assert least >= 12


def _column(box):
    (left, top, right, _), _ = box
    return round((left + right) / 2, -3), top


def _overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def runs_of(shape):
    return [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]


def test_the_text_of_a_note_stands_in_its_middle_though_a_corner_is_cut(tmp_path):
    case = UseCase(name="a score", stage="production", output_use="operational")
    drawn = why(assess(case, DAY), ask=False).drawing(full=True)
    slides = pptx.Presentation(written(drawn, tmp_path, "pptx")).slides
    notes = [
        shape
        for shape in slides[len(slides) - 1].shapes
        if shape.shape_type == 1 and shape.text_frame.text and "snip" in shape._element.xml
    ]
    assert notes
    for note in notes:
        corner = min(note.width, note.height) * note.adjustments[0] / 2
        assert note.text_frame.margin_bottom == note.text_frame.margin_left == int(corner) > 0


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize("name", few(example_names(), of=3))
def test_the_picture_of_a_shipped_case_opens_on_a_projector_without_scrolling(
    name, language, tmp_path
):
    told = why(assess(read_case_in(f"example:{name}", language)), ask=False)
    svg = written(told.drawing(language=language), tmp_path, "svg").read_text(encoding="utf-8")
    size = re.search(r'<svg width="(\d+)px" height="(\d+)px"', svg)
    assert size
    assert int(size[1]) <= 1280
    assert int(size[2]) <= 720
