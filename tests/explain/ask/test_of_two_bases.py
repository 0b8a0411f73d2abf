"""Cases that were assessed under knowledge of their own are compared by the same names."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from engine import assess
from explain import comparison, what_if
from knowledge.renamed import RenamedWarning
from tests.conftest import DAY
from tests.random_knowledge import base_of
from threshold.cli import main

STATED = 'source: {work: w, at: "1"}'
BEFORE = f"""
- {{work: w, title: a work, cited_as: W}}
- verdict: far
  title: It is far
  rank: 1
  when: own.far
  {STATED}
  basis: stated
- {{verdict: open, title: open, rank: 2, {STATED}, basis: stated}}
- {{attribute: name, type: text, question: "What?", required: true, {STATED}}}
- attribute: sold_in
  type: set
  question: Where is it sold?
  values: {{nordics: in the north, south: in the south}}
  {STATED}
- define: own.far
  title: It is far away
  when: '"nordics" in sold_in'
  {STATED}
  basis: stated
"""
AFTER = (
    BEFORE.replace("sold_in", "markets")
    .replace("nordics", "zone")
    .replace("own.far", "own.remote")
    .replace("attribute: markets", "attribute: markets\n  formerly: [sold_in]")
    .replace("values: {zone", "former_values: {nordics: zone}\n  values: {zone")
    .replace("define: own.remote", "define: own.remote\n  formerly: [own.far]")
)
CASE = {"name": "c", "sold_in": ["nordics", "south"]}


@pytest.fixture(scope="module")
def then():
    return base_of(BEFORE)


@pytest.fixture(scope="module")
def today():
    return base_of(AFTER)


@pytest.mark.filterwarnings("ignore::knowledge.renamed.RenamedWarning")
def test_what_was_renamed_alone_does_not_differ(then, today):
    was, now = assess(CASE, DAY, base=then), assess(CASE, DAY, base=today)
    for found in (comparison(was, now), comparison(now, was)):
        assert (found.facts, found.conclusions) == ((), ())
        assert (found.appeared, found.disappeared) == ((), ())


def test_what_differs_beside_new_names_is_told_by_those_of_today(then, today):
    was = assess({**CASE, "sold_in": ["south"]}, DAY, base=then)
    now = assess({"name": "c", "markets": ["zone", "south"]}, DAY, base=today)
    before, after = ["south"], ["south", "zone"]
    for found, told in (
        (comparison(was, now), (before, after)),
        (comparison(now, was), (after, before)),
    ):
        (fact,) = found.facts
        assert (fact.attribute, fact.question) == ("markets", "Where is it sold?")
        assert ([*fact.was], [*fact.becomes]) == told
        changed = {change.proposition for change in found.conclusions}
        assert {"own.remote", "verdict.far"} <= changed
        assert "own.far" not in changed


def test_an_attribute_that_one_of_the_two_alone_asks_for_is_told(then):
    more = base_of(
        f'{BEFORE}- {{attribute: crew, type: number, question: "How many?", {STATED}}}\n'
        f"- {{define: own.big, title: It is big, when: crew > 2, {STATED}, basis: stated}}\n"
    )
    without, with_it = assess(CASE, DAY, base=then), assess({**CASE, "crew": 3}, DAY, base=more)
    there, back = comparison(without, with_it), comparison(with_it, without)
    assert [(one.attribute, one.was, one.becomes) for one in there.facts] == [("crew", None, 3)]
    assert [(one.attribute, one.was, one.becomes) for one in back.facts] == [("crew", 3, None)]
    assert [one.question for one in back.facts] == ["How many?"]
    assert [one.proposition for one in there.conclusions] == ["own.big"]


def test_what_is_supposed_takes_former_names(today, tmp_path):
    case = {"name": "c", "markets": []}
    with pytest.warns(RenamedWarning, match="sold_in is called markets now"):
        found = what_if(case, {"sold_in": ["nordics"]}, base=today, on=DAY)
    assert [(one.attribute, [*one.becomes]) for one in found.facts] == [("markets", ["zone"])]
    assert found.hypothetical
    assert found.after.verdict == "far"


def test_so_does_the_command(tmp_path):
    pack, file = tmp_path / "ours.yaml", tmp_path / "case.yaml"
    pack.write_text(
        f"- {{work: w, title: a work, cited_as: W}}\n- control: log_book\n  title: A log\n"
        f"  question: Is a log kept?\n  formerly: [diary]\n  {STATED}\n"
        f"- {{define: own.kept, title: It is kept, when: controls.log_book, {STATED},"
        " basis: stated}\n",
        encoding="utf-8",
    )
    file.write_text("name: c\n", encoding="utf-8")
    asked = ["what-if", str(file), "controls.diary=true", "--pack", str(pack)]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    assert "controls.diary is called controls.log_book now" in result.output
    assert "It is kept" in result.output
