"""Drawing a decision graph into a file: by the system's Graphviz,
or by the one that pip installed.
"""

from __future__ import annotations

import os
import re
import shutil
import struct
from datetime import date
from xml.etree import ElementTree

import pytest

from engine import assess
from explain import why
from explain.graph import graphviz as picture
from explain.graph.graphviz import CannotDraw
from knowledge import UseCase
from tests.public_cases import SOME, public_case

DAY = date(2026, 11, 22)
HOSTILE = [
    "<script>alert(1)</script>",
    'quo"ted',
    "a:b:c",
    "a -> b; c [label=d]",
    "back\\slash",
    "C:\\Games\\New\\Tools",
    "\\N \\E \\L \\G \\l \\r",
    "trailing\\",
    "<b>&amp;</b>",
    "</TABLE>>",
    "two\nlines",
    "w" * 400,
    "emoji 🚀 ünï",
    "%s {0} {{x}}",
]


def explanation(name="case", **facts):
    case = UseCase(name=name, output_use="operational", regulatory_scope="none", **facts)
    return why(assess(case, on=DAY), prove=False)


@pytest.fixture
def without_dot(monkeypatch, tmp_path):
    """A machine that has no Graphviz but the one beside this Python."""
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv("PATH", str(empty))
    assert shutil.which("dot") is None


@pytest.fixture
def with_dot():
    """A machine with the system's Graphviz: always in CI, and elsewhere where there is one."""
    if shutil.which("dot") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI has no `dot`, so nothing shows that PDF can be drawn")
        pytest.skip("the system has no Graphviz (`dot`)")


@pytest.fixture
def program(monkeypatch, tmp_path):
    """Put a `dot` of our own making on the PATH."""

    def install(script):
        folder = tmp_path / "bin"
        folder.mkdir()
        (folder / "dot").write_text(f"#!/bin/sh\n{script}\n")
        (folder / "dot").chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return install


def words(svg):
    """All text of a picture, without the blanks at which it was wrapped."""
    root = ElementTree.fromstring(svg)
    return re.sub(
        r"\s",
        "",
        "".join("".join(item.itertext()) for item in root.iter("{http://www.w3.org/2000/svg}text")),
    )


@pytest.mark.usefixtures("without_dot")
def test_svg_is_drawn_without_a_graphviz_of_the_system(tmp_path):
    file = tmp_path / "why.svg"
    assert explanation(volume_multiple=12).draw(str(file)) == str(file)
    assert "Howmanytimestoday'svolumemustithandle?12" in words(file.read_bytes())
    assert "Production-gradeengineeringisrequired" in words(file.read_bytes())


@pytest.mark.usefixtures("without_dot")
def test_png_is_drawn_without_a_graphviz_of_the_system(tmp_path):
    file = tmp_path / "why.PNG"
    explanation().draw(str(file))
    head = file.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:])
    assert width >= 800
    assert height >= 200


@pytest.mark.usefixtures("without_dot")
def test_pdf_without_a_graphviz_of_the_system_says_how_to_get_it(tmp_path):
    file = tmp_path / "why.pdf"
    with pytest.raises(CannotDraw, match="apt-get install graphviz"):
        explanation().draw(str(file))
    assert not file.exists()


@pytest.mark.usefixtures("with_dot")
def test_pdf_is_drawn_by_the_graphviz_of_the_system(tmp_path):
    from pypdf import PdfReader

    file = tmp_path / "why.pdf"
    explanation(volume_multiple=12).draw(str(file))
    (page,) = PdfReader(file).pages
    text = " ".join(page.extract_text().split())
    assert "VERDICT" in text
    assert "How many times today's volume must it handle? 12" in text


@pytest.mark.usefixtures("with_dot")
@pytest.mark.parametrize("name", HOSTILE)
def test_the_graphviz_of_the_system_shows_what_people_wrote_as_it_stands(tmp_path, name):
    file = tmp_path / "why.svg"
    explanation(name).draw(str(file))
    shown = words(file.read_bytes()).replace("-", "")  # that long words are parted by
    assert re.sub(r"[\s-]", "", f"{name}, as of 2026-11-22") in shown


@pytest.mark.usefixtures("without_dot")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_picture_shows_what_people_wrote_as_it_stands(tmp_path, name):
    file = tmp_path / "why.svg"
    explanation(name).draw(str(file))
    shown = words(file.read_bytes()).replace("-", "")  # that long words are parted by
    assert re.sub(r"[\s-]", "", f"{name}, as of 2026-11-22") in shown


@pytest.mark.usefixtures("without_dot")
@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\x7f", "\ufffe", "\u202e"], ids=ascii
)
def test_a_character_that_no_picture_can_show_does_not_spoil_the_picture(tmp_path, character):
    file = tmp_path / "why.svg"
    explanation(f"be{character}fore").draw(str(file))
    assert re.search(r"be.?fore,asof2026-11-22", words(file.read_bytes()))


@pytest.mark.usefixtures("without_dot")
@pytest.mark.parametrize("name", SOME)
def test_each_public_case_is_drawn(tmp_path, name):
    found = why(public_case(name))
    file = tmp_path / "why.svg"
    found.draw(str(file))
    assert re.sub(r"\s", "", found.headline) in words(file.read_bytes())


def test_the_source_of_the_picture_can_be_had_as_it_is(tmp_path):
    file = tmp_path / "why.dot"
    explanation().draw(str(file))
    assert file.read_text(encoding="utf-8").startswith("strict digraph decision {")


@pytest.mark.parametrize("name", ["why.gif", "why.svg.txt", "why"])
def test_an_ending_that_names_no_picture_is_refused_with_those_that_do(tmp_path, name):
    with pytest.raises(CannotDraw, match=r"expected: \.svg, \.png, \.pdf, \.dot"):
        explanation().draw(str(tmp_path / name))
    assert not (tmp_path / name).exists()


def test_a_graphviz_that_fails_is_quoted(tmp_path, program):
    program("echo 'no layout engine' >&2; exit 3")
    with pytest.raises(CannotDraw, match="dot could not draw the graph: no layout engine"):
        explanation().draw(str(tmp_path / "why.svg"))
    assert not (tmp_path / "why.svg").exists()


def test_the_graphviz_of_the_system_is_preferred(tmp_path, program):
    program('echo "<svg>drawn with $*</svg>"')
    explanation().draw(str(tmp_path / "why.svg"))
    assert (tmp_path / "why.svg").read_text().strip() == "<svg>drawn with -Tsvg</svg>"


@pytest.mark.usefixtures("without_dot")
def test_without_any_graphviz_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(picture.sys, "executable", str(tmp_path / "nowhere" / "python"))
    with pytest.raises(CannotDraw, match="pip install graphviz-pure"):
        explanation().draw(str(tmp_path / "why.svg"))
