"""Draws conclusions from plain rules; knows nothing of any particular rule."""

from typing import TYPE_CHECKING

from knowledge.public import public_names

if TYPE_CHECKING:
    from engine.assessment import Assessment, assess
    from engine.graph.trace import InferenceGraph
    from engine.table import assess_table, drill
    from knowledge.cases.verdict import Verdict
    from knowledge.truth import Truth
else:
    __getattr__, __dir__ = public_names(
        __name__,
        {
            "engine.assessment": ("Assessment", "assess"),
            "engine.graph.trace": ("InferenceGraph",),
            "engine.table": ("assess_table", "drill"),
            "knowledge.cases.verdict": ("Verdict",),
            "knowledge.truth": ("Truth",),
        },
    )

__all__ = ["Assessment", "InferenceGraph", "Truth", "Verdict", "assess", "assess_table", "drill"]
