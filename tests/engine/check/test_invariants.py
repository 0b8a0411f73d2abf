"""What must always be so is proven of the shipped knowledge,
and each rule that would break it is caught by a case that does.
"""

from __future__ import annotations

import shutil

import pytest

from engine import assess
from engine.chain.chainers import default_chainer
from engine.check.invariants import broken
from engine.check.soundness import formula_of
from engine.proof.days import days_of
from knowledge.base import load
from knowledge.cases.use_case import model_of, nested
from knowledge.conditions.tree import TODAY
from knowledge.entries import Invariant, Profile
from knowledge.entries.naming import references
from knowledge.pack_paths import SHIPPED_PACKS
from knowledge.rules.invariants import asked_for, members
from tests.kleene import value
from tests.sizes import few_of_each

BASE = load()
FORMS = ("always", "exclusive", "unchanged", "stable", "never_relaxed_by")
BY_WORD = """- define: lifted.by_word
  title: It is said to be lifted
  when: exception.time_boxed.claimed
  source: {work: article, at: Exception 2}
  basis: stated

"""
# the profiles belong to another attribute, so that a rule may read this one
BY_PROFILE = """  source: {work: article, at: Why it matters}

- define: other_law.ground.by_profile
  title: It is recruiting, by its profile
  when: use_profile == "recruiting"
  source: {work: article, at: Why it matters}
  basis: stated

- attribute: likeness
  type: enum
  question: What is it like?
  values:
""" + "".join(f"    {profile.id}: {profile.title}\n" for profile in BASE.of_kind(Profile))
# invariant → (file, what stands there, what stands there instead): a rule that breaks it
BREAKS = {
    "regulatory_grounds_are_never_lifted": (
        "article/triggers.yaml",
        "  non_negotiable: true\n",
        "",
    ),
    "regulation_is_answered_by_production": (
        "article/verdicts.yaml",
        "when: any(standing.*)",
        "when: standing.scale",
    ),
    "only_what_is_established_lifts": (
        "article/exceptions.yaml",
        "- exception: internal_analytics",
        BY_WORD + "- exception: internal_analytics",
    ),
    "growth_and_handover_outlast_care": (
        "article/exceptions.yaml",
        "lifts: [model_outputs,",
        "lifts: [scale, model_outputs,",
    ),
    "a_time_box_is_agreed": ("article/exceptions.yaml", "    - retirement_accepted\n", ""),
    "a_demonstration_is_labelled": (
        "article/exceptions.yaml",
        "    - labelled_demonstration\n",
        "",
    ),
    "analysts_use_it_themselves": (
        "article/exceptions.yaml",
        "  end_must_be_ruled_out: true\n",
        "",
    ),
    "experiments_rest_on_no_standing_ground": (
        "article/verdicts.yaml",
        "any(standing.*)",
        "standing.scale",
    ),
    "a_parallel_run_is_in_one_state": (
        "article/transition.yaml",
        "today > parallel_run_started_on",
        "today >= parallel_run_started_on",
    ),
    "production_answers_never_relax": (
        "article/conditions.yaml",
        'failure_impact == "disruption"',
        'failure_impact == "learning"',
    ),
    "conditions_stay": (
        "article/conditions.yaml",
        'when: output_use == "operational"',
        'when: established(output_use == "operational")',
    ),
    "settled_means_settled": (
        "article/conditions.yaml",
        'when: accuracy_requirement == "threshold"',
        'when: established(accuracy_requirement == "threshold")',
    ),
    "accuracy_is_no_threshold": (
        "article/conditions.yaml",
        'when: accuracy_requirement == "threshold"',
        'when: accuracy_requirement == "threshold" or accuracy_validated',
    ),
    "prohibited_outranks_all": ("ai_act/prohibited.yaml", "  rank: 10\n", "  rank: 25\n"),
    "only_the_act_prohibits": (
        "ai_act/prohibited.yaml",
        "established(ai_act.tier.prohibited)",
        "established(ai_act.tier.prohibited or deep_fake)",
    ),
    "profiling_defeats_the_derogation": (
        "ai_act/high_risk.yaml",
        "    - not profiling\n",
        "    - not established(profiling)\n",
    ),
    "profiling_in_a_listed_use_is_high_risk": (
        "ai_act/high_risk.yaml",
        "    - not profiling\n",
        "",
    ),
    "one_tier": (
        "ai_act/tiers.yaml",
        "not ai_act.tier.prohibited and not ai_act.tier.high_risk\n",
        "not ai_act.tier.prohibited\n",
    ),
    "a_person_in_the_loop_changes_no_tier": (
        "ai_act/tiers.yaml",
        "and ai_act.high_risk_by_nature and not est",
        "and ai_act.high_risk_by_nature and not established(controls.human_review) and not est",
    ),
    "engineering_changes_no_tier": (
        "ai_act/tiers.yaml",
        "when: ai_act.in_scope and any(ai_act.prohibited.*)",
        "when: ai_act.in_scope and any(ai_act.prohibited.*) and not controls.monitoring",
    ),
    "what_the_act_lists_never_relaxes": (
        "ai_act/high_risk.yaml",
        "    - not profiling\n",
        "    - profiling\n",
    ),
    "reliefs_are_established": (
        "ai_act/tiers.yaml",
        "when: not ai_act.in_scope",
        "when: not established(ai_act.in_scope)",
    ),
    "silence_on_other_law_is_no_ground": (
        "other_law/ground.yaml",
        "when: any(other_law.ground.*)",
        "when: any(other_law.ground.*) or works_council",
    ),
    "profiles_decide_nothing": (
        "other_law/profiles.yaml",
        "  profiles: true\n",
        f"{BY_PROFILE}  profiles: true\n",
    ),
}
# invariant → what it says of cases; any run takes some of each form
FORM = {
    entry.id: next(form for form in FORMS if getattr(entry, form))
    for entry in BASE.of_kind(Invariant)
}
TWO_CASES = [
    entry.id for entry in BASE.of_kind(Invariant) if not entry.always and not entry.exclusive
]


