"""What is known about when an AI project needs production-grade engineering.

Draws no conclusions.
"""

from knowledge.base import KnowledgeBase, load
from knowledge.cases.files import example_names, read_case
from knowledge.cases.use_case import UseCase
from knowledge.cases.verdict import Verdict
from knowledge.faults import InvalidCase, InvalidKnowledge
from knowledge.truth import Truth

__all__ = [
    "InvalidCase",
    "InvalidKnowledge",
    "KnowledgeBase",
    "Truth",
    "UseCase",
    "Verdict",
    "example_names",
    "load",
    "read_case",
]
