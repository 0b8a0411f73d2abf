"""An explanation as HTML, for a notebook or as a part of a page."""

from __future__ import annotations

from explain.argue.explanation import Explanation
from explain.forms.templating import fill


def to_html(
    explanation: Explanation, *, answer: bool = True, named: bool = True, notice: bool = True
) -> str:
    """The explanation as a section of HTML; what people wrote in it is escaped.

    A page that gives the answer and its argument elsewhere leaves out `answer`, one that gives the
    case's name elsewhere is not `named`; a page with many says `notice` once.
    """
    return fill("explanation.html", e=explanation, answer=answer, named=named, notice=notice)
