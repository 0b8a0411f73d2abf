"""A broken invariant is told at the line of the own pack that broke it; and what is asked by a name
of its own breaks no more and no less than what is written out.
"""

from __future__ import annotations

import pytest

from explain.review.check import check

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


@pytest.mark.parametrize(
    ("kind", "when", "broken"),
    [("trigger", '"a" in listed', False), ("condition", "established(secret)", True)],
)
def test_a_name_and_what_it_stands_for_give_the_same_findings(tmp_path, kind, when, broken):
    kinds = []
    for asks in ("own.asked", when):
        file = tmp_path / "own.yaml"
        text = PACK.replace("KIND", kind).replace("WHEN", repr(when))
        file.write_text(text.replace("ASKS", asks))
        found = check([str(file)])
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
