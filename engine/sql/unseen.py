"""What cannot be seen in a cell: left out of it, as files are read, before anything looks at it."""

from __future__ import annotations

from sqlglot import exp

from engine.sql.expressions import text

BLANKS = (  # each is one blank; of a text that is compared, the first three alone
    "\u00a0\u2007\u202f\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000"
)
# each is nothing; of a text that is compared, the first six alone
MARKS = (
    "\u00ad\u200b\u200e\u200f\u2060\ufeff"
    "\u200c\u200d\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_IN_TEXTS = (3, 6)  # how many of them leave a text that is compared
_MARK = "~"  # stands in no word that a cell can say
# how the characters are written is the dialect's, in `written`
_CELL, _TEXT = "__unseen_in_cells__", "__unseen_in_texts__"


def seen(raw: exp.Expr, *, as_it_stands: bool) -> exp.Expr:
    """A cell without what cannot be seen of it; `as_it_stands`: of a text that rules compare, where
    joiners and the ends of lines count.
    """
    name, count = (_TEXT, _IN_TEXTS[0]) if as_it_stands else (_CELL, len(BLANKS))
    return exp.Translate(this=raw, from_=exp.var(name), to=text(" " * count))


def squeezed(raw: exp.Expr) -> exp.Expr:
    """A cell in which several blanks in a row are one, as files are read.

    A cell with the mark itself is none that anything reads, and stays so.
    """
    found = raw
    for old, new in ((" ", f" {_MARK}"), (f"{_MARK} ", ""), (f" {_MARK}", " ")):
        found = exp.func("REPLACE", found, text(old), text(new))
    return found


def written(query: str, *, by_number: bool) -> str:
    """A query with the characters written out, so that whoever reads it sees them."""
    blanks, marks = _IN_TEXTS
    for name, characters in ((_CELL, BLANKS + MARKS), (_TEXT, BLANKS[:blanks] + MARKS[:marks])):
        if by_number:
            shown = " || ".join(f"CHR({ord(one)})" for one in characters)
        else:
            shown = "'" + "".join(f"\\u{ord(one):04x}" for one in characters) + "'"
        query = query.replace(name, shown)
    return query


def replaced(node: exp.Expr) -> exp.Expr:
    """The same for Polars, one mark after the other: blanks at the ends it leaves out by itself."""
    if not isinstance(node, exp.Translate):
        return node
    found: exp.Expr = node.this
    for one in MARKS[: _IN_TEXTS[1]] if node.args["from_"].name == _TEXT else MARKS:
        found = exp.func("REPLACE", found, text(one), text(""))
    return found
