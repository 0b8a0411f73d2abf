"""What is told first: one screen in each language, whatever the case, and all of it so."""

from __future__ import annotations

from datetime import date
from itertools import islice
from random import Random

import pytest

from engine import Assessment, assess
from engine.proof.next_questions import all_open_questions
from explain import why
from explain.argue.first_answer import FirstAnswer, first_answer
from explain.forms.lines import WIDTH
from explain.forms.screen import CUT, LINES
from knowledge.base import load
from knowledge.cases.files import example_names, read_case, read_cases
from tests.conftest import DAY, EXPERIMENT, use_case
from tests.places import ROOT
from tests.public_cases import public_case
from tests.random_cases import random_case
from tests.sizes import few, tried

LANGUAGES = ("en", "de", "fr")
RANDOM = range(tried(8, 200))
ON = date(2026, 11, 27)
HIGH_RISK = date(2027, 12, 2)  # Art. 113, third paragraph, point (d), as amended: Annex III
RECRUITING = {
    "output_use": "operational",
    "exposure": "business_users",
    "stage": "production",
    "went_live_on": date(2026, 3, 1),
    "placed_in_eu": True,
    "ai_system": True,
    "role": "deployer",
    "annex_iii": ["recruitment"],
    "prohibited_practices": [],
    "profiling": True,
}


def told(**facts) -> FirstAnswer:
    return first_answer(assess(use_case(**{**RECRUITING, **facts}), ON))


def screens(assessment: Assessment) -> list[str]:
    answer = first_answer(assessment)
    return [answer.to_text(language=language) for language in LANGUAGES]


def fits(text: str) -> bool:
    lines = text.splitlines()
    return len(lines) <= LINES and all(len(line) <= WIDTH for line in lines)


@pytest.mark.parametrize("name", few(example_names(), of=3))
def test_each_public_case_is_told_on_one_screen_in_each_language(name):
    assert all(map(fits, screens(public_case(name))))


@pytest.mark.random
@pytest.mark.parametrize("number", RANDOM)
def test_random_cases_are_told_on_one_screen(number):
    assert all(map(fits, screens(random_case(Random(f"first answer {number}")))))


@pytest.mark.long
@pytest.mark.parametrize("file", sorted(ROOT.glob("cases/*/*.yaml")), ids=lambda file: file.stem)
def test_each_shipped_case_is_told_on_one_screen(file):
    for case in read_cases(file):
        assert all(map(fits, screens(assess(case, ON)))), case


def test_a_name_and_answers_of_any_length_do_not_break_the_screen():
    long = told(name="w" * 4_000, description="x y " * 2_000, owner="z" * 500)
    assert fits(long.to_text())
    assert CUT in long.to_text()
    many = told(name="line\nline\n" * 60)
    assert fits(many.to_text())


def test_the_screen_tells_verdict_and_tier_with_what_is_reachable():
    answer = told()
    text = " ".join(answer.to_text().split())
    assert "Production-grade engineering is required, as far as answered" in text
    assert "(production_required; as of 2026-11-27)" in text
    assert {one.id for one in answer.outlook.verdicts} >= {"experiment_excepted"}
    assert "to an experiment by exception" in text
    assert "Legal tier: high-risk" in text
    assert "can still become: outside the Act" in text


def test_the_question_on_whose_answer_it_hangs_whose_the_duties_are_is_told():
    """Chapter III of the AI Act gives duties to providers, importers, distributors, deployers."""
    without = {name: value for name, value in RECRUITING.items() if name != "role"}
    answer = first_answer(assess(use_case(**without), ON))
    undecided = [one for one in answer.duties if one.state == "role open"]
    assert answer.whose is not None
    assert (answer.whose.attribute, answer.whose.duties) == ("role", len(undecided))
    assert FirstAnswer.model_validate_json(answer.model_dump_json()) == answer
    for language, said in (
        ("en", f"{len(undecided)} hang on one answer: What are you to this system? (role)"),
        ("de", f"{len(undecided)} davon hängen an einer Antwort: Was sind Sie"),
        ("fr", f"{len(undecided)} dépendent d’une seule réponse\u00a0: Qu’êtes-vous"),
    ):
        assert said in answer.to_text(language=language)
    for language in LANGUAGES:
        assert CUT not in answer.to_text(language=language)  # so many lines would cut the questions
    for role in load().attributes["role"].choices:
        assert told(role=role).whose is None, role


