"""Names in files of cases: what is written of them, and what a renaming puts in its place."""

from knowledge import load
from knowledge.authoring.occurrences import Finder
from knowledge.entries.yaml_source import parse_yaml

CASES = """\
name: Loans
expect:
  verdict: production_required
  tier: [high_risk, minimal]
"""


def test_an_expected_tier_is_the_last_part_of_an_answer():
    found = Finder(load()).in_cases(parse_yaml(CASES, "cases.yaml"))
    told = {(one.line, one.column): one for one in found}
    verdict, high_risk = told[3, 12], told[4, 10]
    assert (verdict.symbol.entry, verdict.renamed("must_build")) == (
        "verdict.production_required",
        "must_build",
    )
    assert high_risk.symbol.entry == "ai_act.tier.high_risk"
    assert high_risk.name[high_risk.id_at :][: high_risk.id_length] == "high_risk"
    assert high_risk.renamed("ai_act.tier.grave") == "grave"
