"""Walks the inference graph: every explanation is typed data first, a picture or text second."""

from typing import TYPE_CHECKING

from knowledge.public import public_names

if TYPE_CHECKING:
    from explain.api import (
        comparison,
        first_answer,
        open_attributes,
        questions,
        smallest_change,
        why,
        why_not,
    )
    from explain.argue.explanation import Explanation
    from explain.argue.first_answer import FirstAnswer
    from explain.argue.why_not import WhyNot
    from explain.ask.comparison import Comparison, what_if
    from explain.ask.questions import Questions
    from explain.ask.smallest_change import SmallestChange
    from explain.ask.timeline import Timeline, timeline
    from explain.compose.explorer import explore
    from explain.plans.action import Plan
    from explain.plans.plan import plan
    from explain.portfolios.summary import portfolio
    from explain.review.impact import Impact, impact
else:
    __getattr__, __dir__ = public_names(
        __name__,
        {
            "explain.api": (
                "comparison",
                "first_answer",
                "open_attributes",
                "questions",
                "smallest_change",
                "why",
                "why_not",
            ),
            "explain.argue.explanation": ("Explanation",),
            "explain.argue.first_answer": ("FirstAnswer",),
            "explain.argue.why_not": ("WhyNot",),
            "explain.ask.comparison": ("Comparison", "what_if"),
            "explain.ask.questions": ("Questions",),
            "explain.ask.smallest_change": ("SmallestChange",),
            "explain.ask.timeline": ("Timeline", "timeline"),
            "explain.compose.explorer": ("explore",),
            "explain.plans.action": ("Plan",),
            "explain.plans.plan": ("plan",),
            "explain.portfolios.summary": ("portfolio",),
            "explain.review.impact": ("Impact", "impact"),
        },
    )

__all__ = [
    "Comparison",
    "Explanation",
    "FirstAnswer",
    "Impact",
    "Plan",
    "Questions",
    "SmallestChange",
    "Timeline",
    "WhyNot",
    "comparison",
    "explore",
    "first_answer",
    "impact",
    "open_attributes",
    "plan",
    "portfolio",
    "questions",
    "smallest_change",
    "timeline",
    "what_if",
    "why",
    "why_not",
]
