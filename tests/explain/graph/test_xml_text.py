"""What is written as XML does not hang on what else this process has written or registered."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from explain import why
from explain.compose.page import to_page
from explain.compose.verdict_graph import compose
from explain.graph.drawio import to_drawio
from explain.graph.graphml import GRAPHML, YFILES, to_graphml
from explain.graph.graphviz import NAMESPACE
from explain.graph.xml_text import xml_file, xml_text
from tests.public_cases import public_case
from threshold.workshop.graph import to_svg

CASE = "hiring_trial"
OTHERS = ("http://example.org/other", NAMESPACE, GRAPHML)  # each may own the empty prefix


@pytest.fixture(scope="module")
def explained():
    return why(public_case(CASE))


@pytest.fixture(params=OTHERS)
def registered(request, monkeypatch):
    """Another part of the process that writes XML."""
    monkeypatch.setattr(ElementTree, "_namespace_map", dict(ElementTree._namespace_map))
    ElementTree.register_namespace("", request.param)
    ElementTree.register_namespace("other", NAMESPACE)


def test_a_page_and_the_stage_have_elements_of_svg_that_browsers_know(registered, explained):
    drawn = compose(explained)
    page, stage = to_page(explained), to_svg(drawn, {}, {}, [])
    for told in (page, stage):
        assert "<svg " in told
        assert "<path " in told
        assert f'xmlns="{NAMESPACE}"' in told
        assert "ns0:" not in told
        assert "other:" not in told
    assert {part.tag.partition("}")[0] for part in ElementTree.fromstring(stage).iter()} == {
        f"{{{NAMESPACE}"
    }


def test_files_for_other_programs_are_read_back_in_their_namespaces(registered, explained):
    drawn = compose(explained)
    graph = ElementTree.fromstring(to_graphml(drawn).encode())
    assert graph.tag == f"{{{GRAPHML}}}graphml"
    assert len(list(graph.iter(f"{{{YFILES}}}ShapeNode"))) == len(drawn.nodes)
    assert "<y:ShapeNode>" in to_graphml(drawn)  # as yEd writes it
    assert ElementTree.fromstring(to_drawio(drawn).encode()).tag == "mxfile"


def test_a_file_says_that_it_is_in_utf_8_wherever_it_is_written(monkeypatch):
    monkeypatch.setattr("locale.getpreferredencoding", lambda *_: "cp1252")
    monkeypatch.setattr("locale.getencoding", lambda: "cp1252", raising=False)
    root = ElementTree.Element("{a}one")
    ElementTree.SubElement(root, "{b}two").text = "ü"
    ElementTree.SubElement(root, "three")
    told = xml_file(root, {"a": "", "b": "y"})
    assert told == (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<one xmlns="a" xmlns:y="b">\n <y:two>ü</y:two>\n <three />\n</one>\n'
    )


def test_a_namespace_without_a_prefix_of_ours_keeps_one():
    root = ElementTree.Element("{a}one")
    ElementTree.SubElement(root, "{c}two")
    assert ElementTree.fromstring(xml_text(root, {"a": ""}))[0].tag == "{c}two"
