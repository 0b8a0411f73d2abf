"""Facts that the tests of the AI Act pack build their cases from,
and the duties of an assessment.
"""

from __future__ import annotations

from engine import Assessment

REACHED = {
    "placed_in_eu": True,
    "ai_system": True,
    "stage": "production",
    "prohibited_practices": [],
}
NO_LISTED_USE = {"annex_iii": [], "annex_i_product": "none"}
NO_ART_50 = {
    "interacts_with_people": False,
    "generates_synthetic_content": False,
    "recognises_emotions": False,
    "sorts_by_biometrics": False,
    "deep_fake": False,
    "public_interest_text": False,
}
CREDIT = {**REACHED, "annex_iii": ["creditworthiness"], "annex_i_product": "none"}
DEROGATION = {
    **CREDIT,
    "annex_iii": ["recruitment"],
    "narrow_procedural_task": True,
    "profiling": False,
}


def duties(result: Assessment, status: str = "owed") -> set[str]:
    """The ids of the duties in a state."""
    return {duty.id for duty in result.duties if duty.status == status}
