"""Draws conclusions from plain rules; knows nothing of any particular rule."""

from engine.assessment import Assessment, assess
from engine.inference import InferenceGraph
from knowledge.truth import Truth
from knowledge.verdict import Verdict

__all__ = ["Assessment", "InferenceGraph", "Truth", "Verdict", "assess"]
