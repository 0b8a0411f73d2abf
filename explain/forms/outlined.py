"""An outline as text for a terminal, as Markdown, and as HTML.

What people wrote in it is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable

from explain.forms.outline import Line, Outline
from explain.forms.templating import fill
from explain.forms.text import wrapped

SIGNS = {
    "true": "+ ",
    "false": "- ",
    "unknown": "? ",
    "appeared": "+ ",
    "gone": "- ",
    "changed": "~ ",
}


def to_text(outline: Outline) -> str:
    """The outline as lines of at most 100 characters, with a sign before each statement."""
    lines = [
        *wrapped(outline.title, ""),
        *(piece for text in outline.lead for piece in wrapped(text, "")),
    ]
    for section in outline.shown:
        lines += ["", *wrapped(section.title, "")]
        lines += [piece for text in _lines(section.lines, "  ") for piece in wrapped(text, "")]
    return "\n".join([*lines, "", *wrapped(outline.notice, "")])


def _lines(lines: Iterable[Line], indent: str) -> Iterable[str]:
    for line in lines:
        yield f"{indent}{SIGNS.get(line.sign, '· ')}{line.text} {' '.join(line.source)}".rstrip()
        yield from _lines(line.below, indent + "    ")


def to_markdown(outline: Outline) -> str:
    """The outline as Markdown, each section with a heading."""
    return fill("outline.md", o=outline)


def to_html(outline: Outline) -> str:
    """The outline as a section of HTML; lines with lines below them fold."""
    return fill("outline.html", o=outline)
