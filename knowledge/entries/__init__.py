"""What a maintainer writes: the kinds of entry a pack may hold, a file for each family of kinds.

`reader` reads them from files; `provenance` tells where each was written, and what it changes.
"""

from knowledge.entries.claims import Claim, ExceptionEntry, Relief
from knowledge.entries.definitions import Classification, Define
from knowledge.entries.due import Due
from knowledge.entries.entry import Entry, RuleEntry
from knowledge.entries.facts import Attribute, Control, Work
from knowledge.entries.findings import (
    Caution,
    Consequence,
    Contradiction,
    Figure,
    Finding,
    Misconception,
    Note,
    Transition,
)
from knowledge.entries.grounds import Condition, Ground, Trigger
from knowledge.entries.invariant import Invariant
from knowledge.entries.kinds import ENTRY_KINDS
from knowledge.entries.law import Ceiling, DatedStart, Duty, Penalty, Schedule
from knowledge.entries.parameters import DatedValue, Parameter
from knowledge.entries.source import Source
from knowledge.entries.verdicts import Verdict

__all__ = [
    "ENTRY_KINDS",
    "Attribute",
    "Caution",
    "Ceiling",
    "Claim",
    "Classification",
    "Condition",
    "Consequence",
    "Contradiction",
    "Control",
    "DatedStart",
    "DatedValue",
    "Define",
    "Due",
    "Duty",
    "Entry",
    "ExceptionEntry",
    "Figure",
    "Finding",
    "Ground",
    "Invariant",
    "Misconception",
    "Note",
    "Parameter",
    "Penalty",
    "Relief",
    "RuleEntry",
    "Schedule",
    "Source",
    "Transition",
    "Trigger",
    "Verdict",
    "Work",
]
