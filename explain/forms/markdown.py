"""An explanation as Markdown, for a wiki or a notebook."""

from __future__ import annotations

from explain.argue.explanation import Explanation
from explain.forms.templating import fill


def to_markdown(explanation: Explanation) -> str:
    """The explanation as Markdown; what people wrote in it is escaped."""
    return fill("explanation.md", e=explanation)
