"""An outline as text for a terminal, as Markdown, and as HTML.

What people wrote in it is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from explain.forms.forms import HTML, MARKDOWN, TEXT
from explain.forms.lines import broken, mark
from explain.forms.outline import Line, Outline, Section
from explain.forms.templating import fill

STEP = 4  # characters by which what speaks for a line stands further in


@TEXT.register(Outline)
def to_text(outline: Outline) -> str:
    """The outline as lines of at most 100 characters, with a sign before each statement."""
    lines = [
        *wrapped(outline.heading, ""),
        *(piece for text in outline.lead for piece in wrapped(text, "")),
    ]
    for section in outline.shown:
        lines += ["", *(wrapped(section.title, "") if section.title else ())]
        indent = "  " if section.title else ""
        lines += [piece for text in section.before for piece in wrapped(text, indent)]
        lines += [piece for text in _lines(section) for piece in wrapped(text, "")]
    return "\n".join([*lines, "", *wrapped(outline.notice, "")])


def _lines(section: Section) -> Iterator[str]:
    for number, line in enumerate(section.lines, start=1):
        yield f"  {mark(line, number if section.numbered else None)}{_said(line)}"
        yield from _below(line, STEP)


def _below(line: Line, indent: int) -> Iterator[str]:
    for under in line.below:
        yield f"  {' ' * indent}{mark(under)}{_said(under)}"
        yield from _below(under, indent + STEP)


def _said(line: Line) -> str:
    named = f"{line.text}  ({line.name})" if line.name else line.text
    cited = " ".join(filter(None, (named, line.rule, *line.source)))
    return f"{cited}, {line.basis}" if line.basis else cited


@MARKDOWN.register(Outline)
def to_markdown(outline: Outline) -> str:
    """The outline as Markdown, each section with a heading."""
    return fill("outline.md", o=outline)


@HTML.register(Outline)
def to_html(
    outline: Outline,
    *,
    head: bool = True,
    named: bool = True,
    notice: bool = True,
    titled: bool = True,
    folds: bool = False,
) -> str:
    """The outline as a section of HTML; lines with lines below them fold.

    A page that gives the answer and its argument elsewhere leaves out the `head`, one that gives
    the subject elsewhere is not `named`; a page with many says the `notice` once. A part of a page
    is not `titled`: its first line is no heading. `folds`: each section with a title folds too.
    """
    return fill(
        "outline.html",
        o=outline,
        head=head,
        named=named,
        notice=notice,
        titled=titled,
        folds_sections=folds,
    )


def wrapped(text: str, indent: str) -> list[str]:
    """A text as lines of at most `WIDTH` characters, those after the first further in."""
    lead = indent + " " * (len(text) - len(text.lstrip()))
    return broken(text.strip(), lead, f"{lead}  ", words=False) or [""]
