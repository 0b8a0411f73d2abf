"""Walks the inference graph: every explanation is typed data first, a picture or text second."""

from typing import TYPE_CHECKING, Any

from explain.change import SmallestChange, smallest_change
from explain.comparison import Comparison, comparison, what_if
from explain.explanation import Explanation
from explain.impact import Impact, impact
from explain.questions import Questions, questions
from explain.timeline import Timeline, timeline
from explain.why import open_attributes, why
from explain.why_not import WhyNot, why_not

if TYPE_CHECKING:
    from explain.explorer import explore
    from explain.summary import portfolio

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


_LATER = {"explore": "explain.explorer", "portfolio": "explain.summary"}


def __getattr__(name: str) -> Any:
    """What needs more libraries, or many cases, is imported when first asked for: explaining one case needs none of it."""
    if name in _LATER:
        from importlib import import_module

        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'explain' has no attribute {name!r}")
