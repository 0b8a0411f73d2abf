"""The profile that a case names, as an explanation tells of it."""

from __future__ import annotations

from engine import Assessment
from engine.profiles import denied_candidates, profile_of
from explain.argue.explanation import CandidateReport, ProfileReport


def profile_report(assessment: Assessment) -> ProfileReport | None:
    """The profile, and its candidates answered no; None where the case names no profile."""
    profile = profile_of(assessment.base, assessment.stated)
    if profile is None:
        return None
    attributes = assessment.base.attributes
    return ProfileReport(
        id=profile.id,
        title=profile.title,
        often_mistaken_for=profile.often_mistaken_for,
        denied=tuple(
            CandidateReport(
                attribute=attribute,
                value=value,
                meaning=attributes[attribute].values.get(value, value),
            )
            for attribute, value in denied_candidates(profile, assessment.stated)
        ),
    )
