"""A condition of the knowledge base as a poster shows it: no underscores, no quotes, figures in
place of their names.
"""

from __future__ import annotations

import re
from datetime import date

from knowledge.base import KnowledgeBase
from knowledge.conditions.wording import in_words

_SIGNS = (
    (r"not empty\(([\w ]+)\)", r"\1 is not empty"),
    (r"\b(months|weeks|days)\(([^()]*)\)", r"\2 \1"),
    (r"\bestablished\(([^()]*)\)", r"\1"),
    ("<=", "≤"),
    (">=", "≥"),
    ("==", "is"),
    ("!=", "is not"),
)


def plain_condition(text: str, base: KnowledgeBase, day: date) -> str:
    """The condition's text for readers, with the parameters that are in force on `day`."""
    shown = " ".join(text.split()).replace("_", " ").replace('"', "")
    for name, value in base.parameters_on(day).items():
        shown = re.sub(rf"\b{re.escape(name.replace('_', ' '))}\b", in_words(value), shown)
    for pattern, replacement in _SIGNS:
        shown = re.sub(pattern, replacement, shown)
    return shown
