"""The decision graph for Mermaid: the same boxes and arrows as the picture,
and text that stays text.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
import yaml
from click.testing import CliRunner

from engine import assess
from explain import why
from explain.compose.verdict_graph import compose
from explain.graph.mermaid import escaped, to_mermaid
from explain.graph.style import LOOKS
from knowledge.cases.files import read_case
from tests.public_cases import SOME, public_case
from threshold.cli import main

BOX = {
    "starts_on": date(2026, 10, 1),
    "ends_on": date(2026, 12, 24),
    "written_agreement": True,
    "retirement_accepted": True,
}
HOSTILE = [
    '"]; click n1 href "javascript:alert(1)"',
    "<script>alert(1)</script>",
    "%%{init: {'theme': 'dark'}}%%",
    "---\nflowchart TD\n---",
    "#quot; #35;",
    "`markdown` **bold** __bold__",
    "back\\slash \\u0022",
    "end\nsubgraph x",
    "emoji 🚀 ünï",
    "a --> b; c ==> d",
]
NODE = re.compile(
    r"^    (?P<id>n[0-9a-f]{8})(?P<open>[>\[({/]+)\"(?P<text>[^\"]*)\"(?P<close>[\])}/]+)"
    r":::(?P<look>\w+)$"
)
EDGE = re.compile(
    r"^    (?P<tail>n[0-9a-f]{8}) (?P<arrow>-->|==>|-\.->)(\|\"(?P<label>[^\"]*)\"\|)? "
    r"(?P<head>n[0-9a-f]{8})$"
)
OTHER = [
    r"---",
    r'title: "[^"]*"',
    r"flowchart LR",
    r"    subgraph legend\[\"Legend\"\]",
    r"        legend_look_\w+\[\"[^\"<]*\"\]:::look_\w+",
    r"    end",
    r"    classDef look_\w+ "
    r"fill:#\w{6},stroke:#\w{6},stroke-width:[\d.]+px,color:#\w{6}(,stroke-dasharray:\d \d)?",
    r"    linkStyle [\d,]+ stroke:#\w{6},stroke-width:2px",
]


def read(text):
    """The nodes and the edges; every line has to be one of a known form."""
    lines = text.splitlines()
    nodes, edges = (
        [match for match in map(NODE.match, lines) if match],
        [match for match in map(EDGE.match, lines) if match],
    )
    assert not [
        line
        for line in lines
        if not any(re.fullmatch(form, line) for form in (NODE.pattern, EDGE.pattern, *OTHER))
    ]
    return nodes, edges


def decoded(text):
    """What a reader sees: Mermaid's codes as the characters they stand for."""
    return re.sub(r"#(\d+);", lambda code: chr(int(code[1])), text)


def title(text):
    return yaml.safe_load(text.split("---")[1])["title"]


@pytest.mark.parametrize("name", SOME)
def test_each_public_case_has_the_boxes_and_arrows_of_its_picture(name):
    explanation = why(public_case(name))
    drawn = compose(explanation)
    nodes, edges = read(explanation.to_mermaid())
    assert [node["id"] for node in nodes] == [node.id for node in drawn.nodes]
    assert [(edge["tail"], edge["head"]) for edge in edges] == [
        (edge.tail, edge.head) for edge in drawn.edges
    ]
    told = [decoded(node["text"]).split("<br/>") for node in nodes]
    assert told == [
        [line for line in (node.word, *(node.items or (node.text,)), *node.details) if line]
        for node in drawn.nodes
    ]


@pytest.mark.parametrize("name", SOME)
def test_each_look_in_use_has_a_class_and_a_place_in_the_legend(name):
    text = why(public_case(name)).to_mermaid()
    used = {node["look"] for node in read(text)[0]}
    assert used == set(re.findall(r"classDef (\w+)", text))
    assert used == set(re.findall(r"legend_(\w+)\[", text))
    assert set(re.findall(r"fill:(#\w+)", text)) <= {look["fillcolor"] for look in LOOKS.values()}


def test_a_ground_that_stands_has_a_thick_arrow_and_a_lifted_one_a_broken_and_named_one(experiment):
    stands = read(why(experiment(volume_multiple=12)).to_mermaid())[1]
    lifted = read(why(experiment(**BOX, volume_multiple=12)).to_mermaid())[1]
    assert "==>" in {edge["arrow"] for edge in stands}
    assert ("-.->", "lifted by") in {(edge["arrow"], edge["label"]) for edge in lifted}
    assert "==>" not in {edge["arrow"] for edge in lifted}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_title_is_what_people_wrote_and_ends_where_they_ended(experiment, name):
    text = why(experiment(name=name), prove=False).to_mermaid()
    read(text)
    assert title(text) == f"{' '.join(name.split())}, as of 2026-11-22"
    assert "<" not in text.splitlines()[1]
    assert "%%" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_is_text_and_nothing_else(text):
    shown = escaped(text)
    assert not re.search(r"[\"<>`\[\]{}|%\\*_=\n&]|--[->]|#(?!\d+;)", shown)
    assert decoded(shown) == " ".join(text.split())


def test_a_drawing_is_saved_as_mermaid_by_its_ending(experiment, tmp_path):
    explanation = why(experiment())
    assert explanation.draw(str(tmp_path / "why.mmd")) == str(tmp_path / "why.mmd")
    assert (tmp_path / "why.mmd").read_text(encoding="utf-8") == explanation.to_mermaid()


def test_the_command_prints_it():
    result = CliRunner().invoke(main, ["why", "example:tay", "--mermaid"])
    assert result.exit_code == 0
    assert result.stdout == why(public_case("tay")).to_mermaid()


@pytest.fixture(scope="module")
def drawn():
    """The drawing of a public case on a later day."""
    return why(assess(read_case("example:hiring_trial"), date(2028, 3, 1))).drawing()


@pytest.mark.parametrize("look", sorted(LOOKS))
def test_no_box_has_a_shape_that_swells_with_its_lines(drawn, look):
    """Round ends (stadium, circle) grow as high as the text, and cut its first and last lines."""
    box = drawn.nodes[0].model_copy(update={"look": look, "signal": ""})
    shown = to_mermaid(drawn.model_copy(update={"nodes": (box, *drawn.nodes[1:])}))
    (line,) = [one for one in shown.splitlines() if one.strip().startswith(f"{box.id}")][:1]
    assert not re.match(r"\w+\(([\[(])", line.strip())
