"""Earlier knowledge is kept whole, so that what was said under it can be repeated."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from engine import assess
from knowledge import load
from knowledge.cases.use_case import nested
from knowledge.earlier import ARCHIVE, versions
from tests.project import ROOT

# what assessments of 2026.11 said, by the code that was published with it
SAID = json.loads((Path(__file__).parent / "said_under_2026.11.json").read_text(encoding="utf-8"))
KEPT = versions()[:-1]


@pytest.fixture(scope="module")
def earlier():
    return load(knowledge="2026.11")


@pytest.mark.parametrize("version", KEPT)
def test_a_kept_version_loads_as_it_was(version):
    """By any fingerprint that answers named, and by the one that the changes tell of."""
    base = load(ARCHIVE / version)
    assert base.version == version
    known = (ARCHIVE / version / "FINGERPRINTS").read_text(encoding="utf-8").split()
    own = [base.fingerprint, *(pack.fingerprint for pack in base.pack_versions)]
    assert known[: len(own)] == own
    changes = (ROOT / "knowledge" / "CHANGES.md").read_text(encoding="utf-8")
    told = re.search(rf"^## {re.escape(version)}\n\n.*?fingerprint `(\w+)`", changes, re.MULTILINE)
    assert told
    assert told[1] in known


@pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said['case']['name']} on {said['on']}")
def test_an_assessment_of_then_is_repeated_by_the_code_of_today(earlier, said):
    """Verdict, tier, every conclusion, duties, ceilings.

    But for the step that says which of two ceilings counts: today it is concluded with its ceiling
    only, and which one counts is compared with the ceilings themselves.
    """
    result = assess(nested(said["case"]), said["on"], base=earlier)
    assert (result.verdict, result.tier) == (said["verdict"], said["tier"])

    def steps(names):
        return {name for name in names if not re.fullmatch(r"penalty\.\w+\.lower", name)}

    found = result.conclusions
    assert steps(name for name, value in found.items() if value) == steps(said["true"])
    assert steps(name for name, value in found.items() if value is None) == steps(said["unknown"])
    assert len(found) == len(said["true"]) + len(said["unknown"]) + said["false"]
    for told, now in (
        (said["duties"], result.duties),
        (said["penalty"], result.penalty),
    ):
        kept = [one.model_dump(mode="json", by_alias=True) for one in now]
        assert [{name: one[name] for name in told[0]} for one in kept] == told


def test_something_of_each_sort_is_repeated():
    assert {"true", "unknown", "duties", "penalty"} <= {
        key for said in SAID for key, value in said.items() if value
    }
    assert len({said["verdict"] for said in SAID}) >= 4
    assert {"high_risk", "minimal", "unknown"} <= {said["tier"] for said in SAID}


def test_a_kept_version_answers_as_it_did(earlier):
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
    result = assess(case, "2027-12-02", base=earlier)
    assert result.tier == "high_risk"
    assert result.conclusions["duty.43.binds"] is True
