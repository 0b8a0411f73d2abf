"""What differs between two cases, and what if: facts, conclusions, reasons,
and what was only supposed.
"""

from __future__ import annotations

import json
from datetime import date

import pytest

from explain import Comparison, comparison, what_if
from explain.ask.conclusions import told
from knowledge.cases.files import read_case
from knowledge.cases.use_case import model_of
from knowledge.faults import InvalidCase
from tests.conftest import DAY, EXPERIMENT, use_case
from tests.public_cases import SOME, public_case
from tests.random_knowledge import HEAD, base_of

TRIAL = {
    **EXPERIMENT,
    "output_use": "operational",
    "starts_on": date(2026, 10, 1),
    "ends_on": date(2026, 12, 24),
    "written_agreement": True,
    "retirement_accepted": True,
}


def facts(found):
    return {fact.attribute: (fact.before, fact.after) for fact in found.facts}


@pytest.mark.parametrize("name", SOME)
def test_a_case_does_not_differ_from_itself(name):
    assessment = public_case(name)
    found = comparison(assessment, assessment)
    assert (found.facts, found.conclusions, found.appeared, found.disappeared) == ((), (), (), ())
    assert "Nothing that the rules read differs." in str(found)


@pytest.mark.parametrize("other", SOME)
def test_what_appears_from_one_side_disappears_from_the_other(other):
    tay, second = public_case("tay"), public_case(other)
    there, back = comparison(tay, second), comparison(second, tay)
    assert (there.appeared, there.disappeared) == (back.disappeared, back.appeared)
    assert facts(there) == {name: (after, before) for name, (before, after) in facts(back).items()}
    assert not there.hypothetical
    assert "hypothetical" not in str(there)


@pytest.mark.parametrize("other", SOME)
def test_all_conclusions_that_differ_are_told_and_no_others(other):
    tay, second = public_case("tay"), public_case(other)
    words = {None: "unknown", True: "true", False: "false"}
    expected = {
        name: (words[value], words[second.conclusions[name]])
        for name, value in tay.conclusions.items()
        if value is not second.conclusions[name] and told(tay.base, name)
    }
    assert {
        change.proposition: (change.before, change.after)
        for change in comparison(tay, second).conclusions
    } == expected


def test_one_more_audience_changes_one_fact_and_its_reasons():
    found = what_if(use_case(**EXPERIMENT), exposure="customers", on=DAY)
    assert facts(found) == {"exposure": ("data_science", "customers")}
    assert (found.before.verdict, found.after.verdict) == (
        "experimentation_acceptable",
        "production_required",
    )
    rests = {
        reason.rule: [statement.says for statement in reason.statements]
        for reason in found.appeared
    }
    assert rests["trigger.customer_facing/1"] == ["exposure is customers, one of customers, public"]
    assert rests["condition.user_exposure/1"] == ["exposure is customers, not data_science"]
    assert (
        "People outside the data science team depend on the outputs"
        in rests["verdict.production_required/1"]
    )
    assert all(reason.authority.citations for reason in (*found.appeared, *found.disappeared))


def test_what_a_reason_rests_on_is_told_as_so_also_where_something_must_not_hold():
    found = what_if(use_case(**TRIAL), today=date(2026, 12, 25), on=DAY)
    (verdict,) = [
        reason for reason in found.appeared if reason.rule == "verdict.production_required/1"
    ]
    told_so = {statement.says: statement.status for statement in verdict.statements}
    assert (
        told_so["The business runs on the outputs"]
        == told_so["No prohibition is established"]
        == "true"
    )
    assert "      + No prohibition is established" in str(found)


def test_a_reason_that_rests_on_conclusions_alone_says_on_which():
    for reason in what_if(
        use_case(**EXPERIMENT, ai_system=True, placed_in_eu=True),
        regulatory_scope="applies",
        on=DAY,
    ).appeared:
        assert reason.statements, reason.rule


@pytest.mark.parametrize("form", ["str", "to_markdown", "to_html"])
def test_what_was_only_supposed_is_marked_wherever_it_is_told(form):
    found = what_if(
        use_case(**TRIAL),
        {"controls.monitoring": True},
        exposure="customers",
        today=date(2027, 1, 1),
        on=DAY,
    )
    text = str(found) if form == "str" else getattr(found, form)()
    lines = [
        " ".join(line.replace("\\", "").split())
        for line in text.replace("\n  ", " \n  ").splitlines()
    ]
    for title in ("Reasons that appear", "Reasons that disappear", "Conclusions that change"):
        assert any(f"{title} (hypothetical)" in line for line in lines), title
    whole = " ".join(lines)
    for fact in (
        "→ customers of the business (exposure)",
        "not answered → in place: its behaviour in use is watched (controls.monitoring)",
        "2026-11-22 → 2027-01-01 (today)",
    ):
        assert f"{fact} (hypothetical)" in whole, fact
    assert "required” (hypothetical)." in whole


def test_what_was_only_supposed_is_marked_in_json():
    data = json.loads(
        what_if(use_case(**EXPERIMENT), exposure="customers", on=DAY).model_dump_json()
    )
    assert data["hypothetical"] is True
    assert [(fact["attribute"], fact["hypothetical"]) for fact in data["facts"]] == [
        ("exposure", True)
    ]


def test_what_is_stated_already_is_not_supposed():
    found = what_if(use_case(**EXPERIMENT), exposure="data_science", on=DAY)
    assert (found.hypothetical, found.facts) == (False, ())


def test_none_takes_an_answer_back():
    found = what_if(use_case(**EXPERIMENT), output_use=None, on=DAY)
    assert facts(found) == {"output_use": ("research", "not answered")}
    assert found.after.verdict == "undetermined"


