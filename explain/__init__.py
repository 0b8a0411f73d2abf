"""Walks the inference graph: every explanation is typed data first, a picture or text second."""

from typing import TYPE_CHECKING, Any

from explain.argue.explanation import Explanation
from explain.argue.why import open_attributes, why
from explain.argue.why_not import WhyNot, why_not
from explain.ask.comparison import Comparison, comparison, what_if
from explain.ask.questions import Questions, questions
from explain.ask.smallest_change import SmallestChange, smallest_change
from explain.ask.timeline import Timeline, timeline
from explain.review.impact import Impact, impact

if TYPE_CHECKING:
    from explain.compose.explorer import explore
    from explain.portfolios.summary import portfolio

__all__ = [
    "Comparison",
    "Explanation",
    "Impact",
    "Questions",
    "SmallestChange",
    "Timeline",
    "WhyNot",
    "comparison",
    "explore",
    "impact",
    "open_attributes",
    "portfolio",
    "questions",
    "smallest_change",
    "timeline",
    "what_if",
    "why",
    "why_not",
]


_LATER = {"explore": "explain.compose.explorer", "portfolio": "explain.portfolios.summary"}


def __getattr__(name: str) -> Any:
    """What needs more libraries, or many cases, is imported when first asked for: explaining one case needs none of it."""
    if name in _LATER:
        from importlib import import_module

        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'explain' has no attribute {name!r}")
