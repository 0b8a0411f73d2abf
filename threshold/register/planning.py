"""The data that a register has of its cases beside the stated values, for a plan: who answered, on
what evidence, until when.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from explain.plans.action import Backing, Entered
from knowledge.base import KnowledgeBase
from threshold.register.answers import latest
from threshold.register.records import Answer
from threshold.register.renaming import of_today


def entered(key: str, answers: Iterable[Answer], day: date, base: KnowledgeBase) -> Entered:
    """The key of a case, and what stands behind its answers that have evidence or a last day, those
    that lapsed by a day among them; each by the name of today of what it answers.

    `answers`: all that were ever given, in the order in which they count.
    """
    return Entered(
        key,
        {
            name: Backing(one.value, one.who, str(one.evidence), one.valid_until)
            for name, one in latest(of_today(answers, base.renames), day).items()
            if name in base.attributes
            and one.value is not None
            and (one.evidence or one.valid_until is not None)
        },
    )
