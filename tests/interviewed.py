"""Interviews in tests: answers that are not asked for again, and what was asked."""

from __future__ import annotations

from knowledge.base import load
from knowledge.cases.files import case_text
from tests.conftest import use_case

ON = ("--on", "2026-11-22")
BY_QUESTION = {attribute.question: attribute.id for attribute in load().attributes.values()}
KNOWN = {  # and so is not asked
    "funding_prototype": False,
    "trial_regime": "none",
    "written_agreement": False,
    "insurance_pricing": False,
}
KNOWN_LINES = "".join(
    f"{line}\n" for line in case_text(use_case(**KNOWN)).splitlines() if not line.startswith("name")
)


def asked(output):
    """The attributes that were asked for, in their order."""
    lines = (line.rpartition("  (") for line in output.splitlines())
    return [BY_QUESTION[question] for question, _, _ in lines if question in BY_QUESTION]
