"""Findings together: what was checked, counted in words, as text and as a table in a notebook."""

from __future__ import annotations

import pytest

from engine import assess
from explain.review.finding import LEVELS, Finding, Findings
from knowledge import load
from knowledge.languages.words import Words
from threshold import check

MISSPELT = Finding(
    level="names",
    severity="error",
    kind="UnknownName",
    fault=True,
    says="there is no <b> & co",
    file="own.yaml",
    line=3,
    column=9,
)
UNUSED = Finding(level="logic", severity="warning", kind="unused", says="nothing reads it")
PROMISE = """
- {work: policy, title: a policy, cited_as: P}
- trigger: built_here
  title: We build it ourselves
  when: role == "provider_and_deployer"
  because: Nobody else mends it.
  source: {work: policy, at: "1"}
  basis: stated
- invariant: never_excepted
  title: What we build is no experiment
  given: trigger.built_here
  always: verdict.production_required or verdict.prohibited
  because: We promised it.
  source: {work: policy, at: "2"}
  basis: stated
"""


@pytest.mark.parametrize(
    ("found", "counted"),
    [
        ([], "0 errors, 0 warnings"),
        ([MISSPELT], "1 error, 0 warnings"),
        ([UNUSED, UNUSED, MISSPELT], "1 error, 2 warnings"),
    ],
)
def test_findings_are_counted_in_words(found, counted):
    assert Findings(found).counted == counted


def test_of_packs_that_cannot_be_read_only_the_reading_was_checked():
    assert Findings([MISSPELT]).checked == ["schema", "names"]
    assert Findings([UNUSED]).checked == [*LEVELS]
    assert Findings([], "wording").checked == ["schema", "names", "wording"]


def test_a_finding_reads_as_editors_read_it_also_where_it_stands_in_no_file():
    assert str(Findings([MISSPELT, UNUSED])).splitlines() == [
        "own.yaml:3:9: error: there is no <b> & co",
        "warning: nothing reads it",
        "1 error, 1 warning",
    ]


def test_the_sign_behind_the_severity_is_that_of_the_language():
    assert MISSPELT.told(Words.of("de")).startswith("own.yaml:3:9: Fehler: ")
    assert MISSPELT.told(Words.of("fr")).startswith("own.yaml:3:9: erreur\u00a0: ")


def test_in_a_notebook_findings_are_a_table_of_escaped_text():
    html = Findings([MISSPELT])._repr_html_()
    assert "<td>own.yaml:3:9</td><td>there is no &lt;b&gt; &amp; co</td>" in html
    assert "Checked: schema, names and types." in html
    assert (
        "Not checked before the packs can be read: sources and wording, logic, invariants." in html
    )
    assert "Not checked" not in Findings([UNUSED])._repr_html_()
    assert "<table>" not in Findings()._repr_html_()


@pytest.mark.long
def test_the_case_of_a_broken_invariant_can_be_assessed_and_breaks_it(tmp_path):
    pack = tmp_path / "own.yaml"
    pack.write_text(PROMISE, encoding="utf-8")
    found = check([str(pack)])
    (broken,) = found
    (case,) = broken.cases
    assert case.stated()["name"] == "Witness: What we build is no experiment"
    assert (
        assess(case, base=load([pack])).verdict.value
        == broken.expect["verdict"]
        == "experiment_excepted"
    )
    assert "<td>1 case</td>" in found._repr_html_()
