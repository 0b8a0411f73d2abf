"""Where things lie in the project, for tests in any room."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
FAULTY_PACKS = TESTS / "faulty_packs"
SEEDED_FAULTS = TESTS / "seeded_faults"
GOLDEN = TESTS / "golden"
CASES = ROOT / "cases"
