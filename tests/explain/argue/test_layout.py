"""An explanation, laid out for reading: what a reader of the public cases meets."""

from __future__ import annotations

import pytest

from engine import assess
from explain import why
from knowledge import load
from knowledge.cases.files import read_case
from knowledge.languages.citations import citations
from knowledge.languages.words import Words


def test_what_follows_from_another_answer_is_not_told_as_given():
    """A deployer's use is a business's: that it is no private person's follows from the role."""
    result = assess(read_case("example:office_assistant_trial"))
    assert "personal_use" not in result.stated
    (step,) = [
        one for one in why(result).legal.steps if one.proposition == "ai_act.excluded.personal_use"
    ]
    (fact,) = [one for one in step.statements if "personal_use" in one.reads]
    assert fact.entailed == ("personal_use",)
    for language, says in (
        ("en", "personal_use is false (follows from other answers)"),
        ("de", "(folgt aus anderen Antworten)"),
        ("fr", "(découle d’autres réponses)"),
    ):
        assert says in " ".join(why(result).to_text(language=language).split())


def test_an_unanswered_question_is_no_reason_where_an_answer_is_one_already():
    """No prohibited practice is stated: whether emotions are read for a medical reason is moot."""
    legal = why(assess(read_case("example:zillow_offers"))).legal
    (step,) = [one for one in legal.steps if one.proposition == "ai_act.tier.high_risk"]
    assert {"annex_iii", "recognises_emotions"} <= {
        name for fact in step.statements for name in fact.reads
    }
    assert not [one for one in step.statements if "medical_or_safety_reason" in one.reads]


def test_each_article_is_named_once_among_the_duties_that_may_be_added():
    text = " ".join(str(why(assess(read_case("example:schufa_score")))).split())
    told = text.split("Duties that open questions may add ")[1].split(" Questions that bear")[0]
    articles = told.split(", ")
    assert "Art. 49(3)" in articles
    assert len(articles) == len(set(articles))


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Which of these uses is the system meant for? none of them"),
        ("de", "Für welche dieser Zwecke ist das System bestimmt? nichts davon"),
        ("fr", "Auxquels de ces usages le système est-il destiné ? rien de cela"),
    ],
)
def test_that_nothing_of_a_list_applies_is_told_as_an_answer_to_its_question(language, says):
    told = why(assess(read_case("example:zillow_offers"))).to_text(language=language)
    assert says in " ".join(told.split())


@pytest.mark.parametrize(
    ("language", "says"), [("de", "[C-634/21 Entscheidung]"), ("fr", "[C-634/21 décision]")]
)
def test_no_word_of_a_citation_stays_english(language, says):
    base = load()
    assert Words.of(language).cited(["[C-634/21 ruling]"]) == (says,)
    for cited in Words.of(language).cited(base.derived(citations)):
        assert not {"ruling", "proposed", "changes", "recital", "Annex"} & set(cited.split())
