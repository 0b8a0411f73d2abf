"""The smallest change: what would have to be otherwise for a verdict,
in words that a team can act on.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine import assess
from explain import SmallestChange, smallest_change
from explain.ask.comparison import with_changes
from explain.ask.smallest_change import changed_case
from knowledge.base import load
from knowledge.cases.files import example_names, read_case
from knowledge.cases.use_case import model_of
from knowledge.faults import UnknownName
from knowledge.languages.words import Words
from knowledge.pack_paths import EXAMPLE_PACKS
from tests.conftest import DAY, EXPERIMENT, PRODUCTION, use_case
from tests.sizes import few

VERDICTS = (
    "prohibited",
    "production_required",
    "lighter_requirements",
    "experiment_excepted",
    "experimentation_acceptable",
)


def ways(found):
    return [{change.attribute: change.says for change in item.changes} for item in found.sets]


def verdict_with(case, changes, on=None):
    return assess(with_changes(case, changes, load()), on, chainer="semi-naive").verdict.value


@pytest.mark.parametrize("name", few(example_names(), of=3))
def test_each_way_reaches_the_verdict_and_no_part_of_it_does(name):
    case, actionable = (
        read_case(f"example:{name}"),
        {a.id for a in load().attributes.values() if a.directions},
    )
    for verdict in VERDICTS:
        found = smallest_change(case, verdict)
        sizes = [len(item.changes) for item in found.sets]
        assert sizes == sorted(sizes)
        for item in found.sets:
            assert {change.attribute for change in item.changes} <= actionable
            assert item.ways[0] == {change.attribute: change.to for change in item.changes}
            assert verdict_with(case, item.ways[-1]) == verdict
            for left_out in item.ways[0]:
                part = {name: value for name, value in item.ways[0].items() if name != left_out}
                less = assess(with_changes(case, part, load()), chainer="semi-naive")
                assert less.verdict != verdict or less.contradictions
        assert SmallestChange.model_validate_json(found.model_dump_json()) == found


def test_one_answer_of_the_decision_table_is_one_change():
    found = smallest_change(
        use_case(**{**EXPERIMENT, "output_use": "operational"}), "experimentation_acceptable", DAY
    )
    assert ways(found) == [
        {
            "output_use": "Stop running the business on it, and use it only to learn something"
            " (output_use: operational → research)"
        }
    ]
    assert (
        "The verdict now is “Production-grade engineering is required”. One way leads to"
        " “Experimentation is acceptable”" in " ".join(str(found).split())
    )
    assert "Way 1: 1 change\n  ~ Stop running the business on it" in str(found)


def test_any_one_ground_is_enough_and_each_is_a_way():
    found = smallest_change(
        use_case(**EXPERIMENT, business_units=1, volume_multiple=2), "production_required", DAY
    )
    assert all(len(way) == 1 for way in ways(found))
    says = {name: text for way in ways(found) for name, text in way.items()}
    assert says["business_units"] == (
        "Let more business units use it (business_units: 1 → 2 or more)"
    )
    assert "or: Open it to anyone (exposure: data_science → analysts or" in says["exposure"]
    assert says["volume_multiple"] == (
        "Let it handle a larger volume (volume_multiple: 2 → 10 or more)"
    )


def test_days_are_told_as_spans_that_keep_to_the_rule():
    found = smallest_change(
        use_case(**{**EXPERIMENT, "output_use": "operational"}), "experiment_excepted", DAY
    )
    (box,) = [way for way in ways(found) if "starts_on" in way]
    assert [text.partition(" (")[2] for text in box.values()] == [
        "starts_on: not answered → 2026-11-22 (for example))",
        "ends_on: not answered → from 2026-11-22 to 2027-02-21)",
        "written_agreement: not answered → true)",
        "retirement_accepted: not answered → true)",
    ]


def test_a_range_is_assessed_at_its_ends_and_ends_there():
    case = use_case(**{**EXPERIMENT, "output_use": "operational"})
    (item,) = smallest_change(case, "experiment_excepted", DAY).sets
    others = {change.attribute: change.to for change in item.changes}
    (ends,) = [change for change in item.changes if change.attribute == "ends_on"]
    assert ends.within is not None
    for day, verdict in (
        (ends.within.low, "experiment_excepted"),
        (ends.within.high, "experiment_excepted"),
        (ends.within.low - timedelta(days=1), "production_required"),
        (ends.within.high + timedelta(days=1), "production_required"),
    ):
        assert verdict_with(case, {**others, "ends_on": day}, DAY) == verdict


RANKING = {
    "output_use": "operational",
    "exposure": "business_users",
    "affects_people": True,
    "placed_in_eu": True,
    "ai_system": True,
    "role": "deployer",
    "annex_iii": ["recruitment"],
    "profiling": True,
}


@pytest.mark.parametrize("stage", ["pilot", "production", "retired"])
@pytest.mark.parametrize(
    "to", ["lighter_requirements", "experiment_excepted", "experimentation_acceptable"]
)
def test_a_live_tool_that_ranks_applicants_is_not_told_to_call_itself_something_else(stage, to):
    case = use_case(**RANKING, stage=stage, went_live_on=date(2026, 4, 1), real_world_testing=True)
    for item in smallest_change(case, to, DAY).sets:
        changed = {change.attribute: change.to for change in item.changes}
        assert changed.get("stage", stage) in ("pilot", "production", "retired")
        assert not {"profiling", "annex_iii", "role", "affects_people", "ai_system"} & set(changed)
        assert not assess(with_changes(case, changes=changed, base=load()), DAY).holding(
            "contradiction"
        )


def test_a_forecast_in_production_stays_in_production():
    case = use_case(
        stage="production",
        output_use="operational",
        exposure="business_users",
        relied_on_for=["operational_planning"],
        regulatory_scope="none",
        affects_people=False,
        placed_in_eu=True,
        ai_system=True,
        annex_iii=[],
        annex_i_product="none",
        prohibited_practices=[],
    )
    found = smallest_change(case, "experimentation_acceptable", DAY)
    assert found.sets
    for item in found.sets:
        assert "stage" not in {change.attribute for change in item.changes}
    text = " ".join(str(found).split())
    assert "Withdraw it from everyone but the team that builds it" in text
    assert "Stop planning the running of the business by it" in text


def test_no_remedy_ends_in_a_contradiction_and_none_is_named_where_one_cannot_be_mended():
    statements = {"sole_scientific_research": True, "output_use": "operational"}
    case = use_case(**{**EXPERIMENT, **statements}, stage="development")
    (item, *_) = smallest_change(case, "experimentation_acceptable", DAY).sets
    assert [change.attribute for change in item.changes] == ["output_use"]
    unmended = use_case(**EXPERIMENT, affects_people=False, annex_iii=["recruitment"])
    assert assess(unmended, DAY).holding("contradiction")
    assert smallest_change(unmended, "experiment_excepted", DAY).sets == ()


def test_an_experiment_that_has_begun_does_not_begin_anew():
    begun = use_case(
        **{**EXPERIMENT, "output_use": "operational"},
        starts_on=date(2026, 10, 1),
        ends_on=date(2027, 4, 1),
        retirement_accepted=True,
        written_agreement=True,
    )
    (item,) = smallest_change(begun, "experiment_excepted", DAY).sets
    (change,) = item.changes
    assert (change.attribute, change.within.low, change.within.high) == (
        "ends_on",
        DAY,
        date(2026, 12, 31),
    )
    over = use_case(
        **{**EXPERIMENT, "output_use": "operational"},
        starts_on=date(2026, 8, 1),
        ends_on=date(2026, 10, 31),
        retirement_accepted=True,
        written_agreement=True,
    )
    found = smallest_change(over, "experiment_excepted", DAY)
    assert found.sets == ()
    assert "ends_on" in {item.attribute for item in found.obstacles}


def test_what_makes_no_sense_is_not_proposed():
    case = use_case(**EXPERIMENT, open_source_release=True, public_interest_text=False)
    for verdict in VERDICTS:
        for item in smallest_change(case, verdict, DAY).sets:
            assert "editorial_responsibility" not in {change.attribute for change in item.changes}


@pytest.mark.parametrize("language", ["de", "fr"])
def test_an_action_is_said_in_each_language(language):
    case = use_case(**{**EXPERIMENT, "exposure": "public", "customer_channels": ["chatbot"]})
    found = smallest_change(case, "experimentation_acceptable", DAY)
    words = Words.of(language)
    for item in found.sets:
        for change in item.changes:
            assert "(EN)" not in change.said(words)
            assert change.action(words) != change.action(Words.of("en"))


def test_an_attribute_without_words_for_the_doing_is_told_by_what_its_values_mean():
    base = load([EXAMPLE_PACKS / "bank.yaml"])
    case = model_of(base).model_validate({"name": "x", **EXPERIMENT, "moves_money": True})
    (item, *_) = smallest_change(assess(case, DAY, base=base), "experimentation_acceptable").sets
    assert [change.says for change in item.changes] == [
        "Have a person look at each payment, limit or booking before it takes effect"
        " (moves_money: true → false)"
    ]


def test_each_combination_that_is_listed_will_do():
    case = use_case(**{**EXPERIMENT, "exposure": "public"})
    for item in smallest_change(case, "experimentation_acceptable", DAY).sets:
        for way in item.ways:
            assert verdict_with(case, way, DAY) == "experimentation_acceptable"


def test_what_is_reached_already_needs_no_change():
    found = smallest_change(use_case(**EXPERIMENT), "experimentation_acceptable", DAY)
    assert ([item.changes for item in found.sets], found.more, found.obstacles) == ([()], False, ())
    assert "The verdict is “Experimentation is acceptable” already." in str(found)


def test_where_no_team_can_change_it_what_bars_it_is_named():
    found = smallest_change(
        use_case(**EXPERIMENT, affects_people=True), "experimentation_acceptable", DAY
    )
    assert (found.sets, [item.attribute for item in found.obstacles]) == ((), ["affects_people"])
    text = " ".join(str(found).split())
    assert (
        "No change that a team can make leads to “Experimentation is acceptable”: proven." in text
    )
    assert (
        "- Do the outputs decide, or help to decide, about individual people? they decide, or help "
        "to decide, about natural persons (affects_people)" in text
    )


def test_before_its_rules_apply_no_answers_lead_to_a_verdict():
    """Article 5 applies from 2 February 2025 (Article 113(a)); before it nothing is prohibited."""
    case = use_case(**PRODUCTION)
    before = smallest_change(case, "prohibited", date(2025, 2, 1))
    assert (before.sets, before.barriers, before.impossible) == ((), (), True)
    told = " ".join(str(before).split())
    assert "On 2025-02-01 no case has it, whatever is answered" in told
    after = smallest_change(case, "prohibited", date(2025, 2, 2))
    assert not after.impossible
    assert "no case has it" not in " ".join(str(after).split())


def test_more_ways_than_were_asked_for_are_said_to_be_there():
    found = smallest_change(use_case(**EXPERIMENT), "production_required", DAY, most=2)
    assert (len(found.sets), found.more) == (2, True)
    assert "There are more ways." in " ".join(str(found).split())
    assert not smallest_change(use_case(**EXPERIMENT), "production_required", DAY, most=1000).more


def test_a_case_that_was_assessed_is_asked_about_on_its_day():
    assessment = assess(use_case(**EXPERIMENT), date(2027, 1, 1))
    assert smallest_change(assessment, "production_required").on == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("asked", "near"),
    [("expermient_excepted", "experiment_excepted"), ("Prohibited", "prohibited"), ("", None)],
)
def test_a_verdict_that_is_not_there_is_answered_with_the_nearest(asked, near):
    with pytest.raises(UnknownName) as error:
        smallest_change(use_case(), asked)
    assert error.value.nearest == near


def test_each_group_of_facts_that_bars_the_way_is_named():
    """Applicants are ranked, live: the article's yes needs effects on nobody; and what recruits
    (Annex III, 4(a)) is regulated whatever else is so."""
    case = use_case(
        **{**EXPERIMENT, "stage": "production", "went_live_on": date(2026, 3, 1)},
        affects_people=True,
        eu_nexus=True,
        ai_system=True,
        role="deployer",
        annex_iii=["recruitment"],
        profiling=True,
    )
    found = smallest_change(case, "experimentation_acceptable", DAY)
    first, second, *_ = found.barriers
    assert found.obstacles == first
    assert {item.attribute for item in first} == {"affects_people"}
    # either of the two facts that say it is live: a group is a smallest one
    assert len({"stage", "went_live_on"} & {item.attribute for item in second}) == 1
    assert "affects_people" not in {item.attribute for item in second}
    text = " ".join(str(found).split())
    assert f"{len(found.barriers)} groups of facts bar the way, each by itself" in text
    assert "Group 2: this bars the way" in text
    assert "That changing them is enough is not said." in text


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "as long as one of them stays as it is, there is no way. That changing them is"),
        ("de", "Solange eine davon bleibt, wie sie ist, gibt es keinen Weg. Dass es genügt"),
        ("fr", "tant que l’un d’eux reste tel quel, il n’y a pas de voie. Que les changer suffise"),
    ],
)
def test_groups_that_bar_the_way_promise_none_to_who_changes_them(language, says):
    found = smallest_change(read_case("example:schufa_score"), "experimentation_acceptable")
    assert len(found.barriers) > 1
    assert says in " ".join(found.to_text(language=language).split())


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "whoever decides, you or a customer, regularly follows it (automated_decision)"),
        ("de", "wer entscheidet, Sie oder ein Kunde, folgt ihm regelmäßig (automated_decision)"),
    ],
)
def test_what_bars_the_way_is_told_by_what_the_answer_means(language, says):
    found = smallest_change(read_case("example:schufa_score"), "experimentation_acceptable")
    text = " ".join(found.to_text(language=language).split())
    assert says in text
    assert "strongly_drawn_on" not in text


def test_a_way_leads_there_as_far_as_answered():
    """One that is taken leaves other questions open: a trigger that nobody asked about may come."""
    found = smallest_change(read_case("example:zillow_offers"), "experimentation_acceptable")
    changed = changed_case(assess(read_case("example:zillow_offers")), found.sets[0].ways[0])
    assert not assess(changed).settled
    assert "One way leads to “Experimentation is acceptable”" in " ".join(str(found).split())
    assert "as far as answered" in " ".join(str(found).split())


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", ", unless that is so already (written_agreement: "),
        ("de", ", falls es nicht schon so ist (written_agreement: "),
        ("fr", ", à moins que ce ne soit déjà le cas (written_agreement\u00a0: "),
    ],
)
def test_a_step_whose_attribute_nobody_answered_may_be_done_already(language, says):
    operational = {**EXPERIMENT, "output_use": "operational"}
    open_ = smallest_change(use_case(**operational), "experiment_excepted", DAY)
    (item,) = open_.sets
    (change,) = [one for one in item.changes if one.attribute == "written_agreement"]
    assert says in change.said(Words.of(language))
    denied = smallest_change(
        use_case(**operational, written_agreement=False), "experiment_excepted", DAY
    )
    (item,) = denied.sets
    (change,) = [one for one in item.changes if one.attribute == "written_agreement"]
    assert says not in change.said(Words.of(language))


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "from 2009-09-21 to 2009-12-20"),
        ("de", "21. September 2009 bis 20. Dezember 2009"),
        ("fr", "du 21 septembre 2009 au 20 décembre 2009"),
    ],
)
def test_a_span_of_days_is_told_as_each_language_writes_it(language, says):
    found = smallest_change(read_case("example:netflix_prize"), "experiment_excepted")
    assert says in " ".join(found.to_text(language=language).split())
