"""Whether somebody claims an exception or another relief, or only denies what would claim it."""

from __future__ import annotations

from engine import Assessment
from knowledge.entries import ExceptionEntry, Relief
from knowledge.entries import derived_names as names


def claims(assessment: Assessment, entry: ExceptionEntry | Relief) -> bool:
    """Whether an attribute of its own is answered otherwise than with a no: who says that it is no
    private use claims no relief for private use.
    """
    if not assessment.conclusions[names.claimed(entry.proposition)]:
        return False
    own = (assessment.facts.get(name) for name in entry.own_attributes)
    return any(value is not None and value is not False for value in own)
