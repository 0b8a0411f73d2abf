"""Jinja2, set up once: HTML is escaped by default, Markdown by the `md` filter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from explain.forms.spoken import spoken
from knowledge.outputs import on_one_line

ROOMS = Path(__file__).parents[1]  # each room keeps its templates in a folder of its own
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~$])")
# a bare address would become a link
_ADDRESS = re.compile(r"(?<=http)(s?)(:)|(?<=www)()(\.)", re.IGNORECASE)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The environment in which all templates are filled."""
    made = Environment(
        loader=FileSystemLoader(sorted(ROOMS.glob("*/templates"))),
        autoescape=select_autoescape(["html", "svg"]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    made.filters["md"] = escape_markdown
    made.filters["cited"] = cited
    made.filters["spoken"] = spoken
    return made


def escape_markdown(text: object) -> str:
    """Text in which nothing is read as Markdown or HTML, on one line."""
    plain = _SPECIAL.sub(r"\\\1", on_one_line(str(text)).replace("&", "&amp;"))
    return _ADDRESS.sub(lambda found: f"{found[1] or ''}&#{58 if found[2] else 46};", plain)


def cited(citations: Iterable[str]) -> str:
    """Citations in their brackets, [A Trigger 4], of which nothing else is read as Markdown or
    HTML.
    """
    return " ".join(
        f"[{escape_markdown(citation.removeprefix('[').removesuffix(']'))}]"
        for citation in citations
    )


def fill(template: str, **values: Any) -> str:
    """A template filled with values."""
    return environment().get_template(template).render(**values)


def source(template: str) -> str:
    """A template's text as it stands."""
    loader = environment().loader
    assert loader is not None
    return loader.get_source(environment(), template)[0]
