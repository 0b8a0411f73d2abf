"""A condition of the knowledge base as a poster shows it: no underscores, no quotes, figures in
place of their names.
"""

from __future__ import annotations

import re
from datetime import date

from knowledge.base import KnowledgeBase
from knowledge.conditions.wording import in_words
from knowledge.languages.words import Words

_SIGNS = (
    (r"not empty\(([\w ]+)\)", "condition_not_empty"),
    (r"\byears\(([^()]*)\)", "condition_years"),
    (r"\bmonths\(([^()]*)\)", "condition_months"),
    (r"\bweeks\(([^()]*)\)", "condition_weeks"),
    (r"\bdays\(([^()]*)\)", "condition_days"),
    (r"\bestablished\(([^()]*)\)", r"\1"),
    ("<=", "≤"),
    (">=", "≥"),
    ("==", "condition_is"),
    ("!=", "condition_is_not"),
)
_PROPOSITION = re.compile(r"\b[a-z_]+(?:\.\w+)+")


def plain_condition(text: str, base: KnowledgeBase, day: date, words: Words | None = None) -> str:
    """The condition's text for readers, with the parameters that are in force on `day`."""
    spoken = Words.of(words)

    def titled(named: re.Match[str]) -> str:
        known = base.propositions.get(named[0])
        return named[0] if known is None else spoken.statement(named[0], known.title)

    shown = _PROPOSITION.sub(titled, " ".join(text.split())).replace("_", " ").replace('"', "")
    for name, value in base.parameters_on(day).items():
        shown = re.sub(rf"\b{re.escape(name.replace('_', ' '))}\b", in_words(value), shown)
    for pattern, replacement in _SIGNS:
        if replacement.startswith("condition_"):
            replacement = spoken.say(replacement, term=r"\1")
        shown = re.sub(pattern, replacement, shown)
    return shown
