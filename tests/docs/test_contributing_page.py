"""The page for maintainers: the pack on it is sound,
and what it says of an exception without a verdict is so.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from engine import assess
from engine.check.invariants import broken
from engine.check.soundness import formula_of
from engine.proof.days import days_of
from explain.review.check import check
from knowledge import load
from knowledge.cases.use_case import model_of
from tests.conftest import EXPERIMENT, NO_OTHER_LAW
from tests.places import ROOT
from tests.project import PYPROJECT

PAGE = ROOT / "CONTRIBUTING.md"
PACKS = dict(re.findall(r"```yaml (\S+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
PACK = PACKS["shadow.yaml"]


def written(tmp_path, text, name="shadow.yaml"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    "names", [[*PACKS], *(pytest.param([name], marks=pytest.mark.long) for name in PACKS)]
)
def test_nothing_is_wrong_with_the_packs_on_the_page(tmp_path, names):
    assert check([written(tmp_path, PACKS[name], name) for name in names]) == []


@pytest.mark.parametrize(
    ("alone", "verdict"), [(True, "forbidden_by_the_gdpr"), (False, "production_required")]
)
def test_a_prohibition_of_ones_own_is_the_verdict_where_it_holds(tmp_path, alone, verdict):
    base = load([written(tmp_path, PACKS["forbidden.yaml"], "forbidden.yaml")])
    stated = {**EXPERIMENT, **NO_OTHER_LAW, "output_use": "operational", "decides_alone": alone}
    case = model_of(base)(name="case", **stated)
    assert assess(case, date(2026, 11, 28), base=base).verdict == verdict


def test_an_exception_of_ones_own_has_the_shipped_verdict_of_exceptions(tmp_path):
    base = load([written(tmp_path, PACK)])
    claimed = {"shadow_from": date(2026, 11, 1), "old_process_decides": True}
    stated = {**EXPERIMENT, **NO_OTHER_LAW, "output_use": "operational", **claimed}
    for said, verdict in (
        (stated, "experiment_excepted"),
        ({**stated, "old_process_decides": False}, "production_required"),
    ):
        case = model_of(base)(name="case", **said)
        assert assess(case, date(2026, 11, 28), base=base).verdict == verdict


OWN = """
- verdict: shadow
  rank: 35
  title: It may run in the shadow
  when: any(ground.*) and not any(standing.*) and affects_people
  excepted_by: [exception.shadow_run]
  because: While the old process decides, nobody depends on the new one.
  source: {work: our_policy, at: "4.1"}
  basis: stated
"""


def test_where_no_verdict_that_names_an_exception_holds_a_case_without_one_is_shown(tmp_path):
    findings = check([written(tmp_path, PACK + OWN)], "logic")
    (finding,) = (one for one in findings if one.severity == "error")
    assert finding.expect == {"verdict": "undetermined"}
    assert {"shadow_from", "old_process_decides"} <= finding.witness.keys()


EVERY = re.sub(r"lifts: \[.*\]", "lifts: every negotiable ground", PACK)
OUTLAST = "invariant.growth_and_handover_outlast_care"


def test_an_exception_that_lifts_every_negotiable_ground_breaks_an_invariant(tmp_path):
    base = load([written(tmp_path, EVERY)])
    (flaw,) = broken(base, days_of(formula_of(base)))
    assert (flaw.kind, flaw.proposition) == ("broken invariant", OUTLAST)


@pytest.mark.long
def test_that_an_exception_breaks_an_invariant_is_the_one_finding_of_its_pack(tmp_path):
    (finding,) = check([written(tmp_path, EVERY)])
    assert (finding.kind, finding.entry) == ("broken invariant", OUTLAST)


def test_the_page_names_commands_attributes_and_values_that_there_are():
    text = PAGE.read_text(encoding="utf-8")
    assert "expected: " + ", ".join(load().attributes["sourcing"].choices) in text


@pytest.mark.parametrize("package", ["knowledge", "engine", "explain", "threshold"])
def test_every_room_that_imports_are_checked_for_is_told(package):
    rooms = {
        room.strip()
        for contract in PYPROJECT["tool"]["importlinter"]["contracts"]
        if contract.get("containers") == [package]
        for layer in contract["layers"]
        for room in layer.split("|")
    }
    assert rooms
    _, found, page = PAGE.read_text(encoding="utf-8").partition("## The code")
    assert found
    part = page.partition(f"`{package}`")[2].partition("\n\n")[0]
    told = {name.rstrip("/") for name in re.findall(r"`([\w/]+)`", part)}
    assert rooms - told == set()