def test_an_empty_set_is_an_answer_and_no_answer_is_another():
    assert facts(what_if(use_case(relied_on_for=["resource_allocation"]), relied_on_for=[])) == {
        "relied_on_for": ("resource_allocation", "none")
    }
    assert facts(what_if(use_case(relied_on_for=[]), relied_on_for=None)) == {
        "relied_on_for": ("none", "not answered")
    }


@pytest.mark.parametrize(
    "changes", [{"controls": {"monitoring": True}}, {"controls.monitoring": True}]
)
def test_controls_are_named_nested_or_with_a_dot_and_others_stay(changes):
    case = use_case(**{**EXPERIMENT, "exposure": "public"}, controls={"rollback": False})
    found = what_if(case, changes, on=DAY)
    assert facts(found) == {"controls.monitoring": ("not answered", "true")}
    assert [change.proposition for change in found.conclusions] == ["gap.monitoring"]


def test_another_day_is_supposed_like_any_other_fact():
    found = what_if(use_case(**TRIAL), on=DAY, today=date(2026, 12, 25))
    assert (found.before.on, found.after.on) == (DAY, date(2026, 12, 25))
    assert (found.before.verdict, found.after.verdict) == (
        "experiment_excepted",
        "production_required",
    )
    assert "as of 2026-11-22 and 2026-12-25" in str(found)


def test_what_if_leaves_the_case_as_it_is():
    case = use_case(**EXPERIMENT)
    what_if(case, exposure="public", on=DAY)
    assert case == use_case(**EXPERIMENT)


@pytest.mark.parametrize(
    ("changes", "says", "near"),
    [
        ({"exposur": "public"}, "there is no attribute 'exposur'", "exposure"),
        (
            {"controls": {"monitorin": True}},
            "there is no attribute 'controls.monitorin'",
            "controls.monitoring",
        ),
        ({"exposure": "publik"}, "exposure does not take this value", "public"),
        ({"volume_multiple": float("nan")}, "volume_multiple does not take this value", None),
        ({"today": "2027-02-30"}, "today does not take this value", None),
        ({"name": None}, "name does not take this value", None),
    ],
)
def test_a_change_that_cannot_be_is_told_with_the_nearest(changes, says, near):
    with pytest.raises(InvalidCase) as error:
        what_if(use_case(), changes)
    (fault,) = error.value.faults
    assert (str(fault).startswith(says), fault.nearest) == (True, near)


def test_every_change_that_cannot_be_is_told():
    with pytest.raises(InvalidCase) as error:
        what_if(use_case(), exposure="publik", stage="prod", volume_multiple=-1)
    assert len(error.value.faults) == 3


def test_many_reasons_that_rest_on_the_same_are_one_line():
    found = what_if(read_case("example:schufa_score"), annex_iii=[])
    assert len(found.disappeared) > 25
    text = " ".join(str(found).split())
    assert (
        "20 that rest on the same: Run a risk management system over the whole life of the system "
        "[AI Act Art. 9];" in text
    )
    assert len(str(found).splitlines()) < 150


@pytest.mark.parametrize("other", SOME)
def test_a_comparison_is_read_back_as_it_was(other):
    found = comparison(public_case("tay"), public_case(other))
    assert Comparison.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_conclusion_that_stays_for_another_reason_neither_appears_nor_disappears(language):
    """Customers met the one; people are chosen by the other: outsiders depend on both."""
    found = comparison(public_case("air_canada_chatbot"), "example:hiring_trial")
    appear, gone, stay = (
        {line.text for line in section.lines} for section in found.outline(language).sections[1:4]
    )
    assert not appear & gone
    assert len(stay) == 3
    assert not stay & (appear | gone)
    (line,) = (
        line
        for section in found.outline("en").sections
        for line in section.lines
        if line.text == "People outside the data science team depend on the outputs"
    )
    assert [below.text for below in line.below] == [
        "exposure is customers, not data_science",
        "affects_people is true",
    ]


def test_a_text_that_rules_compare_is_a_fact_and_is_supposed_where_it_is():
    asked = 'attribute: word, type: text, question: "Which word is it?"'
    rule = "define: ground, title: g, when: 'word == \"yes\"', basis: stated"
    source = 'source: {work: w, at: "1"}'
    base = base_of(
        HEAD.format(verdict="ground")
        + f"- {{{asked}, {source}}}\n- {{{asked.replace('word', 'note')}, {source}}}\n"
        + f"- {{{rule}, {source}}}"
    )
    case = model_of(base).model_validate({"name": "a", "word": "yes", "note": "x"})
    found = what_if(case, word="no", note="y", on=DAY, base=base)
    assert found.before.verdict != found.after.verdict
    assert [(fact.attribute, fact.was, fact.becomes) for fact in found.facts] == [
        ("word", "yes", "no")
    ]
    assert found.hypothetical
    assert all(fact.hypothetical for fact in found.facts)


def test_a_conclusion_of_which_one_reason_of_several_goes_is_not_told_to_disappear():
    # Art. 111(2): an earlier system for public authorities is under the duties all the same
    case = {
        "name": "Screening",
        "stage": "production",
        "placed_in_eu": True,
        "ai_system": True,
        "role": "deployer",
        "annex_iii": ["recruitment"],
        "profiling": True,
        "intended_for_public_authorities": True,
        "placed_on_market_on": "2027-12-10",
    }
    found = what_if(case, placed_on_market_on="2025-01-01", on="2026-12-01")
    assert "ai_act.high_risk_duties" in {reason.proposition for reason in found.disappeared}
    text = found.to_text()
    assert "Reasons that disappear" not in text
    _, stays = text.split("Conclusions that stay, for other reasons")
    assert "The duties for high-risk systems follow" in stays
