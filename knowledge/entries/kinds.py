"""The kinds of entry that a pack may hold, by the key that names each."""

from __future__ import annotations

from knowledge.entries.controls import Control
from knowledge.entries.decision_table import DecisionTable
from knowledge.entries.definitions import Classification, Define
from knowledge.entries.entry import Entry
from knowledge.entries.exceptions import ExceptionEntry, Relief
from knowledge.entries.facts import Attribute, Work
from knowledge.entries.findings import (
    Caution,
    Consequence,
    Contradiction,
    Misconception,
    Note,
    Transition,
)
from knowledge.entries.grounds import Condition, Trigger
from knowledge.entries.invariant import Invariant
from knowledge.entries.law import Ceiling, Duty, Penalty, Schedule
from knowledge.entries.parameters import Parameter
from knowledge.entries.profiles import Profile
from knowledge.entries.verdicts import Verdict

ENTRY_KINDS: dict[str, type[Entry]] = {
    cls.kind: cls
    for cls in (
        Work, Attribute, Control, Parameter, Condition, Trigger, ExceptionEntry, Misconception,
        Consequence, Transition, Contradiction, Caution, Note, Define, Verdict,
        Relief, Classification, Schedule, Ceiling, Duty, Penalty, Invariant, Profile,
        DecisionTable,
    )
}  # fmt: skip