def test_what_presses_most_is_told_in_each_language():
    literacy = told(controls={"literacy_measures": False})  # Art. 4 binds since 2025-02-02
    assert literacy.pressing.open_now == 1
    assert literacy.rank_reason == "1 duty binds now and is open"
    assert FirstAnswer.model_validate_json(literacy.model_dump_json()) == literacy
    for language, said in (
        ("en", "What presses most: 1 duty binds now and is open."),
        ("de", "Am dringendsten: 1 Pflicht gilt jetzt und ist offen."),
        ("fr", "Le plus pressant\u00a0: 1 obligation est applicable et reste ouverte."),
    ):
        assert said in literacy.to_text(language=language)


def test_before_it_is_used_the_tier_that_it_would_have_is_told():
    answer = told(stage="idea", went_live_on=None, real_world_testing=False)
    assert answer.tier == "outside the Act"
    assert "once it is used: high-risk" in answer.to_text()


def test_duties_of_the_own_role_are_told_by_day_with_the_days_that_are_left():
    answer = told()
    assert {duty.role for duty in answer.duties} == {"deployer", "provider and deployer"} & {
        duty.role for duty in answer.duties
    }
    oversight = next(duty for duty in answer.duties if duty.article == "Art. 26(2)")
    assert oversight.from_ == HIGH_RISK
    assert oversight.days_left == (HIGH_RISK - ON).days == 370
    days = [duty.day for duty in answer.duties if duty.state != "met"]
    assert days == sorted(days)
    assert "unanswered, 2027-12-02, in 370 days: Art. 26(2) Have competent people" in " ".join(
        answer.to_text().split()
    )


@pytest.mark.parametrize(
    ("controls", "state"),
    [
        ({}, "unanswered"),
        ({"human_review": True}, "unanswered"),
        ({"human_review": False}, "open"),
        ({"human_review": True, "overseers_named": True}, "met"),
    ],
)
def test_a_duty_is_open_met_or_unanswered_by_what_fulfils_it(controls, state):
    answer = told(controls=controls)
    (duty,) = [duty for duty in answer.duties if duty.article == "Art. 26(2)"]
    assert duty.state == state


def test_a_duty_of_an_unknown_role_is_perhaps_ones_own_and_of_another_role_only_counted():
    unknown = told(role=None)
    states = {duty.article: duty.state for duty in unknown.duties}
    assert states["Art. 26(2)"] == "role open"
    deployer = told()
    assert deployer.other_duties > 10
    assert not [duty for duty in deployer.duties if duty.article == "Art. 9"]


def test_the_most_urgent_gaps_are_those_that_a_duty_dates_the_first_day_first():
    answer = told(controls={"monitoring": False, "code_versioning": False, "human_review": False})
    assert answer.missing == 3
    assert [(gap.id, gap.day) for gap in answer.gaps] == [
        ("human_review", HIGH_RISK),
        ("monitoring", HIGH_RISK),
        ("code_versioning", None),
    ]
    assert "Art. 26(5)" in answer.gaps[1].articles


def test_contradictions_and_presumptions_are_told():
    answer = told(stage="idea")
    text = " ".join(answer.to_text().split())
    assert "contradictory answers: Stated as not yet tried out, yet it is live" in text
    assert "Presumed until answered: as a no: whether" in text


def test_an_own_judgement_that_the_rules_overrule_is_told_as_such():
    answer = told(regulatory_scope="none")
    text = " ".join(answer.to_text().split())
    assert "own judgement against the rules, which count: Stated as unregulated, yet" in text
    assert "contradictory answers: Stated as unregulated" not in text


def test_the_next_three_questions_are_those_that_the_interview_asks_first():
    assessment = assess(use_case(**RECRUITING), ON)
    first = [one.attribute for one in islice(all_open_questions(assessment), 3)]
    answer = first_answer(assessment)
    assert [one.attribute for one in answer.questions] == first
    for one in answer.questions:
        assert one.question in " ".join(answer.to_text().split())


def test_where_the_verdict_is_settled_the_questions_are_about_the_tier():
    answer = told(
        prohibited_practices=["social_scoring"], military_or_security=False, personal_use=False
    )
    assert answer.outlook.settled
    assert {one.about for one in answer.questions} <= {"tier", "duties", "controls"}
    assert answer.questions


def test_what_was_stated_and_who_answers_for_it_stand_in_every_report():
    from explain import why

    found = why(assess(use_case(**RECRUITING, owner="Maria Muster"), ON))
    for text in (str(found), found.to_markdown(), found.to_html()):
        assert "Answers for the case: Maria Muster" in text
        assert "recruits or selects people for work" in text
    nobody = why(assess(use_case(**RECRUITING), ON))
    assert "The case names nobody who answers for it." in str(nobody)


def test_every_report_begins_with_the_first_answer():
    from explain import why

    found = why(assess(use_case(**RECRUITING), ON))
    for text in (str(found), found.to_markdown(), found.to_html()):
        places = [text.index(part) for part in ("Your duties", "Next questions", "Controls unc")]
        assert places == sorted(places)


