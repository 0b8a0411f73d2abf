"""A laid out text as a document of Word (DOCX): headings, tables whose heads are repeated on each
page, page numbers; to be read, completed and signed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from explain.forms.outline import Line, Outline, Section
from knowledge.extras import needed_by
from knowledge.outputs import shown_plainly

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

WIDTH = 174  # millimetres between the margins of a page of A4
MARGIN = 18
SHORTEST, LONGEST = 12, 32  # characters of a column, between which its share of the width is found
BOLD = 1.8  # characters of a column for each of a word in its head, in whatever font there is
SMALL, NORMAL = 8, 10  # points
NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_docx(outline: Outline, language: str, day: date) -> bytes:
    """The document. `language`: its code, by which spelling is checked; `day`: of what it tells.

    Raises `MissingExtra`.
    """
    with needed_by("a document (.docx)"):
        import docx

    document = docx.Document()
    _set_up(document, language)
    told = document.core_properties
    told.title, told.author, told.comments, told.language = (
        _plain(outline.heading)[:255], "", "", language,
    )  # fmt: skip
    told.created = told.modified = datetime(day.year, day.month, day.day)
    document.add_heading(_plain(outline.heading), level=1)
    for paragraph in filter(None, outline.lead):
        document.add_paragraph(_plain(paragraph))
    for section in outline.shown:
        _section(document, section, outline.between)
    document.add_paragraph(_plain(outline.notice)).runs[0].italic = True
    raw = BytesIO()
    document.save(raw)
    return raw.getvalue()


def _set_up(document: Document, language: str) -> None:
    """A page of A4, one font, the language, and the number of each page."""
    from docx.shared import Mm, Pt

    (page,) = document.sections
    page.page_width, page.page_height = Mm(WIDTH + 2 * MARGIN), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(NORMAL)
    properties = normal.element.get_or_add_rPr()
    properties.append(_element("w:lang", val=language))
    number = page.footer.paragraphs[0].add_run()._r
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = _element("w:fldChar", fldCharType=kind) if kind else _element("w:instrText")
        part.text = text or None
        number.append(part)


def _section(document: Document, section: Section, between: str) -> None:
    document.add_heading(_plain(section.title), level=3 if section.part else 2)
    for paragraph in section.before:
        document.add_paragraph(_plain(paragraph))
    if section.rows:
        _table(document, section.columns, [line.cells for line in section.rows])
    for depth, line in _flat(section.beside):
        style = "List Number" if section.numbered and not depth else _BULLETS[min(depth, 2)]
        text = f"{line.word}{between}{line.text}" if line.word else line.text
        document.add_paragraph(
            _plain(" ".join((text, *line.source))), style=None if line.remark else style
        )


_BULLETS = ("List Bullet", "List Bullet 2", "List Bullet 3")


def _flat(lines: Iterable[Line], depth: int = 0) -> Iterator[tuple[int, Line]]:
    """All lines, each with how many it stands below."""
    for line in lines:
        yield depth, line
        yield from _flat(line.below, depth + 1)


def _table(document: Document, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=1 + len(rows), cols=len(heads), style="Table Grid")
    table.autofit = False
    widths = [Mm(WIDTH * share) for share in _shares([heads, *rows])]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    # the cells of all rows at once: asking for those of one row reads the whole table
    cells = iter(table._cells)
    for number, row in enumerate((heads, *rows)):
        for text, width in zip(row, widths, strict=True):
            _fill(next(cells), text, width, bold=number == 0)
    first = table.rows[0]._tr.get_or_add_trPr()
    first.append(_element("w:tblHeader"))
    for line in table.rows:
        line._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    document.add_paragraph()


def _shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """Of each column, its share of the width: by its longest cell, within bounds; no word of its
    head is broken.
    """
    found = []
    for head, *cells in zip(*rows, strict=True):
        word = BOLD * max(map(len, head.split()), default=0)
        found.append(max(min(max(map(len, (head, *cells))), LONGEST), SHORTEST, word))
    return [one / sum(found) for one in found]


def _fill(cell: _Cell, text: str, width: Any, *, bold: bool) -> None:
    from docx.shared import Pt

    cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(_plain(text))
    run.bold, run.font.size = bold or None, Pt(SMALL)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def _plain(text: str) -> str:
    """A text without what a file of XML cannot hold."""
    return NOT_IN_XML.sub("\ufffd", shown_plainly(text))
