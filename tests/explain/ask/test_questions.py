"""What to ask next: each question can change the verdict, says why, and no other is asked."""

from __future__ import annotations

import pytest

from engine import assess
from engine.asking import makes_sense
from explain import Questions, questions
from explain.ask.why_asked import why_asked
from knowledge.base import load
from knowledge.cases.files import example_names
from knowledge.cases.use_case import model_of, nested
from knowledge.languages.words import Words
from tests.conftest import DAY, EXPERIMENT, use_case
from tests.public_cases import public_case
from tests.sizes import few

CASES = {f"example:{name}": lambda name=name: public_case(name) for name in example_names()}
CASES |= {
    "nothing answered": lambda: assess(use_case(), DAY),
    "operational": lambda: assess(use_case(output_use="operational", regulatory_scope="none"), DAY),
    "the six answers": lambda: assess(use_case(**EXPERIMENT), DAY),
}


@pytest.fixture(scope="module", params=few(CASES, of=3))
def case(request):
    return CASES[request.param]()


@pytest.fixture(scope="module")
def found(case):
    return questions(case)


def test_each_question_changes_the_verdict_in_the_way_it_says(case, found):
    for question in found.questions:
        without = {**case.stated, **question.given}
        answered = {**without, question.attribute: question.answer}
        verdicts = [
            assess(use_case(**nested(given)), case.on, chainer="semi-naive").verdict.value
            for given in (without, answered)
        ]
        assert verdicts == [question.before, question.after]
        if question.answer is None:  # it only opens other questions
            assert question.opens
            assert question.before == question.after
        else:
            assert question.before != question.after


def test_only_what_is_not_answered_is_asked_and_each_but_once(case, found):
    names = [question.attribute for question in found.questions]
    assert not [name for name in names if load().attributes[name].superseded]
    assert len(names) == len(set(names))
    assert not set(names) & set(case.stated)


def test_what_leads_to_the_strictest_verdict_comes_first_then_what_settles_most(case, found):
    ranks = {verdict.id: verdict.rank for verdict in load().verdicts}
    turns = [
        (
            question.attribute == "regulatory_scope",
            ranks.get(question.leads_to, max(ranks.values())),
            -round(question.settles, 6),
        )
        for question in found.questions
    ]
    assert turns == sorted(turns)
    assert all(0 <= question.settles <= 1 for question in found.questions)
    assert all(question.leads_to != case.verdict.value for question in found.questions)


def test_a_new_case_is_asked_first_whether_it_is_forbidden_and_last_for_a_judgement():
    names = [question.attribute for question in questions(assess(use_case(), DAY)).questions]
    reached, *links = {"prohibited_practices", "ai_system"}, "placed_in_eu", "output_used_in_eu"
    assert set(names[:3]) in [reached | {link} for link in links]  # either brings it under the Act
    assert names[-1] == "regulatory_scope"


def test_each_question_says_why_for_people_and_with_its_source(case, found):
    for question in found.questions:
        assert question.bears_on
        assert question.source
        decided = "Asked because the answer decides whether "
        assert question.because.startswith(f"{decided}{question.bears_on[0]}")
        if question.leads_to:
            title = load().entries[f"verdict.{question.leads_to}"].title
            assert question.because.endswith(f"The answer can lead to: “{title}”.")
        assert "turns" not in question.because
        assert not any(f"{name} " in question.because for name in question.given)


def test_a_question_names_what_hangs_on_it_and_is_still_open():
    stated = {"exposure": "business_users", "annex_iii": ["creditworthiness"]}
    found = {one.attribute: one for one in questions(assess(use_case(**stated), DAY)).questions}
    assert found["customer_channels"].entries == ("trigger.customer_facing",)
    assert found["personal_use"].entries == ("ai_act.excluded.personal_use",)


@pytest.mark.parametrize("language", ["de", "fr"])
def test_each_language_says_why(found, language):
    words = Words.of(language)
    for question in found.questions:
        said = why_asked(question, words)
        assert "(EN)" not in said
        assert said != question.because


def test_a_question_is_asked_once_the_one_it_depends_on_is_answered():
    def asked(**stated):
        found = questions(assess(use_case(**{**EXPERIMENT, **stated}), DAY))
        return {question.attribute: question for question in found.questions}

    lifted = {"output_use": "operational", "regulatory_scope": "none"}
    waiting = asked(**lifted)
    assert not {"starts_on", "ends_on", "retirement_accepted"} & set(waiting)
    assert set(waiting["written_agreement"].opens) == {
        "starts_on",
        "ends_on",
        "retirement_accepted",
    }
    assert "Other questions wait for the answer: " in waiting["written_agreement"].because
    agreed = asked(**lifted, written_agreement=True)
    assert {"starts_on", "ends_on", "retirement_accepted"} <= set(agreed)
    refused = asked(**lifted, written_agreement=False)
    assert not {"starts_on", "ends_on", "retirement_accepted", "written_agreement"} & set(refused)


