"""A broken invariant is told at the line of the own pack that broke it; and what is asked by a name
of its own breaks no more and no less than what is written out.
"""

from __future__ import annotations

import shutil

import pytest

from explain.review.check import check
from explain.review.checked import Checked
from knowledge import load
from knowledge.entries.pack import pack_files, shown_as
from knowledge.pack_paths import SHIPPED
from tests.places import SEEDED_FAULTS

INVARIANTS = """
- invariant: the_law_is_answered
  title: What the law reaches is engineered
  given: trigger.regulatory
  always: verdict.production_required
  because: So it is.
  source: {work: article, at: Section 1}
  basis: stated
- invariant: stays
  title: A verdict stays
  stable: [verdict.production_required, verdict.experimentation_acceptable]
  but_for: [trigger.*, exception.*]
  because: So it is.
  source: {work: article, at: Section 1}
  basis: stated
"""
PACK = """
- work: policy
  title: Our policy
  cited_as: Our policy
- attribute: listed
  type: set
  question: What is it used for?
  values: {a: the first, b: the second}
  source: {work: policy, at: "1"}
- attribute: secret
  type: bool
  question: Is it secret?
  values: {"true": it is, "false": it is not}
  source: {work: policy, at: "1"}
- define: own.asked
  reported: true
  title: It is asked for
  when: WHEN
  source: {work: policy, at: "1"}
  basis: stated
- KIND: own
  title: It is so
  when: 'ASKS'
  because: It is.
  source: {work: policy, at: "1"}
  basis: stated
"""


@pytest.fixture(params=["small", pytest.param("shipped", marks=pytest.mark.long)])
def checked(request, tmp_path):
    """The findings in a pack of one's own that stands on the shipped ones, or on a
    small one of the name of a shipped one.
    """
    if request.param == "shipped":
        return lambda file: check([str(file)])
    small = tmp_path / SHIPPED[0]
    shutil.copytree(SEEDED_FAULTS / "base", small)
    (small / "invariants.yaml").write_text(INVARIANTS)
    theirs = {shown_as(small, file) for file in pack_files(small)}
    return lambda file: [*Checked(load([small, file], shipped=False), {}, theirs).findings()]


@pytest.mark.parametrize(
    ("kind", "when", "broken"),
    [("trigger", '"a" in listed', False), ("condition", "established(secret)", True)],
)
def test_a_name_and_what_it_stands_for_give_the_same_findings(
    tmp_path, checked, kind, when, broken
):
    kinds = []
    for asks in ("own.asked", when):
        file = tmp_path / "own.yaml"
        text = PACK.replace("KIND", kind).replace("WHEN", repr(when))
        file.write_text(text.replace("ASKS", asks))
        found = checked(file)
        kinds.append(sorted((finding.kind, finding.severity) for finding in found))
        errors = [finding for finding in found if finding.severity == "error"]
        assert bool(errors) is broken
        for finding in errors:
            assert finding.file == str(file)
            line = file.read_text().splitlines()[finding.line - 1]
            assert line.startswith(("- condition: own", "- define: own.asked"))
            assert finding.entry.startswith("invariant.")
            assert finding.cases
    assert kinds[0] == kinds[1]


EXCEPTION = """
- work: policy
  title: Our policy
  cited_as: Our policy
- attribute: old_process_decides
  type: bool
  question: Does the old process still decide?
  values: {"true": a person decides, "false": the new one decides}
  source: {work: policy, at: "1"}
- define: own.noted
  reported: true
  title: A person decides
  when: old_process_decides
  source: {work: policy, at: "1"}
  basis: stated
- exception: beside_the_old
  title: It runs beside the old process
  own_attributes: [old_process_decides]
  requires: [old_process_decides]
  ends_when: known(ends_on) and today > ends_on
  lifts: [model_outputs, failure_impact, user_exposure, accuracy_requirements]
  because: Nobody depends on it.
  source: {work: policy, at: "1"}
  basis: stated
- verdict: shadow
  rank: 35
  title: It may run beside the old one
  when: any(ground.*) and not any(standing.*) and affects_people
  excepted_by: [exception.beside_the_old]
  because: Nobody depends on it.
  source: {work: policy, at: "1"}
  basis: stated
"""


def test_a_case_without_a_verdict_is_told_at_the_exception_that_leads_there(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(EXCEPTION)
    found = Checked(load([file]), {}).findings("logic")
    finding = next(one for one in found if one.severity == "error")
    assert (finding.file, finding.level) == (str(file), "logic")
    assert file.read_text().splitlines()[finding.line - 1] == "- exception: beside_the_old"
    assert finding.says == (
        "exception.beside_the_old leads there: a fully answered case has no verdict but the last "
        "resort"
    )
    assert finding.cases


def test_an_own_verdict_that_keeps_a_shipped_one_from_coming_out_is_told_as_the_cause(
    tmp_path, checked
):
    """What the case shows, such as a practice that the Act prohibits, rests on nothing
    of the own pack.
    """
    file = tmp_path / "own.yaml"
    text = PACK.replace("KIND", "trigger").replace("WHEN", "'\"a\" in listed'")
    text = text.replace("ASKS", "own.asked") + (
        "- verdict: forbidden_here\n  rank: 5\n  title: Our policy forbids it\n  when: secret\n"
        '  because: It is.\n  source: {work: policy, at: "2"}\n  basis: stated\n'
    )
    file.write_text(text)
    errors = [one for one in checked(file) if one.severity == "error"]
    assert errors
    for finding in errors:
        line = file.read_text().splitlines()[finding.line - 1]
        assert (finding.file, line) == (str(file), "- verdict: forbidden_here")
