"""Faults that were put into packs on purpose are all found, in their place,
each with a case that shows it.

Each file under `seeded_faults` is named after its fault, and its first lines say what the check has
to find: the kinds of finding, the line; and of the case that shows it what it states (and nothing
else), which rules fire in it, which propositions are true or false in it, or, of two cases, what
turns between them. The cases run in both chainers.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine import assess
from engine.chain.chainers import CHAINERS, default_chainer
from explain.review.check import check
from knowledge.base import load
from knowledge.cases.tests import read_tests
from tests.places import SEEDED_FAULTS

FOLDER = SEEDED_FAULTS
BASE = FOLDER / "base"
FAULTS = sorted(FOLDER.glob("*.yaml"))
HEADER = re.compile(r"# (\w+): ?(.*)")
KNOWN = {
    "finds",
    "line",
    "level",
    "nearest",
    "states",
    "fires",
    "true",
    "false",
    "turns",
    "verdict",
    "tier",
    "alone",
}
chainers = pytest.mark.parametrize(
    "chainer", sorted({default_chainer(), "semi-naive"}, key=[*CHAINERS].index)
)


def promised(fault: Path) -> dict[str, str]:
    """What the first lines of a file say the check has to find."""
    found = [
        HEADER.fullmatch(line)
        for line in fault.read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    ]
    return {match[1]: match[2] for match in found if match}


def packs_of(fault: Path) -> list[str]:
    return [str(fault)] if "alone" in promised(fault) else [str(BASE), str(fault)]


@pytest.fixture(scope="module")
def found():
    """What is found in each file, worked out once."""
    return {fault: check(packs_of(fault), shipped=False) for fault in FAULTS}


def shown(findings):
    """The finding that a file is about."""
    return next(
        finding
        for finding in findings
        if finding.severity == "error" or finding.kind != "dead rule" or len(findings) == 1
    )


def test_the_base_of_the_seeded_faults_has_none_itself():
    assert check([str(BASE)], shipped=False) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.stem)
def test_a_seeded_fault_is_found_in_its_place_and_nothing_else_is(fault, found):
    said, findings = promised(fault), found[fault]
    assert set(said) <= KNOWN
    assert sorted(finding.kind for finding in findings) == sorted(said["finds"].split(", "))
    finding = shown(findings)
    assert finding.file.endswith(fault.name)
    assert finding.line == int(said["line"])
    assert said.get("nearest", "") in finding.says
    assert finding.level == said.get("level", finding.level)
    assert (finding.witness is not None) is ("states" in said)


WITNESSED = [fault for fault in FAULTS if "states" in promised(fault)]


@chainers
@pytest.mark.parametrize("fault", WITNESSED, ids=lambda fault: fault.stem)
def test_its_witness_states_no_more_than_it_takes_and_shows_it_when_it_is_run(
    fault, found, chainer, tmp_path
):
    said, finding, base = promised(fault), shown(found[fault]), load(packs_of(fault), shipped=False)
    results, stated = [], {}
    for number, text in enumerate(finding.texts("why")):
        file = tmp_path / f"{number}.yaml"
        file.write_text(text, encoding="utf-8")
        (test,) = read_tests(file, base)
        stated |= test.case.stated()
        results.append(assess(test.case, base=base, chainer=chainer))
        for name, value in test.expect.items():
            given = {"verdict": results[-1].verdict.value, "tier": results[-1].tier}.get(
                name, results[-1].conclusions.get(name)
            )
            assert given == value, name
    assert set(stated) - {"name", "today"} == {name for name in said["states"].split(", ") if name}
    result = results[0]
    for prefix in said.get("fires", "").split():
        assert [rule for rule, truth in result.derivations.items() if rule.startswith(prefix)], (
            prefix
        )
    for truth in ("true", "false"):
        assert {
            name: result.status(name).value for name in said.get(truth, "").split()
        } == dict.fromkeys(said.get(truth, "").split(), truth)
    assert result.verdict.value == said.get("verdict", result.verdict.value)
    assert result.tier == said.get("tier", result.tier)
    if "turns" in said:
        assert len(results) == 2
        assert results[0].conclusions[said["turns"]] is not results[1].conclusions[said["turns"]]


def test_where_two_verdicts_hold_at_once_only_their_place_in_the_file_tells_which_counts(
    found, tmp_path
):
    fault = FOLDER / "two_verdicts_at_once.yaml"
    lines = fault.read_text(encoding="utf-8").splitlines()
    first, second = (
        next(i for i, line in enumerate(lines) if f"verdict: {name}," in line)
        for name in ("production_required", "lighter_requirements")
    )
    lines[first], lines[second] = lines[second], lines[first]
    swapped = tmp_path / "swapped.yaml"
    swapped.write_text("\n".join(lines), encoding="utf-8")
    answers = []
    for pack in (fault, swapped):
        base, file = load([pack], shipped=False), tmp_path / "case.yaml"
        file.write_text(shown(found[fault]).texts()[0], encoding="utf-8")
        answers.append(assess(read_tests(file, base)[0].case, base=base).verdict.value)
    assert answers == ["production_required", "lighter_requirements"]


def test_a_fault_of_each_kind_that_must_never_pass_was_seeded():
    kinds = {kind for fault in FAULTS for kind in promised(fault)["finds"].split(", ")}
    assert kinds >= {
        "dead rule",
        "implied rule",
        "two verdicts at once",
        "no verdict",
        "broken invariant",
        "unused",
        "NegationCycle",
        "UnknownName",
    }
