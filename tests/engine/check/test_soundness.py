"""What rules can never do, and must not, is found and shown by a case that can be run."""

from pathlib import Path

import pytest

import knowledge
from engine import assess
from engine.check.soundness import flaws, formula_of
from engine.proof.algebra import Formula
from engine.proof.days import as_many, days_of, differing
from knowledge.base import load
from knowledge.cases.use_case import model_of, nested
from tests.random_knowledge import base_of

PACK = """
- {{work: w, title: a work, cited_as: W}}
- {{attribute: name, type: text, question: "What?", required: true, source: {{work: w, at: "1"}}}}
- {{attribute: a, type: bool, question: "?", values: {{"true": y, "false": n}},
   source: {{work: w, at: "1"}}}}
- {{attribute: n, type: number, minimum: 0, question: "?", source: {{work: w, at: "1"}}}}
- {{attribute: day, type: date, question: "?", source: {{work: w, at: "1"}}}}
- {{attribute: today, type: date, question: "?", source: {{work: w, at: "1"}}}}
- {{parameter: start, title: a start, unit: day, values: [{{value: 2027-01-01,
   source: {{work: w, at: "1"}}}}], basis: stated}}
- {{verdict: production_required, title: settled, rank: 1, when: {yes},
   source: {{work: w, at: "1"}}, basis: stated}}
- {{verdict: experimentation_acceptable, title: not so, rank: 2, when: not ({yes}),
   source: {{work: w, at: "1"}}, basis: stated}}
- {{verdict: undetermined, title: open, rank: 9, source: {{work: w, at: "1"}}, basis: stated}}
{more}
"""


def pack(yes="a", **defines):
    more = "\n".join(
        f"- {{define: {name}, title: {name}, when: '{when}', source: {{work: w, at: '1'}}, "
        f"basis: stated}}"
        for name, when in defines.items()
    )
    return base_of(PACK.format(yes=yes, more=more))


def found(base):
    return {(flaw.kind, flaw.rule or flaw.proposition): flaw for flaw in flaws(base)}


def test_sound_rules_have_no_flaw():
    assert found(pack(p="a or n > 3", q="not a and n <= 3")) == {}


def test_a_rule_that_contradicts_itself_is_dead_and_the_premises_that_kill_it_are_named():
    flaw = found(pack(p="n > 3 and n < 2 and a"))["dead rule", "p/1"]
    assert flaw.says == "p/1 can never fire: n > 3 and n < 2 cannot hold together"
    assert flaw.witness is None


def test_a_rule_is_dead_through_other_propositions_as_well():
    assert ("dead rule", "q/1") in found(pack(p="a and n > 3", q="p and not a"))


def test_rules_that_rest_on_each_other_are_told_as_the_circle_with_the_line_of_each():
    told = found(pack(yes="r", p="q and a", q="p or r and p", r="p and n > 3"))
    flaw = told["dead rule", "p/1"]
    path = flaw.says.removeprefix("p/1 can never fire: it rests on itself: ")
    names = [step.partition(" (")[0] for step in path.split(" → ")]
    assert names == ["p", "q", "p"]
    assert [line.partition(")")[0] for line in path.split("random.yaml:")[1:]] == ["16", "17"]


def test_a_circle_is_told_once():
    told = found(pack(p="q and a", q="r", r="p"))
    circles = [one.says for one in told.values() if "rests on itself" in one.says]
    assert len(circles) == 1
    assert not [one for one in told.values() if one.kind == "implied rule"]


def test_a_circle_that_another_rule_leads_into_is_none():
    """Each can fire: that they also rest on each other is no flaw of that kind."""
    told = found(pack(p="q or a", q="p and n > 3"))
    assert not [one for one in told.values() if one.kind == "dead rule" and one.rule == "q/1"]


def test_a_rule_beside_a_circle_is_told_by_what_never_holds():
    told = found(pack(p="q and a", q="p", r="p and n > 3"))
    assert told["dead rule", "r/1"].says == "r/1 can never fire: p never holds"


def test_an_alternative_that_another_one_contains_by_its_numbers_is_implied_and_a_case_shows_it():
    base = pack(p="n > 3 or n > 5")
    flaw = found(base)["implied rule", "p/2"]
    assert flaw.witness is not None
    assert flaw.witness["n"] > 5
    assert ("implied rule", "p/1") not in found(base)


def test_of_two_alternatives_that_say_the_same_one_is_implied():
    kinds = [key for key in found(pack(p="n > 3 or not (n <= 3)")) if key[0] == "implied rule"]
    assert len(kinds) <= 1  # the reader may have made one of them already


def test_an_alternative_that_two_others_cover_between_them_is_implied_by_both():
    text = "n * n < 5 and a or n * n > 3 and a or known(n) and a"
    flaw = found(pack(p=text))["implied rule", "p/3"]
    assert "p/1 (n * n < 5 and a)" in flaw.says
    assert "p/2 (n * n > 3 and a)" in flaw.says


