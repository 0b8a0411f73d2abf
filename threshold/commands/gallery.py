"""The gallery in docs/: the shipped cases as picture and page, the map of the knowledge base, the
chain of the law. `threshold gallery`.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.languages.codes import ENGLISH
from knowledge.outputs import write_bytes, write_text
from threshold.commands.options import LANGUAGE
from threshold.commands.spoken_help import command
from threshold.commands.value_types import FileOrFolder

if TYPE_CHECKING:
    from knowledge.languages.words import Words

DAY = date(2026, 11, 22)  # of the map and the chain, and of a case that states no day of its own
FOLDER = Path("docs") / "gallery"
POSTER = "knowledge_map"

_PNG_HEAD = 33  # bytes of a PNG up to and with its first chunk
_DRAWN_FROM = "drawn from"


@command()
@click.option(
    "-o",
    "--output",
    type=FileOrFolder(file_okay=False),
    help=f"The folder to write the gallery into.  [default: {FOLDER}, and in it one a language]",
)
@LANGUAGE
def gallery(output: str | None, language: str) -> None:
    """Draw the shipped cases, the map of the knowledge base and the chain of the AI Act, each with
    its page.
    """
    from explain.graph.graphviz import for_a_screen, render
    from knowledge.languages.words import Words
    from knowledge.pack_paths import PACKS

    words = Words.of(language)
    folder = Path(output) if output else FOLDER / ("" if language == ENGLISH else language)
    folder.mkdir(parents=True, exist_ok=True)
    packs = Path(os.path.relpath(PACKS, folder.resolve())).as_posix()
    for name, text in pages(packs, words).items():
        write_text(folder / name, text)
    for name, source in pictures(words).items():
        svg = stamped_svg(for_a_screen(render(source, "svg")), source)
        write_bytes(folder / f"{name}.svg", svg)
        if name == POSTER:
            png = stamped_png(render(source, "png", dpi=72), source)
            write_bytes(folder / f"{name}.png", png)
    click.echo(words.say("written", file=folder / "index.md"))


def pages(packs: str, words: Words | None = None) -> dict[str, str]:
    """Each page by the name of its file, in a language (English).

    `packs` is the way from the gallery to the folder of the packs.
    """
    from explain.forms.templating import fill
    from explain.posters.knowledge_page import PAGE, knowledge_page
    from knowledge.base import load
    from knowledge.cases.files import example_names
    from knowledge.languages.words import Words
    from threshold.commands.gallery_case import GalleryCase

    spoken = Words.of(words)
    examples = f"{packs.rpartition('/')[0]}/examples"
    cases = [GalleryCase.of(name, DAY, spoken) for name in example_names()]
    told = [
        {"name": case.name, "title": case.explanation.name, "answer": case.headline(spoken)}
        for case in cases
    ]
    index = fill("gallery_index.md", cases=told, chains=_chains(spoken), say=spoken.say)
    return {
        "index.md": index,
        PAGE: knowledge_page(load(), packs, spoken),
        **{f"{case.name}.md": case.page(examples, spoken) for case in cases},
    }


def pictures(words: Words | None = None) -> dict[str, str]:
    """Each picture by its name, in the DOT language, its texts in a language (English)."""
    from explain.graph.dot import to_dot
    from explain.posters.knowledge_map import knowledge_map
    from explain.posters.legal_chain import legal_chain
    from knowledge.base import load
    from knowledge.cases.files import example_names
    from knowledge.entries import Classification
    from knowledge.languages.words import Words
    from threshold.commands.gallery_case import GalleryCase

    base, spoken = load(), Words.of(words)
    chains = zip(_chains(spoken), base.of_kind(Classification), strict=True)
    return {
        POSTER: knowledge_map(base, DAY, spoken).source,
        **{
            name: legal_chain(base, classification, DAY, spoken).source
            for name, classification in chains
        },
        **{
            name: to_dot(
                GalleryCase.of(name, DAY, spoken).explanation.drawing(language=spoken)
            ).source
            for name in example_names()
        },
    }


def stamped_svg(svg: bytes, source: str) -> bytes:
    """The picture with a comment that tells what it was drawn from: Graphviz's versions place the
    same graph differently.
    """
    return svg.replace(b"<svg", f"<!-- {stamp(source)} -->\n<svg".encode(), 1)


def stamped_png(png: bytes, source: str) -> bytes:
    """The same for a PNG, as a chunk of text."""
    chunk = b"tEXtComment\0" + stamp(source).encode()
    framed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:_PNG_HEAD] + framed + png[_PNG_HEAD:]


def stamp(source: str) -> str:
    """The stamp of the source from which a picture was drawn."""
    return f"{_DRAWN_FROM} {sha256(source.encode()).hexdigest()}"


def _chains(words: Words) -> Mapping[str, str]:
    """The names of the chains' pictures, one for each classification, after the pack it stands in.

    And their titles.
    """
    from explain.forms.spoken import entry_title
    from knowledge.base import load
    from knowledge.entries import Classification

    base = load()
    return {
        f"{base.written[entry.key].pack}_chain": entry_title(entry, words)
        for entry in base.of_kind(Classification)
    }