def keep_only(name, file):
    """Leave this invariant alone in a file, so that nothing else needs a proof."""
    entries = file.read_text(encoding="utf-8").split("\n- invariant: ")[1:]
    kept = [f"- invariant: {entry}\n" for entry in entries if entry.startswith(f"{name}\n")]
    file.write_text("".join(kept) or "[]\n", encoding="utf-8")


@pytest.fixture(scope="module")
def caught(tmp_path_factory):
    """Invariant → (the knowledge that breaks it, what is found), each worked out once."""
    known = {}

    def catch(name):
        if name not in known:
            file, old, new = BREAKS[name]
            folder = tmp_path_factory.mktemp(name)
            packs = [shutil.copytree(pack, folder / pack.name) for pack in SHIPPED_PACKS]
            text = (folder / file).read_text(encoding="utf-8")
            assert old in text, old
            (folder / file).write_text(text.replace(old, new), encoding="utf-8")
            for pack in packs:
                keep_only(name, pack / "invariants.yaml")
            base = load(packs, shipped=False)
            known[name] = base, list(broken(base, days_of(formula_of(base))))
        return known[name]

    return catch


def results(base, flaw, chainer):
    rows = [row for row in (flaw.witness, flaw.against) if row is not None]
    return [
        assess(
            model_of(base).model_validate(nested({"name": "case", **row})),
            base=base,
            chainer=chainer,
        )
        for row in rows
    ]


def test_every_invariant_of_the_shipped_knowledge_is_proven():
    assert [flaw.says for flaw in broken(BASE, days_of(formula_of(BASE)))] == []


def test_there_is_a_rule_that_breaks_each_invariant():
    assert set(BREAKS) == {entry.id for entry in BASE.of_kind(Invariant)}


@pytest.mark.parametrize("chainer", sorted({default_chainer(), "semi-naive"}))
@pytest.mark.parametrize("name", few_of_each(BREAKS, FORM.get, of=4))
def test_a_rule_that_breaks_an_invariant_is_caught_by_cases_that_show_it_when_they_are_run(
    caught, name, chainer
):
    base, found = caught(name)
    flaw = next(flaw for flaw in found if flaw.proposition == f"invariant.{name}")
    entry = base.entries[flaw.proposition]
    shown = results(base, flaw, chainer)
    if entry.always:
        (result,) = shown
        given, always = (base.conditions.get((entry.key, key)) for key in ("given", "always"))
        assert given is None or value(given, result.facts, result.conclusions) is True
        assert value(always, result.facts, result.conclusions) is not True
    elif entry.exclusive:
        (result,) = shown
        held = [
            proposition
            for proposition in members(entry.exclusive, base.propositions)
            if result.conclusions[proposition]
        ]
        assert len(held) >= 2
        assert all(proposition in flaw.shows for proposition in held)
    else:
        one, other = shown
        assert one.on == other.on
        turned = {
            proposition
            for proposition in flaw.shows
            if one.conclusions[proposition] is not other.conclusions[proposition]
        }
        assert turned == set(flaw.shows) != set()