def test_an_alternative_that_is_more_than_the_others_together_is_not_implied():
    assert not [
        key
        for key in found(pack(p="n < 3 and a or n > 5 and a or known(n) and a"))
        if key == ("implied rule", "p/3")
    ]


def test_a_conclusion_that_is_never_false_tells_nothing():
    flaw = found(pack(p="a or not a"))["always holds", "p"]
    assert set(flaw.witness) == {"today"}  # whatever is answered
    assert not [key for key in found(pack(p="known(a)")) if key[0] == "always holds"]


def test_a_conclusion_that_is_false_on_some_days_only_is_no_tautology():
    assert ("always holds", "p") not in found(pack(p="today >= parameter.start"))
    assert ("always holds", "p") in found(
        pack(p="today >= parameter.start or today < parameter.start")
    )


def test_a_fully_answered_case_that_only_the_last_resort_answers_is_a_gap():
    base = base_of(
        PACK.format(yes="a and n > 3", more="").replace(
            "when: not (a and n > 3)", "when: not a and n <= 3"
        )
    )
    flaw = found(base)["no verdict", "verdict.undetermined"]
    assert set(flaw.witness) == {"today", "a", "n"}
    assert flaw.witness["a"] is not (flaw.witness["n"] > 3)


def test_a_case_that_shows_a_flaw_has_no_answer_and_no_member_to_spare():
    base = load()
    ((_, day),) = [(day.day, day) for day in days_of(formula_of(base))[:1]]
    row = {
        "annex_iii": frozenset({"recruitment", "exam_proctoring"}),
        "exposure": "public",
        "placed_in_eu": True,
        "ai_system": True,
    }
    lean = day.lean(row, lambda truths: truths.true("ai_act.annex_iii.recruitment"))
    assert lean == {"today": day.day, "annex_iii": frozenset({"recruitment"})}


@pytest.mark.parametrize(
    ("needed", "kept"),
    [({2, 5}, [2, 5]), (set(), []), (set(range(8)), list(range(8))), ({0}, [0]), ({7}, [7])],
)
def test_as_many_moves_are_made_as_can_be(needed, kept):
    def still(trials):
        return sum(1 << number for number, moves in enumerate(trials) if not needed & set(moves))

    made = as_many(range(8), still)
    assert [move for move in range(8) if move not in made] == kept


def test_days_on_which_rules_come_to_the_same_are_proven_once():
    base = load()
    every = days_of(Formula(base, ["verdict.production_required"]))
    assert 1 < len(differing(every)) < len(every)
    assert len(differing(days_of(Formula(base, ["condition.failure_impact"])))) == 1


def test_a_verdict_that_no_case_reaches_is_found():
    assert ("unreachable verdict", "verdict.production_required") in found(
        pack(yes="n > 3 and n < 2")
    )


def test_a_rule_that_waits_for_a_later_day_is_not_dead():
    assert ("dead rule", "p/1") not in found(pack(p="today >= parameter.start and a"))


def test_a_rule_for_days_that_cannot_be_is_dead():
    assert ("dead rule", "p/1") in found(
        pack(p="today >= parameter.start and today < parameter.start")
    )


@pytest.fixture(scope="module")
def shipped():
    return list(flaws(load()))


def test_every_witness_in_earlier_knowledge_makes_its_rule_fire():
    """The packs of 2026.11, which had rules that others imply; those of today have none."""
    earlier = load(Path(knowledge.__file__).parent / "archive" / "2026.11")
    shown = [flaw for flaw in flaws(earlier) if flaw.witness and flaw.rule]
    assert shown
    for flaw in shown:
        case = model_of(earlier).model_validate(nested({"name": "witness", **flaw.witness}))
        assert assess(case, base=earlier).derivations[flaw.rule] == "true", flaw.says


def test_each_fully_answered_case_of_the_shipped_knowledge_has_exactly_one_verdict(shipped):
    wrong = (
        "two verdicts at once",
        "no verdict",
        "unreachable verdict",
        "two answers at once",
        "no answer",
        "unreachable answer",
    )
    assert [flaw.says for flaw in shipped if flaw.kind in wrong] == []


@pytest.mark.parametrize("period", ["", "from: 2026-11-01", "until: 2027-11-01"])
def test_what_follows_from_all_alternatives_makes_none_of_them_one_too_many(period):
    """A cap by size: above every cap the size does not matter, which the engine adds itself."""
    more = """\
- attribute: size
  type: enum
  question: "?"
  values: {small: s, large: l}
  source: {work: w, at: "1"}
- parameter: cap
  title: a cap
  values_for: {size: {small: 100, large: 500}}
  source: {work: w, at: "1"}
  basis: stated
- define: p
  title: p
  when: n > parameter.cap[size]
  source: {work: w, at: "1"}
  basis: stated
"""
    more += f"  {period}\n"
    base = base_of(PACK.format(yes="a", more=more))
    assert len([rule for rule in base.rules if rule.head == "p"]) == 3
    assert found(base) == {}