def test_nothing_that_makes_no_sense_is_asked(case, found):
    sense = makes_sense(case)
    for question in found.questions:
        assert sense.get(question.attribute, True) is True


GATED = """\
- work: policy
  title: A policy
  cited_as: Policy
- attribute: hosted_outside
  type: bool
  question: Does it run outside the house?
  values: {"true": it does, "false": it runs in the house}
  source: {work: policy, at: "1"}
- attribute: host_can_read
  type: bool
  question: Can whoever runs it read the data?
  asked_when: hosted_outside
  values: {"true": they can, "false": they cannot}
  source: {work: policy, at: "1"}
- trigger: readable
  title: Others can read the data
  when: host_can_read
  because: Data must stay in the house.
  source: {work: policy, at: "1"}
  basis: stated
"""


def test_a_question_that_changes_nothing_itself_is_asked_to_open_another(tmp_path):
    pack = tmp_path / "gated.yaml"
    pack.write_text(GATED, encoding="utf-8")
    base = load(pack)

    def asked(**stated):
        case = model_of(base).model_validate({"name": "x", **EXPERIMENT, **stated})
        return {one.attribute: one for one in questions(assess(case, DAY, base=base)).questions}

    opener = asked()["hosted_outside"]
    assert "host_can_read" not in asked()
    assert opener.opens == {"host_can_read": "Can whoever runs it read the data?"}
    assert (opener.answer, opener.leads_to) == (None, "production_required")
    assert "host_can_read" in asked(hosted_outside=True)
    assert not {"host_can_read", "hosted_outside"} & set(asked(hosted_outside=False))


def test_questions_are_read_back_as_they_were(found):
    assert Questions.model_validate_json(found.model_dump_json()) == found


def test_a_settled_case_has_no_questions_and_says_so():
    found = questions(assess(use_case(**EXPERIMENT, ai_system=False, prohibited_practices=[]), DAY))
    assert "relied_on_for" in {question.attribute for question in found.questions}
    trial = questions(public_case("office_assistant_trial"))
    assert (trial.settled, trial.questions) == (True, ())
    assert "Settled: no answer to any open question can change the verdict" in str(trial).replace(
        "\n  ", " "
    )


def test_every_question_that_is_listed_shows_its_answers_and_why():
    text = " ".join(str(questions(assess(use_case(output_use="operational"), DAY))).split())
    assert (
        "? Does it work out its results by itself, rather than only follow rules that people "
        "wrote? (ai_system) · true: it infers from its input how to arrive at predictions" in text
    )
    assert "Why: Asked because the answer decides whether" in text
    assert "open questions can still change the verdict; those that matter most come first." in text


@pytest.mark.parametrize(
    ("language", "of_all", "of_duties"),
    [
        (
            "en",
            "open questions can still change the legal tier, the duties or the controls; they come",
            "open questions can still change the duties",
        ),
        (
            "de",
            "können noch die rechtliche Einstufung, die Pflichten oder die Vorkehrungen ändern",
            "können noch die Pflichten ändern",
        ),
        (
            "fr",
            "peuvent encore changer la catégorie juridique, les obligations ou les mesures",
            "peuvent encore changer les obligations",
        ),
    ],
)
def test_questions_say_what_they_can_change_and_never_a_verdict_that_is_settled(
    language, of_all, of_duties
):
    settled = public_case("schufa_score")
    assert settled.settled
    text = " ".join(questions(settled, about="all").to_text(language=language).split())
    assert of_all in text
    assert of_duties in " ".join(
        questions(settled, about="duties").to_text(language=language).split()
    )
    open_ = questions(public_case("zillow_offers"), about="all")
    assert open_.subjects[0] == "verdict"
    assert "change the verdict, the legal tier, the duties or the controls" in " ".join(
        str(open_).split()
    )


def test_what_waits_for_an_answer_is_quoted_and_ends_its_sentence():
    found = questions(public_case("zillow_offers"))
    (asked,) = [one for one in found.questions if one.attribute == "funding_prototype"]
    assert (
        "Other questions wait for the answer: “Is it labelled as a demonstration wherever it is "
        "shown?”; “Was the investment, or the go-ahead, given?”. The answer can lead to:"
        in asked.because
    )
