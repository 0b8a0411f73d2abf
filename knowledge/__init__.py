"""Knowledge about when an AI project needs production-grade engineering.

Draws no conclusions. Importing it reads no pack.
"""

from typing import TYPE_CHECKING

from knowledge.public import public_names

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase, load
    from knowledge.cases.files import example_names, read_case
    from knowledge.cases.use_case import UseCase
    from knowledge.cases.verdict import Verdict
    from knowledge.cases.verdict_id import VerdictId
    from knowledge.extras import MissingExtra
    from knowledge.faults import InvalidCase, InvalidKnowledge, UnknownName
    from knowledge.renamed import RenamedWarning
    from knowledge.truth import Truth
else:
    __getattr__, __dir__ = public_names(
        __name__,
        {
            "knowledge.base": ("KnowledgeBase", "load"),
            "knowledge.cases.files": ("example_names", "read_case"),
            "knowledge.cases.use_case": ("UseCase",),
            "knowledge.cases.verdict": ("Verdict",),
            "knowledge.cases.verdict_id": ("VerdictId",),
            "knowledge.extras": ("MissingExtra",),
            "knowledge.faults": ("InvalidCase", "InvalidKnowledge", "UnknownName"),
            "knowledge.renamed": ("RenamedWarning",),
            "knowledge.truth": ("Truth",),
        },
    )

__all__ = [
    "InvalidCase",
    "InvalidKnowledge",
    "KnowledgeBase",
    "MissingExtra",
    "RenamedWarning",
    "Truth",
    "UnknownName",
    "UseCase",
    "Verdict",
    "VerdictId",
    "example_names",
    "load",
    "read_case",
]
