"""Days by which something must be done, counted from an event, such as a report of an incident."""

from __future__ import annotations

from pydantic import Field

from knowledge.entries.naming import CalculationText, ConditionText
from knowledge.entries.source import Strict


class Due(Strict):
    """The day by which something must be done, and the condition for it."""

    when: ConditionText | None = Field(
        default=None,
        description="When this day counts: a condition. Without one, if none before it is "
        "established.",
    )
    day: CalculationText = Field(
        description="The day: a calculation, such as `incident_aware_on + days(10)`.",
        examples=["today + days(10)"],
    )
