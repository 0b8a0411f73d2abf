"""Draws conclusions from plain rules; knows nothing of any particular rule."""

from typing import TYPE_CHECKING, Any

from engine.assessment import Assessment, assess
from engine.graph.trace import InferenceGraph
from knowledge.cases.verdict import Verdict
from knowledge.truth import Truth

if TYPE_CHECKING:
    from engine.table import assess_table, drill

__all__ = ["Assessment", "InferenceGraph", "Truth", "Verdict", "assess", "assess_table", "drill"]


def __getattr__(name: str) -> Any:
    """What works on tables is imported when first asked for: one case needs none of it."""
    if name in ("assess_table", "drill"):
        import engine.table

        return getattr(engine.table, name)
    raise AttributeError(f"module 'engine' has no attribute {name!r}")
