"""Answers that matter although their question is not asked are found, and only those."""

from __future__ import annotations

import pytest

from engine import assess
from engine.asking import conditions_of_asking
from engine.check.unasked import idle, matter_unasked
from knowledge.base import load
from knowledge.cases.use_case import model_of

PACK = """\
- {{attribute: name, type: text, question: "What?", required: true,
   source: {{work: policy, at: "1"}}}}
- {{attribute: today, type: date, question: "?", source: {{work: policy, at: "1"}}}}
- {{attribute: affects_people, type: bool, question: "?", values: {{"true": y, "false": n}},
   source: {{work: policy, at: "1"}}}}
- {{verdict: production_required, title: It is engineered, rank: 20, when: any(standing.*),
   enforces_grounds: true, source: {{work: policy, at: "1"}}, basis: stated}}
- {{verdict: undetermined, title: It is open, rank: 90, source: {{work: policy, at: "1"}},
   basis: stated}}
- work: policy
  title: A policy
  cited_as: Policy
- attribute: place
  type: enum
  question: Where does it run?
  values: {{house: with us, host: with a host, abroad: with a host abroad}}
  source: {{work: policy, at: "1"}}
- attribute: host_reads
  type: bool
  question: Can the host read the data?
  asked_when: {asked_when}
  values: {{"true": it can, "false": it cannot}}
  source: {{work: policy, at: "1"}}
- define: policy.hosted
  title: A host runs it
  when: place in ("host", "abroad")
  source: {{work: policy, at: "1"}}
  basis: stated
- define: policy.open_to_host
  title: The host can read the data
  when: {defined}
  source: {{work: policy, at: "1"}}
  basis: stated
- trigger: readable
  title: Others can read the data
  when: {when}
  because: Data must stay in the house.
  source: {{work: policy, at: "1"}}
  basis: stated
"""


def base_with(tmp_path, asked_when, when, defined="host_reads"):
    pack = tmp_path / "hosting.yaml"
    text = PACK.format(asked_when=asked_when, when=when, defined=defined)
    pack.write_text(text, encoding="utf-8")
    return load(pack, shipped=False)


@pytest.mark.parametrize(
    ("asked_when", "when"),
    [
        ("policy.hosted", "policy.hosted and host_reads"),
        ("policy.hosted", "host_reads and policy.hosted and policy.open_to_host"),
        ('place == "abroad"', "place == 'abroad' and host_reads"),
        ('place in ("host", "abroad")', "place == 'host' and not host_reads"),
        ('place == "host" or place == "abroad"', "place == 'abroad' and policy.open_to_host"),
        ("policy.hosted and known(place)", "policy.hosted and known(place) and host_reads"),
    ],
)
def test_what_needs_the_condition_is_plain_from_the_rules(tmp_path, asked_when, when):
    base = base_with(tmp_path, asked_when, when)
    assert idle(base, "host_reads")
    assert list(matter_unasked(base)) == []


def test_what_the_rules_alone_do_not_tell_is_proven(tmp_path):
    """The two tests are written otherwise, and mean that one holds only where the other does."""
    base = base_with(tmp_path, 'place != "house"', 'place == "host" and host_reads')
    assert not idle(base, "host_reads")
    assert list(matter_unasked(base)) == []


@pytest.mark.parametrize(
    ("asked_when", "when"),
    [
        ("policy.hosted", "host_reads"),
        ("policy.hosted", "policy.open_to_host"),
        ('place == "abroad"', "policy.hosted and host_reads"),
        ("policy.hosted and affects_people", "policy.hosted and host_reads"),
    ],
)
def test_an_answer_that_matters_unasked_is_shown_by_two_cases(tmp_path, asked_when, when):
    base = base_with(tmp_path, asked_when, when)
    (flaw,) = matter_unasked(base)
    assert (flaw.kind, flaw.proposition) == ("matters unasked", "host_reads")
    verdicts = []
    for row in (flaw.witness, flaw.against):
        stated = {name: value for name, value in row.items() if name != "today"}
        case = model_of(base).model_validate({"name": "x", **stated})
        verdicts.append(assess(case, row["today"], base=base).verdict)
    assert verdicts[0] != verdicts[1]
    differing = {
        name
        for name in {**flaw.witness, **flaw.against}
        if flaw.witness.get(name) != flaw.against.get(name)
    }
    assert differing == {"host_reads"}


def test_no_shipped_attribute_matters_while_it_is_not_asked_for():
    base = load()
    assert conditions_of_asking(base)
    assert list(matter_unasked(base)) == []
