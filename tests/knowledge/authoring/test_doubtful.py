"""Lists by hand, figures from days to come and unheard roles are found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge import load
from knowledge.authoring.doubtful import (
    doubtful,
    hand_lists,
    later_figures,
    reviewed_on,
    unheard_roles,
)
from knowledge.faults import InvalidKnowledge
from tests.knowledge.authoring.slips import entry, on_little, on_shipped, told

FAMILY = [
    entry("define", f"own.point.{name}", f"when: volume_multiple > {number}")
    for number, name in enumerate("abcdefgh", start=1)
]


def test_the_shipped_packs_have_none_of_these():
    assert told(doubtful, load()) == []


@pytest.mark.parametrize(
    ("when", "family"),
    [
        (" or ".join(f"own.point.{name}" for name in "abcdefgh"), "any(own.point.*)"),
        (" or ".join(f"own.point.{name}" for name in "abcdefg"), "any(own.point.* except h)"),
        (
            "affects_people and (" + " or ".join(f"own.point.{n}" for n in "abcdefg") + ")",
            "any(own.point.* except h)",
        ),
        (" and ".join(f"not own.point.{name}" for name in "abcdefgh"), "any(own.point.*)"),
        (
            " or ".join(f"established(own.point.{name})" for name in "abcdefgh"),
            "any(own.point.*)",
        ),
        (" and ".join(f"own.point.{name}" for name in "abcdefgh"), None),  # all of them
        (" or ".join(f"own.point.{name}" for name in "abcd"), None),  # some of them
        ("any(own.point.*)", None),
    ],
)
def test_a_list_by_hand_is_told_with_the_family_that_would_do(tmp_path, when, family):
    trigger = entry("trigger", "own", f"when: {when}")
    found = told(hand_lists, on_little(tmp_path, [*FAMILY, trigger]))
    if family is None:
        assert found == []
    else:
        ((id, _, says),) = found
        assert id == "own"
        assert f"{family} takes it in" in says


OVERRIDE = """
- parameter: scale_factor
  override: {why}
  values: [{{value: {value}, source: {{work: policy, at: "3"}}}}]
  basis: stated
"""


def test_two_packs_that_override_one_entry_are_refused_and_both_named(tmp_path):
    first = OVERRIDE.format(why="Three is enough.", value=3)
    second = OVERRIDE.format(why="Five it is.", value=5)
    on_shipped(tmp_path, [first])
    with pytest.raises(InvalidKnowledge) as refused:
        on_shipped(tmp_path, [first], [second])
    (fault,) = refused.value.faults
    assert "the packs own0 and own1 both change parameter: scale_factor" in str(fault)
    assert str(tmp_path / "own0.yaml") in str(fault)


@pytest.mark.parametrize(
    ("first", "consulted", "late"),
    [
        ("from: 2062-07-27, ", "", True),
        ("from: 2027-02-01, ", "", True),
        ("from: 2027-01-31, ", "", False),
        ("", "", False),
        ("from: 2026-10-31, ", "  consulted: 2026-10-30\n", True),
        ("from: 2062-07-27, ", "  consulted: 2062-07-27\n", False),
    ],
)
def test_a_figure_that_begins_after_the_review_is_told(tmp_path, first, consulted, late):
    limit = entry(
        "parameter", "limit", f'values: [{{{first}value: 100, source: {{work: own, at: "1"}}}}]'
    ).replace('  source: {work: policy, at: "1"}\n  basis', "  basis")
    work = f"- work: own\n  title: Own\n  cited_as: Own\n{consulted}"
    base = on_shipped(tmp_path, [work, limit])
    assert bool(told(later_figures, base)) is late


def test_the_review_is_never_a_matter_of_the_clock():
    base = load()
    year, month = map(int, base.version.split(".")[:2])
    found = reviewed_on(base, base.packs[0])
    assert (found.year, found.month) == (year, month)
    assert (found + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("role", "says"),
    [
        ("deployer", None),
        ("provider and deployer", None),
        ("model provider", None),
        ("importer, distributor or provider", None),
        ("dployer", "nothing is named after 'dployer', who owes duty.own; nearest: deployer"),
        ("provider or wizard", "nothing is named after 'wizard', who owes duty.own"),
    ],
)
def test_a_role_that_nothing_is_named_after_is_told(tmp_path, role, says):
    duty = entry(
        "duty", "own", f"role: {role}", "article: Policy 1", "when: affects_people",
        "binding: general",
    )  # fmt: skip
    found = [said for _, _, said in told(unheard_roles, on_shipped(tmp_path, [duty]))]
    assert found == ([] if says is None else [found[0]] if found and says in found[0] else [says])
