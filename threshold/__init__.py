"""The front door: the command line, and everything public under one name.

    import threshold as th

    th.why(th.assess("example:tay"))

All public names of `knowledge`, `engine` and `explain` are here, and what it takes to maintain
packs: `check` and `run_tests`. Importing it reads no pack and loads no library.
"""

from typing import TYPE_CHECKING

import engine
import explain
import knowledge
from knowledge.public import public_names

if TYPE_CHECKING:
    from engine import Assessment, InferenceGraph, assess, assess_table, drill
    from explain import (
        Comparison,
        Explanation,
        FirstAnswer,
        Impact,
        Plan,
        Questions,
        SmallestChange,
        Timeline,
        WhyNot,
        comparison,
        explore,
        first_answer,
        impact,
        open_attributes,
        plan,
        portfolio,
        questions,
        smallest_change,
        timeline,
        what_if,
        why,
        why_not,
    )
    from explain.review.check import check
    from knowledge import (
        InvalidCase,
        InvalidKnowledge,
        KnowledgeBase,
        MissingExtra,
        RenamedWarning,
        Truth,
        UnknownName,
        UseCase,
        Verdict,
        VerdictId,
        example_names,
        load,
        read_case,
    )
    from threshold.commands.test import run_tests
else:
    __getattr__, __dir__ = public_names(
        __name__,
        {
            "knowledge": knowledge.__all__,
            "engine": engine.__all__,
            "explain": explain.__all__,
            "explain.review.check": ("check",),
            "threshold.commands.test": ("run_tests",),
        },
    )

__all__ = [
    "Assessment",
    "Comparison",
    "Explanation",
    "FirstAnswer",
    "Impact",
    "InferenceGraph",
    "InvalidCase",
    "InvalidKnowledge",
    "KnowledgeBase",
    "MissingExtra",
    "Plan",
    "Questions",
    "RenamedWarning",
    "SmallestChange",
    "Timeline",
    "Truth",
    "UnknownName",
    "UseCase",
    "Verdict",
    "VerdictId",
    "WhyNot",
    "assess",
    "assess_table",
    "check",
    "comparison",
    "drill",
    "example_names",
    "explore",
    "first_answer",
    "impact",
    "load",
    "open_attributes",
    "plan",
    "portfolio",
    "questions",
    "read_case",
    "run_tests",
    "smallest_change",
    "timeline",
    "what_if",
    "why",
    "why_not",
]