@pytest.mark.parametrize("name", few_of_each(TWO_CASES, FORM.get, of=4))
def test_two_cases_that_break_an_invariant_differ_only_as_it_speaks_of(caught, name):
    base, found = caught(name)
    flaw = next(flaw for flaw in found if flaw.proposition == f"invariant.{name}")
    entry, one, other = base.entries[flaw.proposition], flaw.witness, flaw.against
    differ = [
        attribute for attribute in {**one, **other} if one.get(attribute) != other.get(attribute)
    ]
    assert len(differ) == 1
    (attribute,) = differ
    if entry.unchanged:
        assert attribute in entry.whatever
    elif entry.stable:
        assert attribute not in one
        entries = {
            base.propositions[proposition].entry
            for proposition in members(entry.but_for, base.propositions)
            if proposition in base.propositions
        }
        assert attribute not in {*entry.but_for, *asked_for(entries, base.rules)}
    else:
        order = entry.never_relaxed_by[attribute]
        assert order != "more"
        assert order.index(other[attribute]) > (
            order.index(one[attribute]) if attribute in one else -1
        )
        strict = [proposition for level in entry.strictness for proposition in level]
        found = [f"verdict.{result.verdict.value}" for result in results(base, flaw, None)]
        before, after = (
            strict.index(verdict) if verdict in strict else len(strict) for verdict in found
        )
        assert before < after


@pytest.mark.parametrize("name", few_of_each(BREAKS, FORM.get, of=4))
def test_no_answer_of_a_case_that_breaks_an_invariant_can_be_left_out(caught, name):
    base, found = caught(name)
    flaw = next(flaw for flaw in found if flaw.proposition == f"invariant.{name}")
    entry = base.entries[flaw.proposition]
    if flaw.against is not None or not entry.always:
        return
    given, always = (base.conditions.get((entry.key, key)) for key in ("given", "always"))

    def broken_by(row):
        """Whether a case breaks the invariant, and what becomes of what should hold: false,
        or unknown.
        """
        result = assess(model_of(base).model_validate(nested({"name": "case", **row})), base=base)
        return given is None or value(given, result.facts, result.conclusions) is True, value(
            always, result.facts, result.conclusions
        )

    shown = broken_by(flaw.witness)
    assert shown in ((True, False), (True, None))
    for attribute in set(flaw.witness) - {TODAY}:
        less = {other: answer for other, answer in flaw.witness.items() if other != attribute}
        assert broken_by(less) != shown, attribute


def test_an_answer_that_turns_a_verdict_is_one_that_is_asked_for():
    from explain import questions
    from knowledge import UseCase
    from tests.conftest import DAY, EXPERIMENT

    before = assess(UseCase(name="case", **EXPERIMENT), DAY)
    turned = assess(UseCase(name="case", **EXPERIMENT, business_units=3), DAY)
    assert before.verdict is not turned.verdict
    assert "business_units" in {question.attribute for question in questions(before).questions}


def test_a_family_stands_for_its_members():
    assert members(["ai_act.tier.*", "trigger.scale"], BASE.propositions)[-1] == "trigger.scale"
    assert "ai_act.tier.minimal" in members(["ai_act.tier.*"], BASE.propositions)
    assert "exception.time_boxed.ended" not in members(["exception.*"], BASE.propositions)


def test_an_entry_asks_for_the_attributes_in_its_own_conditions():
    assert asked_for(["exception.funding_demonstration"], BASE.rules) == {
        "funding_prototype",
        "labelled_demonstration",
        "approved",
        "production_deployment_started",
    }


def test_everything_that_an_invariant_names_is_told_with_its_place():
    entry = BASE.entries["invariant.production_answers_never_relax"]
    named = {found.name: (found.keys, found.what, found.of) for found in references(entry)}
    assert named["public"] == (("never_relaxed_by", "exposure", 4), "value", "exposure")
    assert named["exposure"] == (("never_relaxed_by", "exposure"), "attribute", "")
    assert named["verdict.prohibited"] == (("strictness", 0, 0), "family", "")