def test_it_reads_back_from_json_as_it_was():
    answer = told()
    again = FirstAnswer.model_validate_json(answer.model_dump_json())
    assert again == answer
    assert again.to_text(language="de") == answer.to_text(language="de")


@pytest.mark.parametrize(
    ("language", "headline", "ground"),
    [
        ("en", "on your own judgement that a regulation applies", "by your own"),
        (
            "de",
            "nach Ihrer eigenen Einschätzung („eine Vorschrift gilt",
            "nach eigener",
        ),
        ("fr", "selon votre propre appréciation", "selon votre"),
    ],
)
def test_a_verdict_that_only_ones_own_judgement_requires_says_so(language, headline, ground):
    alone = assess(use_case(**{**EXPERIMENT, "regulatory_scope": "applies"}), DAY)
    told = first_answer(alone).to_text(language=language)
    assert headline in " ".join(told.split())
    assert all(one.own_judgement for one in first_answer(alone).grounds)
    assert ground in " ".join(told.split())
    drawn = {node.proposition: node.text for node in why(alone).drawing(language=language).nodes}
    assert all(ground in drawn[one.proposition] for one in alone.grounds if one.state == "stands")


def test_a_ground_that_the_law_establishes_as_well_stands_on_no_judgement_alone():
    found = assess(
        use_case(
            **{**EXPERIMENT, "regulatory_scope": "applies"},
            eu_nexus=True,
            ai_system=True,
            real_world_testing=True,
            annex_iii=["recruitment"],
        ),
        DAY,
    )
    assert found.tier == "high_risk"
    assert not any(one.own_judgement for one in first_answer(found).grounds)
    assert not first_answer(found).outlook.judgements


@pytest.mark.parametrize(
    ("on", "from_", "moved_to"),
    [
        # Annex III: 2 August 2026, until Regulation (EU) 2026/1744 moved it on 27 July 2026
        (date(2023, 12, 7), date(2026, 8, 2), date(2027, 12, 2)),
        (date(2026, 7, 26), date(2026, 8, 2), date(2027, 12, 2)),
        (date(2026, 7, 27), date(2027, 12, 2), None),
    ],
)
def test_a_day_that_the_law_has_moved_since_is_told_with_the_one_it_moved_to(on, from_, moved_to):
    found = assess(read_case("example:schufa_score"), on)
    (duty,) = [one for one in found.duties if one.id == "26_1"]
    assert (duty.from_, duty.moved_to) == (from_, moved_to)
    told = " ".join(str(why(found)).split())
    assert ("; moved since then, to 2027-12-02" in told) is (moved_to is not None)
    assert (f"; moved since then, to {moved_to}" in duty.says) is (moved_to is not None)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Its first day on the market is open, so it counts as new"),
        ("de", "Sein erster Tag auf dem Markt ist offen, es gilt als neu"),
        ("fr", "Jour de mise sur le marché inconnu : compté comme nouveau"),
    ],
)
def test_a_first_day_that_nobody_stated_is_said_beside_the_duties_that_hang_on_it(language, says):
    """Art. 111(2): what was on the market earlier is outside. An answer ends the doubt."""
    assert says in told().to_text(language=language).replace("\xa0", " ")
    answered = told(placed_on_market_on=date(2026, 3, 1))
    assert says not in answered.to_text(language=language).replace("\xa0", " ")


@pytest.mark.parametrize("name", ["mycity_chatbot", "klarna_assistant", "tay"])
def test_marking_is_not_silently_dated_as_of_a_new_generator(name):
    """Art. 111(4): generators from before 2 August 2026 have until 2 December 2026."""
    asked = assess(read_case(f"example:{name}"), date(2026, 11, 29))
    noted = [one.proposition for one in first_answer(asked).counted]
    assert noted == ["note.first_day_open_for_marking"]
    assert "placed_on_market_on" in {one.attribute for one in all_open_questions(asked)}


def test_a_note_on_an_answer_is_told_first_while_that_is_open():
    for name in example_names():
        answer = first_answer(public_case(name))
        for one in answer.counted:
            asks = public_case(name).base.entries[one.proposition].asks
            assert any(public_case(name).facts.get(attribute) is None for attribute in asks)


def test_what_somebody_does_to_an_answer_changes_no_later_one():
    told = first_answer(assess(read_case("example:hiring_trial")))
    before = told.model_dump_json()
    for one in told.stated:
        one.meanings.clear()
        if isinstance(one.value, list):
            one.value.clear()
    again = first_answer(assess(read_case("example:hiring_trial")))
    assert again.model_dump_json() == before
