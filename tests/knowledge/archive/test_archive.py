"""Earlier knowledge is kept whole, so that what was said under it can be repeated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import knowledge
from engine import assess
from knowledge import load

ARCHIVE = Path(knowledge.__file__).parent / "archive"
# as knowledge/CHANGES.md names them
FINGERPRINTS = {"2026.11": "da5d2463a9871660", "2026.12": "ac3bef977aa236cf"}


@pytest.mark.parametrize("version", sorted(path.name for path in ARCHIVE.iterdir()))
def test_a_kept_version_loads_as_it_was(version):
    base = load(ARCHIVE / version)
    assert base.version == version
    assert base.fingerprint == FINGERPRINTS[version]


def test_a_kept_version_answers_as_it_did():
    """That every provider of a listed system owed Article 43 from the day of Annex III."""
    case = {
        "name": "A hiring tool",
        "eu_nexus": True,
        "ai_system": True,
        "stage": "production",
        "role": "provider",
        "prohibited_practices": [],
        "annex_iii": ["recruitment"],
        "for_public_authorities": False,
    }
    result = assess(case, date(2027, 12, 2), base=load(ARCHIVE / "2026.11"))
    assert result.tier == "high_risk"
    assert result.conclusions["duty.43.binds"] is True
