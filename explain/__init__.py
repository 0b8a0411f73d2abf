"""Walks the inference graph: every explanation is typed data first, a picture or text second."""

from explain.change import SmallestChange, smallest_change
from explain.comparison import Comparison, comparison, what_if
from explain.explanation import Explanation
from explain.impact import Impact, impact
from explain.questions import Questions, questions
from explain.timeline import Timeline, timeline
from explain.why import open_attributes, why
from explain.why_not import WhyNot, why_not

__all__ = [
    "Comparison",
    "Explanation",
    "Impact",
    "Questions",
    "SmallestChange",
    "Timeline",
    "WhyNot",
    "comparison",
    "impact",
    "open_attributes",
    "questions",
    "smallest_change",
    "timeline",
    "what_if",
    "why",
    "why_not",
]
