"""The entries that a maintainer writes: the kinds that a pack may hold, a file for each family of
kinds.

`reader` reads them from files; `provenance` tells where each was written, and what it changes. A
kind is imported when it is first asked for: an answer of the shipped packs needs none of them.
"""

from typing import TYPE_CHECKING

from knowledge.public import public_names

if TYPE_CHECKING:
    from knowledge.entries.controls import Control
    from knowledge.entries.decision_table import DecisionTable
    from knowledge.entries.definitions import Classification, Define
    from knowledge.entries.due import Due
    from knowledge.entries.entry import Entry, RuleEntry
    from knowledge.entries.exceptions import Claim, ExceptionEntry, Relief
    from knowledge.entries.facts import Attribute, Work
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
    from knowledge.entries.profiles import Profile
    from knowledge.entries.source import Source
    from knowledge.entries.verdicts import Verdict
else:
    __getattr__, __dir__ = public_names(
        __name__,
        {
            "knowledge.entries.exceptions": (
                "Claim",
                "ExceptionEntry",
                "Relief",
            ),
            "knowledge.entries.decision_table": ("DecisionTable",),
            "knowledge.entries.definitions": (
                "Classification",
                "Define",
            ),
            "knowledge.entries.due": ("Due",),
            "knowledge.entries.entry": (
                "Entry",
                "RuleEntry",
            ),
            "knowledge.entries.controls": ("Control",),
            "knowledge.entries.facts": (
                "Attribute",
                "Work",
            ),
            "knowledge.entries.findings": (
                "Caution",
                "Consequence",
                "Contradiction",
                "Figure",
                "Finding",
                "Misconception",
                "Note",
                "Transition",
            ),
            "knowledge.entries.grounds": (
                "Condition",
                "Ground",
                "Trigger",
            ),
            "knowledge.entries.invariant": ("Invariant",),
            "knowledge.entries.kinds": ("ENTRY_KINDS",),
            "knowledge.entries.law": (
                "Ceiling",
                "DatedStart",
                "Duty",
                "Penalty",
                "Schedule",
            ),
            "knowledge.entries.parameters": (
                "DatedValue",
                "Parameter",
            ),
            "knowledge.entries.profiles": ("Profile",),
            "knowledge.entries.source": ("Source",),
            "knowledge.entries.verdicts": ("Verdict",),
        },
    )

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
    "DecisionTable",
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
    "Profile",
    "Relief",
    "RuleEntry",
    "Schedule",
    "Source",
    "Transition",
    "Trigger",
    "Verdict",
    "Work",
]
