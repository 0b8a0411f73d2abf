"""What is known about when an AI project needs production-grade engineering; draws no conclusions."""

from knowledge.base import KnowledgeBase, load
from knowledge.case_files import example_names, read_case
from knowledge.faults import InvalidCase, InvalidKnowledge
from knowledge.truth import Truth
from knowledge.use_case import UseCase
from knowledge.verdict import Verdict

__all__ = ["InvalidCase", "InvalidKnowledge", "KnowledgeBase", "Truth", "UseCase", "Verdict", "example_names", "load", "read_case"]
