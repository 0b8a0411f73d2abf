"""HTML for notebooks: sections, tables and lists of escaped text, in the reader's own colours.

These functions take plain texts and add none of their own; knowledge, engine and explain decide
what is shown. There are no colours but the notebook's, so that it reads in light and dark themes,
and also where a code host drops the style.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

STYLE = (
    "<style>"
    ".threshold table{border-collapse:collapse}"
    ".threshold :is(th,td){text-align:left!important;vertical-align:top;white-space:normal;"
    "overflow-wrap:break-word;max-width:34rem}"
    ".threshold .sign{font-weight:bold;font-size:.85em;border:1px solid currentColor;"
    "border-radius:3px;padding:0 .3em;white-space:nowrap}"
    ".threshold :is(.source,.notice){opacity:.75;font-size:.9em}"
    "</style>"
)


def _escaped(text: str) -> str:
    from html import escape  # most runs show no notebook

    return escape(text)


def section(*parts: str) -> str:
    """Parts that are HTML already, as one output of a cell."""
    return f'<div class="threshold">{STYLE}{"".join(parts)}</div>'


def heading(text: str) -> str:
    """A heading."""
    return f"<h4>{_escaped(text)}</h4>"


def paragraph(text: str, look: str = "") -> str:
    """A paragraph; its look is `source` or `notice`, or none."""
    return f'<p class="{look}">{_escaped(text)}</p>' if look else f"<p>{_escaped(text)}</p>"


def listed(texts: Iterable[str]) -> str:
    """A list; nothing where there is nothing to list."""
    items = "".join(f"<li>{_escaped(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else ""


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; nothing where it has no rows."""
    body = "".join(
        f"<tr>{''.join(f'<td>{_escaped(str(cell))}</td>' for cell in row)}</tr>" for row in rows
    )
    head = "".join(f"<th>{_escaped(column)}</th>" for column in columns)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if body else ""
