"""Walks the inference graph: every explanation is typed data first, a picture or text second."""

from explain.explanation import Explanation
from explain.why import open_attributes, why

__all__ = ["Explanation", "open_attributes", "why"]
